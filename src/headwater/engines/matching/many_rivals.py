"""The competitor test for millions of pairs at once: the verdict of `rivalry`, without its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.encode import Bits, Floats
from headwater.engines.matching.encode_facts import Facts, Sets, encode_facts
from headwater.engines.matching.facts import CompetitionPolicy, OrganisationFacts
from headwater.engines.matching.findings import Outcome

CHUNK = 300_000
Outcomes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class ManyVerdicts:
    """One value for each pair asked for: `outcome` (of `Outcome`), and `nearest_m`, infinite for none."""

    outcome: Outcomes
    nearest_m: Floats


class Rivals:
    """Both sides made ready once; then any pairs of them can be asked about."""

    def __init__(
        self,
        partners: Sequence[OrganisationFacts],
        consultants: Sequence[OrganisationFacts],
        policy: CompetitionPolicy,
    ) -> None:
        self.policy, self.first = policy, len(partners)
        self.facts, services = encode_facts([*partners, *consultants])
        self.catchments = _Catchments(policy, services)

    def verdicts(self, pairs: ArrayLike) -> ManyVerdicts:
        """What the competitor test says of rows (partner, consultant), by position."""
        rows = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        found = [self._chunk(rows[at : at + CHUNK]) for at in range(0, max(len(rows), 1), CHUNK)]
        return ManyVerdicts(np.concatenate([o for o, _ in found]), np.concatenate([n for _, n in found]))

    def _chunk(self, rows: Ints) -> tuple[Outcomes, Floats]:
        facts, policy = self.facts, self.policy
        a, b = rows[:, 0], rows[:, 1] + self.first
        outcome, nearest = self._places(a, b)
        for found in (
            _areas(facts, a, b, policy),
            _groups(facts, a, b, policy),
            _commissioners(facts, a, b, policy),
            _tenders(facts, a, b, policy),
        ):
            np.maximum(outcome, found, out=outcome)
        same = facts.identifier[a] == facts.identifier[b]
        outcome[same], nearest[same] = Outcome.BARRED, np.inf
        return outcome, nearest

    def _places(self, a: Ints, b: Ints) -> tuple[Outcomes, Floats]:
        """The worst any two places of each pair lead to, and the least distance between such places."""
        works = self.facts.works
        row, x, y = _products(works.starts, a, b)
        services, clients = _Overlap(works.services, x, y), _Overlap(works.clients, x, y)
        if not self.policy.client_groups_matter:
            clients = _Overlap.anyone(len(x))
        meet = ~(services.none | clients.none)
        row, x, y = row[meet], x[meet], y[meet]
        known = (services.known & clients.known)[meet]
        near, wide = self.catchments.of(works.services.of(x), works.services.of(y))
        least, most = self._apart(x, y)
        found = _how_near(least, most, near, wide)
        found[(found > 0) & ~known] = Outcome.CHECK
        outcome, nearest = np.zeros(len(a), dtype=np.uint8), np.full(len(a), np.inf)
        np.maximum.at(outcome, row, found)
        np.minimum.at(nearest, row, least)
        return outcome, nearest

    def _apart(self, x: Ints, y: Ints) -> tuple[Floats, Floats]:
        """The least and the most metres there may be between places."""
        works = self.facts.works
        east, north = works.easting[x] - works.easting[y], works.northing[x] - works.northing[y]
        apart, slack = np.sqrt(east * east + north * north), works.off[x] + works.off[y]
        located = works.located[x] & works.located[y]
        least = np.where(located, np.maximum(0.0, apart - slack), 0.0)
        return least, np.where(located, apart + slack, np.inf)


def _products(starts: Ints, a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
    """For each pair every place of one with every place of the other: which pair, and the two places."""
    many_a, many_b = starts[a + 1] - starts[a], starts[b + 1] - starts[b]
    count = many_a * many_b
    row = np.repeat(np.arange(len(a)), count)
    within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, starts[a][row] + within // many_b[row], starts[b][row] + within % many_b[row]


class _Overlap:
    """What two sets have in common: surely nothing (`none`), or something known or not (`known`)."""

    def __init__(self, sets: Sets, x: Ints, y: Ints) -> None:
        self.known: Flags = sets.said[x] & sets.said[y]
        shared = _meet(sets.bits[x], sets.bits[y])
        self.none: Flags = (self.known & ~shared) | sets.empty[x] | sets.empty[y]

    @classmethod
    def anyone(cls, count: int) -> _Overlap:
        self = cls.__new__(cls)
        self.known, self.none = np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
        return self


class _Catchments:
    """The policy's distances by service type, as bits."""

    def __init__(self, policy: CompetitionPolicy, services: Sequence[str]) -> None:
        own = {*policy.barred_within_by_service, *policy.restricted_within_by_service}
        self.usual = policy.catchments(None)
        self.own = [(at, *policy.catchments(name)) for at, name in enumerate(services) if name in own]
        all_own = [self.usual, *(policy.catchments(name) for name in own)]
        self.widest = max(near for near, _ in all_own), max(wide for _, wide in all_own)
        self.usual_bits = np.zeros(max(1, (len(services) + 63) // 64), dtype=np.uint64)
        for at, name in enumerate(services):
            if name not in own:
                self.usual_bits[at // 64] |= np.uint64(1) << np.uint64(at % 64)

    def of(self, left: Sets, right: Sets) -> tuple[Floats, Floats]:
        """The widest catchments of the services in common, or of all they may have in common."""
        if not self.own:
            whole = np.ones(len(left.said))
            return self.widest[0] * whole, self.widest[1] * whole
        both = (left.said & right.said)[:, None]
        bits = np.where(both, left.bits & right.bits, left.bits | right.bits)
        usual = ((bits & self.usual_bits) != 0).any(axis=1)
        near = np.where(usual, self.usual[0], 0.0)
        wide = np.where(usual, self.usual[1], 0.0)
        for at, own_near, own_wide in self.own:
            has = (bits[:, at // 64] >> np.uint64(at % 64)) & np.uint64(1) == 1
            near[has], wide[has] = np.maximum(near[has], own_near), np.maximum(wide[has], own_wide)
        neither = ~(left.said | right.said)
        near[neither], wide[neither] = self.widest
        return near, wide


def _how_near(least: Floats, most: Floats, near: Floats, wide: Floats) -> Outcomes:
    choices = (least > wide, np.isinf(most), most <= near, least <= near, most <= wide)
    outcomes = (Outcome.CLEAR, Outcome.CHECK, Outcome.BARRED, Outcome.CHECK, Outcome.RESTRICTED)
    return np.select(choices, [np.uint8(o) for o in outcomes], np.uint8(Outcome.CHECK)).astype(np.uint8)


def _areas(facts: Facts, a: Ints, b: Ints, policy: CompetitionPolicy) -> Outcomes:
    """Areas served beyond the sites: the other side's areas, or the councils its sites stand in."""
    result = np.zeros(len(a), dtype=np.uint8)
    some = np.flatnonzero(~(facts.areas.empty[a] & facts.areas.empty[b]))
    services = _Overlap(facts.services, a[some], b[some])
    clients = _Overlap(facts.clients, a[some], b[some])
    if not policy.client_groups_matter:
        clients = _Overlap.anyone(len(some))
    meet = ~(services.none | clients.none)
    known = (services.known & clients.known)[meet]
    at = some[meet]
    x, y = a[at], b[at]
    shared, unknown = np.zeros(len(at), dtype=np.bool_), np.zeros(len(at), dtype=np.bool_)
    for left, right in (
        (facts.areas, facts.areas),
        (facts.areas, facts.stands),
        (facts.stands, facts.areas),
    ):
        shared |= left.said[x] & right.said[y] & _meet(left.bits[x], right.bits[y])
        unknown |= ~(left.said[x] & right.said[y]) & ~left.empty[x] & ~right.empty[y]
    served = np.where(known, policy.same_area_served, Outcome.CHECK)
    result[at] = np.where(shared, served, np.where(unknown, Outcome.CHECK, Outcome.CLEAR))
    return result


def _groups(facts: Facts, a: Ints, b: Ints, policy: CompetitionPolicy) -> Outcomes:
    x, y = facts.group[a], facts.group[b]
    unknown = ((x < 0) & (y != 0)) | ((y < 0) & (x != 0))
    found = np.where(unknown, Outcome.CHECK, np.where((x > 0) & (x == y), policy.same_group, Outcome.CLEAR))
    return _unless_clear(found, policy.same_group)


def _commissioners(facts: Facts, a: Ints, b: Ints, policy: CompetitionPolicy) -> Outcomes:
    overlap = _Overlap(facts.commissioners, a, b)
    found = np.where(overlap.known, policy.shared_commissioner, Outcome.CHECK)
    return _unless_clear(np.where(overlap.none, Outcome.CLEAR, found), policy.shared_commissioner)


def _tenders(facts: Facts, a: Ints, b: Ints, policy: CompetitionPolicy) -> Outcomes:
    """The same live tender; or a live tender of one with a commissioner the other works or bids for."""
    tenders, named, bodies = facts.tenders, facts.tender_commissioners, facts.commissioners
    same = _meet(tenders.bits[a], tenders.bits[b])
    shared = _meet(named.bits[a], bodies.bits[b] | named.bits[b])
    shared |= _meet(named.bits[b], bodies.bits[a] | named.bits[a])
    unknown = _may_meet(facts, a, b) | _may_meet(facts, b, a)
    found = np.select(
        (same, shared, unknown),
        (policy.same_tender, policy.tender_of_shared_commissioner, Outcome.CHECK),
        Outcome.CLEAR,
    )
    return _unless_clear(found, max(policy.same_tender, policy.tender_of_shared_commissioner))


def _may_meet(facts: Facts, bidder: Ints, other: Ints) -> Flags:
    """Whether what is not known could hide a tender of the bidder that concerns the other."""
    tenders, bodies = facts.tenders, facts.commissioners
    unsaid = ~(tenders.empty[other] & bodies.empty[other])
    some = bodies.said[other] & ~bodies.empty[other]
    said = ~tenders.said[other] | ~bodies.said[other] | (facts.unnamed_tender[bidder] & some)
    result: Flags = ~tenders.empty[bidder] & np.where(tenders.said[bidder], said, unsaid)
    return result


def _meet(left: Bits, right: Bits) -> Flags:
    """Whether two sets of bits have one in common, row by row."""
    result: Flags = (left[:, 0] & right[:, 0]) != 0
    for word in range(1, left.shape[1]):
        result |= (left[:, word] & right[:, word]) != 0
    return result


def _unless_clear(found: NDArray[np.generic], outcome: Outcome) -> Outcomes:
    """The outcomes, or none where the policy does not count this ground at all."""
    return found.astype(np.uint8) if outcome != Outcome.CLEAR else np.zeros(len(found), dtype=np.uint8)
