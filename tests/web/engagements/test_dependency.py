"""Signs of dependency: when each holds, since when, and who sees it (R56, R57, R64; promises.md 4.3 row 11)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.web.engagements.actions import (
    answer_extension,
    ask_for_extension,
    log_session,
    put_goal_aside,
    set_goal,
    tag_stance,
)
from headwater.web.engagements.dependency import (
    Aim,
    AskedForMore,
    History,
    Met,
    Tagged,
    dependency_signals,
    opened_to_supervisor,
)
from headwater.web.engagements.models import ExtensionRequest, Goal, Session, StanceTag
from headwater.web.engagements.practice import practice_of
from headwater.web.hosts.home import asking_next_steps, gather
from headwater.web.supervision.actions import assign_supervisor
from tests.web.engagements.pairs import at_work
from tests.web.engagements.test_sessions import days

START = date(2026, 1, 5)


def on(day):
    return START + timedelta(days=day)


def tagged(day, *stances, phase="settle", needed=False):
    return Tagged(on(day), on(day), phase, frozenset(stances), needed)


def found(history, day):
    return [
        (signal.kind.value, (signal.since - START).days)
        for signal in dependency_signals(history, today=on(day))
    ]


def test_r57_contact_outside_the_plan_is_a_sign_while_it_rises_over_four_weeks():
    history = History(met=tuple(Met(on(day), on(day), in_plan) for day, in_plan in [
        (10, False), (20, True), (50, False), (60, False),
    ]))  # fmt: skip
    assert [found(history, day) for day in (59, 60, 77, 78)] == [[], [("contact", 60)], [("contact", 60)], []]


def test_contact_outside_the_plan_that_stays_the_same_is_no_sign():
    history = History(met=tuple(Met(on(day), on(day), False) for day in (10, 20, 45, 50)))
    assert found(history, 50) == []


def test_r57_advice_is_a_sign_when_its_share_has_not_fallen_from_phase_to_phase():
    early = (tagged(1, "advising"), tagged(8, "asking", phase="immediate"))
    late = (tagged(20, "doing", phase="developmental"), tagged(30, "asking", phase="developmental"))
    assert found(History(tagged=early + late[:1]), 40) == []
    assert found(History(tagged=early + late), 40) == [("advice", 30)]
    fallen = (*late, tagged(33, "asking", phase="closing"))
    assert found(History(tagged=early + fallen), 40) == []


def test_no_advice_at_all_is_never_a_sign():
    phases = ("settle", "immediate", "developmental", "closing")
    assert (
        found(History(tagged=tuple(tagged(at, "asking", phase=phase) for at, phase in enumerate(phases))), 9)
        == []
    )


def test_r57_more_sessions_without_a_goal_of_their_own_thinking_are_a_sign_until_there_is_one_or_the_answer_is_no():
    asked = (AskedForMore(on(5)),)
    assert found(History(asked=asked), 30) == [("more", 5)]
    assert found(History(asked=asked, aims=(Aim(on(2)),)), 30) == []
    assert found(History(asked=asked, aims=(Aim(on(2), on(12)),)), 30) == [("more", 12)]
    assert found(History(asked=(AskedForMore(on(5), on(9)),)), 30) == []


def test_r57_could_not_have_decided_without_is_a_sign_in_two_of_the_last_three():
    ticks = (tagged(1, needed=True), tagged(8), tagged(15, needed=True), tagged(22), tagged(29))
    assert [found(History(tagged=ticks), day) for day in (14, 15, 22, 29)] == [[], [("needed", 15)], [], []]


def test_each_sign_says_how_it_was_worked_out_and_asks_a_question_never_a_score():
    history = History(tagged=(tagged(1, needed=True), tagged(8, needed=True)), asked=(AskedForMore(on(5)),))
    signals = dependency_signals(history, today=on(9))
    assert [signal.how for signal in signals] == [
        "More sessions were asked for on 10 January 2026; no goal of the leader's own thinking is in hand.",
        "“Could not have decided without me” was ticked in 2 of the last 2 tagged sessions.",
    ]
    assert [signal.question.endswith("?") for signal in signals] == [True, True]


DAYS, LATER = st.integers(0, 120), st.integers(0, 40)
STANCES = st.sets(st.sampled_from(["asking", "advising", "doing"]), max_size=2)
PHASES = st.sampled_from(["settle", "immediate", "developmental", "closing"])


def some(build, *parts, most):
    return st.lists(st.builds(build, *parts), max_size=most).map(tuple)


def until(day, later):
    return on(day + later) if later else None


HISTORIES = st.builds(
    History,
    met=some(lambda day, late, plan: Met(on(day), on(day + late), plan), DAYS, LATER, st.booleans(), most=7),
    tagged=some(
        lambda day, late, phase, stances, needed: Tagged(
            on(day), on(day + late), phase, frozenset(stances), needed
        ),
        DAYS, LATER, PHASES, STANCES, st.booleans(), most=7,
    ),
    asked=some(lambda day, later: AskedForMore(on(day), until(day, later)), DAYS, LATER, most=2),
    aims=some(lambda day, later: Aim(on(day), until(day, later)), DAYS, LATER, most=2),
)  # fmt: skip


@settings(max_examples=40)
@given(history=HISTORIES, day=st.integers(0, 200))
def test_since_is_the_first_day_of_the_unbroken_stretch_looked_at_day_by_day(history, day):
    held = [{kind for kind, _ in found(history, past)} for past in range(day + 1)]
    for kind, since in found(history, day):
        stretch = 0
        while stretch <= day and kind in held[day - stretch]:
            stretch += 1
        assert since == day - stretch + 1


def with_a_sign(cast):
    """A pair with two sessions after which the consultant ticked "could not have decided without me"."""
    engagement = at_work(cast)
    for day in (20, 10):
        session = log_session(engagement, by=cast.partner, day=days(day))
        tag_stance(session, by=cast.consultant, stances=["doing"], needed=True)
    return engagement


def test_r57_first_the_consultant_after_seven_days_the_supervisor_and_nobody_else(cast, as_):
    engagement = with_a_sign(cast)
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.faculty, by=cast.coordinator)
    address = f"/care-network/engagements/{engagement.pk}/stance/"

    def who():
        pages = {name: as_(person).get(address) for name, person in cast.everyone().items()}
        return {name for name, page in pages.items() if "Decisions that wait" in page.content.decode()}

    assert who() == {"consultant"}
    StanceTag.objects.update(created_at=timezone.now() - timedelta(days=6))
    assert who() == {"consultant"}
    StanceTag.objects.update(created_at=timezone.now() - timedelta(days=7))
    assert who() == {"consultant", "faculty"}


def test_r57_no_page_of_the_coordinator_tells_of_a_sign(cast, as_):
    engagement = with_a_sign(cast)
    StanceTag.objects.update(created_at=timezone.now() - timedelta(days=30))
    client = as_(cast.coordinator)
    for address in ("p/pilot/home/", "p/pilot/engagements/", f"engagements/{engagement.pk}/facts/", "trail/"):
        page = client.get(f"/care-network/{address}").content.decode()
        assert [
            word for word in ("Decisions that wait", "could not have decided", "Doing it") if word in page
        ] == []


def test_the_consultant_is_led_to_a_new_sign_from_home(cast):
    with_a_sign(cast)

    def titles(person):
        steps = gather(asking_next_steps, person=person, host=cast.host, programme=cast.programme)
        return {step.title for step in steps} & {"Something to think about"}

    assert (titles(cast.consultant), titles(cast.partner)) == ({"Something to think about"}, set())
    StanceTag.objects.update(created_at=timezone.now() - timedelta(days=30))
    assert titles(cast.consultant) == set()


def test_what_is_stored_reads_as_what_is_known(cast):
    engagement = at_work(cast)
    asked = ask_for_extension(engagement, by=cast.partner, sessions=2)
    for day in (9, 2):
        log_session(engagement, by=cast.partner, day=days(day), in_plan=False)

    def kinds():
        practice = practice_of([engagement], today=timezone.localdate())[engagement.pk]
        return [signal.kind.value for signal in practice.signals]

    assert kinds() == ["contact", "more"]
    goal = set_goal(engagement, by=cast.partner, kind="development", text="Say no sooner")
    assert kinds() == ["contact"]
    put_goal_aside(goal, by=cast.partner)
    assert (kinds(), Goal.objects.get().put_aside_on) == (["contact", "more"], timezone.localdate())
    answer_extension(asked, by=cast.coordinator, granted=False)
    assert (kinds(), ExtensionRequest.objects.get().answer) == (["contact"], "declined")


def test_contact_beside_the_plan_is_logged_from_the_page_and_not_counted_as_a_planned_session(cast, as_):
    engagement = at_work(cast)
    typed = {
        "day": days(1).isoformat(), "happened": "yes", "minutes": "20", "mode": "phone", "beside_plan": "on",
    }  # fmt: skip
    as_(cast.partner).post(f"/care-network/engagements/{engagement.pk}/log/", typed)
    row = type(engagement).objects.with_dose().get(pk=engagement.pk)
    assert (row.held, row.beside, row.minutes_together, row.last_met) == (0, 1, 20, days(1))


def test_r56_the_mix_is_told_phase_by_phase_and_only_of_tagged_sessions(cast, as_):
    engagement = at_work(cast)
    for day, phase, stances in (
        (30, "settle", ["sharing"]),
        (20, "immediate", ["advising"]),
        (10, "immediate", []),
    ):
        session = log_session(engagement, by=cast.partner, day=days(day))
        Session.objects.filter(pk=session.pk).update(phase=phase)
        tag_stance(session, by=cast.consultant, stances=stances)
    mix = practice_of([engagement], today=timezone.localdate())[engagement.pk].mix
    assert [(one.phase, one.sessions, dict(one.counts)["Advising"]) for one in mix] == [
        ("Settling in", 1, 0),
        ("What is pressing now", 1, 1),
    ]


@pytest.mark.parametrize("number", [1, 4])
def test_reading_practice_costs_the_same_for_one_pair_as_for_many(cast, number, django_assert_num_queries):
    engagement = with_a_sign(cast)
    for _ in range(number - 1):
        tag_stance(
            log_session(engagement, by=cast.partner, day=days(3)), by=cast.consultant, stances=["asking"]
        )
    with django_assert_num_queries(4):
        practice_of([engagement], today=timezone.localdate())


def test_a_supervisor_is_given_only_what_is_seven_days_old():
    history = History(tagged=(tagged(1, needed=True), tagged(2, needed=True)))
    signals = dependency_signals(history, today=on(8))
    assert (len(signals), opened_to_supervisor(signals, today=on(8))) == (1, [])
    assert len(opened_to_supervisor(signals, today=on(9))) == 1
