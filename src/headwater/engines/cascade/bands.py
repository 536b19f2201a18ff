"""Bands of whole numbers that hold what they say: tails as equal as people, who come whole, allow."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
LEVELS = (50, 80, 90)


def whole_bands(draws: ArrayLike) -> dict[int, tuple[Floats, Floats]]:
    """For 50, 80 and 90 the lowest and highest count of each band, column by column; they lie in one another.

    `draws`: counts, one row for each draw. A count that many draws share (nobody at all, say) cannot be
    cut in two. The plain quantiles then keep it whole and cut the other side as if they had not, and hold
    more than they say. Here the outermost counts go one at a time, from the side that has lost fewer
    draws, as long as the band keeps its share.
    """
    table = np.asarray(draws)
    columns = table.reshape(table.shape[0], -1).T
    found = []
    for column in columns:
        values, counts = np.unique(column, return_counts=True)
        found.append(_column(values, counts.tolist(), column.size))
    return {level: (_side(found, level, 0, table), _side(found, level, 1, table)) for level in LEVELS}


def _side(
    found: list[dict[int, tuple[float, float]]], level: int, side: int, table: NDArray[np.generic]
) -> Floats:
    return np.array([bands[level][side] for bands in found]).reshape(table.shape[1:])


def _column(values: NDArray[np.generic], counts: list[int], draws: int) -> dict[int, tuple[float, float]]:
    """The bands of one column, the widest first, each cut out of the one before."""
    low, high, cut_low, cut_high = 0, len(counts) - 1, 0, 0
    found = {}
    for level in sorted(LEVELS, reverse=True):
        spare = draws * (100 - level) / 100
        while low < high:
            below, above = cut_low + counts[low], cut_high + counts[high]
            may_low, may_high = below + cut_high <= spare, cut_low + above <= spare
            if may_low and (below <= above or not may_high):
                low, cut_low = low + 1, below
            elif may_high:
                high, cut_high = high - 1, above
            else:
                break
        found[level] = (float(values[low]), float(values[high]))
    return found
