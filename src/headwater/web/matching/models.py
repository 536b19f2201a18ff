"""Whom nobody may know somebody will not work with; the runs of a match; the pairs they propose (R29 to R37)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedJSONField, EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.matching.states import SETTLED, ProposalMoves, ProposalState, RunMoves
from headwater.web.programmes.models import Participant, Programme


class Exclusion(HostRecord):
    """Somebody a participant must not be paired with, or that they take on nobody now (R37).

    Read by its author and by the matching engine. Nobody else learns even that it exists: the lines it
    leaves in the trail are kept from the host.
    """

    kept_from_host = True

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("An organisation")
        PERSON = "person", _("A person")
        EVERYONE = "everyone", _("Nobody new for now")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="exclusions")
    kind = models.CharField(_("Whom it is about"), max_length=12, choices=Kind.choices)
    target = EncryptedTextField(_("Name"), blank=True)

    privacy = Privacy(c4="participant kind target", about="participant__person")

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return "sealed"

    @property
    def programme_id(self) -> Any:
        return self.participant.programme_id


class RivalryRuling(HostRecord):
    """What a person decided about two organisations where the facts leave it open, with the written reason.

    It holds while the facts are those that were looked at (``facts_digest``); when they change, it lapses.
    """

    class Outcome(models.TextChoices):
        CLEAR = "clear", _("No competition")
        RESTRICTED = "restricted", _("Some topics are barred")
        BARRED = "barred", _("Rivals: never")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rivalry_rulings")
    partner = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    consultant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(_("Decision"), max_length=12, choices=Outcome.choices)
    reason = EncryptedTextField(_("Reason"))
    facts_digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c2="programme partner consultant by facts_digest", c3="outcome reason")

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.outcome


class HandRule(HostRecord):
    """A pair that a coordinator pinned or barred by hand, with the written reason (R36)."""

    class Kind(models.TextChoices):
        PIN = "pin", _("Must be a pair")
        BAR = "bar", _("Must not be a pair")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="hand_rules")
    partner = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    consultant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    reason = EncryptedTextField(_("Reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c2="programme partner consultant kind by", c3="reason")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["partner", "consultant"], name="one_hand_rule_a_pair")]

    def __str__(self) -> str:
        return self.kind


class MatchRun(RunMoves, HostRecord):
    """One answer of the engine: what went in, by which rules and version, and what came out.

    ``inputs`` is everything the engine saw, sealed exclusions among it: it is never shown, and a run from it
    gives the same answer. ``result`` is what the desk shows.
    """

    class Kind(models.TextChoices):
        ALLOCATE = "allocate", _("One proposal for each")
        CHOICES = "propose", _("Several proposals to choose from")
        DIRECTORY = "directory", _("A directory to choose from")
        NEXT = "next", _("The next place for those who wait")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="match_runs")
    kind = models.CharField(
        _("How pairs are made"), max_length=12, choices=Kind.choices, default=Kind.ALLOCATE
    )
    number = models.PositiveIntegerField()
    name = models.CharField(_("Name"), max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    rules = models.JSONField(
        default=dict
    )  # fairness, weights, maximum_miles, catchment_miles, remote_allowed …
    seed = models.PositiveIntegerField(default=0)  # the engine draws nothing; kept with the rest
    version = models.CharField(max_length=40)
    inputs = EncryptedJSONField(default=dict)
    result = EncryptedJSONField(default=dict)
    step = models.CharField(max_length=20, blank=True)  # while it is worked out: what is being done
    percent = models.PositiveSmallIntegerField(default=0)  # and how much of that is done
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        c2="programme kind number name by rules seed version step percent published_at published_by",
        c3="result",
        c4="inputs",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_run_a_number")]

    def __str__(self) -> str:
        return self.name or str(_("Proposal %(number)s") % {"number": self.number})


class ProposalQuerySet(models.QuerySet):
    def settled(self) -> "ProposalQuerySet":
        """Pairs that hold their places: open for answers, or agreed."""
        return self.filter(state__in=SETTLED)

    def told(self) -> "ProposalQuerySet":
        """Pairs the two of them may see."""
        return self.exclude(state=ProposalState.DRAFT)

    def of(self, person: Any) -> "ProposalQuerySet":
        """Those in which a person is one of the pair."""
        return self.filter(Q(partner__person=person) | Q(consultant__person=person))

    def with_people(self) -> "ProposalQuerySet":
        """Each with both leaders, their organisations and the programme, in one query."""
        return self.select_related(
            "programme",
            "run",
            "partner__person",
            "partner__organisation",
            "consultant__person",
            "consultant__organisation",
        )

    def with_sites(self) -> "ProposalQuerySet":
        """Each with both organisations' sites as well."""
        return self.with_people().prefetch_related(
            "partner__organisation__sites", "consultant__organisation__sites"
        )


class MatchProposal(ProposalMoves, HostRecord):
    """A pair that is proposed: why, how near, what the competition policy says, and what both answered."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class Competition(models.TextChoices):
        CLEAR = "clear", _("None found")
        RESTRICTED = "restricted", _("Some topics barred")

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="proposals")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="match_proposals")
    partner = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="proposals_as_partner")
    consultant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="proposals_as_consultant"
    )
    competition = models.CharField(max_length=12, choices=Competition.choices)
    competition_now = models.CharField(
        max_length=12, blank=True, default=""
    )  # what the facts on record say now, where that is worse than when it was proposed
    miles = models.PositiveIntegerField(null=True, blank=True)  # by road, estimated
    is_approximate = models.BooleanField(default=True)
    is_remote = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    detail = EncryptedJSONField()  # {"reasons": […], "facts": […], "topics": […], "parts": {…}, "fit": 812}
    partner_answer = models.CharField(max_length=3, choices=Answer.choices, blank=True, default="")
    consultant_answer = models.CharField(max_length=3, choices=Answer.choices, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c2="run programme partner consultant competition competition_now miles is_approximate is_remote by_hand answered_at",
        c3="detail partner_answer consultant_answer",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(ProposalQuerySet))

    class Meta:
        ordering = ["partner__organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "partner", "consultant"], name="one_proposal_a_pair"),
            models.UniqueConstraint(
                fields=["partner", "consultant"],
                condition=Q(state__in=SETTLED),
                name="one_settled_proposal_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} with {self.consultant_id}"

    def side_of(self, person: Any) -> Participant | None:
        """The person's own side of the pair, or None when they are not one of it."""
        for participant in (self.partner, self.consultant):
            if participant.person_id == person.pk:
                return participant
        return None

    def other_side(self, person: Any) -> Participant:
        """The other one of the pair."""
        return self.consultant if self.partner.person_id == person.pk else self.partner

    def answer_of(self, person: Any) -> str:
        """What a person answered, as a code; empty before."""
        side = self.side_of(person)
        return getattr(self, f"{side.role}_answer") if side else ""

    @property
    def waits_for(self) -> list[Participant]:
        """Whose answer is still to come."""
        if self.state != ProposalState.OPEN:
            return []
        return [side for side in (self.partner, self.consultant) if not getattr(self, f"{side.role}_answer")]
