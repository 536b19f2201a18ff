"""Why each person has the match they have, what else was possible, and what it would cost others (R29,
R47).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from headwater.engines.matching.arcs import grouped, members
from headwater.engines.matching.assignment import Assignment
from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.exchange_graph import Chains, ExchangeGraph, Move
from headwater.engines.matching.problem import Problem
from headwater.engines.matching.solve import assign


@dataclass(frozen=True)
class Option:
    """A pair that is not in the match, and what making it would change, exactly.

    `gain`: the partner's own change in fit. `cost_to_others`: what all others together lose in fit.
    `places_change`: pairs more or fewer in all (-1: somebody goes without). `moves`: the partner first, then
    everyone who would move. `possible` is false where no permitted set has this pair and keeps every must.
    """

    partner: int
    consultant: int
    fit: int
    possible: bool
    gain: int = 0
    cost_to_others: int = 0
    places_change: int = 0
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Shortage:
    """Partners who together compete for too few places: `partners` share `places` with `consultants`."""

    partners: tuple[int, ...]
    consultants: tuple[int, ...]
    places: int


class HeldBack(Enum):
    """What stands between a partner and a pair."""

    NOBODY_PERMITTED = "no consultant is permitted"
    TOO_FEW_PLACES = "more partners than places among the consultants permitted"
    SHARED_LIMIT = "a host's or a funder's shared limit, or another partner's must"
    NO_PLACE_ASKED = "no place was asked for"


@dataclass(frozen=True)
class PartnerReasons:
    """One partner's reasons.

    `consultants` and `fits`: what they have. `ranks`: how many permitted consultants would fit better than
    each. `best`: the best-fitting consultant they do not have, and what taking them would change; None when
    they have the best or nobody is permitted. `shortage`: for a partner without a pair, whom they compete
    with for what; None when they have a pair or when nobody is permitted at all (`permitted` is 0).
    """

    partner: int
    permitted: int
    consultants: tuple[int, ...]
    fits: tuple[int, ...]
    ranks: tuple[int, ...]
    best: Option | None
    held_back: HeldBack | None
    shortage: Shortage | None


def explain(
    problem: Problem, assignment: Assignment, partners: Iterable[int] | None = None
) -> tuple[PartnerReasons, ...]:
    """The reasons of each partner (all of them when `partners` is left out), in the order asked for.

    After a match for total fit the cost of the best alternative comes from the cheapest chain of moves and
    is exact; after leximin it is the difference from the fairest match that has the pair.
    """
    asked = list(range(problem.partner_count)) if partners is None else [int(p) for p in partners]
    if asked and not 0 <= min(asked) <= max(asked) < problem.partner_count:
        raise BadProblem("partners", "an index out of range", "Use positions in partners, counted from 0")
    graph = ExchangeGraph.of(problem, assignment) if assignment.fairness == "none" else None
    rows = _Rows(problem, assignment)
    return tuple(_reasons(problem, assignment, rows, graph, p) for p in asked)


def options(problem: Problem, assignment: Assignment, partner: int, most: int = 3) -> tuple[Option, ...]:
    """The alternatives of one partner that cost the whole least, cheapest first: who else, and who would
    move.
    """
    rows = _Rows(problem, assignment)
    edges = [e for e in rows.edges_of(partner) if not rows.chosen[e]]
    if assignment.fairness == "leximin":
        edges = sorted(edges, key=lambda e: (-problem.fit[e], e))[:most]
        found = [_by_solving_again(problem, assignment, int(e)) for e in edges]
    else:
        graph = ExchangeGraph.of(problem, assignment)
        chains = graph.chains_to(partner, whole=True)
        cost = [graph.reduced[e] + chains.cost[graph.consultant_node(problem.consultant[e])] for e in edges]
        cheapest = sorted(range(len(edges)), key=lambda i: (cost[i], edges[i]))[:most]
        found = [_by_chain(problem, graph, chains, int(edges[i])) for i in cheapest]
    return tuple(option for option in found if option.possible)


class _Rows:
    """The edges of each partner, and which are in the match."""

    def __init__(self, problem: Problem, assignment: Assignment) -> None:
        self.rank = problem.partner_rank
        self.starts = np.searchsorted(
            problem.partner_rank[problem.partner], np.arange(problem.partner_count + 1)
        )
        self.chosen = np.zeros(problem.edge_count, dtype=np.bool_)
        self.chosen[problem.edges_of(assignment.pairs)] = True

        self.taken = _Taken(problem, np.flatnonzero(self.chosen))

    def edges_of(self, partner: int) -> Ints:
        row = self.rank[partner]
        return np.arange(self.starts[row], self.starts[row + 1])


class _Taken:
    """The pairs of the match by consultant."""

    def __init__(self, problem: Problem, edges: Ints) -> None:
        consultant = problem.consultant[edges]
        self.load = np.bincount(consultant, minlength=problem.consultant_count)
        order, self.starts = grouped(consultant, problem.consultant_count)
        self.edges = edges[order]

    def edges_of(self, consultants: Ints) -> Ints:
        """All pairs these consultants have."""
        return members(self.edges, self.starts, consultants)


def _reasons(
    problem: Problem, assignment: Assignment, rows: _Rows, graph: ExchangeGraph | None, partner: int
) -> PartnerReasons:
    edges = rows.edges_of(partner)
    mine, others = edges[rows.chosen[edges]], edges[~rows.chosen[edges]]
    fit = problem.fit
    best = None
    worst_of_mine = fit[mine].min() if len(mine) else None
    if len(others) and (worst_of_mine is None or fit[others].max() > worst_of_mine):
        wanted = int(others[np.argmax(fit[others])])
        best = _cost_of(problem, assignment, graph, wanted)
    held_back, shortage = (None, None) if len(mine) else _held_back(problem, rows, partner)
    return PartnerReasons(
        partner=partner,
        permitted=len(edges),
        consultants=tuple(problem.consultant[mine].tolist()),
        fits=tuple(fit[mine].tolist()),
        ranks=tuple(int((fit[edges] > fit[e]).sum()) for e in mine),
        best=best,
        held_back=held_back,
        shortage=shortage,
    )


def _cost_of(problem: Problem, assignment: Assignment, graph: ExchangeGraph | None, edge: int) -> Option:
    if graph is None:
        return _by_solving_again(problem, assignment, edge)
    partner, consultant = int(problem.partner[edge]), int(problem.consultant[edge])
    chains = graph.chains_to(partner)
    if chains.cost[graph.consultant_node(consultant)] > chains.exact_to:
        chains = graph.chains_to(partner, whole=True)
    return _by_chain(problem, graph, chains, edge)


def _by_chain(problem: Problem, graph: ExchangeGraph, chains: Chains, edge: int) -> Option:
    partner, consultant = int(problem.partner[edge]), int(problem.consultant[edge])
    own = int(problem.fit[edge])
    if not np.isfinite(chains.cost[graph.consultant_node(consultant)]):
        return Option(partner, consultant, own, possible=False)
    return option_of_moves(problem, partner, consultant, own, graph.moves(chains, consultant, partner))


def option_of_moves(
    problem: Problem, partner: int, consultant: int, own: int, moves: tuple[Move, ...]
) -> Option:
    first, *rest = moves
    gain = own - _fit_of(problem, partner, first.leaves)
    others = sum(_fit_of(problem, m.partner, m.joins) - _fit_of(problem, m.partner, m.leaves) for m in rest)
    places = sum((m.joins is not None) - (m.leaves is not None) for m in moves)
    return Option(partner, consultant, own, True, gain, -others, places, moves)


def _fit_of(problem: Problem, partner: int, consultant: int | None) -> int:
    if consultant is None:
        return 0
    return int(problem.fit[problem.edges_of([[partner, consultant]])[0]])


def _by_solving_again(problem: Problem, assignment: Assignment, edge: int) -> Option:
    """The option as the difference from the best match that has the pair."""
    from headwater.engines.matching.errors import MustsClash

    partner, consultant = int(problem.partner[edge]), int(problem.consultant[edge])
    own = int(problem.fit[edge])
    try:
        other = assign(
            problem.pin([[partner, consultant]]),
            assignment.fairness,
            assignment.pairs,
            enough=assignment.enough,
        )
    except MustsClash:
        return Option(partner, consultant, own, possible=False)
    moves = moves_between(assignment.pairs, other.pairs)
    mine = [m for m in moves if m.partner == partner and m.joins == consultant]
    return option_of_moves(problem, partner, consultant, own, (*mine, *(m for m in moves if m not in mine)))


def moves_between(before: Ints, after: Ints) -> tuple[Move, ...]:
    """Who moves from one set of pairs to another; a partner with several places has a move for each."""
    was, now = ({(p, c) for p, c in pairs.tolist()} for pairs in (before, after))
    old, new = _by_partner(was - now), _by_partner(now - was)
    moves = []
    for partner in sorted({*old, *new}):
        leaves, joins = old.get(partner, []), new.get(partner, [])
        for i in range(max(len(leaves), len(joins))):
            leaving = leaves[i] if i < len(leaves) else None
            moves.append(Move(partner, leaving, joins[i] if i < len(joins) else None))
    return tuple(moves)


def _by_partner(pairs: set[tuple[int, int]]) -> dict[int, list[int]]:
    """The consultants of each partner, in order."""
    found: dict[int, list[int]] = {}
    for partner, consultant in sorted(pairs):
        found.setdefault(partner, []).append(consultant)
    return found


def _held_back(problem: Problem, rows: _Rows, partner: int) -> tuple[HeldBack, Shortage | None]:
    if problem.places[partner] == 0:
        return HeldBack.NO_PLACE_ASKED, None
    if not len(rows.edges_of(partner)):
        return HeldBack.NOBODY_PERMITTED, None
    shortage = _shortage(problem, rows, partner)
    if shortage is None:
        return HeldBack.SHARED_LIMIT, None
    return HeldBack.TOO_FEW_PLACES, shortage


def _shortage(problem: Problem, rows: _Rows, partner: int) -> Shortage | None:
    """Everyone reached from the partner by "could have" and "is taken by" (Hall's set round them)."""
    taken = rows.taken
    partners = np.zeros(problem.partner_count, dtype=np.bool_)
    consultants = np.zeros(problem.consultant_count, dtype=np.bool_)
    frontier = np.array([partner])
    while len(frontier):
        partners[frontier] = True
        fresh = np.zeros(problem.consultant_count, dtype=np.bool_)
        for p in frontier:
            fresh[problem.consultant[rows.edges_of(p)]] = True
        asked = np.flatnonzero(fresh & ~consultants)
        consultants[asked] = True
        if (taken.load[asked] < problem.capacity[asked]).any():
            return None
        holders = np.unique(problem.partner[taken.edges_of(asked)])
        frontier = holders[~partners[holders]]
    found = np.flatnonzero(partners), np.flatnonzero(consultants)
    places = int(problem.capacity[found[1]].sum())
    return Shortage(tuple(found[0].tolist()), tuple(found[1].tolist()), places)
