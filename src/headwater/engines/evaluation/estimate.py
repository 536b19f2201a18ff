"""The shape in which every figure of the evaluation leaves the engine."""

from __future__ import annotations

import math
from dataclasses import dataclass

LEAST_FOR_INTERVAL = 8
"""Below this many answers there is no interval: counts only."""

Z95 = 1.959963984540054
"""The upper 2.5% point of the normal distribution: every interval here is a 95% one."""


class EvaluationError(ValueError):
    """Something asked of the evaluation engine cannot be done; the message says what to do."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95% interval, and how it was come by.

    `value` is None when it is not defined (nobody answered). `low` and `high` are None when no interval
    may be shown: below 8 answers there are counts only. `n` is the number of people (or units) behind it.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    method: str
    source: str

    @property
    def has_interval(self) -> bool:
        """Whether there is an interval to show."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True)
class PValue:
    """The result of a test, for the appendix only: never for the body of a report.

    `value` is None when there was nothing to test (no one changed).
    """

    value: float | None
    n: int
    method: str
    source: str


def whole(name: str, number: int) -> int:
    """The number itself, if it can be a count of people; an error that names it if not."""
    if isinstance(number, bool) or not hasattr(number, "__index__"):
        raise EvaluationError(f"{name} must be a whole number of people, not {number!r}.")
    if number < 0:
        raise EvaluationError(f"{name} cannot be below zero, but is {number}.")
    return int(number)


def finite(name: str, number: float) -> float:
    """The number as a float, if it is one that can be calculated with."""
    if not math.isfinite(number):
        raise EvaluationError(f"{name} holds {number!r}: use None for an answer that is missing.")
    return float(number)
