"""Near enough to meet, far enough not to compete: what keeping rivals apart costs in nearness (R30, R31)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from headwater.engines.matching.assignment import Assignment
from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.encode import Floats
from headwater.engines.matching.errors import BadProblem, MustsClash
from headwater.engines.matching.problem import Problem
from headwater.engines.matching.solve import assign

Aim = Literal["near", "fit"]


@dataclass(frozen=True, eq=False)
class TradeoffPoint:
    """The best set for every rule that keeps rivals more than `above_m` and at most `upto_m` metres apart.

    `upto_m` is the least distance between rivals in the set; infinite when no two of a pair do the same work
    (or nobody is left). `above_m` is -1 for the first point: no rule. `rivals`: how many pairs do the same
    work for the same people, however far apart. `mean_distance_m`: between partner and consultant, over the
    pairs for which it is known; None when it is for none. `permitted`: how many pairs the rule leaves.
    """

    above_m: float
    upto_m: float
    permitted: int
    placed: int
    total_fit: int
    mean_distance_m: float | None
    rivals: int
    pairs: Ints = field(repr=False)


def tradeoff(
    problem: Problem,
    distance_m: ArrayLike,
    gap_m: ArrayLike,
    *,
    aim: Aim = "near",
    most: int = 40,
) -> tuple[TradeoffPoint, ...]:
    """The curve from "no rule against rivals" to "no rivals at all", one point for each set on it.

    `problem`: with the rivals still among its permitted pairs. `distance_m` and `gap_m`: one value for each
    of its edges in the order the caller gave them (`Problem.from_edges`): how far partner and consultant have
    to travel (NaN: not known), and the least distance between sites where both do the same work for the same
    people (`Verdict.nearest_m`; infinite for no rivals; NaN for not known, which counts as 0: unknown is
    never far). `aim`: "near" places everyone who can be placed, then takes the least distance in all (a
    distance not known counts as the mean of those known), then, in small problems, the greatest fit; "fit"
    takes the greatest total fit. Everyone is placed before either.

    The points are exact and complete: between two of them no rule changes the best set. After `most` points
    the rest are left out. The curve ends early where the musts can no longer be kept.
    """
    if aim not in ("near", "fit"):
        raise BadProblem("aim", f"{aim!r} is not known", 'Use "near" or "fit"')
    if most < 1:
        raise BadProblem("most", "less than 1", "Use 1 or more")
    distance = _each_edge("distance_m", distance_m, problem)
    gap = np.nan_to_num(_each_edge("gap_m", gap_m, problem), nan=0.0, posinf=inf)
    worth = problem if aim == "fit" else replace(problem, fit=_nearest_first(problem, distance))
    points: list[TradeoffPoint] = []
    above = -1.0
    while len(points) < most:
        stay = gap > above
        found = _assigned(worth, stay)
        if found is None:
            break
        points.append(_point(problem, found, distance, gap, above, int(stay.sum())))
        above = points[-1].upto_m
        if above == inf:
            break
    return tuple(points)


def _each_edge(name: str, values: ArrayLike, problem: Problem) -> Floats:
    """One value for each edge, put in the problem's order."""
    given = np.asarray(values, dtype=np.float64)
    edges = int(problem.order.max()) + 1
    if given.ndim != 1 or len(given) < edges:
        raise BadProblem(name, f"{given.size} values for {edges} edges", "Give one value for each edge")
    if (given < 0).any():
        raise BadProblem(name, "a negative distance", "Use metres, 0 or more; NaN where not known")
    result: Floats = given[problem.order]
    return result


def _nearest_first(problem: Problem, distance: Floats) -> Ints:
    """Whole numbers that are greater the nearer a pair is; of equally near pairs, the better fit."""
    known = np.isfinite(distance)
    usual = float(distance[known].mean()) if known.any() else 0.0
    decametres = np.round(np.where(known, distance, usual) / 10).astype(np.int64)
    span = int(problem.fit.max()) - int(problem.fit.min())
    pairs = int(min(problem.places.sum(), problem.capacity.sum()))
    step = span * pairs + 1
    people = problem.partner_count + problem.consultant_count
    if step * (int(decametres.max()) + 1) * (pairs + 1) * people > 10**17:  # too fine to count with
        return -decametres
    result: Ints = problem.fit - decametres * step
    return result


def _assigned(worth: Problem, stay: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Assignment | None:
    """The best set of the edges that stay; None when there is none or the musts clash."""
    if not stay.any() or worth.pinned[~stay].any():
        return None
    try:
        return assign(worth.only(stay))
    except MustsClash:
        return None


def _point(
    problem: Problem, found: Assignment, distance: Floats, gap: Floats, above: float, permitted: int
) -> TradeoffPoint:
    edges = problem.edges_of(found.pairs)
    known = distance[edges][np.isfinite(distance[edges])]
    gaps = gap[edges]
    return TradeoffPoint(
        above_m=above,
        upto_m=float(gaps.min()) if len(gaps) else inf,
        permitted=permitted,
        placed=found.placed,
        total_fit=int(problem.fit[edges].sum()),
        mean_distance_m=float(known.mean()) if len(known) else None,
        rivals=int(np.isfinite(gaps).sum()),
        pairs=found.pairs,
    )
