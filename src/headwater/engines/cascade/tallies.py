"""Events counted: who was asked, who has it, where it stopped. Counts with denominators, no model."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf

from headwater.engines.cascade.events import LADDER, NEGATIVE, Event, State

MONTH = 30.4375  # days
RECEIVED, TRIED = LADDER.index(State.RECEIVED), LADDER.index(State.TRIED)


@dataclass(frozen=True)
class Answer:
    """What somebody (or a tally of people) said about one rung of the ladder received … passed on."""

    event: Event
    rung: int
    yes: bool

    @property
    def team(self) -> tuple[str, str, int, str]:
        """Those who share a sender: practice, organisation, tier and team (or sender)."""
        event = self.event
        return event.practice, event.organisation, event.tier, event.team or event.sender


@dataclass(frozen=True)
class Team:
    """One team whose sender had the practice: how many were asked, how many had received it."""

    practice: str
    organisation: str
    tier: int
    asked: int
    received: int


@dataclass(frozen=True)
class TierCount:
    """Counts of one tier over all organisations.

    Of those `asked` (their sender had it): `received`, `not_told` (nobody in the team had), `not_heard`
    (others in the team had). `sender_without`: asked, but their sender did not have it. Of those
    `asked_tried`, `tried`.
    """

    tier: int
    organisations: int
    asked: int
    received: int
    not_told: int
    not_heard: int
    sender_without: int
    asked_tried: int
    tried: int


@dataclass(frozen=True)
class Lag:
    """Months from the sender's having it to the receiver's, known to `precision`; it could have been `window`."""

    months: float
    precision: float
    window: float
    people: int


@dataclass(frozen=True)
class Parent:
    """An organisation that has a practice: its generation, how many it handed on to, for how many months it could."""

    organisation: str
    generation: int
    children: int
    window: float


@dataclass(frozen=True)
class Counts:
    """Everything the estimates start from. Pairs are (yes, of) for one organisation and practice, or one sheet."""

    teams: tuple[Team, ...]
    tiers: tuple[TierCount, ...]
    tried: dict[int, list[tuple[int, int]]]
    fidelity: dict[int, list[tuple[int, int]]]
    lags: dict[int, list[Lag]]
    parents: tuple[Parent, ...]
    organisations: tuple[str, ...]
    fed_back: int
    answered: int
    as_of: date | None


def count(events: Iterable[Event], as_of: date | None = None) -> Counts:
    """Count events up to `as_of` (default: the latest date among them); undated events always count."""
    rows = [event for event in events if as_of is None or event.date is None or event.date <= as_of]
    until = as_of or max((event.date for event in rows if event.date is not None), default=None)
    answers = _answers(rows)
    teams, without = _teams(answers)
    return Counts(
        teams,
        _tiers(teams, without, answers),
        _tried(answers),
        _fidelity(rows),
        _lags(rows, until),
        _parents(rows, until),
        tuple(sorted({event.organisation for event in rows})),
        sum(event.people for event in rows if event.state is State.FED_BACK),
        sum(event.people for event in rows if event.state is State.ANSWERED),
        until,
    )


def _answers(rows: list[Event]) -> list[Answer]:
    """Tallies as they stand; of a named receiver one answer a rung, where having got further implies the rungs below."""
    found = []
    named: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in rows:
        if event.receiver:
            named[event.practice, event.organisation, event.receiver].append(event)
        elif event.state in LADDER:
            found.append(Answer(event, LADDER.index(event.state), True))
        elif event.state in NEGATIVE:
            found.append(Answer(event, LADDER.index(NEGATIVE[event.state]), False))
    for own in named.values():
        reached = [event for event in own if event.state in LADDER]
        furthest = max((LADDER.index(event.state) for event in reached), default=-1)
        found.extend(Answer(reached[0], rung, True) for rung in range(furthest + 1))
        refused = {LADDER.index(NEGATIVE[event.state]): event for event in own if event.state in NEGATIVE}
        found.extend(Answer(event, rung, False) for rung, event in refused.items() if rung > furthest)
    return found


def _teams(answers: list[Answer]) -> tuple[tuple[Team, ...], dict[int, int]]:
    """Teams at risk, and by tier the number asked whose sender is known not to have it."""
    empty = {
        (answer.event.practice, answer.event.organisation, answer.event.receiver)
        for answer in answers
        if answer.event.receiver and answer.rung == RECEIVED and not answer.yes
    }
    asked: dict[tuple[str, str, int, str], int] = defaultdict(int)
    received: dict[tuple[str, str, int, str], int] = defaultdict(int)
    without: dict[int, int] = defaultdict(int)
    for answer in answers:
        event = answer.event
        if answer.rung != RECEIVED or event.tier == 0:
            continue
        if event.sender and (event.practice, event.organisation, event.sender) in empty:
            without[event.tier] += event.people
            continue
        asked[answer.team] += event.people
        received[answer.team] += event.people if answer.yes else 0
    teams = tuple(Team(key[0], key[1], key[2], asked[key], received[key]) for key in sorted(asked))
    return teams, without


def _tiers(teams: tuple[Team, ...], without: dict[int, int], answers: list[Answer]) -> tuple[TierCount, ...]:
    tried = [answer for answer in answers if answer.rung == TRIED]
    tiers = sorted({team.tier for team in teams} | set(without) | {answer.event.tier for answer in tried})
    found = []
    for tier in tiers:
        own = [team for team in teams if team.tier == tier]
        said = [answer for answer in tried if answer.event.tier == tier]
        missed = [(team.asked - team.received, team.received == 0) for team in own]
        found.append(
            TierCount(
                tier,
                len({team.organisation for team in own}),
                sum(team.asked for team in own),
                sum(team.received for team in own),
                sum(people for people, nobody in missed if nobody),
                sum(people for people, nobody in missed if not nobody),
                without.get(tier, 0),
                sum(answer.event.people for answer in said),
                sum(answer.event.people for answer in said if answer.yes),
            )
        )
    return tuple(found)


def _tried(answers: list[Answer]) -> dict[int, list[tuple[int, int]]]:
    """By tier, for each organisation and practice: how many tried it, of those who said."""
    sums: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        if answer.rung == TRIED:
            pair = sums[answer.event.tier, answer.event.organisation, answer.event.practice]
            pair[0] += answer.event.people if answer.yes else 0
            pair[1] += answer.event.people
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (tier, _, _), (yes, of) in sorted(sums.items()):
        found[tier].append((yes, of))
    return dict(found)


def _fidelity(rows: list[Event]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for event in rows:
        if event.core_parts and event.core_seen is not None:
            found[event.tier].extend([(event.core_seen, event.core_parts)] * event.people)
    return dict(found)


def _lags(rows: list[Event], until: date | None) -> dict[int, list[Lag]]:
    """By tier, how long each dated hand-over took; tier 0 holds those between organisations."""
    reached = [event for event in rows if event.state is State.RECEIVED and event.date is not None]
    by_mark: dict[tuple[str, str, str], Event] = {}
    by_tier: dict[tuple[str, str, int], Event] = {}
    for event in sorted(reached, key=lambda event: event.date or date.max):
        if event.receiver:
            by_mark.setdefault((event.practice, event.organisation, event.receiver), event)
        by_tier.setdefault((event.practice, event.organisation, event.tier), event)
    found: dict[int, list[Lag]] = defaultdict(list)
    for event in reached:
        if event.tier == 0:
            sender = by_tier.get((event.practice, event.from_organisation, 0))
        else:
            above = by_tier.get((event.practice, event.organisation, event.tier - 1))
            sender = by_mark.get((event.practice, event.organisation, event.sender), above)
        lag = _lag(sender, event, until)
        if lag is not None:
            found[event.tier].append(lag)
    return dict(found)


def _lag(sender: Event | None, event: Event, until: date | None) -> Lag | None:
    if (
        sender is None
        or sender.date is None
        or event.date is None
        or until is None
        or event.date < sender.date
    ):
        return None
    within = (sender.precision_days + event.precision_days + 0.5) / MONTH
    months, window = (event.date - sender.date).days / MONTH, (until - sender.date).days / MONTH
    return Lag(months, within, window, event.people)


def _parents(rows: list[Event], until: date | None) -> tuple[Parent, ...]:
    """Organisations that have a practice, with those whose leader had it from them."""
    first: dict[tuple[str, str], Event] = {}
    have = [event for event in rows if event.state in LADDER]
    for event in sorted(have, key=lambda event: (event.tier, event.date or date.max)):
        first.setdefault((event.practice, event.organisation), event)
    children: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in have:
        if event.tier == 0 and event.from_organisation:
            children[event.practice, event.from_organisation].add(event.organisation)
    found = []
    for key, event in sorted(first.items()):
        window = inf if event.date is None or until is None else (until - event.date).days / MONTH
        found.append(Parent(key[1], _generation(key, first), len(children[key]), window))
    return tuple(found)


def _generation(key: tuple[str, str], first: dict[tuple[str, str], Event]) -> int:
    """As recorded; otherwise one more than that of whoever handed it on, 0 for those the programme started."""
    steps, seen = 0, {key}
    while True:
        event = first[key]
        if event.generation is not None:
            return event.generation + steps
        key = (key[0], event.from_organisation)
        if key not in first or key in seen:
            return steps
        seen.add(key)
        steps += 1
