"""The agreement of a pair: one text, accepted by both, every version kept."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models.engagement import Engagement
from headwater.web.hosts.models import HostRecord


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

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField()
    travels = models.CharField(_("Who travels"), max_length=12, choices=Travels.choices)
    pays = models.CharField(_("Who pays for travel"), max_length=12, choices=Pays.choices)
    rhythm = models.CharField(_("How often you plan to meet"), max_length=12, choices=Rhythm.choices)
    review_at_session = models.PositiveIntegerField(
        _("Look at this agreement again at session number"), default=3
    )
    own_words = EncryptedTextField(_("Anything else you two agree"), blank=True)
    words = models.JSONField(default=list)  # [{"heading", "lines"}] as shown when accepted
    partner_accepted_at = models.DateTimeField(null=True, blank=True)
    consultant_accepted_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c2="engagement number partner_accepted_at consultant_accepted_at review_at_session",
        c3="travels pays rhythm own_words words",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_agreement_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_accepted(self) -> bool:
        """Whether both have accepted this version."""
        return self.partner_accepted_at is not None and self.consultant_accepted_at is not None

    def accepted_at(self, person: Any) -> Any:
        """When a person of the pair accepted this version, or None."""
        is_partner = self.engagement.partner.person_id == person.pk
        return self.partner_accepted_at if is_partner else self.consultant_accepted_at
