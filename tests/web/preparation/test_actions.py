"""Workshops, training, readiness, checklist (R39, R40, R41, R60)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from headwater.web.messages.models import Letter
from headwater.web.preparation.actions import (
    CannotPrepare,
    book,
    cancel_workshop,
    change_workshop,
    decide_readiness,
    give_up_place,
    offer_workshop,
    plan_workshop,
    prepare,
    take_attendance,
    workshop_invitation,
    write_guide,
)
from headwater.web.preparation.models import Booking, PreparationGuide, ReadinessCheck, Workshop
from headwater.web.preparation.queries import checklist_of, training_plan, training_plans
from headwater.web.preparation.rules import gate_reasons
from headwater.web.programmes.models import Participant, Programme
from headwater.web.programmes.signals import reasons_to_wait


def workshop(cast, *, kind="partner", in_days=7, hours=3, **fields):
    start = timezone.now().replace(microsecond=0) + timedelta(days=in_days)
    return plan_workshop(
        programme=cast.programme,
        by=cast.coordinator,
        kind=kind,
        title="Getting ready",
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        hours=Decimal(hours),
        **fields,
    )


def came(cast, *people, kind="group", hours=3):
    held = workshop(cast, kind=kind, in_days=-3, hours=hours)
    attendance = {cast.participant(person).pk: "came" for person in people}
    take_attendance(held, attendance=attendance, by=cast.faculty)
    return held


def test_r39_a_workshop_is_offered_by_letters_that_wait_for_approval_and_not_twice(cast):
    planned = workshop(cast)
    book(planned, participant=cast.participant(cast.second_partner), by=cast.second_partner)
    offer_workshop(planned, by=cast.coordinator)
    offer_workshop(planned, by=cast.coordinator)
    assert list(Letter.objects.values_list("to__name", "kind", "state")) == [
        ("Partner", "workshop_offer", "draft")
    ]


def test_booking_twice_takes_one_place_and_a_full_workshop_says_so(cast):
    planned = workshop(cast, places=1)
    book(planned, participant=cast.participant(cast.partner), by=cast.partner)
    book(planned, participant=cast.participant(cast.partner), by=cast.partner)
    with pytest.raises(CannotPrepare, match="Every place is taken"):
        book(planned, participant=cast.participant(cast.second_partner), by=cast.second_partner)
    give_up_place(planned, participant=cast.participant(cast.partner), by=cast.partner)
    book(planned, participant=cast.participant(cast.second_partner), by=cast.second_partner)
    assert list(Booking.objects.values_list("participant__person__name", flat=True)) == ["Second Partner"]


@pytest.mark.parametrize(("kind", "name"), [("partner", "consultant"), ("group", "partner")])
def test_a_workshop_for_one_side_takes_nobody_of_the_other(cast, kind, name):
    with pytest.raises(CannotPrepare, match="meant for others"):
        book(
            workshop(cast, kind=kind),
            participant=cast.participant(getattr(cast, name)),
            by=cast.everyone()[name],
        )


def test_nobody_of_another_host_can_book(cast):
    from django_scopes import scope

    planned = workshop(cast)
    with scope(host=cast.other_host):
        elsewhere = Participant.objects.select_related("programme").get(person=cast.other_partner)
    with pytest.raises(CannotPrepare, match="meant for others"):
        book(planned, participant=elsewhere, by=cast.other_partner)


def test_attendance_is_taken_in_one_go_and_may_be_corrected_and_counts_who_came_unbooked(cast):
    held = workshop(cast, in_days=-1)
    partner, second = cast.participant(cast.partner), cast.participant(cast.second_partner)
    Booking.objects.create(workshop=held, participant=partner)
    take_attendance(held, attendance={partner.pk: "missed", second.pk: "came"}, by=cast.coordinator)
    take_attendance(held, attendance={partner.pk: "came"}, by=cast.coordinator)
    rows = Booking.objects.order_by("participant__person__name").values_list("attendance", flat=True)
    assert (list(rows), Workshop.objects.get().state) == (["came", "came"], "held")


def test_attendance_waits_for_the_workshop_and_knows_only_its_own_side(cast):
    with pytest.raises(CannotPrepare, match="once the workshop has begun"):
        take_attendance(workshop(cast), attendance={}, by=cast.coordinator)
    held = workshop(cast, in_days=-1)
    take_attendance(held, attendance={cast.participant(cast.consultant).pk: "came"}, by=cast.coordinator)
    assert Booking.objects.count() == 0


def test_a_moved_workshop_moves_in_the_calendars_of_those_who_booked_and_a_cancelled_one_leaves(cast):
    from icalendar import Calendar

    planned = workshop(cast, place="canary-place")
    book(planned, participant=cast.participant(cast.partner), by=cast.partner)
    later = planned.starts_at + timedelta(days=1)
    change_workshop(
        planned, by=cast.coordinator, title="Ready?", starts_at=later, ends_at=later + timedelta(hours=2)
    )
    cancel_workshop(Workshop.objects.get(), by=cast.coordinator)
    letters = Letter.objects.order_by("created_at")
    assert [letter.kind for letter in letters] == ["workshop_moved", "workshop_cancelled"]
    events = [Calendar.from_ical(letter.invitation) for letter in letters]
    assert [calendar["method"] for calendar in events] == ["REQUEST", "CANCEL"]
    entries = [calendar.walk("VEVENT")[0] for calendar in events]
    assert [(entry["sequence"], str(entry["summary"])) for entry in entries] == [
        (1, "Meeting"),
        (2, "Meeting"),
    ]
    assert len({str(entry["uid"]) for entry in entries}) == 1
    assert "canary" not in "".join(letter.invitation + letter.body + letter.subject for letter in letters)


def test_a_change_of_title_alone_writes_to_nobody(cast):
    planned = workshop(cast)
    book(planned, participant=cast.participant(cast.partner), by=cast.partner)
    change_workshop(planned, by=cast.coordinator, title="Another title")
    assert (Letter.objects.count(), workshop_invitation(planned).count("SEQUENCE:0")) == (0, 1)


def test_a_workshop_ends_after_it_starts(cast):
    with pytest.raises(CannotPrepare, match="end after it starts"):
        workshop(cast, hours=0)


def test_r41_training_is_counted_in_hours_group_first_then_individual(cast):
    cast.programme.training_hours = 5
    cast.programme.save()
    consultant = cast.participant(cast.consultant)
    assert (training_plan(consultant).left, training_plan(consultant).next_kind) == (Decimal(5), "group")
    came(cast, cast.consultant, kind="group", hours=3)
    assert (training_plan(consultant).left, training_plan(consultant).next_kind) == (Decimal(2), "individual")
    came(cast, cast.consultant, kind="individual", hours=2)
    plan = training_plan(consultant)
    assert (plan.group_hours, plan.individual_hours, plan.left, plan.next_kind) == (3, 2, 0, "")


def test_hours_of_a_missed_or_cancelled_training_do_not_count(cast):
    consultant = cast.participant(cast.consultant)
    missed = workshop(cast, kind="group", in_days=-2)
    Booking.objects.create(workshop=missed, participant=consultant)
    take_attendance(missed, attendance={consultant.pk: "missed"}, by=cast.faculty)
    called_off = workshop(cast, kind="group")
    book(called_off, participant=consultant, by=cast.consultant)
    cancel_workshop(called_off, by=cast.faculty)
    plan = training_plan(consultant)
    assert (plan.done, len(plan.missed), plan.booked) == (0, 1, ())


def test_training_plans_of_many_cost_two_queries(cast, django_assert_num_queries):
    came(cast, cast.consultant, cast.second_consultant)
    consultants = list(Participant.objects.filter(role="consultant"))
    with django_assert_num_queries(2):
        plans = training_plans(cast.programme, consultants)
    assert [plan.done for plan in plans] == [3, 3]


def test_r41_faculty_decide_readiness_with_a_reason_and_the_latest_counts(cast):
    consultant = cast.participant(cast.consultant)
    with pytest.raises(CannotPrepare, match="Give the reason"):
        decide_readiness(consultant, decision="ready", reason=" ", by=cast.faculty)
    with pytest.raises(CannotPrepare, match="when you will look again"):
        decide_readiness(consultant, decision="not_yet", reason="One more session", by=cast.faculty)
    soon = timezone.localdate() + timedelta(days=14)
    decide_readiness(consultant, decision="not_yet", reason="One more", look_again_on=soon, by=cast.faculty)
    assert gate_reasons(consultant) == ["Faculty have said: not yet."]
    decide_readiness(consultant, decision="ready", reason="Asks well", by=cast.faculty)
    assert gate_reasons(consultant) == []
    assert training_plan(consultant).is_ready is True
    assert ReadinessCheck.objects.count() == 2


def test_readiness_to_help_is_not_decided_for_partners(cast):
    with pytest.raises(CannotPrepare, match="helping role"):
        decide_readiness(cast.participant(cast.partner), decision="ready", reason="x", by=cast.faculty)


STEPS = ["Tell your chair that you take part", "Think of one thing that is pressing"]


def test_r40_a_partner_agrees_what_to_expect_and_ticks_the_steps(cast):
    partner = cast.participant(cast.partner)
    assert gate_reasons(partner) == []
    write_guide(programme=cast.programme, expectation="We listen first.", steps=STEPS, by=cast.coordinator)
    assert gate_reasons(partner) == ["The preparation has not been read and agreed yet."]
    prepare(partner, done=["s1", "invented"], acknowledged=True, by=cast.partner)
    assert gate_reasons(partner) == ["Some steps of the preparation are still open."]
    prepare(partner, done=["s1", "s2"], acknowledged=False, by=cast.partner)
    assert (gate_reasons(partner), checklist_of(partner).is_whole) == ([], True)


def test_a_changed_guide_keeps_the_codes_of_steps_that_stayed_and_what_was_agreed(cast):
    write_guide(programme=cast.programme, expectation="One", steps=STEPS, by=cast.coordinator)
    partner = cast.participant(cast.partner)
    prepare(partner, done=["s2"], acknowledged=True, by=cast.partner)
    write_guide(
        programme=cast.programme,
        expectation="Two",
        steps=[STEPS[1], "Book a quiet hour"],
        by=cast.coordinator,
    )
    assert [(step["code"], step["done"]) for step in checklist_of(partner).steps] == [
        ("s2", True),
        ("s3", False),
    ]
    assert (PreparationGuide.objects.get().version, partner.preparation.acknowledged_version) == (2, 1)


def test_nobody_says_for_another_that_they_are_prepared(cast):
    write_guide(programme=cast.programme, expectation="One", steps=STEPS, by=cast.coordinator)
    for person in (cast.coordinator, cast.second_partner, cast.consultant):
        with pytest.raises(CannotPrepare, match="Only the person"):
            prepare(cast.participant(cast.partner), done=["s1"], acknowledged=True, by=person)


@pytest.mark.parametrize(
    ("gate", "before_matching", "before_first_session"),
    [
        (Programme.Gate.NONE, 0, 0),
        (Programme.Gate.BEFORE_MATCHING, 1, 1),
        (Programme.Gate.BEFORE_FIRST_SESSION, 0, 1),
    ],
)
def test_a_gate_stands_where_the_programme_put_it(cast, gate, before_matching, before_first_session):
    cast.programme.readiness_gate = gate
    cast.programme.save()
    consultant = cast.participant(cast.consultant)
    assert len(reasons_to_wait(consultant, before="matching")) == before_matching
    assert len(reasons_to_wait(consultant, before="first_session")) == before_first_session
