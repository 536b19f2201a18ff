"""Supervision against its floor, and concerns to one named person (R42, R43, R51; promises.md 4.3 rows 17, 18)."""

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.web.audit.models import Event
from headwater.web.engagements.actions import give_pulse, log_session, tag_stance
from headwater.web.engagements.models import StanceTag
from headwater.web.hosts.actions import give_role
from headwater.web.hosts.home import asking_attention, gather
from headwater.web.messages.actions import send_everything_waiting
from headwater.web.messages.models import Letter
from headwater.web.supervision.actions import (
    CannotRaise,
    CannotSupervise,
    assign_supervisor,
    cancel_supervision,
    close_concern,
    hear_concern,
    hold_supervision,
    move_supervision,
    plan_supervision,
    raise_concern,
    supervision_invitation,
    write_note,
)
from headwater.web.supervision.models import Concern, SupervisionNote, SupervisorAssignment
from headwater.web.supervision.queries import advice_share, cases, concern_hearers, hours_of, prompts_for
from headwater.web.supervision.rules import supervision_floor
from tests.web.engagements.pairs import at_work
from tests.web.engagements.test_sessions import days, soon


def assign(cast, *names):
    for name in names:
        assign_supervisor(
            cast.participant(getattr(cast, name)),
            supervisor=cast.faculty,
            by=cast.coordinator,
            since=days(60),
        )


def planned(cast, *names, in_days=-1, minutes=60):
    return plan_supervision(
        programme=cast.programme,
        consultants=[cast.participant(getattr(cast, name)) for name in names],
        starts_at=soon(in_days),
        minutes=minutes,
        by=cast.faculty,
    )


def case(cast):
    current = SupervisorAssignment.objects.current().select_related("consultant", "supervisor")
    return cases(cast.programme, current, today=timezone.localdate(), with_stance=True)[0]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no finding
@given(
    practice=st.integers(0, 60 * 500), had=st.integers(0, 60 * 50), days_in=st.integers(0, 800),
    ratio=st.integers(1, 60), yearly=st.integers(0, 12),
)  # fmt: skip
def test_r42_the_larger_of_the_two_settings_governs(practice, had, days_in, ratio, yearly):
    floor = supervision_floor(
        practice_minutes=practice, supervised_minutes=had, days=days_in, ratio=ratio, hours_a_year=yearly
    )
    assert floor.needed == max(practice / 60 / ratio, yearly * days_in / 365)
    assert floor.short == max(int((floor.needed - had / 60) * 4) / 4, 0)


def test_r42_at_pilot_scale_the_yearly_floor_governs_not_the_ratio():
    floor = supervision_floor(
        practice_minutes=6 * 90, supervised_minutes=0, days=365, ratio=35, hours_a_year=4
    )
    assert (round(floor.by_practice, 2), floor.by_year, floor.short) == (0.26, 4.0, 4.0)


def test_each_consultant_has_one_supervisor_at_a_time(cast):
    give_role(person=cast.panel, role="faculty", by=cast.coordinator, programme=cast.programme)
    assign(cast, "consultant")
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.panel, by=cast.coordinator)
    rows = SupervisorAssignment.objects.values_list("supervisor__name", "ended_on")
    assert list(rows) == [("Faculty", timezone.localdate()), ("Panel", None)]


def test_only_faculty_supervise_and_only_consultants_are_supervised(cast):
    with pytest.raises(CannotSupervise, match="duty of faculty"):
        assign_supervisor(cast.participant(cast.consultant), supervisor=cast.panel, by=cast.coordinator)
    with pytest.raises(CannotSupervise, match="helping role"):
        assign_supervisor(cast.participant(cast.partner), supervisor=cast.faculty, by=cast.coordinator)


def test_supervision_one_to_one_and_in_a_group_counts_for_those_who_came(cast):
    assign(cast, "consultant", "second_consultant")
    hold_supervision(
        planned(cast, "consultant"), by=cast.faculty, came=[cast.participant(cast.consultant).pk]
    )
    group = planned(cast, "consultant", "second_consultant", minutes=90)
    hold_supervision(group, by=cast.faculty, came=[cast.participant(cast.second_consultant).pk])
    assert group.kind == "group"
    current = SupervisorAssignment.objects.order_by("consultant__person__name").select_related("consultant")
    found = cases(cast.programme, current, today=timezone.localdate())
    assert [found_case.floor.had for found_case in found] == [1.0, 1.5]


