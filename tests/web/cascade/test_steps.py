"""Versions, steps and gates, what spreads by itself, and what is corrected or taken back (R1, R2, R3, R5, R6, R8, R9)."""

from datetime import date

import pytest

from headwater.web.audit.models import Event
from headwater.web.cascade import actions
from headwater.web.cascade.coverage import by_month, by_site, coverage
from headwater.web.cascade.models import HandOver, PassingOnRules
from headwater.web.cascade.queries import events_of
from headwater.web.cascade.stalls import stalls
from headwater.web.cascade.steps import steps, tiers_of
from tests.web.cascade.told import TODAY, note, started

DAY = date(2026, 9, 11)


def rules(cast, **values):
    return PassingOnRules.objects.create(programme=cast.programme, **values)


def test_a_new_version_keeps_the_earlier_text_with_the_day_it_was_superseded(cast):
    """R9: a practice with its core, adaptable part, evidence, version and superseded date."""
    practice = started(cast).practice
    text = {
        "sentence": "We ask, and ask again",
        "core": ["Asked twice"],
        "evidence": "Six weeks on two wings",
    }
    actions.write_anew(practice, by=cast.partner, text=text, why="Once was not enough", today=TODAY)
    practice.refresh_from_db()
    (earlier,) = practice.earlier.all()
    assert (practice.edition, practice.core, practice.signs) == (
        2,
        ["Asked twice"],
        ["The person is asked first"],
    )
    assert (earlier.number, earlier.sentence, earlier.superseded_on, earlier.why) == (
        1, "We ask what a good day is", TODAY, "Once was not enough",
    )  # fmt: skip
    with pytest.raises(actions.CannotPassOn):
        actions.write_anew(practice, by=cast.partner, text=text, today=TODAY)


def test_what_is_noted_belongs_to_the_version_of_its_day(cast):
    cascade = started(cast)
    before = note(cascade, "Managers", "received", 1, DAY)
    actions.write_anew(cascade.practice, by=cast.partner, text={"core": ["Asked twice"]}, today=TODAY)
    cascade.refresh_from_db()
    after = note(type(cascade).objects.get(), "Managers", "tried", 1, DAY, core_seen=1)
    assert (before.edition, after.edition, after.core_parts) == (1, 2, 1)


def test_the_middle_tier_is_never_skipped_in_silence(cast):
    """R8: whoever notes the front line first is asked about those in between."""
    cascade = started(cast)
    note(cascade, "Managers", "received", 3, DAY)
    with pytest.raises(actions.CannotPassOn, match="Nothing is known of: Seniors"):
        note(cascade, "Care workers", "received", 5, DAY, middle="")
    with pytest.raises(actions.CannotPassOn, match="Say why they were passed over"):
        note(cascade, "Care workers", "received", 5, DAY, middle="passed_over")
    kept = note(cascade, "Care workers", "received", 5, DAY, middle="passed_over", middle_words="On leave")
    assert (kept.middle, kept.middle_words) == ("passed_over", "On leave")


def test_where_the_programme_says_so_leaders_tell_several_tiers_at_the_same_time(cast):
    """R8: steps to several tiers in parallel."""
    cascade = started(cast)
    note(cascade, "Care workers", "received", 5, DAY)
    apart = [
        str(step.sender or "you") for step in steps(tiers_of(cascade), PassingOnRules.of(cast.programme))
    ]
    together = steps(tiers_of(cascade), rules(cast, parallel=True, gate="tried"))
    assert apart == ["you", "Managers", "Seniors"]
    assert [(step.sender, step.is_open) for step in together] == [(None, True)] * 3
    note(cascade, "Care workers", "received", 5, DAY, middle="")


def test_a_gate_keeps_the_next_step_closed_until_it_is_met_or_opened_by_hand(cast):
    """R3: gates between steps, set by the programme."""
    rules(cast, gate="sustained", share=50, weeks=4)
    cascade = started(cast)
    note(cascade, "Managers", "received", 4, DAY)
    note(cascade, "Managers", "sustained", 2, DAY, weeks=3)
    with pytest.raises(actions.CannotPassOn, match="0 of 2 needed"):
        note(cascade, "Seniors", "received", 5, DAY)
    note(cascade, "Managers", "sustained", 2, DAY, weeks=4)
    note(cascade, "Seniors", "received", 5, DAY)
    last = cascade.tiers.get(name="Care workers")
    with pytest.raises(actions.CannotPassOn):
        note(cascade, "Care workers", "invited", 5, DAY)
    with pytest.raises(actions.CannotPassOn):
        actions.open_step(last, by=cast.partner, because=" ", today=TODAY)
    actions.open_step(last, by=cast.partner, because="The training day is now", today=TODAY)
    note(cascade, "Care workers", "invited", 5, DAY)
    found = steps(tiers_of(cascade), PassingOnRules.of(cast.programme))
    assert [(step.is_open, step.first) for step in found] == [(True, DAY), (True, DAY), (True, None)]


def test_what_spreads_by_itself_is_noted_and_never_refused(cast):
    """R2: a cascade tumbles irregularly; who passed what to whom, not only the planned tree."""
    rules(cast, gate="tried")
    cascade = started(cast)
    noted = note(cascade, "Care workers", "received", 3, DAY, middle="", through="other_site")
    assert (noted.through, coverage(cascade)[2].by_itself) == ("other_site", 3)


