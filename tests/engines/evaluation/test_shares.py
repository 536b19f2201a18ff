"""Shares, the sign test and Holm's correction against published figures."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.evaluation import EvaluationError, holm, share, sign_test

# Newcombe 1998, Statistics in Medicine 17, 857-872, table I: methods 3 (Wilson) and 5 (Clopper-Pearson).
NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("count", "total", "wilson", "exact"), NEWCOMBE)
def test_both_intervals_of_a_share_agree_with_newcombe(count, total, wilson, exact):
    for method, expected in (("wilson", wilson), ("exact", exact)):
        found = share(count, total, method)
        assert (round(found.low, 4), round(found.high, 4)) == expected
        assert (found.value, found.n) == (count / total, total)


def test_what_fifteen_people_can_say_is_printed_as_wide_as_it_is():
    # 12 of 15 is 55-93% (Wilson), 52-96% (exact); "without exception" is 78-100%, 11 of 11 is 72-100%.
    wilson = share(12, 15)
    assert (round(wilson.low, 2), round(wilson.high, 2)) == (0.55, 0.93)
    exact = [share(k, n, "exact") for k, n in ((12, 15), (15, 15), (11, 11), (10, 15))]
    assert [(round(100 * e.low), round(100 * e.high)) for e in exact] == [
        (52, 96),
        (78, 100),
        (72, 100),
        (38, 88),
    ]


@given(st.integers(8, 200), st.data())
def test_a_share_and_its_complement_mirror_each_other(total, data):
    count = data.draw(st.integers(0, total))
    for method in ("wilson", "exact"):
        one, other = share(count, total, method), share(total - count, total, method)
        assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-9)
        assert 0 <= one.low <= one.value <= one.high <= 1


@given(st.integers(8, 60), st.data())
def test_the_exact_interval_is_never_wrong_more_often_than_it_says(total, data):
    truth = data.draw(st.integers(1, 99)) / 100
    intervals = [share(k, total, "exact") for k in range(total + 1)]
    held = sum(
        comb(total, k) * truth**k * (1 - truth) ** (total - k)
        for k, e in enumerate(intervals)
        if e.low <= truth <= e.high
    )
    assert held >= 0.95 - 1e-9


def test_a_share_below_eight_has_no_interval_and_of_nobody_no_value():
    small, nobody = share(5, 7), share(0, 0)
    assert (small.value, small.low, small.high) == (5 / 7, None, None)
    assert (nobody.value, nobody.low, nobody.n) == (None, None, 0)


@pytest.mark.parametrize(
    ("better", "worse", "midp", "exact"), [(1, 7, 0.0391, 0.0703), (6, 16, 0.0347, 0.0525)]
)
def test_the_sign_test_agrees_with_fagerland_lydersen_and_laake(better, worse, midp, exact):
    # Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13, 91: Bentur 2009 and Cavo 2012.
    assert round(sign_test(better, worse).value, 4) == midp
    assert round(sign_test(better, worse, midp=False).value, 4) == exact


def test_how_many_of_n_must_improve():
    # domain 5.4: 12 of 15; 15 of 20; 21 of 30; 50 of 80, and with five people no result can reach .05.
    for n, needed in ((15, 12), (20, 15), (30, 21), (80, 50)):
        assert sign_test(needed, n - needed, midp=False).value < 0.05
        assert sign_test(needed - 1, n - needed + 1, midp=False).value >= 0.05
    smallest = [sign_test(n, 0, midp=False).value for n in (5, 6, 8)]
    assert [round(p, 3) for p in smallest] == [0.062, 0.031, 0.008]


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_sign_test_does_not_care_which_side_is_which(better, worse):
    assert sign_test(better, worse).value == sign_test(worse, better).value
    if better + worse:
        assert 0 < sign_test(better, worse).value <= sign_test(better, worse, midp=False).value <= 1
    else:
        assert sign_test(0, 0).value is None


def test_holm_agrees_with_the_worked_example():
    # Holm's rule by hand: 4 x .005, 3 x .01, 2 x .03, then 1 x .04 raised to the one before.
    adjusted = holm([0.01, 0.04, 0.03, 0.005])
    assert adjusted.values == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert adjusted.n == 4


@given(st.lists(st.floats(0, 1), max_size=8), st.randoms())
def test_holm_follows_its_definition_in_any_order(ps, random):
    order = random.sample(range(len(ps)), len(ps))
    adjusted = holm(ps).values
    assert holm([ps[i] for i in order]).values == tuple(adjusted[i] for i in order)
    for p, a in zip(ps, adjusted, strict=True):
        smaller = [min(1.0, sum(r >= q for r in ps) * q) for q in ps if q <= p]
        assert a == pytest.approx(max(smaller))


@pytest.mark.parametrize(
    "wrong",
    [lambda: share(5, 4), lambda: share(1, 9, "wald"), lambda: holm([1.2]), lambda: sign_test(-1, 2)],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(EvaluationError):
        wrong()
