"""Shares of small groups that differ: the beta-binomial model on an exact grid."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.bands import LEVELS

Floats = NDArray[np.float64]
CONCENTRATION = (np.log(6.0), 1.0)  # prior of the log concentration: mean, standard deviation


@dataclass(frozen=True)
class Share:
    """A share with its doubt. `groups`: how many groups it rests on; `yes` of `asked` is the plain count.

    `median` and `bands` are of the mean over all groups; `new_group` of one group not seen yet, which
    never narrows to nothing however many were.
    """

    yes: int
    asked: int
    groups: int
    median: float
    bands: dict[int, tuple[float, float]]
    new_group: dict[int, tuple[float, float]]


def share(pairs: Sequence[tuple[int, int]], random: np.random.Generator, draws: int = 2000) -> Share:
    """The share among groups of (yes, asked), pooled as far as the groups are alike."""
    mean, concentration = grid_draws(pairs, random, draws)
    group = random.beta(mean * concentration, (1 - mean) * concentration)
    yes, asked = (sum(pair[place] for pair in pairs) for place in (0, 1))
    return Share(yes, asked, len(pairs), float(np.median(mean)), central(mean), central(group))


def central(values: Floats) -> dict[int, tuple[float, float]]:
    """The central 50, 80 and 90% of some draws."""
    return {
        level: (float(low), float(high))
        for level in LEVELS
        for low, high in [np.quantile(values, [0.5 - level / 200, 0.5 + level / 200])]
    }


def grid_draws(
    pairs: Sequence[tuple[int, int]], random: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    """Posterior draws of mean and concentration; prior: mean uniform, log concentration normal."""
    from scipy.special import betaln

    mean = (np.arange(60) + 0.5) / 60
    log_size = np.linspace(
        CONCENTRATION[0] - 3 * CONCENTRATION[1], CONCENTRATION[0] + 3 * CONCENTRATION[1], 31
    )
    size = np.exp(log_size)
    a, b = mean[:, None] * size, (1 - mean)[:, None] * size
    weight = np.broadcast_to(-0.5 * ((log_size - CONCENTRATION[0]) / CONCENTRATION[1]) ** 2, a.shape).copy()
    distinct, times = np.unique(np.array(pairs, dtype=np.int64).reshape(-1, 2), axis=0, return_counts=True)
    for (yes, asked), often in zip(distinct.tolist(), times.tolist(), strict=True):
        weight += often * (betaln(a + yes, b + asked - yes) - betaln(a, b))
    chance = np.exp(weight - weight.max()).ravel()
    cell = random.choice(chance.size, draws, p=chance / chance.sum())
    row, column = np.divmod(cell, size.size)
    jitter = random.random((2, draws)) - 0.5
    step = log_size[1] - log_size[0]
    return mean[row] + jitter[0] / 60, np.exp(log_size[column] + jitter[1] * step)