def test_a_hand_over_is_corrected_with_a_trail_and_taken_back_with_a_reason(cast):
    cascade = started(cast)
    noted = note(cascade, "Managers", "received", 4, DAY)
    noted.people = 3
    actions.correct_hand_over(noted, by=cast.partner, today=TODAY)
    assert (noted.version, coverage(cascade)[0].received) == (2, 3)
    actions.take_back_hand_over(noted, by=cast.partner, why="It was another meeting", today=TODAY)
    assert (coverage(cascade)[0].received, len(events_of(cascade, tiers_of(cascade)))) == (0, 1)
    assert HandOver.objects.standing().count() == 0
    with pytest.raises(actions.CannotPassOn):
        actions.correct_hand_over(noted, by=cast.partner, today=TODAY)
    found = Event.objects.filter(object_id=noted.pk).order_by("number").values_list("action", flat=True)
    assert list(found) == ["note_hand_over", "correct_hand_over", "take_back_hand_over"]


def test_parts_of_the_core_and_weeks_are_asked_for_where_they_belong(cast):
    """R5: persuasion is its own event, with what was seen of the core; never merely sent."""
    cascade = started(cast)
    noted = note(cascade, "Managers", "tried", 2, DAY, core_seen=1, adaptation="core_changed", minutes=90)
    assert (noted.core_seen, noted.core_parts) == (1, 2)
    for wrong in (
        {"kind": "tried", "core_seen": 3},
        {"kind": "invited", "core_seen": 1},
        {"kind": "sustained"},
    ):
        kind = wrong.pop("kind")
        with pytest.raises(actions.CannotPassOn):
            note(cascade, "Managers", kind, 1, DAY, **wrong)
    event = events_of(cascade, tiers_of(cascade))[1]
    assert (event.core_seen, event.core_parts, event.grade) == (1, 2, "manager")


def test_who_had_it_and_left_is_counted_and_their_place_is_not_known(cast):
    """R6: drop-out is a state of its own (S4: two managers leave)."""
    cascade = started(cast)
    note(cascade, "Managers", "received", 4, DAY)
    note(cascade, "Managers", "left", 2, DAY)
    row = coverage(cascade)[0]
    assert (row.received, row.left, row.unknown) == (2, 2, 2)


SITES = [("Ash", "", (1, 2, 20)), ("Birch", "", (1, 2, 30)), ("Cedar", "nights", (1, 1, 4))]


def test_coverage_by_site_leaves_out_small_ones_and_one_more_so_that_none_is_found_by_subtraction(cast):
    """R4: coverage by tier and site with the lag; S4: small homes suppressed."""
    cascade = started(cast)
    actions.set_workplaces(cascade, by=cast.partner, rows=[*SITES, ("Dene", "", (1, 5, 25))])
    for name, people in (("Ash", 15), ("Birch", 6), ("Cedar", 4), ("Dene", 25)):
        tier = cascade.tiers.get(name="Care workers")
        note(cascade, tier.name, "received", people, DAY, workplace=tier.workplaces.get(site=name))
    rows = by_site(tiers_of(cascade), cascade.started_on, 8)
    assert [(row.site, row.cells[2].people, row.cells[2].days) for row in rows] == [
        ("Ash", None, None), ("Birch", 6, 10), ("Cedar, nights", None, None), ("Dene", 25, 10),
    ]  # fmt: skip
    assert {cell.people for row in rows for cell in row.cells[:2]} == {None}
    assert [(month.first, month.people) for month in by_month(tiers_of(cascade))] == [
        (date(2026, 9, 1), (0, 0, 50))
    ]


def test_sites_say_how_many_a_tier_has_and_nobody_is_noted_where_nobody_works(cast):
    cascade = started(cast)
    actions.set_workplaces(cascade, by=cast.partner, rows=SITES)
    assert list(cascade.tiers.values_list("name", "staff")) == [
        ("Managers", 3),
        ("Seniors", 5),
        ("Care workers", 54),
    ]
    seniors = cascade.tiers.get(name="Seniors")
    at_ash = seniors.workplaces.get(site="Ash")
    with pytest.raises(actions.CannotPassOn, match="2 people"):
        note(cascade, "Seniors", "received", 3, DAY, workplace=at_ash)
    with pytest.raises(actions.CannotPassOn, match="Nobody of"):
        note(cascade, "Managers", "received", 1, DAY, workplace=at_ash)
    with pytest.raises(actions.CannotPassOn, match="one number for each"):
        actions.set_workplaces(cascade, by=cast.partner, rows=[("Ash", "", (1, 2))])


def test_where_it_stalls_is_told_by_tier_and_condition_and_not_of_small_tiers(cast):
    """R6: not told, not heard, not tried, diluted; never a list of managers."""
    cascade = started(cast)
    actions.set_workplaces(cascade, by=cast.partner, rows=SITES)
    tier = cascade.tiers.get(name="Care workers")
    ash, birch = (tier.workplaces.get(site=name) for name in ("Ash", "Birch"))
    note(cascade, tier.name, "received", 9, DAY, workplace=ash)
    note(cascade, tier.name, "not_received", 3, DAY, workplace=ash)
    note(cascade, tier.name, "not_received", 10, DAY, workplace=birch)
    note(cascade, tier.name, "tried", 4, DAY, workplace=ash, core_seen=1)
    note(cascade, tier.name, "not_tried", 5, DAY, workplace=ash)
    tiers = tiers_of(cascade)
    managers, _seniors, workers = stalls(tiers, events_of(cascade, tiers), 8)
    assert (managers.too_small, managers.anything_known) == (True, False)
    assert (workers.not_told, workers.not_heard, workers.not_tried, workers.diluted, workers.seen) == (
        10,
        3,
        5,
        4,
        4,
    )
