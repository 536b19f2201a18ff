"""What a released figure may tell: checked against every reader and every three insiders (R27, promises.md 5)."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.evaluation import ChangeCounts, net_change, share
from headwater.web.evaluation.showing import band, round_to_step, show_change, show_share, show_to_world


def counts(better, same, worse, missing=0):
    return ChangeCounts(better, same, worse, missing, better + same + worse + missing)


def all_released(n, item_class):
    """Every set of counts of n, gathered by what both audiences would be shown of it."""
    together = defaultdict(list)
    for better in range(n + 1):
        for same in range(n - better + 1) if item_class == "open" else [n - better]:
            circle = show_change(counts(better, same, n - better - same, missing=15 - n), 5, item_class)
            cells = (better, same, n - better - same) if item_class == "open" else (better, n - better)
            together[circle, show_to_world(circle, 10)].append(cells)
    return together


def someone_told(together):
    """Whether in some release three who pool their answers, whatever they are, know what all others said."""
    for possible in together.values():
        kinds = range(len(possible[0]))
        for insiders in product(range(4), repeat=len(kinds)):
            left = [
                tuple(c - i for c, i in zip(cells, insiders, strict=True))
                for cells in possible
                if sum(insiders) == 3 and all(c >= i for c, i in zip(cells, insiders, strict=True))
            ]
            if left and len({kind for cells in left for kind in kinds if cells[kind] > 0}) < 2:
                return True
    return False


@pytest.mark.parametrize(("n", "item_class"), [(9, "open"), (9, "guarded"), (15, "guarded")])
def test_no_three_insiders_who_know_the_rules_can_tell_anyone_elses_answer_from_both_releases(n, item_class):
    """Brute force over every cohort: readers may even reckon backwards from the form that was chosen."""
    assert not someone_told(all_released(n, item_class))


def test_the_same_check_finds_someone_where_eight_answers_are_enough(monkeypatch):
    """The check above can fail: of eight, "at most four" and "at least four" leave no safe third."""
    monkeypatch.setattr("headwater.web.evaluation.showing.LEAST_ANSWERED", 8)
    assert someone_told(all_released(8, "guarded"))


def test_few_worse_answers_are_merged_with_the_same_and_kept():
    shown = show_change(counts(6, 4, 1, missing=4), 5)
    assert (shown.form, shown.better, shown.same, shown.worse) == ("exact", 6, 5, None)
    assert (shown.value, shown.low, shown.high) == (share(6, 11).value, share(6, 11).low, share(6, 11).high)


def test_three_or_more_worse_answers_are_shown_with_the_net_interval():
    shown = show_change(counts(6, 4, 4, missing=1), 5)
    net = net_change(6, 4, 4)
    assert (shown.better, shown.same, shown.worse) == (6, 4, 4)
    assert (shown.value, shown.low, shown.high) == (net.value, net.low, net.high)


def test_without_exception_is_never_said_r67():
    assert show_change(counts(15, 0, 0), 5).form == "at_least"
    assert show_change(counts(15, 0, 0), 5).better == 11
    assert show_change(counts(0, 15, 0), 5).form == "at_most"


def test_below_nine_answers_or_ten_asked_nothing_is_shown():
    assert show_change(counts(4, 3, 0, missing=8), 5).form == "withheld"
    assert show_change(counts(5, 4, 0), 5).form == "withheld"
    assert show_change(counts(5, 3, 0, missing=7), 5).form == "withheld"
    assert show_change(counts(5, 4, 0, missing=6), 5).form == "at_least"
    assert show_share(4, 9, 9, 5).form == "withheld"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 20))
def test_a_programme_can_only_raise_the_floor(better, same, worse, missing):
    low, high = (show_change(counts(better, same, worse, missing), floor) for floor in (0, 12))
    assert high == low or high.form == "withheld"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 20))
def test_the_world_sees_numbers_in_fives_no_interval_and_a_band(better, same, worse, missing):
    world = show_to_world(show_change(counts(better, same, worse, missing), 5), 10)
    assert {number % 5 for number in (world.better, world.same) if number is not None} <= {0}
    assert (world.worse, world.value, world.low, world.high) == (None, None, None, None)
    assert world.answered_from % 5 == 0


@pytest.mark.parametrize(
    ("answered", "invited", "shown"),
    [
        (0, 15, (0, 5)),
        (1, 15, (0, 5)),
        (5, 15, (0, 5)),
        (6, 15, (5, 10)),
        (11, 15, (10, 15)),
        (15, 15, (10, 15)),
        (12, 13, (10, 13)),
    ],
)
def test_response_is_a_band_that_never_tells_nobody_or_everybody(answered, invited, shown):
    assert band(answered, invited) == shown


@given(st.integers(0, 10_000))
def test_rounding_goes_to_the_nearest_five(number):
    assert round_to_step(number) % 5 == 0
    assert abs(round_to_step(number) - number) <= 2