def test_supervision_is_planned_only_with_ones_own_supervisees(cast):
    assign(cast, "consultant")
    with pytest.raises(CannotSupervise, match="those you supervise"):
        planned(cast, "consultant", "second_consultant")


def test_supervision_that_has_not_begun_or_was_cancelled_is_not_held(cast):
    assign(cast, "consultant")
    to_come = planned(cast, "consultant", in_days=3)
    came = [cast.participant(cast.consultant).pk]
    with pytest.raises(CannotSupervise, match="not begun yet"):
        hold_supervision(to_come, by=cast.faculty, came=came)
    cancel_supervision(to_come, by=cast.faculty)
    with pytest.raises(CannotSupervise, match="no longer only planned"):
        hold_supervision(to_come, by=cast.faculty, came=came)


def test_notes_are_encrypted_joint_only_one_to_one_and_kept_from_the_hosts_trail(cast):
    assign(cast, "consultant", "second_consultant")
    alone, group = planned(cast, "consultant"), planned(cast, "consultant", "second_consultant")
    write_note(alone, by=cast.faculty, text="canary-joint", joint=True)
    write_note(alone, by=cast.consultant, text="canary-own")
    with pytest.raises(CannotSupervise, match="one-to-one"):
        write_note(group, by=cast.faculty, text="x", joint=True)
    with pytest.raises(CannotSupervise, match="Only those who take part"):
        write_note(alone, by=cast.second_consultant, text="x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM supervision_supervisionnote")
        assert "canary" not in str(cursor.fetchall())
    assert SupervisionNote.objects.count() == 2
    assert Event.objects.filter(host_id=cast.host.pk, kind="supervision.SupervisionNote").count() == 0


def test_the_calendar_file_of_supervision_says_meeting_and_nothing_else(cast):
    assign(cast, "consultant")
    text = supervision_invitation(planned(cast, "consultant", in_days=2))
    assert ("SUMMARY:Meeting" in text, "Consultant" in text, "supervision session" in text) == (
        True,
        False,
        False,
    )


def test_r43_a_stance_that_drifts_towards_advice_shows_in_the_caseload(cast):
    assign(cast, "consultant")
    engagement = at_work(cast)
    for day, stances in [(50, ["asking"]), (40, ["sharing"]), (30, ["advising"]), (20, ["doing", "asking"])]:
        session = log_session(engagement, by=cast.partner, day=days(day))
        tag_stance(session, by=cast.consultant, stances=stances)
    found = case(cast)
    assert (found.advice_early, found.advice_late, found.stance_drifts) == ((0, 2), (2, 2), True)
    assert (found.practice_minutes, found.pairs, found.has_not_met) == (360, 1, False)


def test_the_share_of_advice_counts_only_tagged_sessions():
    assert advice_share([[], ["asking"], ["doing", "advising"], ["sharing"]]) == (1, 3)


def test_r58_that_someone_did_not_feel_heard_reaches_the_supervisor_when_they_wish_and_nobody_else(cast, as_):
    assign(cast, "consultant")
    engagement = at_work(cast)
    session = log_session(engagement, by=cast.consultant, day=days(5))
    give_pulse(session, by=cast.partner, heard=0)
    give_pulse(session, by=cast.consultant, heard=0, tell_supervisor=True)
    assert case(cast).unheard == 0
    pulse = f"/care-network/sessions/{session.pk}/pulse/"
    as_(cast.partner).post(pulse, {"heard": "0", "tell_supervisor": "on"})
    assert case(cast).unheard == 1
    words = "Someone did not feel heard"
    assert words in as_(cast.faculty).get("/care-network/p/pilot/supervision/").content.decode()
    for person, page in [
        (cast.consultant, f"engagements/{engagement.pk}/"),
        (cast.consultant, f"engagements/{engagement.pk}/stance/"),
        (cast.consultant, f"participants/{engagement.consultant_id}/supervision/"),
        (cast.coordinator, f"engagements/{engagement.pk}/facts/"),
        (cast.coordinator, "p/pilot/supervisors/"),
    ]:
        answer = as_(person).get(f"/care-network/{page}")
        assert (answer.status_code, words in answer.content.decode()) == (200, False)
    as_(cast.partner).post(pulse, {"heard": "2"})
    assert case(cast).unheard == 0


