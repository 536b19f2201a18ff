"""Workshops, training, readiness and what each accepts: all before two leaders meet (R39, R40, R41, R44, R60)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant, Programme
from headwater.web.ui.codes import short_code
from headwater.web.writes.versions import Versioned

CODE_LENGTH = 6


def new_code() -> str:
    """A short code to type or scan where a workshop is held; it says nothing to anyone it is not meant for."""
    return short_code(CODE_LENGTH)


class WorkshopQuerySet(models.QuerySet):
    def to_come(self, now: datetime | None = None) -> "WorkshopQuerySet":
        """Those that are planned and not over yet."""
        return self.filter(state=Workshop.State.PLANNED, ends_at__gt=now or timezone.now())

    def for_side(self, role: str) -> "WorkshopQuerySet":
        """Those meant for partners, or for consultants."""
        return self.filter(kind__in=Workshop.KINDS_FOR[role])

    def with_numbers(self) -> "WorkshopQuerySet":
        """Each with how many are booked and how many came."""
        came = Q(bookings__attendance=Booking.Attendance.CAME)
        return self.annotate(booked=Count("bookings"), came=Count("bookings", filter=came))


class Workshop(Versioned, HostRecord):
    """An occasion that prepares partners, or trains consultants in a group or one at a time."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("Development workshop")
        GROUP = "group", _("Group training")
        INDIVIDUAL = "individual", _("Individual training")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    KINDS_FOR = {
        Participant.Role.PARTNER: [Kind.PARTNER],
        Participant.Role.CONSULTANT: [Kind.GROUP, Kind.INDIVIDUAL],
    }

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="workshops")
    kind = models.CharField(_("What it is"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("Title"), max_length=150)
    starts_at = models.DateTimeField(_("Starts"))
    ends_at = models.DateTimeField(_("Ends"))
    hours = models.DecimalField(
        _("Hours that count towards training"), max_digits=4, decimal_places=1, default=0
    )
    places = models.PositiveIntegerField(_("Places"), default=15)
    place = models.TextField(_("Where, or the video link"), blank=True)
    materials = models.TextField(_("What to read or bring"), blank=True)
    make_up_for = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="make_ups",
        verbose_name=_("Makes up for"),
    )
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Led by"),
    )
    state = FSMField(max_length=10, choices=State.choices, default=State.PLANNED, protected=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of its calendar entry
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)

    privacy = Privacy(
        c1="programme kind title starts_at ends_at hours places make_up_for led_by state sequence",
        c2="place materials code",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(WorkshopQuerySet))

    class Meta:
        ordering = ["starts_at", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_workshop_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def role(self) -> str:
        """The side it is meant for."""
        partner = self.kind == self.Kind.PARTNER
        return Participant.Role.PARTNER if partner else Participant.Role.CONSULTANT

    def is_on(self, now: datetime) -> bool:
        """Whether those present can say so themselves: from an hour before it starts to the end of its day."""
        opens = self.starts_at - timedelta(hours=1)
        last_day = timezone.localdate(self.ends_at)
        return self.state != self.State.CANCELLED and opens <= now and timezone.localdate(now) <= last_day

    @transition(field=state, source=[State.PLANNED, State.HELD], target=State.HELD)
    def note_held(self) -> None:
        pass

    @transition(field=state, source=State.PLANNED, target=State.CANCELLED)
    def cancel(self) -> None:
        self.sequence += 1


class Booking(HostRecord):
    """A participant's place at a workshop, and afterwards whether they came."""

    class Attendance(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        CAME = "came", _("Came")
        MISSED = "missed", _("Could not come")

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="bookings")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="bookings")
    attendance = models.CharField(max_length=10, choices=Attendance.choices, default=Attendance.EXPECTED)

    privacy = Privacy(c2="workshop participant attendance", about="participant__person")

    class Meta:
        ordering = ["participant__person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "participant"], name="one_place_each_at_a_workshop")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} at {self.workshop_id}"


class ReadinessCheck(HostRecord):
    """A decision of faculty whether a consultant is ready to begin, with its reason; the latest counts (R41, R60)."""

    class Decision(models.TextChoices):
        READY = "ready", _("Ready to begin")
        NOT_YET = "not_yet", _("Not yet")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="readiness_checks")
    decision = models.CharField(_("Decision"), max_length=8, choices=Decision.choices)
    reason = models.TextField(_("Reason, as the person will read it"))
    look_again_on = models.DateField(_("Look again on"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c2="participant decision look_again_on by", c3="reason", about="participant__person")

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.decision

    @property
    def programme_id(self) -> object:
        return self.participant.programme_id


class PreparationGuide(Versioned, HostRecord):
    """What partners can expect, and what they do to prepare, in the host's own words (R40)."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="preparation_guide")
    expectation = models.TextField(_("What you can expect, and what is expected of you"))
    steps = models.JSONField(_("Steps to prepare"), default=list)  # [{"code", "text"}]

    privacy = Privacy(c1="programme expectation steps", published="expectation")

    def __str__(self) -> str:
        return f"Guide, version {self.version}"


class Preparation(Versioned, HostRecord):
    """How far a partner has prepared: the steps ticked, and which version of the expectations they agreed."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="preparation")
    done = models.JSONField(default=list)  # codes of steps
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_version = models.PositiveIntegerField(null=True, blank=True)

    privacy = Privacy(c2="participant done acknowledged_at acknowledged_version", about="participant__person")

    def __str__(self) -> str:
        return f"preparation of {self.participant_id}"


class PolicyAcceptance(HostRecord):
    """That a participant accepted a version of the programme's competition policy, and when (R44)."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="policies_accepted")
    version = models.PositiveIntegerField()

    privacy = Privacy(c2="participant version", about="participant__person")

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "version"], name="one_acceptance_of_a_policy_version"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version} by {self.participant_id}"
