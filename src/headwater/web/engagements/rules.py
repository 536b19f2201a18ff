"""Who stands how to an engagement and what hangs on it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from headwater.web.engagements.models import (
    Agreement,
    Engagement,
    ExtensionRequest,
    Goal,
    LookBack,
    Phase,
    Reflection,
    Session,
    SharedNote,
    ThinkingTime,
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


@relation(Relation.NOTES_ON, Engagement)
def keeps_notes(person: Any, engagement: Engagement) -> bool:
    """A pair whose programme has switched shared notes on."""
    return engagement.programme.shared_notes


@relation(Relation.PAIR, SharedNote)
def is_one_of_the_notes_pair(person: Any, note: SharedNote) -> bool:
    """One of the pair whose note it is."""
    return is_one_of_the_pair(person, note.engagement)


@relation(Relation.RUNNING, SharedNote)
def note_can_still_change(person: Any, note: SharedNote) -> bool:
    """A note of an engagement that has not ended."""
    return has_not_ended(person, note.engagement)


@relation(Relation.NOTES_ON, SharedNote)
def its_pair_keeps_notes(person: Any, note: SharedNote) -> bool:
    """A note of a programme that has switched shared notes on."""
    return keeps_notes(person, note.engagement)


@relation(Relation.OWN, Reflection)
def wrote_it(person: Any, reflection: Reflection) -> bool:
    """The author of a reflection."""
    return reflection.participant.person_id == person.pk


@relation(Relation.SHOWN, Reflection)
def is_shown(person: Any, reflection: Reflection) -> bool:
    """A reflection its author shows to their supervisor."""
    return reflection.shown_to_supervisor


@relation(Relation.PAIR, ThinkingTime)
def kept_it_free(person: Any, kept: ThinkingTime) -> bool:
    """The one of the pair who keeps this time free."""
    return kept.participant.person_id == person.pk


@relation(Relation.SIGNS, Agreement)
def signs_as_third(person: Any, agreement: Agreement) -> bool:
    """The third who is asked to sign an agreement of a pair."""
    return agreement.third_party_id == person.pk


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


def moment_of(engagement: Engagement) -> str:
    """Which look back is asked for: half way until the pair draws to a close, then the one at the end."""
    ending = engagement.state in (Engagement.State.CLOSING, Engagement.State.ENDED)
    return LookBack.Moment.END if ending or engagement.phase == Phase.CLOSING else LookBack.Moment.HALF_WAY
