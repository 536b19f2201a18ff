"""How much each criterion really decided, beside how much it was meant to (R32)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.encode import Floats
from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.fit import ScoredPairs
from headwater.engines.matching.profiles import PARTS, Weights


@dataclass(frozen=True)
class Influence:
    """One criterion.

    `stated`: its share of the weights. `effective`: its share of what the match gained over a permitted pair
    drawn blindly (shares of absolute size add to 1). `points`: that gain for a pair, in points of fit (0 to
    1000 in all); below 0 the match gave this criterion up for others. `mean_part`: its mean in the match, 0
    to 100.
    """

    part: str
    stated: float
    effective: float
    points: float
    mean_part: float


def influence(scored: ScoredPairs, pairs: Ints, weights: Weights | None = None) -> tuple[Influence, ...]:
    """How much each part of fit decided in a set of pairs, in the order of `PARTS`.

    For every pair and part: its weighted points less the mean of the same over all pairs permitted to that
    partner; the mean of these over the match is the part's gain. A part on which everyone is alike decides
    nothing, whatever its weight; one that differs much decides much.
    """
    weights = weights or Weights()
    rows = _rows_of(scored, pairs)
    people = int(max(scored.partner.max(), np.asarray(pairs)[:, 0].max())) + 1
    count = np.maximum(np.bincount(scored.partner, minlength=people), 1)
    gain = np.zeros(len(PARTS))
    for k in range(len(PARTS)):  # one part at a time: there may be millions of pairs
        points = _points(scored, weights, k)
        usual = np.bincount(scored.partner, points, people) / count
        gain[k] = (points[rows] - usual[scored.partner[rows]]).mean()
    size = np.abs(gain).sum()
    stated = np.array(weights.of_parts) / sum(weights.of_parts)
    mean_part = scored.parts[rows].mean(axis=0)
    return tuple(
        Influence(
            name,
            float(stated[k]),
            float(abs(gain[k]) / size) if size > 0 else 0.0,
            float(gain[k]),
            float(mean_part[k]),
        )
        for k, name in enumerate(PARTS)
    )


def _points(scored: ScoredPairs, weights: Weights, part: int) -> Floats:
    """What a part adds to fit; distance adds nothing for those who would meet remotely."""
    whole, far = sum(weights.of_parts), PARTS.index("distance")
    weight = np.where(scored.remote, 0.0 if part == far else weights.of_parts[part], weights.of_parts[part])
    shared = np.where(scored.remote, whole - weights.distance, whole)
    result: Floats = 10.0 * scored.parts[:, part] * weight / shared
    return result


def _rows_of(scored: ScoredPairs, pairs: Ints) -> Ints:
    width = int(scored.consultant.max()) + 1
    keys = scored.partner * width + scored.consultant
    order = np.argsort(keys)
    rows = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    wanted = rows[:, 0] * width + rows[:, 1]
    at = order[np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)]
    if not len(rows) or (keys[at] != wanted).any():
        raise BadProblem(
            "pairs", "a pair that was not scored, or none", "Give pairs of a match made from these"
        )
    return at
