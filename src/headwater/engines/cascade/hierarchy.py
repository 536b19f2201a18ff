"""Reporting lines: who hands on to whom inside an organisation, with tier, site and team. No names needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.errors import CascadeError

Ints = NDArray[np.int64]
UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """Positions 0 … size-1, each of one organisation, reporting to `parent` (-1: the leader).

    `tier` is 0 for leaders and grows downwards. `site` and `team` are labels, "" where not known.
    `organisations[j]` names organisation j, `region[j]` and `sector[j]` say where it belongs.
    """

    parent: Ints
    organisation: Ints
    tier: Ints
    site: tuple[str, ...]
    team: tuple[str, ...]
    organisations: tuple[str, ...]
    region: tuple[str, ...]
    sector: tuple[str, ...]

    @classmethod
    def from_positions(
        cls,
        organisation: ArrayLike,
        parent: ArrayLike,
        tier: ArrayLike | None = None,
        *,
        site: Sequence[str] | None = None,
        team: Sequence[str] | None = None,
        names: Sequence[str] | None = None,
        region: Mapping[str, str] | None = None,
        sector: Mapping[str, str] | None = None,
    ) -> "Hierarchy":
        """A checked hierarchy. `organisation[i]` numbers the organisation of position i from 0; `names` names them.

        Without `tier` it is the depth below the leader. A tier given must be below the parent's; a middle
        tier left out shows in `skips`. Raises CascadeError for circles and lines between organisations.
        """
        body, above = _whole("organisation", organisation), _whole("parent", parent)
        _check_lines(body, above)
        depth = _depth(above)
        level = depth if tier is None else _whole("tier", tier)
        _check_tiers(level, above)
        count = int(body.max()) + 1
        named = tuple(names) if names is not None else tuple(str(number) for number in range(count))
        if len(named) != count or len(set(named)) != count:
            raise CascadeError(
                f"There are {count} organisations but {len(set(named))} different names: give each one."
            )
        blank = ("",) * body.size
        for label, values in (("site", site), ("team", team)):
            if values is not None and len(values) != body.size:
                raise CascadeError(
                    f"{label} has {len(values)} entries for {body.size} positions: give one for each."
                )
        return cls(
            above,
            body,
            level,
            blank if site is None else tuple(site),
            blank if team is None else tuple(team),
            named,
            tuple((region or {}).get(name, UNKNOWN) for name in named),
            tuple((sector or {}).get(name, UNKNOWN) for name in named),
        )

    @classmethod
    def even(cls, organisations: int | Sequence[str], spans: Sequence[int]) -> "Hierarchy":
        """Organisations all alike: one leader with `spans[0]` reports, each of those with `spans[1]`, and so on."""
        names = (
            tuple(map(str, range(organisations))) if isinstance(organisations, int) else tuple(organisations)
        )
        parent, last = [-1], [0]
        for span in spans:
            fresh = [len(parent) + place for place in range(span * len(last))]
            parent += [boss for boss in last for _ in range(span)]
            last = fresh
        one = np.array(parent)
        many = np.where(one < 0, -1, one + np.arange(len(names))[:, None] * one.size).ravel()
        return cls.from_positions(np.repeat(np.arange(len(names)), one.size), many, names=names)

    @property
    def size(self) -> int:
        """How many positions there are."""
        return int(self.parent.size)

    @property
    def tiers(self) -> int:
        """How many tiers there are, the leaders' among them."""
        return int(self.tier.max()) + 1

    @cached_property
    def skips(self) -> Ints:
        """Positions whose line leaves out at least one tier: never skip the middle in silence (R8)."""
        lower = self.parent >= 0
        return np.flatnonzero(lower & (self.tier - self.tier[np.maximum(self.parent, 0)] > 1))

    @cached_property
    def people_by_tier(self) -> tuple[int, ...]:
        """How many positions each tier has."""
        return tuple(np.bincount(self.tier, minlength=self.tiers).tolist())

    @cached_property
    def walk(self) -> "Walk":
        """The positions organisation by organisation, everybody after the one they report to."""
        return Walk.of(self)


