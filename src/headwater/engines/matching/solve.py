"""The match itself: everyone placed who can be placed, then the aims in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from headwater.engines.matching.aims import Worth, stage_cost, worth_of
from headwater.engines.matching.assignment import Assignment, Stage
from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.clash import musts_clash
from headwater.engines.matching.core import cheapest_with_prices
from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.flow import NoFlow, cheapest_flow
from headwater.engines.matching.leximin import raise_lowest
from headwater.engines.matching.network import (
    Network,
    build_network,
    keep_only_best,
    least_cost_bound,
    reduced_cost,
)
from headwater.engines.matching.prices import prices_of
from headwater.engines.matching.problem import Problem, pair_rows

Fairness = Literal["none", "leximin"]


@dataclass(frozen=True, eq=False)
class _Progress:
    """Where the chain of aims stands: the flows still in play, the flow in hand, the proof so far."""

    network: Network
    flow: Ints
    stages: tuple[Stage, ...]
    gap: int  # what the proof leaves open of the last aim


def assign(
    problem: Problem,
    fairness: Fairness = "none",
    keep: ArrayLike | None = None,
    keep_value: int = 0,
    *,
    enough: int | None = None,
    after: Assignment | None = None,
) -> Assignment:
    """The best set of pairs, with its certificate.

    First every partner is placed who can be placed, then every place is filled that can be filled. Then:
    `fairness="none"`: the largest total fit. `fairness="leximin"`: the lowest fit of any pair is raised as
    far as it goes, then the next lowest, and so on (up to `enough`, where given: fit from there on is good
    enough), then the largest total. `keep`: rows (partner, consultant) of pairs that stand; a standing pair
    is moved only for more than `keep_value` points of fit, and of equal sets the one that keeps more is
    taken. What is still equal is settled by identifier: those first in order have the consultants first in
    order. `after`: an earlier match of the same people, for total fit; it only saves time.
    Raises `BadProblem` for an option out of range and `MustsClash` when minimums and pins cannot all be kept.
    """
    if fairness not in ("none", "leximin"):
        raise BadProblem("fairness", f"{fairness!r} is not known", 'Use "none" or "leximin"')
    if keep_value < 0:
        raise BadProblem("keep_value", "a negative number", "Use 0 or more points of fit")
    kept_rows = pair_rows("keep", () if keep is None else keep, problem)
    worth = worth_of(problem, kept_rows, keep_value)
    network = build_network(problem)
    standing = np.concatenate([worth.kept, network.lower[network.edges :]])  # looked at first
    start = _Progress(network, standing, (), 0)
    try:
        best = _pursue(
            problem, worth, start, Stage("place, then fit", network.lower), _guess(network, worth, after)
        )
    except NoFlow:
        raise musts_clash(problem, network) from None
    done = best if fairness == "none" else _leximin(problem, worth, best, network, enough)
    edges = _settle_ties(problem, done)
    total, kept = int(problem.fit[edges].sum()), int(worth.kept[edges].sum())
    return Assignment(
        pairs=np.column_stack([problem.partner[edges], problem.consultant[edges]]),
        edges=edges,
        placed=len(np.unique(problem.partner[edges])),
        total_fit=total,
        kept=kept,
        bound=total + keep_value * kept + done.gap // worth.scale,
        best_total=int(problem.fit[np.flatnonzero(best.flow[: network.edges])].sum()),
        fairness=fairness,
        enough=enough,
        keep=kept_rows,
        keep_value=keep_value,
        stages=done.stages,
    )


def _guess(network: Network, worth: Worth, after: Assignment | None) -> Ints | None:
    """The prices of an earlier match on today's scale, where it has the same people."""
    if after is None or after.fairness != "none" or len(after.keep):
        return None
    prices = after.stages[0].prices
    return prices * worth.scale if len(prices) == network.nodes else None


def _pursue(
    problem: Problem, worth: Worth, progress: _Progress, stage: Stage, guess: Ints | None = None
) -> _Progress:
    cost = stage_cost(problem, progress.network, worth, stage)
    useful = progress.flow[: progress.network.edges] > 0
    flow, prices = cheapest_with_prices(
        progress.network, cost, useful, stage.aim.startswith("place"), guess=guess
    )
    reduced = reduced_cost(progress.network, cost, prices)
    stages = (*progress.stages, replace(stage, prices=prices))
    gap = int((cost * flow).sum()) - least_cost_bound(progress.network, reduced)
    return _Progress(keep_only_best(progress.network, reduced), flow, stages, gap)


def _leximin(
    problem: Problem, worth: Worth, best: _Progress, network: Network, enough: int | None
) -> _Progress:
    """From a match that places most: raise the lowest fit, value by value, then take the largest total."""
    placing = Stage("place", network.lower)
    cost = stage_cost(problem, network, worth, placing)
    prices = prices_of(network, cost, best.flow)
    most = keep_only_best(network, reduced_cost(network, cost, prices))
    line = int(problem.fit.max())
    if enough is not None:
        line = min(line, enough - 1)
    fairest, flow, stages = raise_lowest(problem, most, best.flow, line)
    progress = _Progress(fairest, flow, (replace(placing, prices=prices), *stages), 0)
    return _pursue(problem, worth, progress, Stage("fit", flow))


def _settle_ties(problem: Problem, done: _Progress) -> Ints:
    """Of equal sets the one in which partners first in order have consultants first in order."""
    network = done.network
    cost = np.zeros(network.arcs, dtype=np.int64)
    early = problem.partner_count - problem.partner_rank[problem.partner]
    late = problem.consultant_rank[problem.consultant] - problem.consultant_count
    cost[: network.edges] = early * late
    return np.flatnonzero(cheapest_flow(network, cost)[: network.edges])
