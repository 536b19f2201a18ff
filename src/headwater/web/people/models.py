"""A person with an account. What they are in a programme is said by their duties, not here."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.privacy import Privacy


class PersonAccounts(BaseUserManager):
    """Making accounts. Nobody has a password: codes, passkeys and authenticators open them."""

    def create_user(self, email: str, name: str = "", **fields: object) -> "Person":
        """An account someone was given a duty with. Only a code sent to its address opens it, which proves the address."""
        from allauth.account.models import EmailAddress

        person = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return person


class Person(AbstractBaseUser):
    """Someone who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=150, blank=True)
    language = models.CharField(_("Language"), max_length=10, default="en-gb")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    cast = models.CharField(
        max_length=200, blank=True, editable=False
    )  # the part played in the example programme

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    is_staff = is_superuser = False

    privacy = Privacy(
        c1="name cast", c2="id email language is_active joined_at last_login", c4="password", about="id"
    )
    objects = PersonAccounts()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """The name people are greeted with."""
        return self.name.split(" ")[0] if self.name else _("there")
