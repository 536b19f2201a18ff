"""Reading what the pages of a pair, and of those who look after pairs, show."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from headwater.web.engagements.dose import WEEKS_APART, Dose, dose_of
from headwater.web.engagements.models import (
    Agreement,
    AvoidedIssue,
    Ending,
    Engagement,
    Exchange,
    ExtensionRequest,
    Goal,
    GoalProgress,
    LookBack,
    Phase,
    PhaseMove,
    Pulse,
    Session,
)
from headwater.web.programmes.models import Participant, Programme

PULSE_WITHIN = timedelta(days=21)
AGREED_WITHIN = timedelta(weeks=3)
ENDS_SOON = timedelta(weeks=8)


def with_open_ends(engagements: QuerySet, person: Any) -> QuerySet:
    """Each engagement of a person with what waits for them: one query for all."""
    now, own = timezone.now(), Participant.objects.filter(person=person).values("pk")
    here = Session.objects.filter(engagement=OuterRef("pk"))
    latest = Agreement.objects.filter(engagement=OuterRef("pk")).order_by("-number")
    pulses = Pulse.objects.filter(session=OuterRef("pk"), participant__in=own)
    goals = Goal.objects.filter(engagement=OuterRef("pk"), put_aside_on__isnull=True)
    looked = LookBack.objects.filter(engagement=OuterRef("pk"), participant__in=own)
    recent = here.filter(state=Session.State.HELD, day__gte=timezone.localdate() - PULSE_WITHIN)
    return engagements.with_dose().annotate(
        agreement_number=Subquery(latest.values("number")[:1]),
        partner_accepted=Subquery(latest.values("partner_accepted_at")[:1]),
        consultant_accepted=Subquery(latest.values("consultant_accepted_at")[:1]),
        session_to_confirm=Subquery(here.to_confirm().exclude(logged_by__in=own).values("pk")[:1]),
        session_to_log=Subquery(here.planned().filter(starts_at__lt=now).values("pk")[:1]),
        session_to_pulse=Subquery(recent.filter(~Exists(pulses)).order_by("-day").values("pk")[:1]),
        review_at=Subquery(latest.filter(reviewed_on__isnull=True).values("review_at_session")[:1]),
        said_exchange=Exists(Exchange.objects.filter(engagement=OuterRef("pk"), participant__in=own)),
        looked_half_way=Exists(looked.filter(moment=LookBack.Moment.HALF_WAY)),
        looked_at_end=Exists(looked.filter(moment=LookBack.Moment.END)),
        has_pressing=Exists(goals.filter(kind=Goal.Kind.PRESSING_NEED)),
        has_development=Exists(goals.filter(kind=Goal.Kind.DEVELOPMENT_GOAL)),
        phase_to_agree=Subquery(
            PhaseMove.objects.filter(engagement=OuterRef("pk"), agreed_on__isnull=True)
            .exclude(suggested_by__in=own)
            .values("to")[:1]
        ),
        ending_asked_by=Subquery(Ending.objects.filter(engagement=OuterRef("pk")).values("asked_by")[:1]),
    )


@dataclass(frozen=True)
class GoalLine:
    """A goal with its latest progress, if any."""

    goal: Goal
    latest: GoalProgress | None


@dataclass(frozen=True)
class Together:
    """Everything the two of a pair see of their engagement."""

    engagement: Engagement
    side: Participant
    other: Participant
    dose: Dose
    sessions: list[Session]
    pulsed: set[Any]
    goals: list[GoalLine]
    agreement: Agreement | None
    move: PhaseMove | None
    moves: list[PhaseMove]
    ending: Ending | None
    extension: ExtensionRequest | None
    shown_issue: str
    exchanges: list[Exchange]
    gained: LookBack | None

    @property
    def is_agreed(self) -> bool:
        return self.engagement.state in (Engagement.State.RUNNING, Engagement.State.CLOSING)

    @property
    def phases(self) -> list[dict[str, str]]:
        """The phases as a list of steps, with the day each began."""
        days = {move.to: move.agreed_on for move in self.moves}
        order, here = list(Phase), list(Phase).index(Phase(self.engagement.phase))
        states = [
            "done" if place < here else "current" if place == here else "later" for place in range(len(order))
        ]
        return [
            {"label": phase.label, "state": state, "note": days.get(phase.value, "")}
            for phase, state in zip(order, states, strict=True)
        ]


def together(engagement: Engagement, person: Any) -> Together:
    """The page of a pair, read for one of them."""
    row = with_open_ends(Engagement.objects.with_people(), person).get(pk=engagement.pk)
    side = row.side_of(person)
    sessions = list(row.sessions.exclude(state=Session.State.CANCELLED).order_by("-day", "-starts_at"))
    moves = list(row.phase_moves.all())
    return Together(
        engagement=row,
        side=side,
        other=row.other_side(person),
        dose=dose_of(row, today=timezone.localdate()),
        sessions=sessions,
        pulsed=set(
            Pulse.objects.filter(participant=side, session__in=sessions).values_list("session_id", flat=True)
        ),
        goals=goal_lines(row),
        agreement=row.agreements.first(),
        move=next((move for move in moves if move.agreed_on is None), None),
        moves=[move for move in moves if move.agreed_on is not None],
        ending=Ending.objects.filter(engagement=row).first(),
        extension=row.extensions.first(),
        shown_issue=shown_issue(row, person),
        exchanges=list(row.exchanges.select_related("participant__person").order_by("participant__role")),
        gained=row.look_backs.exclude(participant=side).exclude(gained_words="").last(),
    )


def is_to_review(engagement: Engagement, agreement: Agreement) -> bool:
    """Whether the pair has come to the session at which they look at their agreement again."""
    met = engagement.sessions.held().filter(in_plan=True).count()
    return agreement.is_accepted and agreement.reviewed_on is None and met >= agreement.review_at_session


def goal_lines(engagement: Engagement) -> list[GoalLine]:
    """The goals in hand, each with the latest progress; two queries."""
    goals = list(engagement.goals.filter(put_aside_on__isnull=True))
    latest: dict[Any, GoalProgress] = {}
    for progress in GoalProgress.objects.filter(goal__in=goals).order_by("on", "created_at", "id"):
        latest[progress.goal_id] = progress
    return [GoalLine(goal, latest.get(goal.pk)) for goal in goals]


def shown_issue(engagement: Engagement, person: Any) -> str:
    """What the partner has been avoiding, if the reader is the other one and the partner chose to show it."""
    if engagement.partner.person_id == person.pk:
        return ""
    issue = AvoidedIssue.objects.filter(engagement=engagement, shown_to_other=True).first()
    return issue.text if issue else ""


def needing_a_look(programme: Programme, today: date) -> dict[str, Q]:
    """What a coordinator looks at, each as a condition on engagements read ``with_looks``. Facts only."""
    at_work = Q(state__in=[Engagement.State.RUNNING, Engagement.State.CLOSING])
    weeks_ago = today - timedelta(weeks=WEEKS_APART)
    issue_by = today - timedelta(weeks=programme.agreed_issue_by_weeks)
    return {
        "apart": at_work & (Q(last_met__lte=weeks_ago) | Q(last_met__isnull=True, began_on__lte=weeks_ago)),
        "short": at_work & Q(held__lt=F("session_floor"), planned_end__lte=today + ENDS_SOON),
        "no_issue": at_work & Q(has_issue=False, began_on__lte=issue_by),
        "no_agreement": Q(
            state__in=[Engagement.State.PROPOSED, Engagement.State.AGREEING],
            began_on__lte=today - AGREED_WITHIN,
        ),
        "left": Q(has_parted=True),
        "to_sign": Q(waits_for_signature=True),
        "asks": Q(asks_for_more__isnull=False),
    }


def with_looks(engagements: QuerySet, person: Any) -> QuerySet:
    """Engagements with what the looks of a coordinator ask of them; ``person`` is who looks."""
    parted = Ending.objects.filter(
        engagement=OuterRef("pk"),
        reason__in=[Ending.Reason.PERSON_LEFT, Ending.Reason.NOT_THE_RIGHT_PAIR],
        engagement__state=Engagement.State.ENDED,
        engagement__partner__status=Participant.Status.ACTIVE,
        engagement__followed_by__isnull=True,
    )
    return engagements.with_dose().annotate(
        has_parted=Exists(parted),
        waits_for_signature=Exists(to_sign(person).filter(engagement=OuterRef("pk"))),
        asks_for_more=Subquery(
            ExtensionRequest.objects.filter(engagement=OuterRef("pk"), answer=ExtensionRequest.Answer.OPEN)
            .exclude(engagement__state=Engagement.State.ENDED)
            .values("pk")[:1]
        ),
    )


def to_sign(person: Any) -> QuerySet:
    """Latest versions of agreements that wait for a person's signature as the third."""
    newer = Agreement.objects.filter(engagement=OuterRef("engagement"), number__gt=OuterRef("number"))
    return Agreement.objects.filter(
        ~Exists(newer),
        third_party=person,
        third_party__isnull=False,
        third_accepted_at__isnull=True,
        engagement__state__in=[Engagement.State.AGREEING, Engagement.State.RUNNING],
    )


def counts_needing_a_look(programme: Programme, today: date, person: Any = None) -> dict[str, Any]:
    """How many pairs each look is about, and under ``first_asked`` a request for more sessions; one query."""
    looks = needing_a_look(programme, today)
    return with_looks(Engagement.objects.filter(programme=programme).order_by(), person).aggregate(
        first_asked=Min(Cast("asks_for_more", CharField())),
        **{name: Count("pk", filter=condition) for name, condition in looks.items()},
    )


def reached(programme: Programme) -> dict[str, int]:
    """How many pairs began, agreed, met and had enough sessions; one query."""
    return (
        Engagement.objects.filter(programme=programme)
        .order_by()
        .with_dose()
        .aggregate(
            began=Count("pk"),
            met=Count("pk", filter=Q(held__gt=0)),
            enough=Count("pk", filter=Q(held__gte=F("session_floor"))),
        )
    )
