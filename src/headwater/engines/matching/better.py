"""For every partner at once: who would suit them better, and what the others would lose at the least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.engines.matching.aims import stage_cost, worth_of
from headwater.engines.matching.assignment import Assignment
from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.network import build_network, reduced_cost
from headwater.engines.matching.problem import Problem


@dataclass(frozen=True, eq=False)
class Better:
    """One row for each pair of the match, in its order.

    `consultant`: the best-fitting consultant the partner does not have; -1 when none fits better than theirs.
    `gain`: how much better, in points of fit. `cost_at_least`: the others together would lose so much or more
    (by the certificate's prices; exact figures come from `explain`); -1 after leximin, where a sum says
    little.
    """

    consultant: Ints
    gain: Ints
    cost_at_least: Ints


def better_elsewhere(problem: Problem, assignment: Assignment) -> Better:
    """What every pair gave up, for hundreds of thousands of pairs in one pass."""
    chosen = np.zeros(problem.edge_count, dtype=np.bool_)
    chosen[assignment.edges] = True
    best = _best_others(problem, chosen)
    mine = assignment.edges
    other = best[problem.partner[mine]]
    gain = np.where(other < 0, 0, problem.fit[other] - problem.fit[mine])
    better = gain > 0
    cost = np.full(len(mine), -1, dtype=np.int64)
    if assignment.fairness == "none":
        cost = np.where(better, _reduced(problem, assignment)[other] + gain, 0)
    return Better(
        consultant=np.where(better, problem.consultant[other], -1),
        gain=np.where(better, gain, 0),
        cost_at_least=np.where(better, cost, 0) if assignment.fairness == "none" else cost,
    )


def _best_others(problem: Problem, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Ints:
    """Each partner's best edge outside the match, -1 for none; of equals the first."""
    count = problem.edge_count
    lowest = np.iinfo(np.int64).min
    key = np.where(chosen, lowest, (problem.fit + 1) * count - np.arange(count))
    rank = problem.partner_rank[problem.partner]  # edges stand in this order
    starts = np.flatnonzero(np.r_[True, rank[1:] != rank[:-1]])
    top = np.maximum.reduceat(key, starts)
    best = np.full(problem.partner_count, -1, dtype=np.int64)
    best[problem.partner[starts]] = np.where(top == lowest, -1, -top % count)
    return best


def _reduced(problem: Problem, assignment: Assignment) -> Ints:
    network = build_network(problem)
    stage = assignment.stages[0]
    worth = worth_of(problem, assignment.keep, assignment.keep_value)
    cost = stage_cost(problem, network, worth, stage)
    result: Ints = reduced_cost(network, cost, stage.prices)[: network.edges] // worth.scale
    return result
