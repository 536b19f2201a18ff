"""A report: built on released figures, written by the evaluator, released once."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.evaluation.models import Release, Wave
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Programme
from headwater.web.writes.versions import Versioned


class Report(Versioned, HostRecord):
    """What was found out, in two versions: for the circle, and coarser for funders and the public.

    ``facts`` holds the first page (dose, route in, cost) as it was when the report was drafted or last brought up to
    date; from its release on nothing of it changes but the host's answer, which stands beside it (R72).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RELEASED = "released", _("Released")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="reports")
    after = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Title"), max_length=150)
    state = FSMField(max_length=10, choices=State.choices, default=State.DRAFT, protected=True)
    main_messages = models.TextField(
        _("What we found, in a few sentences"),
        blank=True,
        help_text=_("Say what people answered, not what brought it about."),
    )
    did_not_work = models.TextField(
        _("What did not work, or got in the way"),
        blank=True,
        help_text=_("At least one thing. The figures that went least well are listed without you."),
    )
    not_known = models.TextField(_("What we do not know"), blank=True)
    recommendations = models.TextField(_("What we recommend"), blank=True)
    response_of_host = models.TextField(_("The host's answer"), blank=True)
    for_public = models.BooleanField(_("Everyone may read the public version"), default=False)
    facts = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)

    TEXTS = ("main_messages", "did_not_work", "not_known", "recommendations")

    privacy = Privacy(
        c1="programme after title state main_messages did_not_work not_known recommendations response_of_host for_public "
        "facts drafted_by released_at",
        published="main_messages did_not_work not_known recommendations response_of_host",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "after"], name="one_report_a_release")]

    def __str__(self) -> str:
        return self.title

    @transition(field=state, source=State.DRAFT, target=State.RELEASED)
    def release(self) -> None:
        self.released_at = timezone.now()

    def ledger(self, audience: str) -> Release | None:
        """The release that this report shows to an audience."""
        return Release.objects.filter(after=self.after_id, audience=audience).first()

    def is_released(self) -> bool:
        return bool(self.state == self.State.RELEASED)

    def first_page(self, audience: str) -> dict[str, Any]:
        """The facts of the first page for an audience."""
        return dict(self.facts.get(audience, {}))
