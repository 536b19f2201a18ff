"""The map of a run: dots where people are, a line for each pair, nothing for a place not known."""

from headwater.web.matching.actions import propose_matches
from headwater.web.matching.map import pairs_map
from tests.web.matching.cohort import BERWICK, HEXHAM, NEWCASTLE, consultant, empty, partner


def drawn(programme, by):
    run = propose_matches(programme=programme, by=by)
    return str(pairs_map(run, run.proposals.with_people()))


def test_each_has_a_dot_each_pair_a_line_and_names_are_escaped(cast):
    programme = empty(cast.programme)
    partner(programme, "One <b>", at=HEXHAM)
    partner(programme, "Far", at=BERWICK, mode="in_person")
    consultant(programme, "Two", at=NEWCASTLE)
    svg = drawn(programme, cast.coordinator)
    assert (svg.count("<circle"), svg.count("<rect"), svg.count("<line"), "<b>" in svg) == (2, 1, 1, False)


def test_a_place_that_is_not_known_is_not_drawn_and_north_is_up(cast):
    programme = empty(cast.programme)
    partner(programme, "North", at=BERWICK)
    partner(programme, "Withheld", at=None)
    consultant(programme, "South", at=NEWCASTLE)
    svg = drawn(programme, cast.coordinator)
    high = float(svg.split('<circle cx="')[1].split('cy="')[1].split('"')[0])
    low = float(svg.split('<rect x="')[1].split('y="')[1].split('"')[0])
    assert (svg.count("<circle"), high < low) == (1, True)


def test_without_two_places_there_is_no_map(cast):
    programme = empty(cast.programme)
    partner(programme, "One", at=None)
    consultant(programme, "Two")
    assert drawn(programme, cast.coordinator) == ""
