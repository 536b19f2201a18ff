"""Checks of what the caller gives, field by field, each error with its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.matching.errors import BadProblem

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def names(name: str, given: int | Sequence[Any]) -> tuple[Sequence[Any], Ints]:
    if isinstance(given, int | np.integer):
        if given < 1:
            raise BadProblem(name, "there is nobody", "Give at least one")
        return range(int(given)), np.arange(int(given), dtype=np.int64)
    listed = list(given)
    if not listed:
        raise BadProblem(name, "there is nobody", "Give at least one")
    if len(set(listed)) < len(listed):
        raise BadProblem(name, "an identifier appears twice", "Give each person one identifier of their own")
    rank = np.empty(len(listed), dtype=np.int64)
    try:
        rank[sorted(range(len(listed)), key=listed.__getitem__)] = np.arange(len(listed))
    except TypeError as mixed:
        raise BadProblem(name, "identifiers of different kinds", "Use only text or only numbers") from mixed
    return tuple(listed), rank


def whole(name: str, values: ArrayLike) -> Ints:
    given = np.asarray(values)
    if given.ndim > 1:
        raise BadProblem(name, "more than one row", "Give a flat list")
    if given.size == 0:
        return np.zeros(0, dtype=np.int64)
    if given.dtype.kind not in "iufb":
        raise BadProblem(name, "not numbers", "Give whole numbers")
    if given.dtype.kind == "f":
        if not np.isfinite(given).all():
            raise BadProblem(
                name, "a value is missing or infinite", "Leave the edge out if the pair is barred"
            )
        if (given != np.floor(given)).any():
            raise BadProblem(name, "a value is not whole", "Scale and round, for example to 0 to 1000")
        if np.abs(given).max() > 2**62:
            raise BadProblem(name, "a value is too large to count with", "Use a coarser scale")
    return np.atleast_1d(given).astype(np.int64)


def edge_ends(partner: ArrayLike, consultant: ArrayLike, n: int, m: int) -> tuple[Ints, Ints]:
    ends = whole("partner", partner), whole("consultant", consultant)
    if len(ends[0]) != len(ends[1]):
        raise BadProblem(
            "consultant", f"{len(ends[1])} values for {len(ends[0])} partners", "Give one for each edge"
        )
    if len(ends[0]) == 0:
        raise BadProblem(
            "partner", "there are no edges: no pair is permitted", "Relax a never, or widen the travel limit"
        )
    for name, values, count in (("partner", ends[0], n), ("consultant", ends[1], m)):
        if values.min() < 0 or values.max() >= count:
            raise BadProblem(
                name, f"an index out of range 0 to {count - 1}", f"Use positions in {name}s, counted from 0"
            )
    return ends


def sorted_order(ends: tuple[Ints, Ints], ranks: tuple[Ints, Ints]) -> Ints:
    keys = ranks[0][ends[0]] * len(ranks[1]) + ranks[1][ends[1]]
    order = np.arange(len(keys))
    if (keys[1:] <= keys[:-1]).any():
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
    twice = np.flatnonzero(keys[1:] == keys[:-1])
    if len(twice):
        edge = order[twice[0]]
        raise BadProblem(
            "partner",
            f"the pair ({ends[0][edge]}, {ends[1][edge]}) appears twice",
            "Keep one edge for each pair, with its fit",
        )
    return order


def stable_order(values: Ints) -> Ints:
    """Positions from the least value up, equals as they stand. A small range is sorted by its digits, which
    is many times as quick.
    """
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    low = int(values.min())
    if int(values.max()) - low < 2**16:
        return np.argsort((values - low).astype(np.uint16), kind="stable")
    return np.argsort(values, kind="stable")


def each(name: str, value: ArrayLike, count: int) -> Ints:
    values = whole(name, value)
    if len(values) == 1 and np.ndim(value) == 0:
        values = np.full(count, values[0])
    if len(values) != count:
        raise BadProblem(name, f"{len(values)} values for {count} people", "Give one number, or one for each")
    if values.min() < 0:
        raise BadProblem(name, "a negative number", "Use 0 or more")
    return values


def positions(name: str, given: ArrayLike | None, count: int) -> Ints:
    listed = whole(name, () if given is None else given)
    if len(listed) and (listed.min() < 0 or listed.max() >= count):
        raise BadProblem(name, f"an edge out of range 0 to {count - 1}", "Use positions in the edge list")
    return listed


def groups(
    name: str, member: ArrayLike | None, ceiling: ArrayLike, floor: ArrayLike, count: int
) -> tuple[Ints, Ints, Ints]:
    if member is None:
        return np.full(count, -1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    member_of = whole(name, member)
    ceilings = whole(f"{name}_ceiling", ceiling)
    if len(member_of) != count:
        raise BadProblem(
            name, f"{len(member_of)} values for {count} people", "Give one for each, -1 for none"
        )
    if member_of.min() < -1 or member_of.max() >= len(ceilings):
        raise BadProblem(name, "a group without a ceiling", f"Give {name}_ceiling one value for each group")
    if len(ceilings) and ceilings.min() < 0:
        raise BadProblem(f"{name}_ceiling", "a negative number", "Use 0 or more")
    return member_of, ceilings, each(f"{name}_minimum", floor, len(ceilings)) if len(ceilings) else ceilings
