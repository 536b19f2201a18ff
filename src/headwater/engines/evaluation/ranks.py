"""The shift between two waves in scale points, by signed ranks, exact with ties and zeros.

The null distribution is built by convolution over the midranks that really occurred (doubled, so that they
are whole numbers): each rank takes a plus or a minus with equal chance. `scipy.stats.wilcoxon` assumes
ranks 1..n in its exact mode and is wrong as soon as two answers tie, which on a five-point scale they
always do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from headwater.engines.evaluation.change import COUNTS_ONLY
from headwater.engines.evaluation.estimate import (
    LEAST_FOR_INTERVAL,
    Z95,
    Estimate,
    EvaluationError,
    PValue,
    finite,
)

Whole = NDArray[np.int64]
Zeros = Literal["pratt", "wilcoxon"]

EXACT_UP_TO = 50
"""Above this many people the normal approximation is used and the method says so."""

MOST_PEOPLE = 5000
GRAIN = 4_000_000_000
"""Differences are held as whole billionths, four to each, so that ties, averages and midpoints are exact."""

LARGEST = 1_000_000
SHIFT_SOURCE = (
    "Hodges and Lehmann 1963, Annals of Mathematical Statistics 34, 598-611; "
    "Hollander, Wolfe and Chicken 2014, Nonparametric Statistical Methods, 3rd ed., sections 3.1 to 3.3; "
    "zeros: Pratt 1959, JASA 54, 655-667"
)


def signed_rank_p(differences: Sequence[float | None], zeros: Zeros = "pratt") -> PValue:
    """The exact two-sided signed-rank p-value of paired differences; None where a person is missing.

    `zeros`: "pratt" ranks people who did not change with the others and then leaves them out of both sums;
    "wilcoxon" drops them before ranking (the older habit, kept for comparison with published results).
    """
    if zeros not in ("pratt", "wilcoxon"):
        raise EvaluationError(f'zeros is "pratt" or "wilcoxon", not {zeros!r}.')
    d = _in_grains([finite("differences", x) for x in differences if x is not None])
    if zeros == "wilcoxon":
        d = d[d != 0]
    n = len(d)
    exact = n <= EXACT_UP_TO
    kind = "exact" if exact else "normal approximation"
    method = f"signed-rank test, two-sided, {kind}, zeros after {zeros.title()}"
    if not np.any(d):
        return PValue(None, n, method, SHIFT_SOURCE)
    return PValue(_p(d) if exact else _normal_p(d), n, method, SHIFT_SOURCE)


def shift(before: Sequence[float | None], after: Sequence[float | None]) -> Estimate:
    """By how many scale points answers moved: the Hodges-Lehmann shift with its exact 95% interval.

    The two lists hold the same people in the same order, None where an answer is missing. The interval is
    every shift that the exact test (zeros after Pratt) would not reject at .05, closed to one interval.
    """
    if len(before) != len(after):
        raise EvaluationError(
            f"The two lists must hold the same people in the same order: "
            f"{len(before)} before, {len(after)} after."
        )
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    d = _in_grains([finite("after", b) - finite("before", a) for a, b in pairs])
    n = len(d)
    if n > MOST_PEOPLE:
        raise EvaluationError(
            f"{n} people are more than {MOST_PEOPLE}: give the shift of each cohort by itself."
        )
    if n == 0:
        return Estimate(None, None, None, 0, "counts only: no one answered both times", SHIFT_SOURCE)
    walsh = _walsh(d)
    value = float(np.median(walsh)) / GRAIN
    if n < LEAST_FOR_INTERVAL:
        return Estimate(value, None, None, n, COUNTS_ONLY, SHIFT_SOURCE)
    exact = n <= EXACT_UP_TO
    low, high = _exact_interval(d, walsh) if exact else _normal_interval(walsh, n)
    kind = "exact signed-rank" if exact else "signed-rank (normal approximation)"
    method = f"Hodges-Lehmann shift in scale points, {kind} 95% interval"
    return Estimate(value, low / GRAIN, high / GRAIN, n, method, SHIFT_SOURCE)


def _in_grains(differences: list[float]) -> Whole:
    """Differences as whole grains: the noise of binary fractions is gone, 0.3 - 0.1 ties with 0.2."""
    if any(abs(x) > LARGEST for x in differences):
        raise EvaluationError(
            f"A difference is larger than {LARGEST:,}: give scale points, not money or dates."
        )
    grains = np.rint(np.array(differences, dtype=float) * (GRAIN // 4)).astype(np.int64)
    return np.asarray(grains * 4, dtype=np.int64)


def _walsh(d: Whole) -> Whole:
    """The means of all pairs, each with itself too, sorted: n(n+1)/2 of them."""
    i, j = np.triu_indices(len(d))
    return np.sort(d[i] // 2 + d[j] // 2)


def _doubled_midranks(sizes: Whole) -> Whole:
    """Twice the average rank of each size, ties sharing theirs: always whole numbers."""
    _, inverse, counts = np.unique(sizes, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((2 * last - counts + 1)[inverse], dtype=np.int64)


def _p(d: Whole) -> float:
    """Exact two-sided p of differences, zeros ranked with the rest and then left out."""
    ranks = _doubled_midranks(np.abs(d))
    plus = int(ranks[d > 0].sum())
    minus = int(ranks[d < 0].sum())
    chances = null_distribution(ranks[d != 0].tolist())
    return min(1.0, 2.0 * float(chances[: min(plus, minus) + 1].sum()))


def null_distribution(ranks: Sequence[int]) -> NDArray[np.float64]:
    """The chance of each sum of the positive ranks, from 0 to their total, if every sign were a fair coin."""
    chances = np.zeros(sum(ranks) + 1)
    chances[0] = 1.0
    reach = 0
    for rank in ranks:
        positive = chances[: reach + 1] / 2
        chances[: reach + 1] /= 2
        chances[rank : reach + rank + 1] += positive
        reach += rank
    return chances


def _exact_interval(d: Whole, walsh: Whole) -> tuple[int, int]:
    """The lowest and the highest shift the exact test does not reject, found from the outside in."""
    return _lowest_kept(d, np.unique(walsh)), -_lowest_kept(-d, np.unique(-walsh))


def _lowest_kept(d: Whole, steps: Whole) -> int:
    """The verdict changes only at a Walsh average: each of them, and a point between each two, is enough."""
    for here, following in pairwise(steps):
        if _p(d - here) > 0.05 or _p(d - (here + following) // 2) > 0.05:
            return int(here)
    return int(steps[-1])


def _normal_p(d: Whole) -> float:
    from scipy.stats import norm

    ranks = _doubled_midranks(np.abs(d)) / 2
    centre, spread = ranks[d != 0].sum() / 2, np.sqrt((ranks[d != 0] ** 2).sum()) / 2
    distance = max(0.0, abs(float(ranks[d > 0].sum() - centre)) - 0.5)
    return min(1.0, 2.0 * float(norm.sf(distance / spread)))


def _normal_interval(walsh: Whole, n: int) -> tuple[int, int]:
    """Walsh averages equally far from both ends, how far by the normal approximation."""
    place = int(n * (n + 1) / 4 - Z95 * np.sqrt(n * (n + 1) * (2 * n + 1) / 24))
    return int(walsh[place]), int(walsh[-1 - place])
