"""The compiled loop of `forecast`: everybody in every organisation reached, in one pass down the lines."""

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.compiled import compiled
from headwater.engines.cascade.present import OPEN, REACHED
from headwater.engines.cascade.randomness import QUANTILE_BITS
from headwater.engines.cascade.spread_loops import F64, I32, I64, scatter

I8 = NDArray[np.int8]
_SLICE = np.uint64(64 - QUANTILE_BITS)
_FINE = np.uint64(11)
FINE = 2.0**-53


@compiled
def walk_down(
    reached: I64, first: I64, parent: I64, tier: I32, start: F64, rate: F64, together: F64,
    lag_median: F64, factor: F64, key: np.uint64, delay_key: np.uint64, horizon: float,
    state: I8, since: F64, known: I64, known_hits: I64,
    arrival: F64, asked: I64, hits: I64, by_tier: I64, region: I32, by_region: I64, sector: I32, by_sector: I64,
) -> None:  # fmt: skip
    """Walk down every organisation named in `reached` (numbers), the leader having it at `start`.

    Whether a report receives it follows the team's own record so far (Pólya's urn): that is a
    beta-distributed share for the team. With a present (`state` not empty) who has it keeps it, who was
    asked and had not is left out, and `known` and `known_hits` are the teams' records so far. Fills
    `by_tier[month, tier]`, `by_region[month, region]` and `by_sector[month, sector]`.
    """
    for place in range(reached.size):
        body = reached[place]
        for person in range(first[body], first[body + 1]):
            asked[person] = 0
            hits[person] = 0
            now = OPEN
            if state.size:
                asked[person] = known[person]
                hits[person] = known_hits[person]
                now = state[person]
            above = parent[person]
            if now == REACHED:
                then = since[person]
            elif now != OPEN:
                then = np.inf
            elif above < 0:
                then = start[place]
            else:
                then = np.inf
                if arrival[above] <= horizon:
                    step = tier[person] - 1
                    size = together[step]
                    chance = (rate[place, step] * size + hits[above]) / (size + asked[above])
                    asked[above] += 1
                    if (scatter(key, person) >> _FINE) * FINE < chance:
                        hits[above] += 1
                        slice_ = scatter(delay_key, person) >> _SLICE
                        then = max(arrival[above], 0.0) + lag_median[step] * factor[step, slice_]
            arrival[person] = then
            if then <= horizon:
                month = max(0, int(np.ceil(then)))
                by_tier[month, tier[person]] += 1
                by_region[month, region[body]] += 1
                by_sector[month, sector[body]] += 1
