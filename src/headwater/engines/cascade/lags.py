"""How long a hand-over takes, when the slow ones have not had time to be seen yet."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.tallies import Lag

Floats = NDArray[np.float64]
PRIOR_MEDIAN = (np.log(2.0), 1.0)  # log months
PRIOR_SPREAD = (np.log(0.8), 0.4)  # log of the spread of log months


def prior_lags(random: np.random.Generator, draws: int) -> tuple[Floats, Floats]:
    """Median (months) and spread of log time before anything is seen."""
    median = np.exp(random.normal(*PRIOR_MEDIAN, draws))
    return median, np.exp(random.normal(*PRIOR_SPREAD, draws))


def lag_draws(lags: Sequence[Lag], random: np.random.Generator, draws: int) -> tuple[Floats, Floats]:
    """Posterior draws of the median (months) and spread of a lognormal lag.

    Each lag counts as having fallen within its precision, given that it had happened within its window
    (right truncation; dates as intervals). An exact grid; without lags the prior.
    """
    if not lags:
        return prior_lags(random, draws)
    centre = np.linspace(np.log(0.05), np.log(60.0), 72)
    spread = np.exp(np.linspace(np.log(0.15), np.log(2.5), 29))
    weight = -0.5 * ((centre[:, None] - PRIOR_MEDIAN[0]) / PRIOR_MEDIAN[1]) ** 2
    weight = weight - 0.5 * ((np.log(spread) - PRIOR_SPREAD[0]) / PRIOR_SPREAD[1]) ** 2
    for lag in lags:
        weight = weight + lag.people * _log_chance(lag, centre[:, None], spread)
    chance = np.exp(weight - weight.max()).ravel()
    cell = random.choice(chance.size, draws, p=chance / chance.sum())
    row, column = np.divmod(cell, spread.size)
    jitter = random.random((2, draws)) - 0.5
    log_step = np.log(spread[1] / spread[0])
    median = np.exp(centre[row] + jitter[0] * (centre[1] - centre[0]))
    return median, spread[column] * np.exp(jitter[1] * log_step)


def _log_chance(lag: Lag, centre: Floats, spread: Floats) -> Floats:
    """Log chance of a lag within its precision, given that it ended within its window."""
    within = arrived(lag.months + lag.precision, centre, spread) - arrived(
        lag.months - lag.precision, centre, spread
    )
    by_now = arrived(lag.window + lag.precision, centre, spread)
    return np.asarray(np.log(np.maximum(within, 1e-300)) - np.log(np.maximum(by_now, 1e-300)))


def arrived(months: float | Floats, log_median: Floats, spread: Floats) -> Floats:
    """Chance that a hand-over which will happen has happened within so many months."""
    from scipy.special import ndtr

    with np.errstate(divide="ignore"):
        log_months = np.log(np.maximum(months, 0.0))
    return np.asarray(ndtr((log_months - log_median) / spread))
