"""Shares of a group, the sign test, and the correction for asking several questions at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from headwater.engines.evaluation.change import COUNTS_ONLY
from headwater.engines.evaluation.estimate import (
    LEAST_FOR_INTERVAL,
    Z95,
    Estimate,
    EvaluationError,
    PValue,
    whole,
)

WILSON_SOURCE = "Wilson 1927, JASA 22, 209-212; Newcombe 1998, Statistics in Medicine 17, 857-872 (method 3)"
EXACT_SOURCE = "Clopper and Pearson 1934, Biometrika 26, 404-413; Newcombe 1998 (method 5)"
MIDP_SOURCE = "Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13, 91"
SIGN_SOURCE = "Conover 1999, Practical Nonparametric Statistics, 3rd ed., section 3.4"
HOLM_SOURCE = "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"


def share(count: int, total: int, method: Literal["wilson", "exact"] = "wilson") -> Estimate:
    """The share `count` of `total`, from 0 to 1, with a 95% interval.

    "wilson" is the score interval; "exact" (Clopper-Pearson) where a bound must be guaranteed.
    """
    whole("count", count)
    if count > whole("total", total):
        raise EvaluationError(f"{count} cannot be a share of {total}: the part is larger than the whole.")
    if method not in ("wilson", "exact"):
        raise EvaluationError(f'method is "wilson" or "exact", not {method!r}.')
    source = WILSON_SOURCE if method == "wilson" else EXACT_SOURCE
    if total == 0:
        return Estimate(None, None, None, 0, "counts only: no one answered", source)
    value = count / total
    if total < LEAST_FOR_INTERVAL:
        return Estimate(value, None, None, total, COUNTS_ONLY, source)
    low, high = _wilson(count, total) if method == "wilson" else _clopper_pearson(count, total)
    name = "Wilson score" if method == "wilson" else "Clopper-Pearson exact"
    return Estimate(value, low, high, total, f"share of those who answered, {name} 95% interval", source)


def _wilson(count: int, total: int) -> tuple[float, float]:
    p, zz = count / total, Z95 * Z95
    centre = (p + zz / (2 * total)) / (1 + zz / total)
    reach = Z95 * math.sqrt(p * (1 - p) / total + zz / (4 * total * total)) / (1 + zz / total)
    low = 0.0 if count == 0 else max(0.0, centre - reach)
    high = 1.0 if count == total else min(1.0, centre + reach)
    return low, high


def _clopper_pearson(count: int, total: int) -> tuple[float, float]:
    from scipy.stats import beta

    low = 0.0 if count == 0 else float(beta.ppf(0.025, count, total - count + 1))
    high = 1.0 if count == total else float(beta.ppf(0.975, count + 1, total - count))
    return low, high


def sign_test(better: int, worse: int, midp: bool = True) -> PValue:
    """The two-sided probability of a split at least this uneven if better and worse were equally likely.

    Those who stayed do not count. With `midp` half of the probability of the split itself is taken off each
    tail (mid-p McNemar), which is closer to its nominal level; without it the test is exact and cautious.
    """
    n = whole("better", better) + whole("worse", worse)
    source = MIDP_SOURCE if midp else SIGN_SOURCE
    method = "sign test (McNemar), two-sided, " + ("mid-p" if midp else "exact")
    if n == 0:
        return PValue(None, 0, method, source)
    fewer = min(better, worse)
    ways = sum(math.comb(n, k) for k in range(fewer + 1)) * 2
    if midp:
        ways -= math.comb(n, fewer)
    return PValue(min(1.0, ways / 2**n), n, method, source)


@dataclass(frozen=True)
class Adjusted:
    """P-values corrected for having been asked together, in the order they came; `n` is how many."""

    values: tuple[float, ...]
    n: int
    method: str = "Holm step-down adjustment"
    source: str = HOLM_SOURCE


def holm(p_values: Sequence[float]) -> Adjusted:
    """Holm's step-down adjusted p-values: each may be read against .05 as though it were asked alone."""
    for p in p_values:
        if not 0 <= p <= 1:
            raise EvaluationError(f"A p-value lies between 0 and 1, but one here is {p!r}.")
    m = len(p_values)
    adjusted = [0.0] * m
    highest = 0.0
    for rank, index in enumerate(sorted(range(m), key=lambda i: (p_values[i], i))):
        highest = max(highest, min(1.0, (m - rank) * p_values[index]))
        adjusted[index] = highest
    return Adjusted(tuple(adjusted), m)
