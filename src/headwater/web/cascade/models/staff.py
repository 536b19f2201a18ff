"""Staff sheets, and what staff send back without anyone knowing who they are (R10, R11).

A staff answer has no person, no address, no device and no time beyond its month, no link to the slip it came with and
none to the line that may have been sent with it (promises.md 4.3 row 21 and section 5 rule 9).
"""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedJSONField, EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.cascade.models.practice import Cascade
from headwater.web.cascade.models.tiers import Tier
from headwater.web.hosts.models import Host, HostRecord, host_in_scope
from headwater.web.ui.codes import short_code

CODE_LENGTH = 10


def new_code() -> str:
    """A short code nobody can guess."""
    return short_code(CODE_LENGTH)


class StaffSheet(HostRecord):
    """The page of a tier, or of its staff at one site, and what of their answers has been released.

    A small site has no sheet of its own: its staff answer with those of the other small sites.
    """

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="sheets")
    site = models.CharField(max_length=60, blank=True)  # empty: everyone of the tier who has no other sheet
    together = models.BooleanField(default=False)  # of several sites that are small, beside larger ones
    staff = models.PositiveIntegerField()
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    closed_on = models.DateField(null=True, blank=True)
    slips = EncryptedJSONField(default=dict, blank=True)  # {"run": …, "count": 60, "spent": [3, 7]}
    figures = models.JSONField(default=dict, blank=True)  # rounded counts, as last released

    privacy = Privacy(c2="tier site together staff code closed_on figures", c4="slips")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["tier__place", "site", "id"]
        constraints = [models.UniqueConstraint(fields=["tier", "site"], name="one_sheet_a_site")]

    def __str__(self) -> str:
        if self.together:
            return _("%(tier)s, smaller sites together") % {"tier": self.tier.name}
        return f"{self.tier.name}, {self.site}" if self.site else self.tier.name

    @property
    def cascade(self) -> Cascade:
        return self.tier.cascade

    @property
    def programme(self) -> Any:
        return self.cascade.programme

    @property
    def programme_id(self) -> Any:
        return self.cascade.programme_id


class Unlinked(models.Model):
    """Something a member of staff sent: no person, no time, no order. Its id is random."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.ForeignKey(
        Host, on_delete=models.CASCADE, default=host_in_scope, editable=False, related_name="+"
    )
    sheet = models.ForeignKey(StaffSheet, on_delete=models.CASCADE, related_name="+")

    kept_from_host = True

    privacy = Privacy(c1="id host", c4="sheet")

    class Meta:
        abstract = True


class StaffAnswer(Unlinked):
    """Three taps of one member of staff."""

    month = models.CharField(max_length=7)  # "2026-11", and nothing finer
    taps = EncryptedJSONField()

    privacy = Privacy(c4="month taps")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "answer"


class UpwardSignal(Unlinked):
    """A line from staff: an idea or a worry. Once released with others, a reply is owed by a day (R11)."""

    class To(models.TextChoices):
        MANAGER = "manager", _("Managers")
        LEADER = "leader", _("The leader")

    to = models.CharField(max_length=8, choices=To.choices, default=To.LEADER)
    text = EncryptedTextField()
    released_on = models.DateField(null=True, blank=True)  # with others, never the day the line came
    owed_by = models.DateField(null=True, blank=True)
    reply = models.TextField(_("What you say back"), blank=True)
    replied_on = models.DateField(null=True, blank=True)

    privacy = Privacy(c0="reply", c2="to released_on owed_by replied_on", c4="text", published="reply")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["id"]  # the id is random: the order says nothing

    def __str__(self) -> str:
        return "line"

    @property
    def programme(self) -> Any:
        return self.sheet.programme

    @property
    def programme_id(self) -> Any:
        return self.sheet.programme_id


class PaperTally(HostRecord):
    """Totals of answers given on paper, typed in afterwards: never added to what came by phone."""

    kept_from_host = True

    sheet = models.ForeignKey(StaffSheet, on_delete=models.CASCADE, related_name="tallies")
    month = models.CharField(max_length=7)
    totals = EncryptedJSONField()  # {"answered": 9, "told": {"yes": 7, "partly": 2, "no": 0}, …}

    privacy = Privacy(c2="sheet month", c4="totals")
    objects = ScopedManager(host="host")

    def __str__(self) -> str:
        return "tally"
