"""The Hodges-Lehmann shift and the exact signed-rank test, ties and zeros included."""

from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.evaluation import EvaluationError, shift, signed_rank_p

# Hollander and Wolfe, Nonparametric Statistical Methods, example 3.1: Hamilton depression scale factor IV.
FIRST = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
SECOND = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]

# Darwin 1876, heights of cross- and self-fertilised maize, in eighths of an inch: fifteen pairs, no ties.
DARWIN = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]

LIKERT = st.lists(st.integers(-4, 4), min_size=8, max_size=12)


def test_the_shift_agrees_with_hollander_and_wolfe():
    # Their result: estimate -.46, interval (-.786, -.010), exact two-sided P = .0391.
    found = shift(FIRST, SECOND)
    assert (found.value, found.low, found.high) == pytest.approx((-0.46, -0.786, -0.010))
    assert found.n == 9
    p = signed_rank_p([b - a for a, b in zip(FIRST, SECOND, strict=True)])
    assert p.value == 20 / 512


def test_darwins_maize_has_the_published_p_value():
    assert signed_rank_p(DARWIN).value == 0.041259765625


def test_people_who_stayed_do_not_turn_a_smaller_improvement_into_a_clearer_one():
    # Pratt 1959: take one person from 0 down to -1, and the habit of dropping zeros calls the improvement
    # *more* certain (one-sided 109/2^13 after, 70/2^12 before). Ranking the zero with the rest does not.
    stayed = [0, 2, 3, 4, 6, 7, 8, 9, 11, 14, 15, 17, -18]
    fell = [-1, *stayed[1:]]
    after = signed_rank_p(fell).value
    assert after / 2 == 109 / 2**13
    assert signed_rank_p(stayed, zeros="wilcoxon").value / 2 == 70 / 2**12 > after / 2
    assert signed_rank_p(stayed).value < after


def midranks(sizes):
    return [Fraction(sum(y < x for y in sizes) + sum(y <= x for y in sizes) + 1, 2) for x in sizes]


def by_enumeration(d, zeros="pratt"):
    """The definition: every way of giving signs to the ranks, each equally likely."""
    kept = [x for x in d if x != 0] if zeros == "wilcoxon" else list(d)
    ranks = [r for r, x in zip(midranks([abs(x) for x in kept]), kept, strict=True) if x != 0]
    signs = [x > 0 for x in kept if x != 0]
    half = sum(ranks) / 2
    seen = abs(sum(r for r, s in zip(ranks, signs, strict=True) if s) - half)
    sums = [
        sum(r for r, s in zip(ranks, way, strict=True) if s) for way in product((0, 1), repeat=len(ranks))
    ]
    return sum(abs(s - half) >= seen for s in sums) / len(sums)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-4, 4), min_size=1, max_size=9).filter(any), st.sampled_from(["pratt", "wilcoxon"])
)
def test_the_convolution_is_the_enumeration_of_all_signs(d, zeros):
    assert signed_rank_p(d, zeros=zeros).value == pytest.approx(by_enumeration(d, zeros), abs=1e-12)


def test_the_trap_scipys_exact_mode_is_wrong_with_ties_and_this_one_is_not():
    from scipy.stats import PermutationMethod, wilcoxon

    random = np.random.default_rng(5)
    full = PermutationMethod(n_resamples=np.inf)
    differs = 0
    for _ in range(40):
        d = random.choice([-2, -1, 1, 2, 3], size=9, p=[0.1, 0.2, 0.35, 0.25, 0.1])
        ours = signed_rank_p(d.tolist(), zeros="wilcoxon").value
        assert ours == pytest.approx(wilcoxon(d, method=full).pvalue)
        differs += ours != pytest.approx(wilcoxon(d, method="exact").pvalue)
    assert differs >= 20


def kept_shifts(d):
    """Every shift, on a grid finer than the steps of the test, that the test by enumeration keeps."""
    quarters = range(4 * min(d) - 4, 4 * max(d) + 5)
    return [
        q / 4
        for q in quarters
        if not any(4 * x - q for x in d) or signed_rank_p([4 * x - q for x in d]).value > 0.05
    ]


@settings(max_examples=60, deadline=None)
@given(LIKERT)
def test_the_interval_is_every_shift_the_test_keeps(d):
    found = shift([0] * len(d), d)
    kept = kept_shifts(d)
    assert found.low <= min(kept) and max(kept) <= found.high
    # an end is a Walsh average (a multiple of one half); the grid holds it or the middle just inside
    assert min(kept) - found.low <= 0.25 and found.high - max(kept) <= 0.25


@given(LIKERT)
def test_the_estimate_is_the_median_of_all_pairwise_means(d):
    means = sorted((a + b) / 2 for a, b in combinations_with_replacement(d, 2))
    assert shift([0] * len(d), d).value == pytest.approx(float(np.median(means)))


@given(LIKERT, st.integers(-3, 3), st.randoms())
def test_the_shift_moves_with_the_answers_turns_with_the_scale_and_ignores_order(d, by, random):
    zero = [0] * len(d)
    found, moved = shift(zero, d), shift(zero, [x + by for x in d])
    turned, mixed = shift(zero, [-x for x in d]), shift(zero, random.sample(d, len(d)))
    assert (moved.value, moved.low, moved.high) == (found.value + by, found.low + by, found.high + by)
    assert (turned.value, turned.low, turned.high) == (-found.value, -found.high, -found.low)
    assert mixed == found


@given(LIKERT)
def test_the_interval_holds_zero_whenever_the_test_keeps_it(d):
    found, p = shift([0] * len(d), d), signed_rank_p(d)
    if p.value is None or p.value > 0.05:
        assert found.low <= 0 <= found.high


def test_binary_fractions_tie_as_they_do_on_paper():
    assert signed_rank_p([0.3 - 0.1, -0.2, 0.4, 0.5]).value == signed_rank_p([2, -2, 4, 5]).value


def test_missing_people_fall_out_and_below_eight_there_is_no_interval():
    before, after = [1, 2, None, 3, 2, 4, 1, 2, 3], [2, 3, 4, 4, None, 4, 3, 3, 3]
    found = shift(before, after)
    assert (found.n, found.low, found.high) == (7, None, None)
    assert found.value == 1.0
    assert shift([None], [1]).value is None
    assert signed_rank_p([0, 0, None]).value is None


def test_a_large_cohort_uses_the_normal_approximation_says_so_and_stays_close():
    random = np.random.default_rng(3)
    d = random.choice([-2, -1, 0, 1, 2, 3], size=50).tolist()
    exact, doubled = shift([0] * 50, d), shift([0] * 100, d * 2)
    assert "exact" in exact.method and "normal approximation" in doubled.method
    assert doubled.value == exact.value
    assert exact.low <= doubled.low <= doubled.high <= exact.high
    clear = [1.0] * 40 + [-1.0] * 20
    assert signed_rank_p(clear).value == pytest.approx(by_normal(clear), rel=1e-9)


def by_normal(d):
    from statistics import NormalDist

    rank = (len(d) + 1) / 2
    half, spread = len(d) * rank / 2, (len(d) * rank**2) ** 0.5 / 2
    return 2 * (1 - NormalDist().cdf((abs(sum(x > 0 for x in d) * rank - half) - 0.5) / spread))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: shift([1, 2], [1]),
        lambda: shift([1], [float("inf")]),
        lambda: signed_rank_p([1], zeros="split"),
        lambda: signed_rank_p([1e9]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(EvaluationError):
        wrong()
