"""What stands around a programme: its cohorts, the bodies behind it, its calendar, its launch checklist."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models.programme import Programme


class Cohort(HostRecord):
    """A group that starts together: the unit of matching and evaluation."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cohorts")
    name = models.CharField(max_length=100)
    starts = models.DateField(null=True, blank=True)

    privacy = Privacy(c1="programme name starts")

    class Meta:
        ordering = ["starts", "name"]

    def __str__(self) -> str:
        return self.name


class Party(HostRecord):
    """A body that stands behind a programme in one capacity; one body may hold several, each on its own line (R86)."""

    class Capacity(models.TextChoices):
        HOST = "host", _("Host: runs it")
        SPONSOR = "sponsor", _("Sponsor: gives it authority")
        FUNDER = "funder", _("Funder: gives money")
        DELIVERER = "deliverer", _("Deliverer: trains and supervises")
        EVALUATOR = "evaluator", _("Evaluator: finds out what changed")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")
    name = models.CharField(_("Name of the body"), max_length=200)
    capacity = models.CharField(_("In what capacity"), max_length=12, choices=Capacity.choices)

    privacy = Privacy(c0="name capacity", c1="programme")

    class Meta:
        ordering = ["capacity", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name", "capacity"], name="a_body_once_in_a_capacity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.capacity})"


class KeyDate(HostRecord):
    """A date of the programme's calendar."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="key_dates")
    day = models.DateField(_("Day"))
    title = models.CharField(_("What happens"), max_length=150)

    privacy = Privacy(c1="programme day title")

    class Meta:
        ordering = ["day", "title"]

    def __str__(self) -> str:
        return f"{self.day} {self.title}"


class ChecklistTick(HostRecord):
    """A step of the launch checklist that a person says is done (some steps are checked by the system instead)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="ticks")
    step = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c1="programme step by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "step"], name="one_tick_a_step")]

    def __str__(self) -> str:
        return self.step
