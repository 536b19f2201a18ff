"""What goes both ways in a pair: offers and needs of both, what each gained, and whether power is fair (R51, R53, R64)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models.engagement import Engagement
from headwater.web.engagements.models.sessions import Pulse
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.versions import Versioned


class Exchange(Versioned, HostRecord):
    """What one of a pair hopes for and can offer the other; both read it (R53)."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="exchanges")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="exchanges")
    needs = EncryptedTextField(_("What I hope to gain from this"), blank=True)
    offers = EncryptedTextField(_("What I can offer you"), blank=True)

    privacy = Privacy(c2="engagement participant", c3="needs offers", about="participant__person")
    objects = ScopedManager(host="host")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "participant"], name="one_exchange_each_a_pair")
        ]

    def __str__(self) -> str:
        return f"of {self.participant_id}"


class PowerTaps(models.Model):
    """Whether power is fair, in three taps, asked of all three parties: both leaders, and host or sponsor (R51)."""

    fair_say = models.PositiveSmallIntegerField(
        _("Do you have a fair say in how this goes?"), choices=Pulse.Tap.choices, null=True
    )
    free_to_refuse = models.PositiveSmallIntegerField(
        _("Could you say no to something without it costing you?"), choices=Pulse.Tap.choices, null=True
    )
    theirs_to_decide = models.PositiveSmallIntegerField(
        _("Is it the two leaders who decide what they work on?"), choices=Pulse.Tap.choices, null=True
    )

    privacy = Privacy(c4="fair_say free_to_refuse theirs_to_decide")

    class Meta:
        abstract = True


class LookBack(PowerTaps, HostRecord):
    """One of a pair looks back, half way and at the end: what they gained, and whether power is fair.

    Theirs alone, but for the words on what they gained, which they write for the other.
    """

    kept_from_host = True

    class Moment(models.TextChoices):
        HALF_WAY = "half_way", _("Half way")
        END = "end", _("At the end")

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="look_backs")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="look_backs")
    moment = models.CharField(max_length=8, choices=Moment.choices)
    gained = models.PositiveSmallIntegerField(
        _("Have you gained something for yourself?"), choices=Pulse.Tap.choices, null=True
    )
    decides_alone = models.PositiveSmallIntegerField(
        _("Could you have taken your last decisions without the other?"), choices=Pulse.Tap.choices, null=True
    )
    gained_words = EncryptedTextField(_("What you have gained, in your words to the other"), blank=True)
    without_help = EncryptedTextField(_("What would you now do without help?"), blank=True)

    privacy = Privacy(
        c2="engagement participant moment",
        c3="gained_words",
        c4="gained decides_alone without_help",
        about="participant__person",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "participant", "moment"], name="one_look_back_each_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"look back of {self.participant_id}"


class PowerPulse(PowerTaps, HostRecord):
    """The same three taps from the third party: someone of the host, or of a sponsor (R51). Theirs alone."""

    kept_from_host = True

    class Party(models.TextChoices):
        HOST = "host", _("Host")
        SPONSOR = "sponsor", _("Sponsor")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="power_pulses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    party = models.CharField(max_length=8, choices=Party.choices)

    privacy = Privacy(c2="programme person party", about="person")
    objects = ScopedManager(host="host")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "person"], name="one_power_pulse_each_programme")
        ]

    def __str__(self) -> str:
        return f"power pulse of {self.person_id}"
