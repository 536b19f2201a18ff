"""Where a practice has got to by today: a forecast goes on from there, and what has happened stays so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.events import LADDER, Event, State
from headwater.engines.cascade.hierarchy import Hierarchy, Walk
from headwater.engines.cascade.tallies import MONTH

Ints = NDArray[np.int64]
OPEN, REACHED, WITHOUT = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Present:
    """What is known of each position (by its number in the hierarchy).

    `state`: OPEN (nothing known), REACHED (has received it) or WITHOUT (was asked, and had not). `since`:
    when a position had it, in months before today, as a number of 0 or less. `asked` and `hits`: how many
    of a position's own reports are known, and how many of those have it, where the record says which team.
    `begun[j]`: whether anybody in organisation j has it. `unplaced`: people recorded for whom the
    hierarchy has no position left.
    """

    state: NDArray[np.int8]
    since: NDArray[np.float64]
    asked: Ints
    hits: Ints
    begun: NDArray[np.bool_]
    unplaced: int

    @classmethod
    def of(cls, events: Iterable[Event], hierarchy: Hierarchy, as_of: date | None = None) -> "Present":
        """The state on `as_of` (default: the latest date among the events) that these events tell.

        An event whose team the hierarchy names is placed there. Others fill the tier: first those whose
        sender has it, one in each team in turn, since the record does not say whose team they are in.
        Whoever got further than receiving has received. Raises CascadeError where no event is of an
        organisation in the hierarchy.
        """
        rows = [event for event in events if as_of is None or event.date is None or event.date <= as_of]
        today = as_of or max((event.date for event in rows if event.date is not None), default=None)
        known = {name: number for number, name in enumerate(hierarchy.organisations)}
        own = [event for event in rows if event.organisation in known]
        if rows and not own:
            raise CascadeError(
                "None of these events is of an organisation in the hierarchy: use the same names in both."
            )
        return _Placing(hierarchy, known, today).placed(own)


@dataclass(frozen=True, eq=False)
class Now:
    """A present in walking order, for the loops of a forecast; empty where time 0 is the start of it all."""

    state: NDArray[np.int8]
    since: NDArray[np.float64]
    asked: Ints
    hits: Ints
    begun: Ints

    @classmethod
    def of(cls, present: Present | None, walk: Walk) -> "Now":
        """The present, if there is one."""
        none = np.empty(0, dtype=np.int64)
        if present is None:
            return cls(np.empty(0, dtype=np.int8), np.empty(0), none, none, none)
        order, begun = walk.position, np.flatnonzero(present.begun)
        return cls(
            present.state[order], present.since[order], present.asked[order], present.hits[order], begun
        )

    @property
    def arrays(self) -> tuple[NDArray[np.int8], NDArray[np.float64], Ints, Ints]:
        """What the walk down the lines needs."""
        return self.state, self.since, self.asked, self.hits


class _Placing:
    """Positions being filled, organisation by organisation and tier by tier from the top."""

    def __init__(self, hierarchy: Hierarchy, known: dict[str, int], today: date | None) -> None:
        self.hierarchy, self.known, self.today = hierarchy, known, today
        self.state = np.zeros(hierarchy.size, dtype=np.int8)
        self.since = np.zeros(hierarchy.size)
        self.asked = np.zeros(hierarchy.size, dtype=np.int64)
        self.hits = np.zeros(hierarchy.size, dtype=np.int64)
        self.begun = np.zeros(len(hierarchy.organisations), dtype=bool)
        self.unplaced = 0
        walk = hierarchy.walk
        self.places: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place in np.lexsort(
            (np.arange(hierarchy.size), walk.rank, walk.tier, walk.organisation)
        ).tolist():
            self.places[int(walk.organisation[place]), int(walk.tier[place])].append(
                int(walk.position[place])
            )

    def placed(self, events: list[Event]) -> Present:
        """Everybody placed: those who have it first, then those who were asked and had not."""
        for mark, answers in ((REACHED, _received(events)), (WITHOUT, _not_received(events))):
            for event, people in sorted(answers, key=lambda one: _order(self.known, one[0])):
                self._place(event, people, mark)
        self._leaders()
        return Present(self.state, self.since, self.asked, self.hits, self.begun, self.unplaced)

    def _place(self, event: Event, people: int, mark: int) -> None:
        body = self.known[event.organisation]
        open_ = [at for at in self.places[body, event.tier] if self.state[at] == OPEN]
        team = [at for at in open_ if event.team and self.hierarchy.team[at] == event.team]
        own = team or sorted(open_, key=lambda at: not self._sender_has_it(at))
        for at in own[:people]:
            self.state[at] = mark
            above = int(self.hierarchy.parent[at])
            if team and above >= 0:
                self.asked[above] += 1
                self.hits[above] += int(mark == REACHED)
            if mark == REACHED:
                self.begun[body] = True
                self.since[at] = self._months_ago(event)
        self.unplaced += max(0, people - len(own))

    def _leaders(self) -> None:
        """Where others have it and of the leader nothing is known, the leader had it as soon as the first of them."""
        for body in np.flatnonzero(self.begun).tolist():
            own = np.flatnonzero((self.hierarchy.organisation == body) & (self.state == REACHED))
            leaders = np.flatnonzero((self.hierarchy.organisation == body) & (self.hierarchy.parent < 0))
            unknown = leaders[self.state[leaders] == OPEN]
            self.state[unknown], self.since[unknown] = REACHED, self.since[own].min()

    def _sender_has_it(self, position: int) -> bool:
        above = int(self.hierarchy.parent[position])
        return above < 0 or self.state[above] == REACHED

    def _months_ago(self, event: Event) -> float:
        if event.date is None or self.today is None:
            return 0.0
        return (event.date - self.today).days / MONTH


def _order(known: dict[str, int], event: Event) -> tuple[int, int, date, str]:
    return known[event.organisation], event.tier, event.date or date.max, event.team


def _received(events: list[Event]) -> list[tuple[Event, int]]:
    """For each named receiver one event, for tallies the largest of the rungs: who tried it has received it."""
    found: list[tuple[Event, int]] = []
    named: dict[tuple[str, str], Event] = {}
    tallies: dict[tuple[str, int, str], dict[State, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if event.state not in LADDER:
            continue
        if event.receiver:
            first = named.setdefault((event.organisation, event.receiver), event)
            if (event.date or date.max) < (first.date or date.max):
                named[event.organisation, event.receiver] = event
        else:
            tallies[event.organisation, event.tier, event.team][event.state].append(event)
    found.extend((event, 1) for event in named.values())
    for rungs in tallies.values():
        most = max(rungs.values(), key=lambda own: sum(event.people for event in own))
        found.extend((event, event.people) for event in most)
    return found


def _not_received(events: list[Event]) -> list[tuple[Event, int]]:
    """Those asked who had not, apart from named ones who have had it since."""
    has = {
        (event.organisation, event.receiver) for event in events if event.receiver and event.state in LADDER
    }
    seen: set[tuple[str, str]] = set()
    found = []
    for event in events:
        if event.state is not State.NOT_RECEIVED:
            continue
        mark = event.organisation, event.receiver
        if event.receiver and (mark in has or mark in seen):
            continue
        seen.add(mark)
        found.append((event, event.people))
    return found
