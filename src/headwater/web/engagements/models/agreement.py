"""The agreement of a pair: one text, accepted by both and by a third if they choose, every version kept."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models.engagement import Engagement
from headwater.web.hosts.models import HostRecord


class AgreementQuerySet(models.QuerySet):
    def accepted(self) -> "AgreementQuerySet":
        """Versions that everyone who signs has accepted."""
        return self.filter(
            models.Q(signs_for="") | models.Q(third_accepted_at__isnull=False),
            partner_accepted_at__isnull=False,
            consultant_accepted_at__isnull=False,
        )


class Agreement(HostRecord):
    """A version of a pair's agreement: the choices they made, the words shown, and when each accepted."""

    class Travels(models.TextChoices):
        NOBODY = "nobody", _("Nobody: we meet by video")
        PARTNER = "partner", _("The one who seeks help travels")
        CONSULTANT = "consultant", _("The one who helps travels")
        TURNS = "turns", _("We take turns")
        HALF_WAY = "half_way", _("We meet half way")

    class Pays(models.TextChoices):
        PROGRAMME = "programme", _("The programme pays travel costs")
        EACH = "each", _("Each organisation pays its own")
        PARTNER = "partner", _("The organisation that is visited pays")
        NOTHING = "nothing", _("There is nothing to pay")

    class Rhythm(models.TextChoices):
        FORTNIGHT = "fortnight", _("Every two weeks")
        MONTH = "month", _("Every month")
        SIX_WEEKS = "six_weeks", _("Every six weeks")
        AS_NEEDED = "as_needed", _("As we need, and agreed each time")

    class ThirdParty(models.TextChoices):
        HOST = "host", _("For the body that runs the programme")
        SPONSOR = "sponsor", _("For the sponsor")

    class LastSession(models.TextChoices):
        LOOK_BACK = "look_back", _("We look back at what changed")
        HAND_ON = "hand_on", _("We agree what is carried on, and by whom")
        TELL = "tell", _("We agree what, if anything, the board is told")
        THANK = "thank", _("We say what each of us has gained")

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField()
    travels = models.CharField(_("Who travels"), max_length=12, choices=Travels.choices)
    pays = models.CharField(_("Who pays for travel"), max_length=12, choices=Pays.choices)
    rhythm = models.CharField(_("How often you plan to meet"), max_length=12, choices=Rhythm.choices)
    review_at_session = models.PositiveIntegerField(
        _("Look at this agreement again at session number"), default=3
    )
    last_session = models.JSONField(_("What the last session is for"), default=list)  # values of LastSession
    own_words = EncryptedTextField(_("Anything else you two agree"), blank=True)
    words = models.JSONField(default=list)  # [{"heading", "lines"}] as shown when accepted
    partner_accepted_at = models.DateTimeField(null=True, blank=True)
    consultant_accepted_at = models.DateTimeField(null=True, blank=True)
    third_party = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agreements_as_third",
    )
    signs_for = models.CharField(max_length=10, choices=ThirdParty.choices, blank=True)
    third_accepted_at = models.DateTimeField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)  # looked at again and kept as it is

    privacy = Privacy(
        c2="engagement number partner_accepted_at consultant_accepted_at third_party signs_for third_accepted_at "
        "review_at_session reviewed_on",
        c3="travels pays rhythm last_session own_words words",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(AgreementQuerySet))

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_agreement_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def programme(self) -> Any:
        return self.engagement.programme

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id

    @property
    def is_accepted(self) -> bool:
        """Whether everyone who signs has accepted this version: the two, and the third where there is one."""
        both = self.partner_accepted_at is not None and self.consultant_accepted_at is not None
        return both and (not self.signs_for or self.third_accepted_at is not None)

    def accepted_at(self, person: Any) -> Any:
        """When a person who signs accepted this version, or None."""
        return getattr(self, self.signature_of(person))

    def signature_of(self, person: Any) -> str:
        """The field that holds when a person accepted."""
        if self.engagement.side_of(person) is None:
            return "third_accepted_at"
        is_partner = self.engagement.partner.person_id == person.pk
        return "partner_accepted_at" if is_partner else "consultant_accepted_at"

    def last_session_words(self) -> list[str]:
        """What the last session is for, in words."""
        return [str(item.label) for item in self.LastSession if item.value in self.last_session]
