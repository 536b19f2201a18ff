"""How far a practice has come: what is known, what is not, and who was passed over (R1, R4, R5, R6, R8)."""

from datetime import date

import pytest

from headwater.web.cascade import actions
from headwater.web.cascade.coverage import coverage, left_out
from tests.web.cascade.told import note, started


def test_coverage_by_tier_with_the_days_until_it_was_reached(cast):
    """R4: coverage by tier, with the lag in days, and the quarters not reached."""
    cascade = started(cast)
    note(cascade, "Managers", "received", 3, date(2026, 9, 11))
    note(cascade, "Care workers", "received", 20, date(2026, 10, 1))
    note(cascade, "Care workers", "tried", 5, date(2026, 10, 8))
    rows = coverage(cascade)
    assert [(row.tier.name, row.steps[0].people, row.steps[2].people, row.days) for row in rows] == [
        ("Managers", 3, 0, 10),
        ("Seniors", 0, 0, None),
        ("Care workers", 20, 5, 30),
    ]
    assert left_out(rows) == ["Seniors"]
    assert [row.stalled for row in rows] == [True, False, False]


def test_not_known_is_not_no_and_sending_is_not_receiving(cast):
    """R6: never infer success from sending."""
    cascade = started(cast)
    note(cascade, "Care workers", "invited", 40, date(2026, 9, 2))
    note(cascade, "Care workers", "not_received", 3, date(2026, 9, 9))
    row = coverage(cascade)[2]
    assert (row.steps[0].people, row.without, row.unknown) == (0, 3, 37)


def test_people_are_never_more_than_the_tier_has(cast):
    cascade = started(cast)
    note(cascade, "Seniors", "received", 8, date(2026, 9, 2))
    note(cascade, "Seniors", "received", 8, date(2026, 9, 3))
    note(cascade, "Seniors", "not_received", 8, date(2026, 9, 3))
    row = coverage(cascade)[1]
    assert (row.steps[0].people, row.without, row.unknown) == (10, 0, 0)
    with pytest.raises(actions.CannotPassOn):
        note(cascade, "Seniors", "tried", 11, date(2026, 9, 4))
    with pytest.raises(actions.CannotPassOn):
        note(cascade, "Seniors", "tried", 1, date(2027, 9, 4))


def test_a_tier_in_use_stays_and_an_unused_one_may_go(cast):
    """R1: tiers of an organisation; what is known of one is not lost with a line of a form."""
    cascade = started(cast)
    note(cascade, "Seniors", "received", 8, date(2026, 9, 2))
    actions.set_tiers(cascade, by=cast.partner, tiers=[("Seniors", 12), ("Bank staff", 6)])
    assert list(cascade.tiers.values_list("name", "staff")) == [("Seniors", 12), ("Bank staff", 6)]
    with pytest.raises(actions.CannotPassOn):
        actions.set_tiers(cascade, by=cast.partner, tiers=[("Bank staff", 6)])
    assert cascade.tiers.count() == 2