def test_a_supervisor_sees_who_has_not_met_for_six_weeks(cast):
    assign(cast, "consultant")
    at_work(cast, weeks_ago=6)
    assert case(cast).has_not_met is True


def test_the_caseload_costs_the_same_for_one_as_for_many(cast, django_assert_num_queries):
    assign(cast, "consultant", "second_consultant")
    current = list(SupervisorAssignment.objects.select_related("consultant", "supervisor"))
    with django_assert_num_queries(4):
        cases(cast.programme, current, today=timezone.localdate(), with_stance=True)


def raised(cast, by="partner", **fields):
    values = {"kind": "safeguarding", "addressed_to": cast.concern_lead, "details": "canary-concern"} | fields
    return raise_concern(by=cast.everyone()[by], host=cast.host, programme=cast.programme, **values)


def test_a_concern_goes_to_one_named_person_encrypted_and_by_a_mail_without_content(cast):
    concern = raised(cast)
    assert Letter.objects.count() == 0
    assert send_everything_waiting() == 1
    assert [message.to for message in mail.outbox] == [["concern.lead@example.org"]]
    text = str(mail.outbox[0].message())
    assert ("canary" in text, "oncern" in mail.outbox[0].subject) == (False, False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM supervision_concern")
        assert "canary" not in cursor.fetchone()[0]
    assert Concern.objects.get(pk=concern.pk).details == "canary-concern"


def test_neither_the_concern_nor_who_raised_it_is_in_the_trail_the_host_reads(cast):
    concern = raised(cast)
    hear_concern(concern, by=cast.concern_lead)
    assert Event.objects.filter(host_id=cast.host.pk, kind="supervision.Concern").count() == 0
    kept = Event.objects.filter(kind="supervision.Concern").order_by("number")
    assert list(kept.values_list("action", "person_id")) == [("raise", None), ("hear", cast.concern_lead.pk)]


def test_a_concern_about_the_host_never_goes_to_those_who_run_the_programme(cast):
    names = [
        person.name
        for person in concern_hearers(cast.host, programme=cast.programme, about_host=False, but=cast.partner)
    ]
    assert names == ["Concern Lead", "Coordinator"]
    with pytest.raises(CannotRaise, match="Choose another"):
        raised(cast, addressed_to=cast.coordinator, about_host=True)
    give_role(person=cast.concern_lead, role="coordinator", by=cast.coordinator)
    assert concern_hearers(cast.host, programme=cast.programme, about_host=True, but=cast.partner) == []


def test_nobody_raises_a_concern_with_themselves_or_with_someone_without_the_duty(cast):
    for by, to in [
        ("concern_lead", cast.concern_lead),
        ("partner", cast.consultant),
        ("partner", cast.other_coordinator),
    ]:
        with pytest.raises(CannotRaise):
            raised(cast, by=by, addressed_to=to)
    assert Concern.objects.count() == 0


def test_a_concern_is_heard_then_closed_with_an_answer(cast):
    concern = raised(cast)
    with pytest.raises(CannotRaise, match="someone else"):
        hear_concern(concern, by=cast.coordinator)
    with pytest.raises(CannotRaise, match="First say"):
        close_concern(concern, by=cast.concern_lead, answer="Thank you")
    hear_concern(concern, by=cast.concern_lead)
    with pytest.raises(CannotRaise, match="what came of it"):
        close_concern(concern, by=cast.concern_lead, answer=" ")
    closed = close_concern(concern, by=cast.concern_lead, answer="The council is looking into it.")
    assert (closed.state, closed.answer) == ("closed", "The council is looking into it.")


def test_supervision_that_moves_moves_in_calendars_and_one_that_is_cancelled_leaves_them(cast):
    from icalendar import Calendar

    assign(cast, "consultant")
    session = planned(cast, "consultant", in_days=3)
    moved = move_supervision(session, by=cast.faculty, starts_at=soon(5), minutes=45, place="canary-place")
    move_supervision(moved, by=cast.faculty, starts_at=moved.starts_at, minutes=45, place="canary-place")
    cancel_supervision(moved, by=cast.faculty)
    letters = list(Letter.objects.order_by("created_at", "pk"))
    assert [letter.kind for letter in letters] == [
        "supervision_planned",
        "supervision_moved",
        "supervision_cancelled",
    ]
    entries = [Calendar.from_ical(letter.invitation).walk("VEVENT")[0] for letter in letters]
    assert [entry["sequence"] for entry in entries] == [0, 1, 2]
    assert len({str(entry["uid"]) for entry in entries}) == 1
    text = "".join(letter.subject + letter.body + letter.invitation for letter in letters)
    assert ("canary" in text, "upervis" in text.replace(f"supervision-{session.pk}", "")) == (False, False)
    planned(cast, "consultant", in_days=-2)
    assert Letter.objects.count() == 3  # nobody is invited to what has been


def test_r42_hours_below_the_floor_are_told_to_the_supervisor_and_counted_for_the_coordinator(cast, as_):
    assign(cast, "consultant")
    at_work(cast, weeks_ago=30)
    at_work(cast, which="second", weeks_ago=1)
    found = {one.participant_id: one for one in hours_of(cast.programme, today=timezone.localdate())}
    own, second = (
        found[cast.participant(cast.consultant).pk],
        found[cast.participant(cast.second_consultant).pk],
    )
    assert (own.floor, own.supervisor_id) == (case(cast).floor, cast.faculty.pk)
    assert (second.at_work, second.supervisor_id) == (True, None)
    rows = gather(asking_attention, person=cast.coordinator, host=cast.host, programme=cast.programme)
    assert {row.sentence: row.count for row in rows if row.label in ("Choose", "See the hours")} == {
        "consultant at work has no supervisor": 1,
        "consultant has had less supervision than is due by now": 1,
    }
    step = as_(cast.faculty).get("/care-network/p/pilot/home/").context["next_step"]
    assert step.text == "1 of those you supervise has had fewer hours than are due by now."


def test_the_hours_of_all_cost_one_query(cast, django_assert_num_queries):
    assign(cast, "consultant", "second_consultant")
    with django_assert_num_queries(1):
        assert len(hours_of(cast.programme, today=timezone.localdate())) == 2


def relying(cast, known_days_ago):
    """A pair in which twice of late a decision could not have been taken without the consultant."""
    from datetime import timedelta

    engagement = at_work(cast)
    for day in (20, 15):
        tag_stance(
            log_session(engagement, by=cast.partner, day=days(day)),
            by=cast.consultant,
            stances=["advising"],
            needed=True,
        )
    StanceTag.objects.update(created_at=timezone.now() - timedelta(days=known_days_ago))
    return engagement


@pytest.mark.parametrize(("known_days_ago", "is_seen"), [(6, False), (7, True)])
def test_r57_a_sign_of_reliance_reaches_the_supervisor_after_seven_days_and_nobody_else(
    cast, as_, known_days_ago, is_seen
):
    assign(cast, "consultant")
    engagement = relying(cast, known_days_ago)
    session, words = planned(cast, "consultant"), "Decisions that wait for the one who helps"
    question = "What would have happened if nobody had been there to ask that week?"
    for person, page, what, sees in [
        (cast.faculty, "p/pilot/supervision/", words, is_seen),
        (cast.faculty, f"engagements/{engagement.pk}/stance/", words, is_seen),
        (cast.faculty, f"supervision/{session.pk}/", question.replace("'", "&#x27;"), is_seen),
        (cast.consultant, f"engagements/{engagement.pk}/stance/", words, True),
        (cast.consultant, f"supervision/{session.pk}/", question, False),
        (cast.partner, f"engagements/{engagement.pk}/", words, False),
        (cast.coordinator, f"engagements/{engagement.pk}/facts/", words, False),
        (cast.coordinator, "p/pilot/supervisors/", words, False),
    ]:
        answer = as_(person).get(f"/care-network/{page}")
        assert (page, answer.status_code, what in answer.content.decode()) == (page, 200, sees)


def test_r43_a_supervisor_is_given_questions_to_think_with_and_the_consultant_is_not(cast, as_):
    assign(cast, "consultant")
    session = planned(cast, "consultant")
    (plain,) = prompts_for(session, today=timezone.localdate())
    assert plain.questions == ("When was it hard not to give the answer, and what came of waiting?",)
    at_work(cast, weeks_ago=7)
    (late,) = prompts_for(session, today=timezone.localdate())
    assert late.questions == ("What would bring the two of them together again?",)
    address = f"/care-network/supervision/{session.pk}/"
    seen = {
        name: "To ask about" in as_(getattr(cast, name)).get(address).content.decode()
        for name in ("faculty", "consultant")
    }
    assert seen == {"faculty": True, "consultant": False}
