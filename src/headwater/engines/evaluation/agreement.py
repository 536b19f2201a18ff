"""Do coders see the same thing? Krippendorff's alpha; percent agreement, base rates and Gwet's AC1 beside it.

Alpha is 1 - observed / expected disagreement over the coincidences of values within units, where a unit
with m ratings counts each ordered pair of them 1 / (m - 1) times and units with fewer than two ratings fall
out (Krippendorff 2011). Rare themes have a low alpha together with a high agreement, which is why AC1
stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from headwater.engines.evaluation.estimate import LEAST_FOR_INTERVAL, Estimate, EvaluationError, finite

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval", "ratio"]
Rating = float | str | None

LEVELS = ("nominal", "ordinal", "interval", "ratio")
RELY, TENTATIVE = 0.8, 0.667
RESAMPLES = 2000
ALPHA_SOURCE = (
    "Krippendorff 2011, Computing Krippendorff's alpha-reliability (Annenberg School for Communication); "
    "Krippendorff 2004, Content Analysis, 2nd ed., ch. 11, for the reading"
)
AC1_SOURCE = "Gwet 2008, British Journal of Mathematical and Statistical Psychology 61, 29-48"


@dataclass(frozen=True)
class Agreement:
    """How far coders agree on one theme.

    `alpha.value` is None when it is not defined: nothing was rated twice, or only one value was ever used
    (0/0). `percent` is the share of agreeing pairs within units, averaged over units (0 to 1); `ac1` is for
    named categories only and None at the other levels. `base_rates` gives each value's share of all paired
    ratings. `units` counts the units rated at least twice and is `alpha.n`.
    """

    alpha: Estimate
    percent: float | None
    ac1: float | None
    base_rates: tuple[tuple[float | str, float], ...]
    reading: Literal["rely", "tentative", "do not count", "not defined"]
    units: int
    coders: int
    level: Level
    source: str = f"{ALPHA_SOURCE}; {AC1_SOURCE}"


def agreement(
    ratings: Sequence[Sequence[Rating]], level: Level = "nominal", resamples: int = RESAMPLES, seed: int = 0
) -> Agreement:
    """Agreement of coders: one row a coder, one place a unit in each row, None where a coder did not rate it.

    The interval is from a bootstrap over units (percentiles 2.5 and 97.5), repeatable by its seed; none
    below 8 units.
    """
    if level not in LEVELS:
        raise EvaluationError(f"level is one of {', '.join(LEVELS)}, not {level!r}.")
    values, everything = _tallies(ratings, level)
    tallies = everything[everything.sum(axis=1) >= 2]
    if len(tallies) == 0:
        return _undefined(level, len(ratings))
    counts = tallies.sum(axis=0)
    units = _coincidences(tallies)
    value = _alpha(units.sum(axis=0), values, level)
    low, high = _bootstrap(units, values, level, resamples, seed) if value is not None else (None, None)
    method = f"Krippendorff's alpha ({level})" + (
        ", 95% interval by bootstrap over units" if low is not None else ""
    )
    return Agreement(
        alpha=Estimate(
            value, low, high, len(tallies), method if value is not None else "not defined", ALPHA_SOURCE
        ),
        percent=_percent(tallies),
        ac1=_ac1(everything) if level == "nominal" else None,
        base_rates=tuple(zip(values, (counts / counts.sum()).tolist(), strict=True)),
        reading=_reading(value),
        units=len(tallies),
        coders=len(ratings),
        level=level,
    )


def _undefined(level: Level, coders: int) -> Agreement:
    nothing = Estimate(None, None, None, 0, "not defined", ALPHA_SOURCE)
    return Agreement(nothing, None, None, (), "not defined", 0, coders, level)


def _reading(alpha: float | None) -> Literal["rely", "tentative", "do not count", "not defined"]:
    if alpha is None:
        return "not defined"
    if alpha >= RELY:
        return "rely"
    return "tentative" if alpha >= TENTATIVE else "do not count"


def _tallies(ratings: Sequence[Sequence[Rating]], level: Level) -> tuple[list[float | str], Floats]:
    """The values in order, and for each unit that was rated how often each was given."""
    if len({len(row) for row in ratings}) > 1:
        raise EvaluationError(
            "Every coder's row must hold the same units, with None for one that was not rated."
        )
    columns = [[x for x in column if x is not None] for column in zip(*ratings, strict=True)]
    values = _ordered({x for column in columns for x in column}, level)
    place = {value: index for index, value in enumerate(values)}
    rated = [column for column in columns if column]
    tallies = np.zeros((len(rated), len(values)))
    for unit, column in enumerate(rated):
        for x in column:
            tallies[unit, place[x]] += 1
    return values, tallies


def _ordered(values: set[float | str], level: Level) -> list[float | str]:
    numbers = [finite("ratings", x) for x in values if not isinstance(x, str)]
    if len(numbers) == len(values):
        if level == "ratio" and any(x < 0 for x in numbers):
            raise EvaluationError("Ratio ratings start at zero: one here is below it. Use level='interval'.")
        return [*sorted(numbers)]
    if level != "nominal":
        raise EvaluationError(f"Ratings at {level} level must be numbers, so that their order is known.")
    return sorted(values, key=lambda x: (isinstance(x, str), x))


def _coincidences(tallies: Floats) -> Floats:
    """For each unit, its matrix of paired values: shape units x values x values."""
    pairs = tallies[:, :, None] * tallies[:, None, :]
    diagonal = np.arange(tallies.shape[1])
    pairs[:, diagonal, diagonal] -= tallies
    return np.asarray(pairs / (tallies.sum(axis=1) - 1)[:, None, None])


def _distances(values: list[float | str], counts: Floats, level: Level) -> Floats:
    """Squared differences between values as Krippendorff defines them for each level."""
    size = len(values)
    if level == "nominal":
        return np.asarray(1.0 - np.eye(size))
    if level == "ordinal":
        reached = np.cumsum(counts) - counts / 2
        return np.asarray((reached[:, None] - reached[None, :]) ** 2)
    x = np.array([float(v) for v in values])
    gaps = (x[:, None] - x[None, :]) ** 2
    if level == "interval":
        return np.asarray(gaps)
    sums = (x[:, None] + x[None, :]) ** 2
    return np.asarray(np.divide(gaps, sums, out=np.zeros_like(gaps), where=sums > 0))


def _alpha(coincidences: Floats, values: list[float | str], level: Level) -> float | None:
    """Alpha of one matrix of coincidences; None where expected disagreement is zero."""
    counts = coincidences.sum(axis=1)
    total = counts.sum()
    distances = _distances(values, counts, level)
    expected = float((np.outer(counts, counts) * distances).sum())
    if expected == 0 or total <= 1:
        return None
    observed = float((coincidences * distances).sum())
    return 1.0 - (float(total) - 1.0) * observed / expected


def _bootstrap(
    units: Floats, values: list[float | str], level: Level, resamples: int, seed: int
) -> tuple[float | None, float | None]:
    """Percentile interval over resampled units; resamples in which alpha is not defined are left out."""
    n = len(units)
    if n < LEAST_FOR_INTERVAL:
        return None, None
    random = np.random.default_rng(seed)
    weights = random.multinomial(n, np.full(n, 1.0 / n), size=resamples)
    size = len(values)
    matrices = (weights @ units.reshape(n, size * size)).reshape(resamples, size, size)
    drawn = [a for a in (_alpha(matrix, values, level) for matrix in matrices) if a is not None]
    if not drawn:
        return None, None
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def _percent(tallies: Floats) -> float:
    sizes = tallies.sum(axis=1)
    return float(((tallies * (tallies - 1)).sum(axis=1) / (sizes * (sizes - 1))).mean())


def _ac1(tallies: Floats) -> float | None:
    """Gwet's AC1; its chance agreement uses each value's average share over every unit that was rated."""
    size = tallies.shape[1]
    if size < 2:
        return None
    shares = (tallies / tallies.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((shares * (1 - shares)).sum() / (size - 1))
    return (_percent(tallies[tallies.sum(axis=1) >= 2]) - chance) / (1 - chance)
