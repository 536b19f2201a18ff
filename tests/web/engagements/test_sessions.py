"""Sessions: planned, moved, logged by either, confirmed by the other (R48, R49)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from headwater.web.engagements.actions import (
    CannotWorkTogether,
    ask_to_end,
    cancel_session,
    confirm_end,
    confirm_session,
    correct_session,
    give_pulse,
    log_session,
    move_session,
    plan_session,
    session_invitation,
    tag_stance,
    take_back_log,
)
from headwater.web.engagements.dose import dose_of, expected_by
from headwater.web.engagements.models import Engagement, Pulse, Session
from headwater.web.messages.actions import send_everything_waiting
from headwater.web.messages.models import Letter
from tests.web.engagements.pairs import at_work, proposed


def days(number):
    return timezone.localdate() - timedelta(days=number)


def soon(number=7):
    return timezone.now().replace(microsecond=0) + timedelta(days=number)


def dose(engagement):
    return dose_of(Engagement.objects.with_dose().get(pk=engagement.pk), today=timezone.localdate())


def test_either_side_logs_and_the_other_confirms(cast):
    engagement = at_work(cast)
    session = log_session(engagement, by=cast.partner, day=days(3), minutes=80)
    assert (session.state, session.minutes, session.confirmed_at) == ("held", 80, None)
    with pytest.raises(CannotWorkTogether, match="The other of you confirms"):
        confirm_session(session, by=cast.partner)
    confirmed = confirm_session(session, by=cast.consultant)
    assert confirmed.confirmed_by.person == cast.consultant


def test_the_database_itself_refuses_a_session_confirmed_by_who_logged_it(cast):
    session = log_session(at_work(cast), by=cast.partner, day=days(3))
    session.confirmed_by, session.confirmed_at = session.logged_by, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        session.save()


def test_a_correction_asks_the_first_one_to_confirm(cast):
    engagement = at_work(cast)
    session = log_session(engagement, by=cast.partner, day=days(3), minutes=80)
    session = correct_session(session, by=cast.consultant, day=days(4), held=True, minutes=60, mode="phone")
    assert (session.day, session.minutes, session.mode) == (days(4), 60, "phone")
    with pytest.raises(CannotWorkTogether):
        confirm_session(session, by=cast.consultant)
    assert confirm_session(session, by=cast.partner).confirmed_by.person == cast.partner


def test_a_log_made_by_mistake_is_taken_back_with_what_was_tapped(cast):
    session = log_session(at_work(cast), by=cast.partner, day=days(3))
    give_pulse(session, by=cast.partner, useful=2)
    with pytest.raises(CannotWorkTogether, match="Only the one who logged it"):
        take_back_log(session, by=cast.consultant)
    assert take_back_log(session, by=cast.partner).state == "cancelled"
    assert (dose(session.engagement).held, Pulse.objects.count()) == (0, 0)


def test_a_confirmed_log_cannot_be_taken_back(cast):
    session = confirm_session(log_session(at_work(cast), by=cast.partner, day=days(3)), by=cast.consultant)
    with pytest.raises(CannotWorkTogether, match="before it is confirmed"):
        take_back_log(session, by=cast.partner)


@pytest.mark.parametrize(
    "name", ["coordinator", "faculty", "second_partner", "second_consultant", "stranger"]
)
def test_nobody_else_logs_plans_or_confirms_for_a_pair(cast, name):
    engagement, outsider = at_work(cast), cast.everyone()[name]
    session = log_session(engagement, by=cast.partner, day=days(3))
    for attempt in (
        lambda: log_session(engagement, by=outsider, day=days(1)),
        lambda: plan_session(engagement, by=outsider, starts_at=soon()),
        lambda: confirm_session(session, by=outsider),
        lambda: give_pulse(session, by=outsider, useful=2),
    ):
        with pytest.raises(CannotWorkTogether, match="Only the two"):
            attempt()
    assert Session.objects.count() == 1


def test_a_day_still_to_come_or_before_the_beginning_is_not_logged(cast):
    engagement = at_work(cast, weeks_ago=2)
    with pytest.raises(CannotWorkTogether, match="still to come"):
        log_session(engagement, by=cast.partner, day=days(-1))
    with pytest.raises(CannotWorkTogether, match="before you two began"):
        log_session(engagement, by=cast.partner, day=days(15))


def test_a_pair_without_an_agreement_cannot_meet_yet_even_while_ending(cast):
    engagement = proposed(cast)
    with pytest.raises(CannotWorkTogether, match="First both of you accept"):
        log_session(engagement, by=cast.partner, day=days(1))
    ask_to_end(engagement, by=cast.partner, reason="no_time")
    with pytest.raises(CannotWorkTogether, match="First both of you accept"):
        log_session(engagement, by=cast.partner, day=days(1))


def test_a_planned_session_moves_in_both_calendars_and_leaves_them_when_cancelled(cast):
    from icalendar import Calendar

    engagement = at_work(cast)
    session = plan_session(
        engagement, by=cast.partner, starts_at=soon(), place="canary-place", agenda="canary"
    )

    def event(of):
        calendar = Calendar.from_ical(session_invitation(of))
        entry = calendar.walk("VEVENT")[0]
        return (
            calendar["method"],
            str(entry["uid"]),
            entry["sequence"],
            str(entry["summary"]),
            entry["dtstart"].dt,
        )

    first = event(session)
    moved = move_session(session, by=cast.consultant, starts_at=soon(9))
    second = event(moved)
    gone = event(cancel_session(moved, by=cast.partner))
    assert [first[0], second[0], gone[0]] == ["REQUEST", "REQUEST", "CANCEL"]
    assert first[1] == second[1] == gone[1] == f"session-{session.pk}@headwater"
    assert [first[2], second[2], gone[2]] == [0, 1, 2]
    assert second[4] - first[4] == timedelta(days=2)
    assert {first[3], second[3], gone[3]} == {"Meeting"}
    assert "canary" not in session_invitation(session)
    assert Session.objects.get().moves == 1


def test_an_invitation_leaves_for_both_only_when_asked_and_says_nothing(cast):
    engagement = at_work(cast)
    plan_session(engagement, by=cast.partner, starts_at=soon(), place="canary-place")
    assert Letter.objects.filter(kind="session_invitation").count() == 0
    plan_session(engagement, by=cast.partner, starts_at=soon(14), place="canary-place", send=True)
    assert send_everything_waiting() == 2
    assert sorted(message.to[0] for message in mail.outbox) == [
        "consultant@example.org",
        "partner@example.org",
    ]
    assert [message.subject for message in mail.outbox] == ["A meeting", "A meeting"]
    assert "canary" not in "".join(str(message.message()) for message in mail.outbox)


def test_a_planned_session_becomes_the_logged_one(cast):
    engagement = at_work(cast)
    session = plan_session(engagement, by=cast.partner, starts_at=soon(-2), minutes=75)
    log_session(engagement, by=cast.consultant, day=days(2), session=session)
    assert list(Session.objects.values_list("state", "minutes", "logged_by__role")) == [
        ("held", 75, "consultant")
    ]
    with pytest.raises(CannotWorkTogether, match="no longer only planned"):
        log_session(engagement, by=cast.partner, day=days(2), session=session)


def test_a_session_of_another_pair_cannot_be_logged_as_ones_own(cast):
    theirs = plan_session(at_work(cast, which="second"), by=cast.second_partner, starts_at=soon(-1))
    with pytest.raises(CannotWorkTogether):
        log_session(at_work(cast), by=cast.partner, day=days(1), session=theirs)
    assert Session.objects.get(pk=theirs.pk).state == "planned"


def test_r48_held_missed_and_moved_are_counted(cast):
    engagement = at_work(cast)
    log_session(engagement, by=cast.partner, day=days(40), minutes=90)
    log_session(engagement, by=cast.partner, day=days(20), minutes=60)
    log_session(engagement, by=cast.partner, day=days(10), held=False)
    move_session(
        plan_session(engagement, by=cast.partner, starts_at=soon()), by=cast.partner, starts_at=soon(8)
    )
    found = dose(engagement)
    assert (found.held, found.missed, found.moves, found.minutes) == (2, 1, 1, 150)
    assert (found.planned, found.floor, found.below_floor, found.weeks_apart) == (6, 4, True, 2)


def test_r49_the_pair_hears_early_and_the_coordinator_after_six_weeks_apart(cast):
    engagement = at_work(cast, weeks_ago=5)
    assert (dose(engagement).word_to_pair, dose(engagement).word_to_coordinator) == (True, False)
    other = at_work(cast, which="second", weeks_ago=6)
    assert (dose(other).word_to_pair, dose(other).word_to_coordinator) == (True, True)
    log_session(other, by=cast.second_partner, day=days(2))
    assert (dose(other).word_to_pair, dose(other).word_to_coordinator) == (False, False)


def test_a_session_in_the_calendar_quietens_the_word_to_the_pair(cast):
    engagement = at_work(cast, weeks_ago=5)
    plan_session(engagement, by=cast.partner, starts_at=soon())
    assert dose(engagement).word_to_pair is False


def test_the_pace_towards_the_floor_counts_whole_sessions_only(cast):
    engagement = at_work(cast, weeks_ago=0)
    engagement.began_on, engagement.planned_end, engagement.session_floor = days(0), days(-100), 4
    assert [expected_by(engagement, days(-passed)) for passed in (0, 24, 25, 50, 99, 100, 300)] == [
        0,
        0,
        1,
        2,
        3,
        4,
        4,
    ]


def test_r49_each_pulse_is_its_own_and_a_later_tap_replaces_only_what_was_tapped(cast):
    session = log_session(at_work(cast), by=cast.partner, day=days(3))
    give_pulse(session, by=cast.partner, useful=2, heard=0, enough=False)
    give_pulse(session, by=cast.consultant, useful=1)
    give_pulse(session, by=cast.partner, thinking=1)
    rows = Pulse.objects.order_by("participant__role").values_list(
        "participant__role", "useful", "heard", "thinking", "enough"
    )
    assert list(rows) == [("consultant", 1, None, None, None), ("partner", 2, 0, 1, False)]


def test_r56_only_the_consultant_says_how_they_helped(cast):
    session = log_session(at_work(cast), by=cast.partner, day=days(3))
    tag = tag_stance(session, by=cast.consultant, stances=["advising", "asking", "invented"])
    assert tag.stances == ["asking", "advising"]
    with pytest.raises(CannotWorkTogether, match="Only the one who helped"):
        tag_stance(session, by=cast.partner, stances=["doing"])


def test_r46_a_restricted_pair_keeps_agenda_and_topics(cast):
    engagement = at_work(cast, competition="restricted")
    with pytest.raises(CannotWorkTogether, match="write down what you plan"):
        plan_session(engagement, by=cast.partner, starts_at=soon())
    with pytest.raises(CannotWorkTogether, match="note the topics"):
        log_session(engagement, by=cast.partner, day=days(1))
    session = log_session(
        engagement, by=cast.partner, day=days(1), topics_discussed="Handing over to a deputy"
    )
    assert Session.objects.get(pk=session.pk).topics_discussed == "Handing over to a deputy"


def test_when_a_pair_has_ended_nothing_more_is_logged_and_planned_sessions_are_gone(cast):
    engagement = at_work(cast)
    plan_session(engagement, by=cast.partner, starts_at=soon())
    ask_to_end(engagement, by=cast.partner, reason="planned")
    confirm_end(engagement, by=cast.consultant)
    assert list(Session.objects.values_list("state", flat=True)) == ["cancelled"]
    with pytest.raises(CannotWorkTogether, match="has ended"):
        log_session(engagement, by=cast.partner, day=days(0))
