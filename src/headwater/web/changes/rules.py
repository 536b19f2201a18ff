"""Who stands how to a change, and what may follow from it."""

from typing import Any

from headwater.web.changes.models import Change
from headwater.web.hosts.relations import Relation, relation

Kind, Outcome = Change.Kind, Change.Outcome

OF_THE_PAIR = (Kind.FRIENDS, Kind.TRUSTEES, Kind.RIVALS)
"""Told about one pair: the other of the two is part of it."""

FOLLOWS: dict[str, tuple[str, ...]] = {
    Kind.NEW_EMPLOYER: (Outcome.MOVED, Outcome.LEFT),
    Kind.LEAVING: (Outcome.LEFT, Outcome.CARRY_ON),
    Kind.FRIENDS: (Outcome.CARRY_ON, Outcome.ENDED),
    Kind.TRUSTEES: (Outcome.CARRY_ON, Outcome.RESTRICTED, Outcome.ENDED),
    Kind.RIVALS: (Outcome.RESTRICTED, Outcome.CARRY_ON, Outcome.ENDED),
    Kind.MERGED: (Outcome.CARRY_ON, Outcome.RESTRICTED, Outcome.ENDED),
    Kind.RATING: (Outcome.CARRY_ON, Outcome.ENDED),
}
"""What a coordinator can decide about each kind, the likeliest first."""

TOLD_BY_THEMSELVES = tuple(kind for kind in Kind if kind != Kind.RATING)


@relation(Relation.OWN, Change)
def is_about_oneself(person: Any, change: Change) -> bool:
    """The participant it is about, or whoever told it."""
    return person.pk in {change.participant.person_id, change.told_by_id}


@relation(Relation.PAIR, Change)
def is_one_of_its_pair(person: Any, change: Change) -> bool:
    """One of the pair it was told about."""
    return change.engagement is not None and change.engagement.side_of(person) is not None


@relation(Relation.RELEASED, Change)
def is_settled(person: Any, change: Change) -> bool:
    """Decided: before that the other of the pair learns nothing of it."""
    return change.state == Change.State.SETTLED


@relation(Relation.RUNNING, Change)
def waits(person: Any, change: Change) -> bool:
    """Not decided and not taken back."""
    return change.state == Change.State.TOLD
