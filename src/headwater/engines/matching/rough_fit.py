"""Fit of whole blocks of pairs at once, close enough to choose the pairs worth scoring.

A weighted mean of parts, most of which are sums over words, is one product of two matrices. What is left out
is the rounding of the parts, so the true fit is at most `OFF` points away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.encode import Both, Crowd, Floats, WordSets
from headwater.engines.matching.profiles import Weights

Floats32 = NDArray[np.float32]
OFF = 6.0  # half a point of each part of 100 is 5 of 1000; half a point for the sum; the rest for float32
SETS = (("situation", "situations"), ("service", "service_types"), ("values", "values"))
NEVER = np.float32(-np.inf)


class RoughFit:
    """Both sides as matrices, made once; `block` gives any rectangle of pairs."""

    def __init__(self, both: Both, weights: Weights) -> None:
        self.both, self.weights = both, weights
        parts = [_needs(both, weights.need), _sizes(both, weights.size)]
        parts += [_shares(both, words, float(getattr(weights, name))) for name, words in SETS]
        self.left = np.hstack([left for left, _ in parts])
        self.right = np.hstack([right for _, right in parts])
        whole = sum(weights.of_parts)
        self.in_person, self.remote = 10 / whole, 10 / (whole - weights.distance)
        self.constant = 50 * (whole - weights.distance - weights.availability)
        self.words = {name: _words(both, name) for name in ("languages", "availability", "access")}

    def block(self, p: Ints, c: Ints) -> Floats32:
        """Fit of every partner in `p` (rows) with every consultant in `c`; minus infinity for never."""
        score: Floats32 = self.left[p] @ self.right[c].T
        score += np.float32(self.constant)
        partners, consultants, weights = self.both.partners, self.both.consultants, self.weights
        slots = self._shared("availability", p, c)
        if weights.availability:
            score += weights.availability * self._time(slots, p, c)
        apart = np.hypot(
            partners.place[p, 0][:, None] - consultants.place[c, 0],
            partners.place[p, 1][:, None] - consultants.place[c, 1],
        )
        meet, either = self._ways(p, c, apart)
        near = np.exp2(apart.astype(np.float32) * np.float32(-1 / weights.half_distance_m))
        near = np.where(np.isnan(near), np.float32(0.5), near)
        there = (score + np.float32(100 * weights.distance) * near) * np.float32(self.in_person)
        score *= np.float32(self.remote)
        np.copyto(score, there, where=meet | ~either)
        score[~((meet | either) & self._may(p, c, slots))] = NEVER
        return score

    def _ways(self, p: Ints, c: Ints, apart: Floats) -> tuple[Flags, Flags]:
        """Who can meet in person, and who remotely."""
        partners, consultants = self.both.partners, self.both.consultants
        limit = np.minimum(partners.travel_limit[p][:, None], consultants.travel_limit[c])
        slack = partners.uncertainty[p][:, None] + consultants.uncertainty[c]
        person = partners.in_person[p][:, None] & consultants.in_person[c]
        return person & ~(apart - slack > limit), partners.remote[p][:, None] & consultants.remote[c]

    def _may(self, p: Ints, c: Ints, slots: Floats32) -> Flags:
        """Nothing but place and mode stands between them."""
        both = self.both
        partners, consultants = both.partners, both.consultants
        may: Flags = np.not_equal(partners.organisation[p][:, None], consultants.organisation[c])
        unnamed: Flags = np.less(partners.organisation[p], 0)
        may |= unnamed[:, None]
        languages = self._shared("languages", p, c)
        for name, shared in (("languages", languages), ("availability", slots)):
            unsaid = ~partners.words[name].said[p][:, None] | ~consultants.words[name].said[c]
            may &= unsaid | (shared > 0)
        asked = partners.words["access"].size[p]
        if asked.any():
            may &= self._shared("access", p, c) >= asked[:, None]
        if self.weights.topic_required:
            asks_nothing: Flags = np.asarray((both.needs[p] < 0).all(axis=1))
            may &= asks_nothing[:, None] | (
                _indicators(both.needs[p], both.knows.shape[1]) @ both.knows[c].T > 0
            )
        return may

    def _shared(self, name: str, p: Ints, c: Ints) -> Floats32:
        left, right = self.words[name]
        result: Floats32 = left[p] @ right[c].T
        return result

    def _time(self, slots: Floats32, p: Ints, c: Ints) -> Floats32:
        said = (
            self.both.partners.words["availability"].said[p][:, None]
            & self.both.consultants.words["availability"].said[c]
        )
        part = 100 * np.minimum(np.float32(1), slots / np.float32(self.weights.slots_enough))
        return np.where(said, part, np.float32(50)).astype(np.float32)


def _needs(both: Both, weight: float) -> tuple[Floats32, Floats32]:
    """The share of the needs met, the first counting most; 50 where none are named."""
    n, depth = both.needs.shape
    asked = (both.needs >= 0).sum(axis=1)
    left = np.zeros((n, both.knows.shape[1] + 1), dtype=np.float32)
    whole = np.maximum(asked * (asked + 1) / 2, 1)
    for place in range(depth):
        rows = np.flatnonzero(both.needs[:, place] >= 0)
        np.add.at(left, (rows, both.needs[rows, place]), 100 * weight * (asked[rows] - place) / whole[rows])
    left[:, -1] = -50 * weight * (asked > 0)
    one = np.ones((len(both.knows), 1), dtype=np.float32)
    return left, np.hstack([both.knows.astype(np.float32), one])


def _sizes(both: Both, weight: float) -> tuple[Floats32, Floats32]:
    """Alike in size, from a table of every band with every band; 50 where one is not said."""
    sides = both.partners.size_band, both.consultants.size_band
    bands = np.unique(np.concatenate(sides))
    bands = bands[~np.isnan(bands)]
    known = [~np.isnan(side) for side in sides]
    table = 100 * np.maximum(0, 1 - np.abs(bands[:, None] - bands) / 3)
    at = [np.searchsorted(bands, np.where(ok, side, 0)) for side, ok in zip(sides, known, strict=True)]
    if not len(bands):
        return _nothing(both)
    left = weight * np.where(known[0][:, None], table[np.minimum(at[0], len(bands) - 1)], 0)
    right = np.zeros((len(sides[1]), len(bands)))
    right[known[1], at[1][known[1]]] = 1
    return _with_unsaid(left, right, weight, known[0], known[1])


def _shares(both: Both, name: str, weight: float) -> tuple[Floats32, Floats32]:
    """How much of what the partner named the consultant shares; 50 where one did not say."""
    mine, theirs = both.partners.words[name], both.consultants.words[name]
    left, right = _words(both, name)
    named = mine.said & (mine.size > 0)
    share = 100 * weight * left / np.maximum(mine.size, 1)[:, None] * named[:, None]
    return _with_unsaid(share, right * theirs.said[:, None], weight, named, theirs.said)


def _with_unsaid(
    left: NDArray[np.floating], right: NDArray[np.floating], weight: float, said: Flags, heard: Flags
) -> tuple[Floats32, Floats32]:
    """One more column: where both said something, the 50 that stands for not known is taken off again."""
    extra = -50 * weight * said[:, None], heard[:, None]
    return (
        np.hstack([left, extra[0]]).astype(np.float32),
        np.hstack([right, extra[1]]).astype(np.float32),
    )


def _nothing(both: Both) -> tuple[Floats32, Floats32]:
    return tuple(np.zeros((len(side), 0), dtype=np.float32) for side in (both.partners, both.consultants))  # type: ignore[return-value]


def _words(both: Both, name: str) -> tuple[Floats32, Floats32]:
    """One column for each word that somebody on either side has."""
    sides: tuple[Crowd, Crowd] = (both.partners, both.consultants)
    tables = [_unpacked(side.words[name]) for side in sides]
    used = tables[0].any(axis=0) & tables[1].any(axis=0)
    return tables[0][:, used].astype(np.float32), tables[1][:, used].astype(np.float32)


def _unpacked(sets: WordSets) -> Flags:
    places = np.arange(64, dtype=np.uint64)
    parts = [(sets.bits[:, [word]] >> places) & np.uint64(1) == 1 for word in range(sets.bits.shape[1])]
    return np.hstack(parts)


def _indicators(needs: Ints, topics: int) -> Floats32:
    table = np.zeros((len(needs), topics), dtype=np.float32)
    rows, places = np.nonzero(needs >= 0)
    table[rows, needs[rows, places]] = 1
    return table
