"""Who stands how to an engagement and what hangs on it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from headwater.web.engagements.models import (
    Engagement,
    ExtensionRequest,
    Goal,
    Phase,
    Session,
)
from headwater.web.hosts.relations import Relation, relation

CLOSED_AFTER = timedelta(days=30)  # to the consultant, after the end (promises.md 4.3, rule 2)
PHASES = list(Phase)


@relation(Relation.PAIR, Engagement)
def is_one_of_the_pair(person: Any, engagement: Engagement) -> bool:
    """The partner or the consultant of this engagement."""
    return engagement.side_of(person) is not None


@relation(Relation.RUNNING, Engagement)
def has_not_ended(person: Any, engagement: Engagement) -> bool:
    """An engagement that has not ended."""
    return engagement.state != Engagement.State.ENDED


@relation(Relation.IN_REACH, Engagement)
def is_still_in_reach(person: Any, engagement: Engagement) -> bool:
    """What the pair wrote closes to the consultant 30 days after the end; the partner keeps it."""
    if engagement.ended_on is None or engagement.partner.person_id == person.pk:
        return True
    return timezone.localdate() <= engagement.ended_on + CLOSED_AFTER


@relation(Relation.HELPS, Engagement)
def is_the_consultant(person: Any, engagement: Engagement) -> bool:
    """The one in the helping role."""
    return engagement.consultant.person_id == person.pk


@relation(Relation.SEEKS, Engagement)
def is_the_partner(person: Any, engagement: Engagement) -> bool:
    """The one who seeks help."""
    return engagement.partner.person_id == person.pk


@relation(Relation.PAIR, Session)
def is_one_of_the_sessions_pair(person: Any, session: Session) -> bool:
    """One of the pair whose session it is."""
    return is_one_of_the_pair(person, session.engagement)


@relation(Relation.RUNNING, Session)
def session_can_still_change(person: Any, session: Session) -> bool:
    """A session of an engagement that has not ended."""
    return has_not_ended(person, session.engagement)


@relation(Relation.PAIR, Goal)
def is_one_of_the_goals_pair(person: Any, goal: Goal) -> bool:
    """One of the pair whose goal it is."""
    return is_one_of_the_pair(person, goal.engagement)


@relation(Relation.RUNNING, Goal)
def goal_can_still_change(person: Any, goal: Goal) -> bool:
    """A goal of an engagement that has not ended."""
    return has_not_ended(person, goal.engagement)


@relation(Relation.RUNNING, ExtensionRequest)
def extension_can_still_be_answered(person: Any, extension_request: ExtensionRequest) -> bool:
    """A request of an engagement that has not ended."""
    return has_not_ended(person, extension_request.engagement)


def next_phase(phase: str) -> str | None:
    """The phase after this one; None after the last. Phases go forward, one step at a time (R63)."""
    place = PHASES.index(Phase(phase))
    return PHASES[place + 1] if place + 1 < len(PHASES) else None
