"""`forecast` without numba: the same walk, all that share a depth and a rank at once."""

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.forecast_loops import FINE
from headwater.engines.cascade.hierarchy import Walk
from headwater.engines.cascade.present import OPEN, REACHED, WITHOUT
from headwater.engines.cascade.randomness import QUANTILE_BITS, Words, words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def walk_down(
    walk: Walk, reached: Ints, start: Floats, rate: Floats, together: Floats, lag_median: Floats,
    factor: Floats, key: Words, delay_key: Words, horizon: float,
    state: NDArray[np.int8], since: Floats, known: Ints, known_hits: Ints,
    by_tier: Ints, region: NDArray[np.int32], by_region: Ints, sector: NDArray[np.int32], by_sector: Ints,
) -> None:  # fmt: skip
    """As `forecast_loops.walk_down`, to the byte."""
    place = np.full(walk.first.size - 1, -1, dtype=np.int64)
    place[reached] = np.arange(reached.size)
    inside = place[walk.organisation]
    arrival = np.full(walk.parent.size, np.inf)
    leaders = np.flatnonzero((walk.parent < 0) & (inside >= 0))
    arrival[leaders] = start[inside[leaders]]
    free = np.ones(walk.parent.size, dtype=bool)
    asked, hits = (np.zeros(walk.parent.size, dtype=np.int64) for _ in range(2))
    if state.size:
        free = state == OPEN
        asked, hits = known.copy(), known_hits.copy()
        arrival[state == REACHED] = since[state == REACHED]
        arrival[(state == WITHOUT) | (inside < 0)] = np.inf
    for round_ in walk.rounds:
        together_now = round_[free[round_]]
        person = together_now[arrival[walk.parent[together_now]] <= horizon]
        above, step = walk.parent[person], walk.tier[person] - 1
        size = together[step]
        chance = (rate[inside[person], step] * size + hits[above]) / (size + asked[above])
        asked[above] += 1
        toss = (words(key, person) >> np.uint64(11)).astype(np.float64) * FINE
        yes = toss < chance
        person, above, step = person[yes], above[yes], step[yes]
        hits[above] += 1
        slices = words(delay_key, person) >> np.uint64(64 - QUANTILE_BITS)
        arrival[person] = np.maximum(arrival[above], 0.0) + lag_median[step] * factor[step, slices]
    seen = np.flatnonzero(arrival <= horizon)
    month = np.maximum(np.ceil(arrival[seen]), 0).astype(np.int64)
    np.add.at(by_tier, (month, walk.tier[seen]), 1)
    np.add.at(by_region, (month, region[walk.organisation[seen]]), 1)
    np.add.at(by_sector, (month, sector[walk.organisation[seen]]), 1)
