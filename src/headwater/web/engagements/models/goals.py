"""What a pair works on: two kinds of goal, progress in the partner's own numbers, and what was long avoided."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models.engagement import Ending, Engagement
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant
from headwater.web.writes.versions import Versioned


class Goal(Versioned, HostRecord):
    """Something the pair works on; only they can read it (R62)."""

    class Kind(models.TextChoices):
        PRESSING_NEED = "pressing", _("What is pressing now, for the organisation")
        DEVELOPMENT_GOAL = "development", _("What I want to be able to do for myself, as a leader")

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="goals")
    kind = models.CharField(_("Which kind"), max_length=12, choices=Kind.choices)
    text = EncryptedTextField(_("In your own words"))
    set_by = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    set_on = models.DateField()
    put_aside_on = models.DateField(null=True, blank=True)

    privacy = Privacy(c2="engagement set_by set_on put_aside_on", c3="kind text")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-kind", "created_at", "id"]

    def __str__(self) -> str:
        return self.kind

    @property
    def programme(self) -> Any:
        return self.engagement.programme

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id


class GoalProgress(HostRecord):
    """How far the partner says they have come, 0 to 10, with a word on why."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="progress")
    value = models.PositiveSmallIntegerField(_("How far have you come?"), validators=[MaxValueValidator(10)])
    word = EncryptedTextField(_("A word on why"), blank=True)
    on = models.DateField()

    privacy = Privacy(c3="goal value word on")

    class Meta:
        ordering = ["on", "created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(value__lte=10), name="progress_is_nought_to_ten")
        ]

    def __str__(self) -> str:
        return str(self.value)


class AvoidedIssue(Versioned, HostRecord):
    """What a partner has not had the courage to face: theirs alone unless they show it to the other (R65)."""

    kept_from_host = True

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="avoided_issue")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="avoided_issues")
    text = EncryptedTextField(_("Something I have been avoiding"))
    shown_to_other = models.BooleanField(_("Show it to the other one of the pair"), default=False)
    faced = models.CharField(_("Have you faced it?"), max_length=8, choices=Ending.Faced.choices, blank=True)

    privacy = Privacy(
        c2="engagement participant", c3="shown_to_other", c4="text faced", about="participant__person"
    )
    objects = ScopedManager(host="host")

    def __str__(self) -> str:
        return f"of {self.participant_id}"
