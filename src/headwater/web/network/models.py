"""Who leaders can turn to, before and since; what became of them afterwards (R38, R77)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant


class OfParticipant(HostRecord):
    """A record of one participant, in the programme they take part in."""

    class Meta:
        abstract = True

    @property
    def programme(self) -> Any:
        return self.participant.programme

    @property
    def programme_id(self) -> Any:
        return self.participant.programme_id


class Reach(OfParticipant):
    """How many leaders outside their own organisation someone could ring about a hard decision, and when."""

    class When(models.TextChoices):
        BEFORE = "before", _("Before the programme")
        NOW = "now", _("Now")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reaches")
    when = models.CharField(max_length=8, choices=When.choices)
    people = models.PositiveIntegerField(_("How many"))

    privacy = Privacy(c2="participant when people", about="participant__person")
    objects = ScopedManager(host="host")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "when"], name="one_reach_a_time")]

    def __str__(self) -> str:
        return f"{self.people} {self.when}"


class Tie(OfParticipant):
    """A connection as one of the two tells it: whom they could ring, who was introduced, what they began together."""

    class Kind(models.TextChoices):
        COULD_RING = "could_ring", _("Could ring them about a hard decision")
        INTRODUCED = "introduced", _("Was introduced to them")
        JOINT_WORK = "joint_work", _("Began something together")

    class Since(models.TextChoices):
        BEFORE = "before", _("From before the programme")
        DURING = "during", _("Through the programme")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ties")
    other = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="ties_to"
    )
    other_organisation = models.CharField(_("Or an organisation outside"), max_length=200, blank=True)
    kind = models.CharField(_("What it is"), max_length=12, choices=Kind.choices)
    since = models.CharField(_("Since when"), max_length=8, choices=Since.choices, default=Since.DURING)
    what = models.CharField(_("What you began together"), max_length=200, blank=True)

    privacy = Privacy(
        c2="participant other other_organisation kind since what",
        about="participant__person",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False) ^ ~Q(other_organisation=""), name="a_tie_leads_somewhere"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def whom(self) -> str:
        """The organisation at the other end."""
        return self.other_organisation or self.other.organisation.name


class Showing(OfParticipant):
    """Whether a participant wants to be seen in the network. Without a row: no."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="showing")
    shown = models.BooleanField(_("Others of the programme may see me in the network"), default=False)
    changed_on = models.DateField()

    privacy = Privacy(c1="participant shown changed_on", about="participant__person")
    objects = ScopedManager(host="host")

    def __str__(self) -> str:
        return "shown" if self.shown else "not shown"


class Alumnus(OfParticipant):
    """What someone says they do afterwards: help another leader, later, or not, and then why."""

    class Next(models.TextChoices):
        HELPS = "helps", _("I want to help another leader")
        LATER = "later", _("Perhaps later")
        NOT = "not", _("No")

    class Why(models.TextChoices):
        NO_TIME = "no_time", _("I have no time for it")
        MOVED = "moved", _("I have another post now")
        NOT_READY = "not_ready", _("I do not feel ready")
        ORGANISATION = "organisation", _("My organisation needs me fully, or does not agree")
        PAUSE = "pause", _("I need a pause")
        ENOUGH = "enough", _("I have what I came for")
        OTHER = "other", _("Something else, or I would rather not say")

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="alumnus")
    next = models.CharField(_("Would you help another leader?"), max_length=8, choices=Next.choices)
    why = models.CharField(_("Why not, or not now"), max_length=14, choices=Why.choices, blank=True)
    keeps_in_touch = models.BooleanField(_("The host may write to me afterwards"), default=False)
    said_on = models.DateField()

    privacy = Privacy(c2="participant next why keeps_in_touch said_on", about="participant__person")
    objects = ScopedManager(host="host")

    def __str__(self) -> str:
        return self.get_next_display()
