"""Krippendorff's alpha and its companions against their authors' own examples, and the known traps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.evaluation import EvaluationError, agreement

N = None

# Krippendorff 2011, example C: four observers, twelve units, missing data, values 1 to 5.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
# Krippendorff 2011, example A: two observers, ten units, yes or no.
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
# Krippendorff 2011, example B: two observers, twelve units, five names.
NAMES = [list("aabbdcccedda"), list("babbbccceddd")]


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_agrees_with_krippendorff_at_every_level(level, expected):
    # The trap: a weighted coefficient called "ordinal" gives 0.834 here; Krippendorff's ordinal is 0.815.
    found = agreement(FOUR, level)
    assert round(found.alpha.value, 3) == expected
    assert (found.units, found.alpha.n, found.coders) == (11, 11, 4)


def test_alpha_of_two_observers_and_two_values_agrees_with_krippendorff_and_is_not_scotts_pi():
    found = agreement(BINARY)
    assert round(found.alpha.value, 3) == 0.095
    # Scott's pi, for which a home-made alpha is easily mistaken, lacks the correction for few units.
    p = 6 / 20
    scott = (0.6 - (p**2 + (1 - p) ** 2)) / (1 - (p**2 + (1 - p) ** 2))
    assert round(scott, 3) == 0.048 != round(found.alpha.value, 3)
    assert found.percent == pytest.approx(0.6)
    assert found.base_rates == ((0, 0.7), (1, 0.3))


def test_alpha_of_names_agrees_with_krippendorff():
    assert round(agreement(NAMES).alpha.value, 3) == 0.692


def test_percent_agreement_and_ac1_agree_with_gwet():
    # The same data in Gwet's own software (irrCAC, cac.raw4raters): percent agreement 0.81818, AC1 0.77544.
    found = agreement(FOUR)
    assert (round(found.percent, 5), round(found.ac1, 5)) == (0.81818, 0.77544)


def test_a_rare_theme_has_low_alpha_high_agreement_and_a_high_ac1_beside_it():
    first, second = [1] + [0] * 39, [0, 1] + [0] * 38
    found = agreement([first, second])
    assert found.reading == "do not count"
    assert found.alpha.value < 0
    assert found.percent == 0.95
    assert found.ac1 > 0.9


@pytest.mark.parametrize(
    "ratings", [[[0, 0, 0], [0, 0, 0]], [], [[1, 2, 3]], [[1, N], [N, 2]], [[], []], [[N, N], [N, N]]]
)
def test_where_there_is_nothing_to_agree_on_alpha_is_not_defined(ratings):
    found = agreement(ratings)
    assert (found.alpha.value, found.alpha.low, found.reading) == (None, None, "not defined")
    assert found.alpha.method == "not defined"


def test_everyone_agreeing_on_several_values_is_one():
    found = agreement([[1, 2, 3, 1, 2, 3, 1, 2]] * 3, "ordinal")
    assert (found.alpha.value, found.alpha.low, found.alpha.high, found.reading) == (1.0, 1.0, 1.0, "rely")


def test_the_readings_are_krippendorffs():
    assert agreement(FOUR, "ordinal").reading == "rely"
    assert agreement(FOUR, "nominal").reading == "tentative"
    assert agreement(BINARY).reading == "do not count"


def test_the_interval_needs_eight_units_and_repeats_with_its_seed():
    assert agreement([row[:7] for row in FOUR]).alpha.low is None
    one, same, other = (agreement(FOUR, seed=s).alpha for s in (1, 1, 2))
    assert one == same != other
    assert one.low < one.value <= one.high


rating = st.one_of(st.none(), st.integers(0, 3))
table = st.integers(1, 7).flatmap(
    lambda n: st.lists(st.lists(rating, min_size=n, max_size=n), min_size=2, max_size=4)
)


def alpha_by_pairs(ratings, distance):
    """The definition: mean distance within units over mean distance of any two paired ratings."""
    units = [[x for x in unit if x is not None] for unit in zip(*ratings, strict=True)]
    units = [u for u in units if len(u) > 1]
    pool = [x for u in units for x in u]
    within = sum(
        distance(u[i], u[j]) / (len(u) - 1)
        for u in units
        for i in range(len(u))
        for j in range(len(u))
        if i != j
    ) / max(1, len(pool))
    across = [distance(pool[i], pool[j]) for i in range(len(pool)) for j in range(len(pool)) if i != j]
    return 1 - within / (sum(across) / len(across)) if across and sum(across) else None


@settings(deadline=None)
@given(table)
def test_alpha_is_the_definition_pair_by_pair(ratings):
    for level, distance in (
        ("nominal", lambda a, b: float(a != b)),
        ("interval", lambda a, b: float((a - b) ** 2)),
        ("ratio", lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0),
    ):
        expected = alpha_by_pairs(ratings, distance)
        found = agreement(ratings, level, resamples=10).alpha.value
        assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(deadline=None)
@given(table, st.randoms())
def test_the_order_of_coders_and_of_units_does_not_matter(ratings, random):
    units = list(zip(*ratings, strict=True))
    random.shuffle(units)
    shuffled = [list(row) for row in zip(*units, strict=True)][::-1]
    for level in ("nominal", "ordinal"):
        one, other = agreement(ratings, level, 10), agreement(shuffled, level, 10)
        assert (one.alpha.value is None) == (other.alpha.value is None)
        if one.alpha.value is not None:
            assert one.alpha.value == pytest.approx(other.alpha.value)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: agreement([[1, 2], [1]]),
        lambda: agreement(NAMES, "ordinal"),
        lambda: agreement([[-1, 1], [1, 1]], "ratio"),
        lambda: agreement(FOUR, "cardinal"),
    ],
)
def test_what_cannot_be_rated_is_refused(wrong):
    with pytest.raises(EvaluationError):
        wrong()
