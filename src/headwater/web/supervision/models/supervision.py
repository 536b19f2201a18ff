"""Supervision of consultants: who supervises whom, the meetings, and notes of them (R42, R43; promises.md 4.3 row 17)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.versions import Versioned


class AssignmentQuerySet(models.QuerySet):
    def current(self) -> "AssignmentQuerySet":
        """Those that hold now."""
        return self.filter(ended_on__isnull=True)


class SupervisorAssignment(HostRecord):
    """Who supervises a consultant, from when until when."""

    consultant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="supervisors")
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supervisees"
    )
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    privacy = Privacy(c2="consultant supervisor since ended_on", about="consultant__person")
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(AssignmentQuerySet))

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultant"],
                condition=Q(ended_on__isnull=True),
                name="one_supervisor_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supervisor_id} for {self.consultant_id}"


class SupervisionSession(Versioned, HostRecord):
    """A supervision meeting. The host may know that it was held; what was said belongs to those who were there."""

    class Kind(models.TextChoices):
        ONE_TO_ONE = "one_to_one", _("One to one")
        GROUP = "group", _("In a group")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="supervision_sessions")
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervision_given"
    )
    consultants = models.ManyToManyField(
        Participant, through="SupervisionPlace", related_name="supervision_sessions"
    )
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    state = FSMField(max_length=10, choices=State.choices, default=State.PLANNED, protected=True)
    starts_at = models.DateTimeField(_("Starts"))
    minutes = models.PositiveIntegerField(_("Minutes"), default=60)
    place = EncryptedTextField(_("Where, or the video link"), blank=True)
    sequence = models.PositiveIntegerField(default=0)

    privacy = Privacy(c2="programme supervisor kind state starts_at minutes sequence", c3="place")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-starts_at", "id"]

    def __str__(self) -> str:
        return f"supervision {self.starts_at:%Y-%m-%d}"

    @transition(field=state, source=State.PLANNED, target=State.HELD)
    def note_held(self) -> None:
        pass

    @transition(field=state, source=State.PLANNED, target=State.CANCELLED)
    def cancel(self) -> None:
        self.sequence += 1


class SupervisionPlace(HostRecord):
    """A consultant's part in a supervision meeting, and whether they came."""

    session = models.ForeignKey(SupervisionSession, on_delete=models.CASCADE, related_name="places")
    consultant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="supervision_places")
    came = models.BooleanField(default=True)

    privacy = Privacy(c2="session consultant came", about="consultant__person")

    class Meta:
        ordering = ["consultant__person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "consultant"], name="one_place_each_in_supervision")
        ]

    def __str__(self) -> str:
        return f"{self.consultant_id} in {self.session_id}"


class SupervisionNote(Versioned, HostRecord):
    """What someone noted of supervision: their own, or joint with the other of a one-to-one."""

    kept_from_host = True

    session = models.ForeignKey(SupervisionSession, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supervision_notes"
    )
    joint = models.BooleanField(_("Joint: the other of you reads it too"), default=False)
    text = EncryptedTextField(_("Note"))

    privacy = Privacy(c4="session author joint text", about="author")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"note of {self.author_id}"
