"""How many people changed, and what the cohort's answers can and cannot say about it.

Order only is used: no distance between two answers is assumed. The headline is the net share better,
(better - worse) / answered, with the interval of Bonett and Price, which of eight candidates kept its promise
best at fifteen people (exact enumeration; see the tests).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.engines.evaluation.estimate import (
    LEAST_FOR_INTERVAL,
    Z95,
    Estimate,
    EvaluationError,
    finite,
    whole,
)

NET_METHOD = "net share better (better minus worse, of those who answered twice), Bonett-Price 95% interval"
NET_SOURCE = (
    "Bonett and Price 2012, Journal of Educational and Behavioral Statistics 37, 479-488; "
    "Fagerland, Lydersen and Laake 2014, Statistics in Medicine 33, 2850-2875"
)
BOUNDS_METHOD = "net share better over all invited if every missing person had got worse, or better"
BOUNDS_SOURCE = "Manski 1990, American Economic Review 80, 319-323 (worst-case bounds)"
COUNTS_ONLY = f"counts only: fewer than {LEAST_FOR_INTERVAL} answered"


@dataclass(frozen=True)
class ChangeCounts:
    """How many got better, stayed, got worse, and how many of those invited cannot be compared."""

    better: int
    same: int
    worse: int
    missing: int
    invited: int

    def __post_init__(self) -> None:
        for name in ("better", "same", "worse", "missing", "invited"):
            whole(name, getattr(self, name))
        if self.answered + self.missing != self.invited:
            raise EvaluationError(
                f"{self.better} better, {self.same} same, {self.worse} worse and {self.missing} missing "
                f"must add up to the {self.invited} invited."
            )

    @property
    def answered(self) -> int:
        """The number who answered both times."""
        return self.better + self.same + self.worse

    @classmethod
    def compare(
        cls,
        before: Sequence[float | None],
        after: Sequence[float | None],
        polarity: int,
        threshold: float = 0,
    ) -> ChangeCounts:
        """Counts from two aligned lists of answers, one place for each person invited, None where missing.

        `polarity` is 1 when a higher answer is better and -1 when a lower one is. A change counts only when
        it is larger than `threshold` (in the units of the answers).
        """
        if len(before) != len(after):
            raise EvaluationError(
                f"The two lists must hold the same people in the same order: "
                f"{len(before)} before, {len(after)} after."
            )
        if polarity not in (1, -1):
            raise EvaluationError(
                f"polarity is 1 (higher is better) or -1 (lower is better), not {polarity!r}."
            )
        if not threshold >= 0:
            raise EvaluationError(
                f"threshold is how much must change to count, so 0 or more, not {threshold!r}."
            )
        changes = [
            polarity * (finite("after", b) - finite("before", a))
            for a, b in zip(before, after, strict=True)
            if a is not None and b is not None
        ]
        better = sum(change > threshold for change in changes)
        worse = sum(change < -threshold for change in changes)
        same = len(changes) - better - worse
        return cls(better, same, worse, len(before) - len(changes), len(before))


@dataclass(frozen=True)
class ChangeBounds:
    """The net share better among those who answered, and how far the missing could move it.

    `worst` and `best` are over all invited. `tipping` is how many of the missing would have had to get
    worse for the net to be no longer above zero; None when even all of them could not do that, or when it
    is not above zero to begin with (`above_zero` tells the two apart).
    """

    observed: Estimate
    worst: float | None
    best: float | None
    tipping: int | None
    above_zero: bool
    n: int
    missing: int
    invited: int
    method: str = BOUNDS_METHOD
    source: str = BOUNDS_SOURCE

    @property
    def holds_in_the_worst_case(self) -> bool:
        """Whether the net would be above zero even if all who are missing had got worse."""
        return self.above_zero and self.tipping is None


def net_change(better: int, same: int, worse: int) -> Estimate:
    """The net share better, from -1 to 1, with its Bonett-Price 95% interval.

    Adds one person to each side before the Wald formula, and two to the number: with q the adjusted shares,
    q1 - q2 -+ z * sqrt((q1 + q2 - (q1 - q2)^2) / (n + 2)), cut at -1 and 1.
    """
    n = whole("better", better) + whole("same", same) + whole("worse", worse)
    if n == 0:
        return Estimate(None, None, None, 0, "counts only: no one answered both times", NET_SOURCE)
    value = (better - worse) / n
    if n < LEAST_FOR_INTERVAL:
        return Estimate(value, None, None, n, COUNTS_ONLY, NET_SOURCE)
    up, down = (better + 1) / (n + 2), (worse + 1) / (n + 2)
    reach = Z95 * math.sqrt((up + down - (up - down) ** 2) / (n + 2))
    low, high = max(-1.0, up - down - reach), min(1.0, up - down + reach)
    return Estimate(value, low, high, n, NET_METHOD, NET_SOURCE)


def change_bounds(better: int, same: int, worse: int, missing: int) -> ChangeBounds:
    """Worst and best case over all invited, and the tipping point: what those who are missing could do."""
    observed = net_change(better, same, worse)
    invited = observed.n + whole("missing", missing)
    lead = better - worse
    return ChangeBounds(
        observed=observed,
        worst=(lead - missing) / invited if invited else None,
        best=(lead + missing) / invited if invited else None,
        tipping=lead if 0 < lead <= missing else None,
        above_zero=lead > 0,
        n=observed.n,
        missing=missing,
        invited=invited,
    )
