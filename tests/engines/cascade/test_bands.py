"""Bands of counts hold what they say, and hardly more: people come in whole numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.cascade.bands import LEVELS, whole_bands

counts = st.lists(st.integers(0, 12), min_size=20, max_size=80)


def held(draws, band) -> float:
    low, high = band
    return float(np.mean([low <= draw <= high for draw in draws]))


@given(counts)
def test_each_band_holds_its_share_and_lies_in_the_next(draws):
    found = whole_bands(draws)
    assert all(held(draws, found[level]) >= level / 100 for level in LEVELS)
    assert found[90][0] <= found[80][0] <= found[50][0] <= found[50][1] <= found[80][1] <= found[90][1]


@given(counts)
def test_no_band_could_lose_an_edge_and_still_hold_its_share(draws):
    for level, (low, high) in whole_bands(draws).items():
        if low < high:
            inner = held(draws, (low + 0.5, high)), held(draws, (low, high - 0.5))
            assert max(inner) < level / 100


def test_without_ties_both_tails_are_alike():
    draws = np.random.default_rng(0).permutation(1000)
    assert {level: (low.item(), high.item()) for level, (low, high) in whole_bands(draws).items()} == {
        50: (250, 749),
        80: (100, 899),
        90: (50, 949),
    }


def test_where_many_reach_nobody_the_band_is_cut_on_the_other_side():
    """15% at nought: plain quantiles hold 95% and more, the band 90%."""
    draws = np.concatenate([np.zeros(150, dtype=int), np.arange(1, 851)])
    low, high = whole_bands(draws)[90]
    assert (low, high) == (0, 750)
    assert held(draws, (low, high)) == pytest.approx(0.9, abs=0.002)
    assert held(draws, tuple(np.quantile(draws, [0.05, 0.95]))) == 0.95


def test_every_column_has_its_own_bands():
    draws = np.stack([np.arange(100), np.full(100, 7)], axis=1).reshape(100, 1, 2)
    low, high = whole_bands(draws)[80]
    assert low.tolist() == [[10, 7]]
    assert high.tolist() == [[89, 7]]
