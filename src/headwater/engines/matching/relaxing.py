"""What relaxing each rule would give those without a pair (R47)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.matching.assignment import Assignment
from headwater.engines.matching.exchange_graph import Chains, ExchangeGraph, Floats
from headwater.engines.matching.problem import Problem
from headwater.engines.matching.profiles import Never
from headwater.engines.matching.reasons import Option, option_of_moves


@dataclass(frozen=True)
class Relaxation:
    """One rule, relaxed for one partner alone.

    `opens`: how many consultants it would permit. `best`: the one of them that leaves all best off, with
    what it changes: `places_change` 1 means one partner more has a pair, 0 that somebody else loses theirs.
    """

    partner: int
    reason: Never
    opens: int
    best: Option


def relaxing(
    problem: Problem,
    assignment: Assignment,
    absent_partner: ArrayLike,
    absent_consultant: ArrayLike,
    absent_reason: ArrayLike,
    absent_fit: ArrayLike,
    partners: Sequence[int] | None = None,
) -> tuple[Relaxation, ...]:
    """For each partner without a pair (or each of `partners`) and each rule: what relaxing it would give,
    best first.

    The absent pairs are those of `fit.ScoredPairs`, with the fit each would have. The match must be one for
    total fit. Exact: each pair is priced by the cheapest chain of moves once it is permitted.
    """
    graph = ExchangeGraph.of(problem, assignment)
    p, c, reason, fit = (
        np.asarray(a, dtype=np.int64) for a in (absent_partner, absent_consultant, absent_reason, absent_fit)
    )
    if partners is None:
        partners = np.setdiff1d(np.arange(problem.partner_count), assignment.pairs[:, 0]).tolist()
    found: list[Relaxation] = []
    for partner in partners:
        rows = np.flatnonzero((p == partner) & (reason != Never.UNAVAILABLE))
        if len(rows):
            found += _of_partner(problem, graph, partner, c[rows], reason[rows], fit[rows])
    return tuple(found)


def _of_partner(
    problem: Problem,
    graph: ExchangeGraph,
    partner: int,
    consultant: NDArray[np.int64],
    reason: NDArray[np.int64],
    fit: NDArray[np.int64],
) -> list[Relaxation]:
    chains = graph.chains_to(partner, whole=True)
    change = _changes(problem, graph, chains, partner, consultant, fit)
    results = []
    for code in np.unique(reason):
        opened = np.flatnonzero((reason == code) & np.isfinite(change))
        if not len(opened):
            continue
        tried = []
        for i in opened[change[opened] == change[opened].min()]:  # those that leave all best off
            who, own = int(consultant[i]), int(fit[i])
            tried.append(option_of_moves(problem, partner, who, own, graph.moves(chains, who, partner)))
        best = max(tried, key=lambda o: (o.places_change, o.gain - o.cost_to_others, -o.consultant))
        results.append(Relaxation(partner, Never(int(code)), int((reason == code).sum()), best))
    return sorted(
        results, key=lambda r: (-r.best.places_change, r.best.cost_to_others - r.best.gain, r.reason)
    )


def _changes(
    problem: Problem,
    graph: ExchangeGraph,
    chains: Chains,
    partner: int,
    consultant: NDArray[np.int64],
    fit: NDArray[np.int64],
) -> Floats:
    """What the match as a whole would cost more with each new pair: the pair under the prices, and the
    cheapest chain that frees its place. Infinite where none does.
    """
    nodes = problem.partner_count + problem.consultant_rank[consultant]
    new = graph.prices[problem.partner_rank[partner]] - graph.prices[nodes] - graph.scale * fit
    result: Floats = new + chains.cost[nodes]
    return result
