"""Agreement on whole sets of themes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.evaluation import EvaluationError, agreement
from headwater.engines.evaluation.words import set_agreement
from headwater.engines.evaluation.words.sets import jaccard, masi

A, B, AB, BC, NONE = (frozenset(x) for x in ("a", "b", "ab", "bc", ""))
SETS = st.sampled_from([A, B, AB, BC, NONE, None])


def test_masi_is_likeness_times_two_thirds_within_and_one_third_where_they_overlap():
    assert [masi(A, A), masi(A, AB), masi(AB, BC), masi(A, B), masi(A, NONE), masi(NONE, NONE)] == [
        0,
        1 - Fraction(1, 2) * Fraction(2, 3),
        1 - Fraction(1, 3) * Fraction(1, 3),
        1,
        1,
        0,
    ]
    assert [jaccard(A, AB), jaccard(AB, BC), jaccard(NONE, NONE)] == [Fraction(1, 2), Fraction(2, 3), 0]


def test_a_case_worked_by_hand():
    """Two coders, three segments: a a, a ab, b b. Observed (0 + 1/2 + 0)/3; expected over 30 ordered pairs."""
    found = set_agreement([[A, A, B], [A, AB, B]])
    pairs = 3 * 1 * Fraction(1, 2) + 3 * 2 * 1 + 1 * 2 * Fraction(1, 2)  # a-ab, a-b, ab-b
    assert found.alpha == float(1 - Fraction(1, 6) / (2 * pairs / 30))
    assert (found.units, found.coders) == (3, 2)


@given(st.lists(st.tuples(SETS, SETS, SETS), max_size=6), st.sampled_from(["jaccard", "masi"]))
def test_alpha_is_one_minus_observed_over_expected_by_brute_force(columns, distance):
    apart = {"jaccard": jaccard, "masi": masi}[distance]
    units = [[x for x in column if x is not None] for column in columns]
    units = [unit for unit in units if len(unit) > 1]
    values = [x for unit in units for x in unit]
    n = len(values)
    expected = sum(apart(values[i], values[j]) for i in range(n) for j in range(n) if i != j)
    observed = sum(
        apart(u[i], u[j]) / Fraction(len(u) - 1)
        for u in units
        for i in range(len(u))
        for j in range(len(u))
        if i != j
    )
    found = set_agreement([list(row) for row in zip(*columns, strict=True)], distance)
    assert found.alpha == (None if not expected else float(1 - (n - 1) * observed / expected))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1, max_size=8))
def test_with_one_theme_each_it_is_the_alpha_of_single_values(columns):
    rows = list(zip(*columns, strict=True))
    ordinary = agreement([list(row) for row in rows], resamples=1).alpha.value
    found = set_agreement([[frozenset(x) for x in row] for row in rows]).alpha
    assert found == (None if ordinary is None else pytest.approx(ordinary, abs=1e-12))


def test_rows_of_unlike_length_are_refused():
    with pytest.raises(EvaluationError, match="same units"):
        set_agreement([[A], [A, B]])
