"""The bodies that run programmes, kept apart from each other, and who has which duty in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager, get_scope

from headwater.web.audit.privacy import Privacy

RESERVED = {
    "about", "account", "accounts", "admin", "api", "demo", "healthz", "help", "i18n", "privacy", "readyz",
    "s", "setup", "static", "files", "language", "drafts", "your-information",
}  # fmt: skip


def host_in_scope() -> uuid.UUID | None:
    """The host that new records belong to: the one whose scope is open."""
    host = get_scope().get("host")
    return getattr(host, "pk", host)


class Host(models.Model):
    """A body that runs programmes: the wall between one body's data and another's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("Short name in addresses"), max_length=50, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    contact_email = models.EmailField(_("E-mail for questions"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    require_mfa = models.BooleanField(_("Everyone must use a passkey or authenticator"), default=False)
    concern_contact = models.TextField(_("Who hears concerns, and how to reach them"), blank=True)
    complaint_contact = models.TextField(
        _("Who answers complaints about data, and how to reach them"), blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        c0="id slug name contact_email website concern_contact complaint_contact",
        c1="require_mfa created_at",
        published="concern_contact complaint_contact",
    )

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """What this database is: one row, made at the first start."""

    demonstration = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    example_stage = models.CharField(max_length=20, blank=True)
    example_seed = models.IntegerField(default=0)

    privacy = Privacy(c1="id demonstration started_at example_stage example_seed")

    def __str__(self) -> str:
        return "demonstration" if self.demonstration else "installation"


class HostRecord(models.Model):
    """A record that belongs to one host; a query outside a host's scope raises."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.ForeignKey(
        Host, on_delete=models.CASCADE, default=host_in_scope, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(c1="id host created_at")
    objects = ScopedManager(host="host")

    class Meta:
        abstract = True


class MembershipQuerySet(models.QuerySet):
    def current(self) -> "MembershipQuerySet":
        """Duties that have not ended."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=timezone.now()))


class Membership(HostRecord):
    """A duty a person has for a host, in one programme or in all of them, until it ends."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Duty"), max_length=30)
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(c1="person role programme ended_at", about="person")
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(MembershipQuerySet))

    class Meta:
        indexes = [models.Index(fields=["host", "role"])]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "person", "role", "programme"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="one_current_duty_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"

    @property
    def role_name(self) -> str:
        """What the duty is called."""
        from headwater.web.hosts.roles import ROLES

        return str(ROLES[self.role].name) if self.role in ROLES else self.role
