"""Who takes part in a programme, on which side of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models.around import Cohort
from headwater.web.programmes.models.programme import Programme


class ParticipantQuerySet(models.QuerySet):
    def active(self) -> "ParticipantQuerySet":
        """Those who take part now."""
        return self.filter(status=Participant.Status.ACTIVE)


class Participant(HostRecord):
    """A leader who takes part in a programme, on one side of it."""

    class Role(models.TextChoices):
        PARTNER = "partner", _("Partner")
        CONSULTANT = "consultant", _("Consultant")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Taking part")
        FINISHED = "finished", _("Finished")
        WITHDRAWN = "withdrawn", _("Left")

    class Mode(models.TextChoices):
        EITHER = "either", _("In person or by video")
        IN_PERSON = "in_person", _("In person")
        REMOTE = "remote", _("By video")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participants")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.SET_NULL, null=True, blank=True, related_name="participants"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participants")
    role = models.CharField(max_length=12, choices=Role.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    job_title = models.CharField(_("Job title"), max_length=120, blank=True)
    topics = models.JSONField(
        _("Topics"), default=list, blank=True
    )  # needs of a partner, expertise of a consultant
    offers = models.JSONField(_("What they could offer"), default=list, blank=True)  # reciprocity (R53)
    situations = models.JSONField(_("Situations faced now"), default=list, blank=True)  # R34
    values = models.JSONField(_("What matters most to them"), default=list, blank=True)  # R33
    mode = models.CharField(
        _("How they like to meet"), max_length=10, choices=Mode.choices, default=Mode.EITHER
    )
    travel_miles = models.PositiveIntegerField(
        _("Furthest they will travel, in miles"), null=True, blank=True
    )
    meeting_languages = models.JSONField(_("Languages"), default=list, blank=True)
    access_needs = models.TextField(_("Access needs"), blank=True)
    access = models.JSONField(
        _("What makes meeting possible"), default=list, blank=True
    )  # codes: needed by a partner, arranged by a consultant; empty for a consultant: not said
    capacity = models.PositiveIntegerField(_("Pairs at once"), default=1)
    generation = models.PositiveIntegerField(default=1)  # 2: was a partner before (R38)
    route_in = models.CharField(
        _("How they came"), max_length=20, blank=True
    )  # R24: open_call, referral, funder, nomination

    privacy = Privacy(
        c1="programme cohort person organisation role status generation job_title",
        c2="topics offers situations values mode travel_miles meeting_languages access_needs access capacity route_in",
        about="person",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(ParticipantQuerySet))

    class Meta:
        ordering = ["role", "organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "person", "role"], name="one_side_once_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} as {self.role}"


def _side(role: str) -> type[models.Manager]:
    class Side(models.Manager.from_queryset(ParticipantQuerySet)):
        def get_queryset(self) -> ParticipantQuerySet:
            return super().get_queryset().filter(role=role)

    return Side


class Partner(Participant):
    """A participant who seeks help (and gives it too)."""

    objects = ScopedManager(host="host", _manager_class=_side(Participant.Role.PARTNER))

    class Meta:
        proxy = True


class Consultant(Participant):
    """A participant in the helping role (who gains too)."""

    objects = ScopedManager(host="host", _manager_class=_side(Participant.Role.CONSULTANT))

    class Meta:
        proxy = True
