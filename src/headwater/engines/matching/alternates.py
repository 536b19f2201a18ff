"""Near-best and different sets of pairs, and what to do when a consultant drops out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from headwater.engines.matching.assignment import Assignment
from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.exchange_graph import Move
from headwater.engines.matching.problem import Problem
from headwater.engines.matching.reasons import moves_between
from headwater.engines.matching.solve import assign


@dataclass(frozen=True, eq=False)
class Alternative:
    """Another set that places as many: `loss` in total fit, `changed` pairs that are new, and who moves."""

    pairs: Ints
    placed: int
    total_fit: int
    loss: int
    changed: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, eq=False)
class Rematch:
    """A match after a drop-out.

    `keep_value`: how many points of fit a standing pair was held to be worth; None: every standing pair
    stayed. `moves`: all that changes, those who lost their consultant included. `moved`: how many of those
    whose consultant stayed are moved all the same. `unplaced`: partners who had a pair and have none now.
    `loss`: total fit before less total fit now.
    """

    assignment: Assignment
    keep_value: int | None
    moves: tuple[Move, ...]
    moved: int
    unplaced: tuple[int, ...]
    loss: int


def alternatives(
    problem: Problem, assignment: Assignment, count: int = 3, penalty: int | None = None
) -> tuple[Alternative, ...]:
    """Up to `count` sets that differ from the match and from one another, each best for its difference.

    A pair of an earlier set costs `penalty` points of fit for each time it was used (a fiftieth of the range
    of fit when left out; doubled until something changes), so no set that reuses as few pairs fits better.
    Fewer are returned when no other set places as many.
    """
    if count < 0 or (penalty is not None and penalty < 1):
        raise BadProblem(
            "count or penalty", "too small", "Use a count of 0 or more and a penalty of 1 or more"
        )
    span = int(problem.fit.max()) - int(problem.fit.min())
    step = penalty or span // 50 + 1
    used = np.zeros(problem.edge_count, dtype=np.int64)
    mine = problem.edges_of(assignment.pairs)
    used[mine] += 1
    seen = {mine.tobytes()}
    found: list[Alternative] = []
    while len(found) < count:
        edges = _differently(problem, used, step, seen, span)
        if edges is None:
            break
        seen.add(edges.tobytes())
        used[edges] += 1
        found.append(_alternative(problem, assignment, edges))
    return tuple(found)


def _differently(problem: Problem, used: Ints, step: int, seen: set[bytes], span: int) -> Ints | None:
    enough = (span + 1) * (2 * int(problem.places.sum()) + 2)
    while True:
        edges = assign(replace(problem, fit=problem.fit - step * used)).edges
        if edges.tobytes() not in seen:
            return edges
        if step > enough:
            return None
        step *= 2


def _alternative(problem: Problem, assignment: Assignment, edges: Ints) -> Alternative:
    pairs = np.column_stack([problem.partner[edges], problem.consultant[edges]])
    total = int(problem.fit[edges].sum())
    moves = moves_between(assignment.pairs, pairs)
    return Alternative(
        pairs=pairs,
        placed=len(np.unique(pairs[:, 0])),
        total_fit=total,
        loss=assignment.total_fit - total,
        changed=len(edges) - int(np.isin(edges, problem.edges_of(assignment.pairs)).sum()),
        moves=moves,
    )


def rematch(
    problem: Problem,
    assignment: Assignment,
    gone: Iterable[int],
    keep_values: Iterable[int | None] = (0, 20, None),
) -> tuple[Rematch, ...]:
    """What to do when consultants drop out: one match for each value of keeping what stands, dearest last.

    `gone`: consultants who leave (their minimums and pins lapse). A keep value of 0 moves anyone for any
    gain and keeps only where nothing is lost; None moves nobody whose consultant stays.
    """
    leaving = np.zeros(problem.consultant_count, dtype=np.bool_)
    listed = np.asarray(list(gone), dtype=np.int64)
    if len(listed) and not 0 <= listed.min() <= listed.max() < problem.consultant_count:
        raise BadProblem("gone", "an index out of range", "Use positions in consultants, counted from 0")
    leaving[listed] = True
    left = replace(problem, minimum=np.where(leaving, 0, problem.minimum)).only(~leaving[problem.consultant])
    standing = assignment.pairs[~leaving[assignment.pairs[:, 1]]]
    return tuple(_rematched(left, assignment, standing, leaving, value) for value in keep_values)


def _rematched(
    left: Problem, before: Assignment, standing: Ints, leaving: np.ndarray, value: int | None
) -> Rematch:
    if value is None:
        after = assign(left.pin(standing) if len(standing) else left, before.fairness, enough=before.enough)
    else:
        after = assign(left, before.fairness, standing, value, enough=before.enough, after=before)
    moves = moves_between(before.pairs, after.pairs)
    moved = sum(1 for move in moves if move.leaves is not None and not leaving[move.leaves])
    lost = np.setdiff1d(before.pairs[:, 0], after.pairs[:, 0])
    return Rematch(after, value, moves, moved, tuple(lost.tolist()), before.total_fit - after.total_fit)
