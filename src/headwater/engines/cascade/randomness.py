"""Coins that belong to a run and an arc, not to the order in which they are tossed.

Every coin is a function of (seed, run, arc). Two consequences: the same seed gives the same bytes on
one thread or many, with numba or without; and a slow, plain reference can toss the very same coins.
The mixer is the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
"""

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.errors import CascadeError

STEP = 0x9E3779B97F4A7C15  # the golden ratio in 64 bits: distance between neighbouring coins
MIX_A = 0xBF58476D1CE4E5B9
MIX_B = 0x94D049BB133111EB
COIN_BITS = 31  # a coin is a whole number below 2**31; resolution of a probability 4.7e-10
QUANTILE_BITS = 10

Words = NDArray[np.uint64]


def mix(words: Words) -> Words:
    """Scatter 64-bit words so that neighbours have nothing in common."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(MIX_A)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(MIX_B)
    return words ^ (words >> np.uint64(31))


def checked_seed(seed: int) -> int:
    """The seed, if it is a whole number from 0 to 2**63 - 1."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**63:
        raise CascadeError(f"The seed is {seed!r}: give a whole number from 0 to 2**63 - 1.")
    return int(seed)


def run_keys(seed: int, first: int, count: int, purpose: int = 0) -> Words:
    """One key for each run `first … first + count - 1`; different purposes never share a key."""
    base = mix(mix(np.array([checked_seed(seed)], dtype=np.uint64)) + np.uint64(purpose))
    return mix(base + np.arange(first + 1, first + count + 1, dtype=np.uint64) * np.uint64(STEP))


def words(keys: Words, items: NDArray[np.int64]) -> Words:
    """The 64 random bits of each (run key, item) pair; shapes broadcast."""
    return mix(keys + (items.astype(np.uint64) + np.uint64(1)) * np.uint64(STEP))


def coins(keys: Words, items: NDArray[np.int64]) -> Words:
    """Whole numbers below 2**31, one for each (run key, item) pair."""
    return words(keys, items) >> np.uint64(64 - COIN_BITS)


def delay_keys(keys: Words) -> Words:
    """Keys for how long, apart from those for whether."""
    return mix(keys ^ np.uint64(STEP))


def thresholds(probability: NDArray[np.float64]) -> NDArray[np.uint32]:
    """A coin below its threshold says yes: 0 is never, 2**31 always, anything possible at least 1."""
    return np.ceil(probability * float(1 << COIN_BITS)).astype(np.uint32)


@lru_cache(maxsize=1)
def normal_quantiles() -> NDArray[np.float64]:
    """The mid-points of 1,024 equal slices of a standard normal distribution."""
    slices = 1 << QUANTILE_BITS
    normal = NormalDist()
    return np.array([normal.inv_cdf((i + 0.5) / slices) for i in range(slices)])


def delay_factors(spread: float) -> NDArray[np.float64]:
    """1,024 equally likely factors on a median lag: lognormal with this spread (0: always 1)."""
    return np.exp(spread * normal_quantiles())
