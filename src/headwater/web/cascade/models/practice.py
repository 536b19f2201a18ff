"""A practice and its versions, the programme's rules for passing one on, and a practice on its way (R1, R3, R8, R9)."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.versions import Versioned


class PassingOnRules(Versioned, HostRecord):
    """How practices are passed on in a programme: to whom at once, and what must hold before the next step opens (R3, R8)."""

    class Gate(models.TextChoices):
        NONE = "none", _("Nothing: the next step is open at once")
        RECEIVED = "received", _("They have received it")
        UNDERSTOOD = "understood", _("They could explain it back")
        TRIED = "tried", _("They have tried it")
        SUSTAINED = "sustained", _("They are still doing it")

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="passing_on_rules")
    parallel = models.BooleanField(_("Leaders tell several tiers at the same time"), default=False)
    gate = models.CharField(
        _("Before a tier passes it on"), max_length=12, choices=Gate.choices, default=Gate.NONE
    )
    share = models.PositiveIntegerField(
        _("For how many of every hundred people of the tier"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    weeks = models.PositiveIntegerField(
        _("Still doing it after how many weeks"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(104)],
    )
    reply_days = models.PositiveIntegerField(
        _("A reply to staff is owed within how many days"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )

    privacy = Privacy(c1="programme parallel gate share weeks reply_days")
    objects = ScopedManager(host="host")

    def __str__(self) -> str:
        return "rules for passing on"

    @classmethod
    def of(cls, programme: Programme) -> "PassingOnRules":
        """The rules of a programme; those of a programme that chose none."""
        return cls.objects.filter(programme=programme).first() or cls(programme=programme)


class PracticeText(models.Model):
    """What a practice says of itself."""

    sentence = models.CharField(_("The practice, in one sentence"), max_length=200)
    signs = models.JSONField(_("What one would see, one sign a line"), default=list)
    core = models.JSONField(_("The core: what stays the same everywhere, one part a line"), default=list)
    adaptable = models.JSONField(_("What each place may do its own way"), default=list, blank=True)
    evidence = models.TextField(_("What speaks for it"), blank=True)

    privacy = Privacy(c0="sentence", c2="signs core adaptable evidence", published="sentence")

    class Meta:
        abstract = True


class Practice(PracticeText, Versioned, HostRecord):
    """A way of working that one would pass on, as it is today (R9)."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="practices")
    edition = models.PositiveIntegerField(_("Version of the practice"), default=1)
    superseded_on = models.DateField(_("Replaced by something better on"), null=True, blank=True)

    privacy = Privacy(c2="participant edition superseded_on", about="participant__person")
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


class PracticeVersion(PracticeText, HostRecord):
    """What a practice said before it was written anew: kept as it was, with the day it was superseded."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="earlier")
    number = models.PositiveIntegerField()
    superseded_on = models.DateField()
    why = models.TextField(_("Why it is written anew"), blank=True)

    privacy = Privacy(c2="practice number superseded_on why", about="practice__participant__person")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="one_text_a_version")]

    def __str__(self) -> str:
        return self.sentence


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
