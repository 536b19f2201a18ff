"""Better, same, worse: counts, the net share, its interval and its bounds."""

from math import lgamma

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.evaluation import ChangeCounts, EvaluationError, change_bounds, net_change

counts = st.integers(0, 40)


def test_the_interval_agrees_with_the_published_example_of_consolidation_therapy():
    # Cavo et al. 2012 (6 and 16 discordant of 161), worked in Fagerland, Lydersen and Laake 2014 and in their
    # software: estimate -0.0621, Bonett-Price -0.1195 to -0.0032.
    net = net_change(better=6, same=59 + 80, worse=16)
    assert [round(x, 4) for x in (net.value, net.low, net.high)] == [-0.0621, -0.1195, -0.0032]
    assert net.n == 161
    assert "Bonett-Price" in net.method and "Bonett and Price 2012" in net.source


def test_the_smallest_results_that_clear_zero_at_fifteen_are_those_found_by_enumeration():
    clear = [(5, 0), (7, 1), (9, 2), (10, 3)]
    just_short = [(4, 0), (6, 1), (8, 2), (9, 3)]
    assert [net_change(b, 15 - b - w, w).low > 0 for b, w in clear] == [True] * 4
    assert [net_change(b, 15 - b - w, w).low > 0 for b, w in just_short] == [False] * 4


def coverage(n: int, steps: int) -> np.ndarray:
    """The exact chance that the interval holds the truth, at every point of a grid of true shares."""
    outcomes = [(b, w) for b in range(n + 1) for w in range(n + 1 - b)]
    low, high = np.array([(e.low, e.high) for e in (net_change(b, n - b - w, w) for b, w in outcomes)]).T
    table = np.array([(b, w, n - b - w) for b, w in outcomes])
    ways = np.array([lgamma(n + 1) - sum(lgamma(x + 1) for x in row) for row in table])
    chances = []
    for i in range(steps + 1):
        for j in range(steps + 1 - i):
            truth = np.array([i, j, steps - i - j]) / steps
            possible = ~((truth == 0) & (table > 0)).any(axis=1)
            logs = np.where(truth > 0, np.log(np.where(truth > 0, truth, 1.0)), 0.0)
            chance = np.where(possible, np.exp(ways + table @ logs), 0.0)
            held = (low <= (i - j) / steps + 1e-12) & (high >= (i - j) / steps - 1e-12)
            chances.append(chance[held].sum())
    return np.array(chances)


@pytest.mark.parametrize(
    ("n", "least", "average"),
    [(8, 0.915, 0.968), (15, 0.932, 0.963), (30, 0.924, 0.956)],
)
def test_the_interval_holds_the_truth_as_often_as_it_says_over_all_shares_in_steps_of_a_twentieth(
    n, least, average
):
    found = coverage(n, 20)
    assert len(found) == 231
    assert found.min() >= least
    assert round(float(found.mean()), 3) == average


def test_at_fifteen_coverage_never_falls_under_093_on_the_design_grid_nor_under_091_on_a_fine_one():
    assert coverage(15, 20).min() >= 0.93
    assert coverage(15, 50).min() >= 0.91


def test_at_fifteen_the_least_coverage_in_steps_of_a_hundredth_is_the_figure_that_is_written_down():
    assert round(float(coverage(15, 100).min()), 3) == 0.917


@given(counts, counts, counts)
def test_swapping_better_and_worse_turns_the_interval_round(better, same, worse):
    one, other = net_change(better, same, worse), net_change(worse, same, better)
    if one.value is None:
        assert other.value is None
    elif one.low is None:
        assert (one.value, other.low, one.n) == (-other.value, None, other.n)
    else:
        assert (one.value, one.low, one.high) == pytest.approx(
            (-other.value, -other.high, -other.low), abs=1e-12
        )


@given(counts, counts, counts)
def test_the_interval_lies_within_minus_one_and_one_and_holds_its_estimate(better, same, worse):
    net = net_change(better, same, worse)
    assert net.n == better + same + worse
    if net.low is not None:
        assert -1 <= net.low <= net.value <= net.high <= 1


@given(counts, counts, counts)
def test_one_more_person_better_instead_of_the_same_moves_everything_up(better, same, worse):
    before, after = net_change(better, same + 1, worse), net_change(better + 1, same, worse)
    assert before.value < after.value
    if before.low is not None:
        assert before.low <= after.low and before.high <= after.high


@pytest.mark.parametrize("n", range(8))
def test_below_eight_there_are_counts_only(n):
    net = net_change(n, 0, 0)
    assert (net.low, net.high, net.n, net.has_interval) == (None, None, n, False)
    assert net.method.startswith("counts only")
    assert net_change(8, 0, 0).has_interval


def test_the_worst_and_best_case_are_over_all_invited():
    bounds = change_bounds(better=9, same=2, worse=1, missing=3)
    assert round(bounds.observed.value, 2) == 0.67
    assert (round(bounds.worst, 2), round(bounds.best, 2)) == (0.33, 0.73)
    assert bounds.holds_in_the_worst_case
    assert (bounds.n, bounds.missing, bounds.invited) == (12, 3, 15)


@given(st.integers(0, 15), st.integers(0, 15), st.integers(0, 15), st.integers(0, 15))
def test_the_tipping_point_is_the_first_number_that_undoes_the_lead(better, same, worse, missing):
    bounds = change_bounds(better, same, worse, missing)
    undone = [k for k in range(missing + 1) if better - worse - k <= 0]
    assert bounds.above_zero == (better > worse)
    assert bounds.tipping == (undone[0] if better > worse and undone else None)
    assert bounds.holds_in_the_worst_case == (bounds.worst is not None and bounds.worst > 0)


def test_two_aligned_lists_become_counts():
    before = [2, 3, 4, None, 5, 1]
    after = [3, 3, 2, 4, None, 2]
    assert ChangeCounts.compare(before, after, polarity=1) == ChangeCounts(2, 1, 1, missing=2, invited=6)
    assert ChangeCounts.compare(before, after, polarity=-1) == ChangeCounts(1, 1, 2, missing=2, invited=6)
    assert ChangeCounts.compare(before, after, polarity=1, threshold=1) == ChangeCounts(0, 3, 1, 2, 6)


answer = st.one_of(st.none(), st.integers(1, 5))


@given(st.lists(st.tuples(answer, answer), max_size=30), st.randoms())
def test_the_order_of_people_does_not_matter_and_turning_the_scale_swaps_better_and_worse(people, random):
    counted = ChangeCounts.compare([a for a, _ in people], [b for _, b in people], 1)
    shuffled = random.sample(people, len(people))
    assert ChangeCounts.compare([a for a, _ in shuffled], [b for _, b in shuffled], 1) == counted
    turned = ChangeCounts.compare([a for a, _ in people], [b for _, b in people], -1)
    assert (turned.better, turned.same, turned.worse) == (counted.worse, counted.same, counted.better)
    assert counted.answered == sum(a is not None and b is not None for a, b in people)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ChangeCounts.compare([1], [1, 2], 1),
        lambda: ChangeCounts.compare([1], [2], 0),
        lambda: ChangeCounts.compare([1], [2], 1, threshold=-1),
        lambda: ChangeCounts.compare([1], [float("nan")], 1),
        lambda: ChangeCounts(1, 1, 1, missing=1, invited=5),
        lambda: net_change(-1, 0, 0),
        lambda: net_change(1.5, 0, 0),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(wrong):
    with pytest.raises(EvaluationError):
        wrong()
