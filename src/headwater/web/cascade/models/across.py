"""A practice that goes from one organisation to another, each kind counted apart (R7)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.cascade.models.practice import Practice
from headwater.web.hosts.models import HostRecord
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Participant


class CrossingQuerySet(models.QuerySet):
    def standing(self) -> "CrossingQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_on__isnull=True)


class Crossing(HostRecord):
    """One leader told another organisation of a practice; what became of it there."""

    class Kind(models.TextChoices):
        TO_PARTNER = "to_partner", _("From the one who helps to the one who seeks help")
        TO_CONSULTANT = "to_consultant", _("From the one who seeks help to the one who helps")
        ORGANISATION = "organisation", _("From organisation to organisation, outside a pair")

    class State(models.TextChoices):
        TOLD = "told", _("Told; nothing known since")
        RECEIVED = "received", _("Received it")
        TAKEN_UP = "taken_up", _("Passing it on there")
        NOT_RECEIVED = "not_received", _("Asked, and did not receive it")
        NOT_FOR_US = "not_for_us", _("Looked at, and not for them")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="crossings")
    to_participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="practices_told"
    )
    to_name = models.CharField(_("Name of the organisation"), max_length=200, blank=True)
    to_sector = models.CharField(
        _("Its sector"), max_length=20, choices=Organisation.Sector.choices, blank=True
    )
    kind = models.CharField(max_length=14, choices=Kind.choices)
    between_sectors = models.BooleanField(null=True)  # empty where a sector is not known
    state = models.CharField(max_length=14, choices=State.choices, default=State.TOLD)
    on = models.DateField(_("When"))
    taken_up_as = models.OneToOneField(
        Practice, on_delete=models.SET_NULL, null=True, blank=True, related_name="came_by"
    )
    taken_back_on = models.DateField(null=True, blank=True)

    privacy = Privacy(
        c2="practice to_participant to_name to_sector kind between_sectors state on taken_up_as taken_back_on",
        about="to_participant__person",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(CrossingQuerySet))

    class Meta:
        ordering = ["-on", "-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_participant__isnull=False) ^ ~Q(to_name=""), name="a_crossing_leads_somewhere"
            )
        ]

    def __str__(self) -> str:
        return self.to_name or str(self.to_participant_id)

    @property
    def programme(self) -> Any:
        return self.practice.programme

    @property
    def programme_id(self) -> Any:
        return self.practice.programme_id

    @property
    def where_to(self) -> str:
        """The organisation it went to."""
        return self.to_name or self.to_participant.organisation.name
