"""Agreement where each coder gives a segment a set of themes: one number for the whole codebook.

Alpha is 1 - observed / expected disagreement, as for single values, with a distance between sets: Jaccard, or
Passonneau's MASI, which multiplies Jaccard's likeness by how far one set holds the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from headwater.engines.evaluation.estimate import EvaluationError

Themes = frozenset[str]
Distance = Literal["jaccard", "masi"]
SOURCE = (
    "Krippendorff 2011, Computing Krippendorff's alpha-reliability; Passonneau 2006, Measuring agreement on "
    "set-valued items (MASI), LREC 2006; Jaccard 1912, New Phytologist 11, 37-50"
)


@dataclass(frozen=True)
class SetAgreement:
    """``alpha`` is None where it is not defined: no unit was rated twice, or only one set was ever given."""

    alpha: float | None
    units: int
    coders: int
    distance: Distance
    source: str = SOURCE


def set_agreement(ratings: Sequence[Sequence[Themes | None]], distance: Distance = "jaccard") -> SetAgreement:
    """Agreement of coders on whole sets: one row a coder, one place a unit, None where a coder did not rate it."""
    if len({len(row) for row in ratings}) > 1:
        raise EvaluationError(
            "Every coder's row must hold the same units, with None for one that was not rated."
        )
    columns = [[x for x in column if x is not None] for column in zip(*ratings, strict=True)]
    units = [column for column in columns if len(column) > 1]
    apart = {"jaccard": jaccard, "masi": masi}[distance]
    return SetAgreement(_alpha(units, apart), len(units), len(ratings), distance)


def jaccard(a: Themes, b: Themes) -> Fraction:
    """0 for the same set, 1 for sets with nothing in common; two empty sets are the same."""
    return 1 - Fraction(len(a & b), len(a | b)) if a | b else Fraction(0)


def masi(a: Themes, b: Themes) -> Fraction:
    """Jaccard's likeness times 1, 2/3, 1/3 or 0: the same, one within the other, overlapping, apart."""
    if a == b:
        return Fraction(0)
    if not a & b:
        return Fraction(1)
    within = Fraction(2, 3) if a <= b or b <= a else Fraction(1, 3)
    return 1 - (1 - jaccard(a, b)) * within


def _alpha(units: list[list[Themes]], apart: Callable[[Themes, Themes], Fraction]) -> float | None:
    given = Counter(themes for unit in units for themes in unit)
    total = given.total()
    expected = sum(given[a] * given[b] * apart(a, b) for a in given for b in given)
    if not expected:
        return None
    observed = sum(
        (Fraction(2, len(unit) - 1) * apart(unit[i], unit[j])
         for unit in units for i in range(len(unit)) for j in range(i)),
        Fraction(0),
    )  # fmt: skip
    return float(1 - (total - 1) * observed / expected)
