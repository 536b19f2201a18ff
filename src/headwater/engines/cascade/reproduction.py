"""Does it carry itself? How many further organisations each one hands a practice on to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.lags import arrived
from headwater.engines.cascade.pooling import central
from headwater.engines.cascade.tallies import Parent

Floats = NDArray[np.float64]
PRIOR_NUMBER = (np.log(0.8), 0.8)  # log of the reproduction number
PRIOR_DISPERSION = (0.0, 1.0)  # log of k
SURE = 0.9
FEWEST, ENOUGH = 6, 15  # organisations: below, counts only; below, never a verdict
LAGS = 60  # lag draws the likelihood is averaged over


@dataclass(frozen=True)
class Reproduction:
    """The mean number handed on to in the end, allowing for those who have not had time yet.

    `plain`: children for each parent so far. `above_one`: probability that each generation is larger
    than the last. `verdict`: "carries itself", "does not carry itself", "cannot tell" or "counts only".
    `dispersion`: k of the negative binomial; small means that few organisations do most of it. `draws`:
    posterior draws of the number, for a forecast between organisations (empty: counts only).
    """

    parents: int
    children: int
    plain: float
    median: float | None
    bands: dict[int, tuple[float, float]]
    dispersion: float | None
    above_one: float | None
    verdict: str
    draws: Floats = field(default_factory=lambda: np.empty(0), compare=False, repr=False)


def reproduction(
    parents: Sequence[Parent],
    lag_median: Floats,
    lag_spread: Floats,
    random: np.random.Generator,
    draws: int = 2000,
) -> Reproduction:
    """The reproduction number of these parents; lags are posterior draws of hand-overs between organisations.

    Children of a parent so far: negative binomial with mean R times the chance that a hand-over has
    happened within its window (Lloyd-Smith et al. 2005, thinned); exact grid, averaged over lag draws.
    """
    children = sum(parent.children for parent in parents)
    plain = children / len(parents) if parents else 0.0
    organisations = len({parent.organisation for parent in parents})
    if organisations < FEWEST:
        return Reproduction(len(parents), children, plain, None, {}, None, None, "counts only")
    number, k = number_draws(parents, lag_median, lag_spread, random, draws)
    above = float((number > 1).mean())
    verdict = "cannot tell"
    if organisations >= ENOUGH and above >= SURE:
        verdict = "carries itself"
    elif organisations >= ENOUGH and above <= 1 - SURE:
        verdict = "does not carry itself"
    median, dispersion = float(np.median(number)), float(np.median(k))
    return Reproduction(
        len(parents), children, plain, median, central(number), dispersion, above, verdict, number
    )


def number_draws(
    parents: Sequence[Parent], lag_median: Floats, lag_spread: Floats, random: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    """Posterior draws of the reproduction number and of k."""
    log_number = np.linspace(np.log(0.02), np.log(12.0), 65)
    log_k = np.linspace(-3.0, 3.0, 17)
    chosen = np.linspace(0, lag_median.size - 1, min(LAGS, lag_median.size)).astype(np.int64)
    prior = -0.5 * ((log_number[:, None] - PRIOR_NUMBER[0]) / PRIOR_NUMBER[1]) ** 2
    prior = prior - 0.5 * ((log_k - PRIOR_DISPERSION[0]) / PRIOR_DISPERSION[1]) ** 2
    window = np.array([parent.window for parent in parents])
    born = np.array([float(parent.children) for parent in parents])
    weight = np.empty((chosen.size, log_number.size, log_k.size))
    for place, lag in enumerate(chosen):
        seen = arrived(window, np.log(lag_median[lag]), lag_spread[lag])
        weight[place] = prior + _log_likelihood(born, seen, np.exp(log_number), np.exp(log_k))
    chance = np.exp(weight - weight.max()).sum(axis=0).ravel()
    cell = random.choice(chance.size, draws, p=chance / chance.sum())
    row, column = np.divmod(cell, log_k.size)
    jitter = random.random((2, draws)) - 0.5
    number = log_number[row] + jitter[0] * (log_number[1] - log_number[0])
    return np.exp(number), np.exp(log_k[column] + jitter[1] * (log_k[1] - log_k[0]))


def _log_likelihood(born: Floats, seen: Floats, number: Floats, k: Floats) -> Floats:
    """Log likelihood on the grid, shape (number, k); constants in the data left out."""
    from scipy.special import gammaln

    pairs, times = np.unique(np.stack([born, np.round(seen, 3)]), axis=1, return_counts=True)
    total = np.zeros((number.size, k.size))
    for (children, share), often in zip(pairs.T, times, strict=True):
        mean = np.maximum(number[:, None] * share, 1e-12)
        term = gammaln(children + k) - gammaln(k) + k * np.log(k / (k + mean))
        total += often * (term + children * np.log(mean / (k + mean)))
    return total
