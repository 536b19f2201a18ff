"""What changes around people while a programme runs, and what was decided about it (domain.md, end of section 8)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.models import HostRecord
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.versions import Versioned


class Change(Versioned, HostRecord):
    """Something that happened to a participant or a pair, told by them or seen in a register."""

    class Kind(models.TextChoices):
        NEW_EMPLOYER = "new_employer", _("I work for another organisation now")
        LEAVING = "leaving", _("I have to leave the programme")
        FRIENDS = "friends", _("We two have become friends or relatives")
        TRUSTEES = "trustees", _("One of us joined the other's board or staff")
        RIVALS = "rivals", _("Our organisations are after the same contract or people")
        MERGED = "merged", _("An organisation of ours merged or is being taken over")
        RATING = "rating", _("A regulator rated an organisation lower")

    class State(models.TextChoices):
        TOLD = "told", _("Waiting for a decision")
        SETTLED = "settled", _("Decided")
        TAKEN_BACK = "taken_back", _("Taken back")

    class Outcome(models.TextChoices):
        CARRY_ON = "carry_on", _("Carry on as before, openly")
        RESTRICTED = "restricted", _("Carry on, with some topics barred")
        MOVED = "moved", _("Carry on from the new organisation")
        ENDED = "ended", _("End this pair, without blame")
        LEFT = "left", _("Leave the programme, without blame")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="changes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="changes")
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, null=True, blank=True, related_name="changes"
    )
    kind = models.CharField(_("What has changed"), max_length=16, choices=Kind.choices)
    state = FSMField(max_length=12, choices=State.choices, default=State.TOLD, protected=True)
    happened_on = models.DateField(_("Since when"))
    note = EncryptedTextField(_("Anything the coordinator should know"), blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("What happens now"), max_length=12, choices=Outcome.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals"
    )  # where the participant works from now on
    answer = EncryptedTextField(_("What you tell them"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c2="programme participant engagement state happened_on told_by organisation settled_by settled_at",
        c3="kind note outcome answer",
        about="participant__person",
    )

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["host", "programme", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="settled") | ~models.Q(outcome=""),
                name="a_settled_change_has_its_outcome",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @transition(field=state, source=State.TOLD, target=State.SETTLED)
    def settle(self, outcome: str) -> None:
        self.outcome = self.Outcome(outcome)

    @transition(field=state, source=State.TOLD, target=State.TAKEN_BACK)
    def take_back(self) -> None:
        pass
