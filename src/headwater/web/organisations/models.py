"""Organisations of leaders on either side, with every site, as the registers and the people know them (R12, R14, R15)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedJSONField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.writes.versions import Versioned


class Organisation(Versioned, HostRecord):
    """A body that a partner or consultant leads."""

    class Size(models.TextChoices):
        MICRO = "micro", _("Up to 9 staff")
        SMALL = "small", _("10 to 49 staff")
        MEDIUM = "medium", _("50 to 249 staff")
        LARGE = "large", _("250 staff or more")
        UNKNOWN = "", _("Not known")

    class Sector(models.TextChoices):
        NOT_FOR_PROFIT = "not_for_profit", _("Not for profit")
        PRIVATE = "private", _("Private business")
        PUBLIC = "public", _("Public body")
        UNKNOWN = "", _("Not known")

    class NoneOf(models.TextChoices):
        GROUP = "group", _("No group or brand: it stands on its own")
        COMMISSIONERS = "commissioners", _("No commissioners")
        TENDERS = "tenders", _("No tenders at the moment")

    name = models.CharField(_("Name"), max_length=250)
    legal_form = models.CharField(_("Legal form"), max_length=80, blank=True)
    sector = models.CharField(_("Sector"), max_length=20, choices=Sector.choices, blank=True, default="")
    size = models.CharField(_("Size"), max_length=10, choices=Size.choices, blank=True, default="")
    website = models.URLField(_("Website"), blank=True, max_length=300)
    group = models.CharField(_("Group or brand it belongs to"), max_length=200, blank=True)
    commissioners = models.JSONField(_("Main commissioners"), default=list, blank=True)
    tenders = models.JSONField(_("Tenders it is bidding for now"), default=list, blank=True)
    federations = models.JSONField(_("Federations it belongs to"), default=list, blank=True)
    none_of = models.JSONField(
        _("What it has none of"), default=list, blank=True
    )  # codes of NoneOf: said, not merely left empty (R45: what is not known is never "clear")
    source = models.CharField(_("Where the record came from"), max_length=40, default="typed in")
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged_from"
    )

    privacy = Privacy(
        c1="name legal_form sector size website group federations source merged_into",
        c2="commissioners tenders none_of",
    )

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["host", "name"])]

    def __str__(self) -> str:
        return self.name

    def known(self, field: str) -> Any:
        """What is on record of group, commissioners or tenders; None where nobody has said, not even "none"."""
        value = getattr(self, field)
        value = value.strip() if isinstance(value, str) else value
        return value if value or field in self.none_of else None

    @property
    def not_known(self) -> list[str]:
        """Which of group, commissioners and tenders nobody has said anything about yet, in words."""
        return [
            str(self._meta.get_field(field).verbose_name)
            for field in self.NoneOf.values
            if self.known(field) is None
        ]


class Registration(HostRecord):
    """The number by which a register knows an organisation: the key that makes an import repeatable."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="registrations")
    register = models.CharField(
        max_length=40
    )  # cqc_provider, charity, company, care_inspectorate, grant_org …
    number = models.CharField(max_length=60)

    privacy = Privacy(c1="organisation register number")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "register", "number"], name="one_owner_a_registration")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.number}"


class Site(HostRecord):
    """A place an organisation works from. Its point is in metres on the national grid, with its precision."""

    class Precision(models.TextChoices):
        POSTCODE = "postcode", _("Exact to the postcode")
        SECTOR = "sector", _("Approximate: postcode sector")
        OUTCODE = "outcode", _("Approximate: postcode area")
        COUNCIL = "council", _("Approximate: council area")
        UNKNOWN = "unknown", _("Location not known")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(_("Name"), max_length=250, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=10, blank=True)
    council = models.CharField(_("Council area"), max_length=80, blank=True)
    council_code = models.CharField(max_length=12, blank=True)
    easting = models.IntegerField(null=True, blank=True)
    northing = models.IntegerField(null=True, blank=True)
    uncertainty_m = models.PositiveIntegerField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.UNKNOWN)
    services = models.JSONField(_("Services"), default=list, blank=True)
    client_groups = models.JSONField(_("People supported"), default=list, blank=True)
    beds = models.PositiveIntegerField(_("Beds"), null=True, blank=True)
    rating = models.CharField(_("Latest rating"), max_length=40, blank=True)
    register_number = models.CharField(max_length=60, blank=True)
    is_main = models.BooleanField(_("Main site"), default=False)

    privacy = Privacy(
        c1="organisation name address postcode council council_code easting northing uncertainty_m precision "
        "services client_groups beds rating register_number is_main"
    )

    class Meta:
        ordering = ["-is_main", "name", "id"]

    def __str__(self) -> str:
        return self.name or self.postcode

    def find(self) -> None:
        """Set the point and its precision from the postcode, as near as the packaged data can say."""
        from headwater.data.postcodes import locate

        place = locate(self.postcode)
        self.precision = place.precision.word
        self.council_code = place.lad_code or ""
        self.easting = round(place.point.easting) if place.point else None
        self.northing = round(place.point.northing) if place.point else None
        self.uncertainty_m = round(place.uncertainty_m) if place.point else None


class RegisterImport(HostRecord):
    """One file brought in: what was found in it, row by row, before and after it was applied."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("Looked at, nothing changed yet")
        APPLIED = "applied", _("Brought in")
        DISCARDED = "discarded", _("Left out")

    file_name = models.CharField(max_length=200)
    layout = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    content = models.BinaryField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREVIEWED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)  # rows, added, changed, same, refused
    refusals = models.JSONField(default=list)  # [{"row": 12, "reason": …, "what_to_do": …}]

    privacy = Privacy(c2="file_name layout mapping content state by applied_at counts refusals")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name


class Merge(HostRecord):
    """Two records that were one organisation, with what is needed to take it back."""

    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    moved = EncryptedJSONField()  # model label -> ids that moved; field values overwritten
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(c2="kept absorbed by moved undone_at")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"
