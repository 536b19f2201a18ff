"""A practice on its way through an organisation: tiers, hand-overs, staff sheets and what staff send back (R1 to R11).

A staff answer has no person, no address, no device and no time beyond its month, and no link to the line that may have
been sent with it (promises.md 4.3 row 21 and section 5 rule 9).
"""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedJSONField, EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import Host, HostRecord, host_in_scope
from headwater.web.programmes.models import Participant
from headwater.web.ui.codes import short_code
from headwater.web.writes.versions import Versioned

CODE_LENGTH = 10


def new_code() -> str:
    """A short code nobody can guess."""
    return short_code(CODE_LENGTH)


class Practice(Versioned, HostRecord):
    """A way of working that one would pass on: one sentence, what one would see, what may differ (R9)."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="practices")
    sentence = models.CharField(_("The practice, in one sentence"), max_length=200)
    signs = models.JSONField(_("What you would see: the core, one sign a line"), default=list)
    adaptable = models.JSONField(_("What each place may do its own way"), default=list, blank=True)
    edition = models.PositiveIntegerField(_("Version of the practice"), default=1)
    superseded_on = models.DateField(_("Replaced by something better on"), null=True, blank=True)

    privacy = Privacy(
        c0="sentence",
        c2="participant signs adaptable edition superseded_on",
        published="sentence",
        about="participant__person",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.sentence

    @property
    def programme(self) -> Any:
        return self.participant.programme

    @property
    def programme_id(self) -> Any:
        return self.participant.programme_id


class Cascade(HostRecord):
    """A practice being passed on in the organisation of a participant."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="cascades")
    started_on = models.DateField(_("Since when"))

    privacy = Privacy(c2="practice started_on", about="practice__participant__person")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-started_on", "id"]

    def __str__(self) -> str:
        return str(self.practice)

    @property
    def participant(self) -> Participant:
        return self.practice.participant

    @property
    def programme(self) -> Any:
        return self.participant.programme

    @property
    def programme_id(self) -> Any:
        return self.participant.programme_id


class Tier(HostRecord):
    """One tier of staff that a practice should reach, with how many they are (R1). No names of staff."""

    cascade = models.ForeignKey(Cascade, on_delete=models.CASCADE, related_name="tiers")
    place = models.PositiveIntegerField()
    name = models.CharField(_("Who they are"), max_length=60)
    staff = models.PositiveIntegerField(_("How many they are"))

    privacy = Privacy(c2="cascade place name staff")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["cascade", "name"], name="one_tier_a_name")]

    def __str__(self) -> str:
        return self.name


class HandOver(HostRecord):
    """Something that happened with a practice in a tier: each step its own event, never inferred (R5, R6)."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("Invited")
        RECEIVED = "received", _("Received it")
        UNDERSTOOD = "understood", _("Could explain it")
        TRIED = "tried", _("Tried it")
        SUSTAINED = "sustained", _("Still doing it")
        PASSED_ON = "passed_on", _("Passed it on")
        FED_BACK = "fed_back", _("Fed back")
        NOT_RECEIVED = "not_received", _("Asked, and did not receive it")

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="hand_overs")
    kind = models.CharField(_("What happened"), max_length=14, choices=Kind.choices)
    people = models.PositiveIntegerField(_("With how many people"))
    on = models.DateField(_("On"))
    where = models.CharField(_("Which site or team"), max_length=60, blank=True)

    privacy = Privacy(c2="tier kind people on where")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-on", "-created_at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.people}"


class StaffSheet(HostRecord):
    """The page of a tier that staff open from a code on paper, and what of their answers has been released."""

    tier = models.OneToOneField(Tier, on_delete=models.CASCADE, related_name="sheet")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    figures = models.JSONField(default=dict, blank=True)  # rounded counts, as last released

    privacy = Privacy(c2="tier code figures")
    objects = ScopedManager(host="host")

    def __str__(self) -> str:
        return self.code

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

    text = EncryptedTextField()
    owed_by = models.DateField(null=True, blank=True)  # empty until released; then a day of the release
    reply = models.TextField(_("What you say back"), blank=True)
    replied_on = models.DateField(null=True, blank=True)

    privacy = Privacy(c0="reply", c2="owed_by replied_on", c4="text", published="reply")
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