@dataclass(frozen=True, eq=False)
class Walk:
    """Positions in walking order. Those of organisation j are `first[j]:first[j + 1]`.

    `parent` is the place of the parent in this order, `rank` how many reports of the same parent come
    before, `depth` the number of lines to the leader, `position` the position in the hierarchy.
    """

    first: Ints
    parent: Ints
    tier: NDArray[np.int32]
    organisation: NDArray[np.int32]
    rank: Ints
    depth: Ints
    position: Ints

    @classmethod
    def of(cls, hierarchy: Hierarchy) -> "Walk":
        """The walking order of a hierarchy."""
        depth = _depth(hierarchy.parent)
        order = np.lexsort((np.arange(hierarchy.size), depth, hierarchy.organisation))
        place = np.empty(hierarchy.size, dtype=np.int64)
        place[order] = np.arange(hierarchy.size)
        above = hierarchy.parent[order]
        parent = np.where(above < 0, -1, place[np.maximum(above, 0)])
        body = hierarchy.organisation[order]
        first = np.searchsorted(body, np.arange(len(hierarchy.organisations) + 1)).astype(np.int64)
        return cls(
            first,
            parent,
            hierarchy.tier[order].astype(np.int32),
            body.astype(np.int32),
            _rank(parent),
            depth[order],
            order.astype(np.int64),
        )

    @cached_property
    def rounds(self) -> tuple[Ints, ...]:
        """Places that can be decided together: same depth, same rank among their parent's reports."""
        lower = np.flatnonzero(self.parent >= 0)
        order = lower[np.lexsort((lower, self.rank[lower], self.depth[lower]))]
        new = (np.diff(self.depth[order]) != 0) | (np.diff(self.rank[order]) != 0)
        return tuple(np.split(order, np.flatnonzero(new) + 1)) if order.size else ()


def _rank(parent: Ints) -> Ints:
    order = np.argsort(parent, kind="stable")
    ordered = parent[order]
    begins = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    starts = np.maximum.accumulate(np.where(begins, np.arange(parent.size), 0))
    rank = np.empty(parent.size, dtype=np.int64)
    rank[order] = np.arange(parent.size) - starts
    return rank


def _whole(name: str, values: ArrayLike) -> Ints:
    array = np.asarray(values)
    if array.ndim != 1 or array.size == 0 or array.dtype.kind not in "iu":
        raise CascadeError(f"{name} must be a list of whole numbers, one for each position.")
    return array.astype(np.int64)


def _check_lines(organisation: Ints, parent: Ints) -> None:
    if organisation.size != parent.size:
        raise CascadeError(
            f"{organisation.size} organisations but {parent.size} parents: give one for each position."
        )
    present = np.unique(organisation)
    if present[0] != 0 or present[-1] != present.size - 1:
        raise CascadeError("organisation must number the organisations 0, 1, 2 … without gaps.")
    wrong = np.flatnonzero((parent < -1) | (parent >= parent.size))
    if wrong.size:
        raise CascadeError(
            f"parent[{int(wrong[0])}] is {int(parent[wrong[0]])}: give a position, or -1 for a leader."
        )
    lower = np.flatnonzero(parent >= 0)
    across = lower[organisation[lower] != organisation[parent[lower]]]
    if across.size:
        raise CascadeError(
            f"Position {int(across[0])} reports into another organisation: record ties between organisations "
            "in a Network instead."
        )


def _depth(parent: Ints) -> Ints:
    depth = np.where(parent < 0, 0, -1)
    while (depth < 0).any():
        ready = np.flatnonzero((depth < 0) & (depth[np.maximum(parent, 0)] >= 0))
        if ready.size == 0:
            circle = int(np.flatnonzero(depth < 0)[0])
            raise CascadeError(
                f"Position {circle} reports, in the end, to itself: give one of the circle no parent (-1)."
            )
        depth[ready] = depth[parent[ready]] + 1
    return depth.astype(np.int64)


def _check_tiers(tier: Ints, parent: Ints) -> None:
    if tier.size != parent.size or tier.min() < 0:
        raise CascadeError("tier must hold one whole number of 0 or more for each position.")
    lower = np.flatnonzero(parent >= 0)
    wrong = lower[tier[lower] <= tier[parent[lower]]]
    if wrong.size:
        raise CascadeError(
            f"Position {int(wrong[0])} is in tier {int(tier[wrong[0]])}, not below its parent's "
            f"{int(tier[parent[wrong[0]]])}: tiers grow downwards from 0 for the leader."
        )
