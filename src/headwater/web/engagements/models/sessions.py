"""Sessions, and what each person alone says after one."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models.engagement import Engagement, Phase
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant
from headwater.web.writes.versions import Versioned


class SessionQuerySet(models.QuerySet):
    def held(self) -> "SessionQuerySet":
        """Those that took place."""
        return self.filter(state=Session.State.HELD)

    def planned(self) -> "SessionQuerySet":
        """Those in the calendar."""
        return self.filter(state=Session.State.PLANNED)

    def to_confirm(self) -> "SessionQuerySet":
        """Those one side logged and the other has not confirmed."""
        return self.filter(state__in=Session.LOGGED, confirmed_at__isnull=True)


class Session(Versioned, HostRecord):
    """A conversation of the pair: planned, then held or missed. When and how long, never what was said."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        MISSED = "missed", _("Did not happen")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        VIDEO = "video", _("By video")
        IN_PERSON = "in_person", _("In person")
        PHONE = "phone", _("By phone")

    LOGGED = [State.HELD, State.MISSED]

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="sessions")
    state = FSMField(max_length=10, choices=State.choices, default=State.PLANNED, protected=True)
    day = models.DateField(_("Day"))
    starts_at = models.DateTimeField(_("Starts"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("Minutes"))
    mode = models.CharField(_("How you met"), max_length=10, choices=Mode.choices, default=Mode.VIDEO)
    place = EncryptedTextField(_("Where, or the video link"), blank=True)
    agenda = EncryptedTextField(_("What you plan to talk about"), blank=True)
    topics_discussed = EncryptedTextField(_("Topics you talked about"), blank=True)
    moves = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)  # of its calendar entry
    in_plan = models.BooleanField(_("One of the planned sessions"), default=True)
    phase = models.CharField(max_length=14, choices=Phase.choices, blank=True)  # when it was logged
    logged_by = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    logged_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c2="engagement state day starts_at minutes mode moves sequence in_plan phase logged_by logged_at "
        "confirmed_by confirmed_at",
        c3="place agenda topics_discussed",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(SessionQuerySet))

    class Meta:
        ordering = ["day", "starts_at", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(logged_at__isnull=False),
                name="only_a_logged_session_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("logged_by")),
                name="nobody_confirms_their_own_log",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.state}"

    @property
    def programme(self) -> Any:
        return self.engagement.programme

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id

    @property
    def is_logged(self) -> bool:
        return self.state in self.LOGGED

    @transition(field=state, source=[State.PLANNED, State.HELD, State.MISSED], target=State.HELD)
    def note_held(self) -> None:
        pass

    @transition(field=state, source=[State.PLANNED, State.HELD, State.MISSED], target=State.MISSED)
    def note_missed(self) -> None:
        pass

    @transition(field=state, source=[State.PLANNED, State.HELD, State.MISSED], target=State.CANCELLED)
    def cancel(self) -> None:
        self.sequence += 1


class Pulse(HostRecord):
    """What one person alone taps after a session. The other never sees it; the host sees counts of many (R49, R53, R58)."""

    kept_from_host = True

    class Tap(models.IntegerChoices):
        YES = 2, _("Yes")
        PARTLY = 1, _("Partly")
        NO = 0, _("No")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="pulses")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="pulses")
    useful = models.PositiveSmallIntegerField(_("Was it useful to you?"), choices=Tap.choices, null=True)
    heard = models.PositiveSmallIntegerField(
        _("Did you feel heard, rather than judged?"), choices=Tap.choices, null=True
    )
    thinking = models.PositiveSmallIntegerField(
        _("Did you do your own thinking?"), choices=Tap.choices, null=True
    )
    enough = models.BooleanField(_("Is this enough contact?"), null=True)
    tell_supervisor = models.BooleanField(
        _("Let the supervisor of the one who helps know that I did not feel heard"), default=False
    )

    privacy = Privacy(
        c2="session participant",
        c3="tell_supervisor",
        c4="useful heard thinking enough",
        about="participant__person",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="one_pulse_each_a_session")
        ]

    def __str__(self) -> str:
        return f"pulse of {self.participant_id}"


class Stance(models.TextChoices):
    """How a consultant helped in a session (R56)."""

    ASKING = "asking", _("Asking")
    SHARING = "sharing", _("Sharing experience")
    ADVISING = "advising", _("Advising")
    DOING = "doing", _("Doing it for them")


class StanceTag(HostRecord):
    """How the consultant says they helped in a session; seen by them and their supervisor alone (R56)."""

    kept_from_host = True

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="stance_tag")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="stance_tags")
    stances = models.JSONField(_("Mostly I was …"), default=list)
    needed = models.BooleanField(_("They could not have decided something without me"), default=False)

    privacy = Privacy(c2="session participant", c3="stances needed", about="participant__person")

    class Meta:
        ordering = ["session__day", "id"]

    def __str__(self) -> str:
        return f"stance of {self.participant_id}"
