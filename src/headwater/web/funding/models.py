"""What a programme costs, line by line, and who speaks for each body that pays (R74, R85)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Party, Programme
from headwater.web.writes.versions import Versioned


class BudgetLine(Versioned, HostRecord):
    """Money, or something of worth given instead, from one source for one purpose."""

    class Kind(models.TextChoices):
        CASH = "cash", _("Money")
        IN_KIND = "in_kind", _("Given in kind, such as a room or staff time")

    class GrowsWith(models.TextChoices):
        NOTHING = "nothing", _("Nothing: it is the same whatever the size")
        PLACES = "places", _("The number of places")
        SESSIONS = "sessions", _("The number of sessions")
        SUPERVISION = "supervision", _("The hours of supervision")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="budget_lines")
    purpose = models.CharField(_("What it is for"), max_length=120)
    source = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="budget_lines", verbose_name=_("Who gives it")
    )
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.CASH)
    planned = models.DecimalField(
        _("Planned, in pounds"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    spent = models.DecimalField(
        _("Spent so far, in pounds"),
        max_digits=10,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )
    grows_with = models.CharField(
        _("It grows with"), max_length=12, choices=GrowsWith.choices, default=GrowsWith.NOTHING
    )
    restricted_to = models.CharField(_("May only be used for"), max_length=200, blank=True)

    privacy = Privacy(c2="programme purpose source kind planned spent grows_with restricted_to")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["source__name", "purpose", "id"]

    def __str__(self) -> str:
        return self.purpose


class FunderContact(HostRecord):
    """A person who speaks for a body that pays, and so sees that body's own lines and no others."""

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("Body")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("Person")
    )

    privacy = Privacy(c1="party person", about="person")

    class Meta:
        ordering = ["party__name", "person__name"]
        constraints = [models.UniqueConstraint(fields=["party", "person"], name="a_contact_once_a_body")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.party_id}"

    @property
    def programme_id(self) -> object:
        return self.party.programme_id
