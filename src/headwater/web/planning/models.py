"""Whom to support next: named lists of organisations, and comparisons of what each list might lead to.

Nothing here decides anything: a list is somebody's thought, a comparison is a sum that can be run again.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Programme
from headwater.web.writes.versions import Versioned


class SupportList(Versioned, HostRecord):
    """A named list of organisations that might be supported next."""

    class Made(models.TextChoices):
        BY_HAND = "by_hand", _("Chosen by hand")
        KEPT = "kept", _("Kept from a comparison")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="support_lists")
    name = models.CharField(_("Name of the list"), max_length=80)
    note = models.CharField(_("Why these, in a sentence"), max_length=300, blank=True)
    made = models.CharField(max_length=8, choices=Made.choices, default=Made.BY_HAND)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c2="programme name note made by")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_support_list_a_name")]

    def __str__(self) -> str:
        return self.name


class Listed(HostRecord):
    """An organisation on a list; after a merge of two records it may stand there twice, and counts once."""

    support_list = models.ForeignKey(SupportList, on_delete=models.CASCADE, related_name="listed")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="listed_for_support"
    )

    privacy = Privacy(c2="support_list organisation")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["organisation__name", "id"]

    def __str__(self) -> str:
        return str(self.organisation)


class Comparison(HostRecord):
    """Lists run forward side by side: the question as asked, and the answer as it came out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being worked out")
        DONE = "done", _("Worked out")
        REFUSED = "refused", _("Could not be worked out")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="comparisons")
    name = models.CharField(_("Name"), max_length=80)
    question = models.JSONField(default=dict)  # limits, lists, horizon, seed: see actions.compare
    outcome = models.JSONField(default=dict)  # figures: see working.worked_out
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c2="programme name question outcome state by")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def organisations_named(self) -> set[str]:
        """Ids of every organisation the answer speaks of."""
        lists: list[dict[str, Any]] = self.outcome.get("lists", [])
        found = {pk for one in lists for pk in one["organisations"]}
        picks: list[dict[str, Any]] = self.outcome.get("picks", [])
        return found | {pick["swap"]["organisation"] for pick in picks if pick["swap"]}
