"""The tiers a practice should reach, one step to each, and their sites and teams. No names of staff (R1, R4)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.cascade.models.practice import Cascade
from headwater.web.hosts.models import HostRecord


class Tier(HostRecord):
    """One tier of staff, how many they are, and the step that leads to them: when it is planned and was opened."""

    cascade = models.ForeignKey(Cascade, on_delete=models.CASCADE, related_name="tiers")
    place = models.PositiveIntegerField()
    name = models.CharField(_("Who they are"), max_length=60)
    staff = models.PositiveIntegerField(_("How many they are"))
    planned_for = models.DateField(_("Planned for"), null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)  # opened by hand, before its gate was met
    opened_because = models.CharField(_("Why it is opened now"), max_length=300, blank=True)

    privacy = Privacy(c2="cascade place name staff planned_for opened_on opened_because")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["cascade", "name"], name="one_tier_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def programme(self) -> Any:
        return self.cascade.programme

    @property
    def programme_id(self) -> Any:
        return self.cascade.programme_id


class Workplace(HostRecord):
    """A site, or a team within one, with how many of a tier work there."""

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="workplaces")
    site = models.CharField(_("Site"), max_length=60)
    team = models.CharField(_("Team"), max_length=60, blank=True)
    staff = models.PositiveIntegerField(_("How many they are"))

    privacy = Privacy(c2="tier site team staff")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["site", "team", "id"]
        constraints = [models.UniqueConstraint(fields=["tier", "site", "team"], name="one_workplace_a_name")]

    def __str__(self) -> str:
        return f"{self.site}, {self.team}" if self.team else self.site
