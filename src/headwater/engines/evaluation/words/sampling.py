"""Which segments two people code apart from each other, so that their agreement can be measured."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction
from math import ceil

LEAST_SAMPLE = 40
SHARE = Fraction(3, 10)


def sample_size(segments: int) -> int:
    """How many of so many segments both coders take: three in ten, at least 40, all where there are fewer."""
    return min(segments, max(LEAST_SAMPLE, ceil(SHARE * segments)))


def draw(identifiers: Iterable[str], size: int, seed: int) -> frozenset[str]:
    """So many identifiers drawn without order or preference; the same for the same seed."""
    return frozenset(random.Random(seed).sample(sorted(identifiers), size))  # noqa: S311
