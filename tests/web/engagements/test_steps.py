"""Goals, phases, more sessions, endings (R48, R62, R63, R65)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from headwater.web.audit.models import Event
from headwater.web.engagements.actions import (
    CannotWorkTogether,
    agree_phase,
    answer_extension,
    ask_for_extension,
    ask_to_end,
    close_for,
    confirm_end,
    keep_going,
    note_faced,
    note_progress,
    put_goal_aside,
    reword_goal,
    seal_avoided_issue,
    set_goal,
    suggest_phase,
    withdraw_phase,
)
from headwater.web.engagements.models import AvoidedIssue, Ending, Engagement, Goal, GoalProgress, PhaseMove
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed
from headwater.web.matching.signals import parted_pairs
from headwater.web.messages.models import Letter
from tests.web.engagements.pairs import at_work, proposed


def test_r62_goals_of_both_kinds_are_set_by_either_and_progress_by_the_partner(cast):
    engagement = at_work(cast)
    need = set_goal(engagement, by=cast.partner, kind="pressing", text="Fill the night rota")
    aim = set_goal(engagement, by=cast.consultant, kind="development", text="Say no sooner")
    note_progress(need, by=cast.partner, value=4, word="Two people started")
    with pytest.raises(CannotWorkTogether, match="the one whose goal it is"):
        note_progress(aim, by=cast.consultant, value=9)
    with pytest.raises(CannotWorkTogether, match="0 to 10"):
        note_progress(aim, by=cast.partner, value=11)
    assert [(p.goal.kind, p.value, p.word) for p in GoalProgress.objects.all()] == [
        ("pressing", 4, "Two people started")
    ]


def test_the_words_of_a_goal_are_not_readable_in_the_database_or_the_trail(cast):
    goal = set_goal(at_work(cast), by=cast.partner, kind="pressing", text="canary-goal")
    reword_goal(goal, by=cast.partner, text="canary-reworded")
    note_progress(goal, by=cast.partner, value=4, word="canary-word")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text FROM engagements_goal UNION ALL SELECT word FROM engagements_goalprogress"
        )
        stored = [row[0] for row in cursor.fetchall()]
    assert len(stored) == 2
    assert "canary" not in "".join(stored)
    assert "canary" not in str(list(Event.objects.values()))
    assert Goal.objects.get().text == "canary-reworded"


def test_a_goal_put_aside_keeps_its_first_day(cast):
    goal = set_goal(at_work(cast), by=cast.partner, kind="pressing", text="Rota")
    put_goal_aside(goal, by=cast.consultant)
    assert Goal.objects.get().put_aside_on == timezone.localdate()


def test_r65_what_was_avoided_belongs_to_the_partner_and_only_whether_it_was_faced_is_asked(cast):
    engagement = at_work(cast)
    with pytest.raises(CannotWorkTogether, match="belongs to the one who seeks help"):
        seal_avoided_issue(engagement, by=cast.consultant, text="x")
    issue = seal_avoided_issue(engagement, by=cast.partner, text="canary: my deputy")
    with pytest.raises(CannotWorkTogether, match="Only the one who wrote it"):
        note_faced(issue, by=cast.consultant, faced="faced")
    note_faced(issue, by=cast.partner, faced="partly")
    kept = AvoidedIssue.objects.get()
    assert (kept.text, kept.faced, kept.shown_to_other) == ("canary: my deputy", "partly", False)


def test_that_something_was_sealed_is_not_in_the_trail_the_host_reads(cast):
    issue = seal_avoided_issue(at_work(cast), by=cast.partner, text="canary")
    hosts = Event.objects.filter(host_id=cast.host.pk)
    assert hosts.filter(kind="engagements.AvoidedIssue").count() == 0
    assert Event.objects.filter(host_id=None, object_id=str(issue.pk)).count() == 1


def test_r63_phases_go_forward_one_at_a_time_and_only_when_both_agree(cast):
    engagement = at_work(cast)
    reached = []
    for suggests, agrees in [(cast.partner, cast.consultant), (cast.consultant, cast.partner)] * 2:
        if engagement.phase == "closing":
            break
        suggest_phase(engagement, by=suggests)
        with pytest.raises(CannotWorkTogether, match="The other of you agrees"):
            agree_phase(engagement, by=suggests)
        engagement = agree_phase(engagement, by=agrees)
        reached.append(engagement.phase)
    assert reached == ["immediate", "developmental", "closing"]
    with pytest.raises(CannotWorkTogether, match="the last phase"):
        suggest_phase(engagement, by=cast.partner)
    assert set(PhaseMove.objects.values_list("agreed_on", flat=True)) == {timezone.localdate()}


def test_a_suggested_phase_can_wait(cast):
    engagement = at_work(cast)
    suggest_phase(engagement, by=cast.partner)
    withdraw_phase(engagement, by=cast.consultant)
    with pytest.raises(CannotWorkTogether, match="Nothing has been suggested"):
        agree_phase(engagement, by=cast.consultant)
    assert Engagement.objects.get().phase == "settle"


def test_r48_more_sessions_are_asked_by_the_pair_and_decided_by_the_host(cast):
    engagement = at_work(cast)
    asked = ask_for_extension(engagement, by=cast.partner, sessions=3)
    with pytest.raises(CannotWorkTogether, match="already asked"):
        ask_for_extension(engagement, by=cast.consultant, sessions=2)
    answer_extension(asked, by=cast.coordinator, granted=True)
    assert Engagement.objects.get().planned_sessions == 9
    with pytest.raises(CannotWorkTogether, match="answered already"):
        answer_extension(asked, by=cast.coordinator, granted=False)
    declined = ask_for_extension(engagement, by=cast.partner, sessions=3)
    answer_extension(declined, by=cast.coordinator, granted=False)
    assert Engagement.objects.get().planned_sessions == 9


def test_an_ending_is_asked_by_one_and_confirmed_by_the_other(cast):
    engagement = at_work(cast)
    ask_to_end(engagement, by=cast.partner, reason="no_fault", hand_over="canary")
    assert Engagement.objects.get().state == "closing"
    with pytest.raises(CannotWorkTogether, match="The other of you confirms"):
        confirm_end(engagement, by=cast.partner)
    confirm_end(engagement, by=cast.consultant)
    ended = Engagement.objects.get()
    assert (ended.state, ended.ended_on, ended.ending.reason) == ("ended", timezone.localdate(), "no_fault")
    with pytest.raises(CannotWorkTogether, match="ending already"):
        ask_to_end(engagement, by=cast.partner, reason="planned")


@pytest.mark.parametrize(("make", "back_to"), [(at_work, "running"), (proposed, "agreeing")])
def test_whoever_asked_to_end_can_take_it_back(cast, make, back_to):
    engagement = make(cast)
    ask_to_end(engagement, by=cast.partner, reason="no_time")
    with pytest.raises(CannotWorkTogether, match="Only the one who asked"):
        keep_going(engagement, by=cast.consultant)
    keep_going(engagement, by=cast.partner)
    assert (Engagement.objects.get().state, Ending.objects.count()) == (back_to, 0)


def test_there_is_no_end_without_a_reason(cast):
    engagement = at_work(cast)
    with pytest.raises(ValueError, match=r"not a valid Ending\.Reason"):
        ask_to_end(engagement, by=cast.partner, reason="")
    assert Engagement.objects.get().state == "running"


def test_the_host_closes_for_someone_who_left_but_not_for_the_pairs_own_reasons(cast):
    engagement = at_work(cast)
    with pytest.raises(CannotWorkTogether, match="the two end it themselves"):
        close_for(engagement, by=cast.coordinator, reason="no_fault")
    close_for(engagement, by=cast.coordinator, reason="person_left")
    assert Engagement.objects.get().state == "ended"
    assert Letter.objects.filter(kind="engagement_closed", state="draft").count() == 2


def test_thirty_days_after_the_end_what_was_written_closes_to_the_consultant_not_to_the_partner(cast):
    engagement = at_work(cast)
    ask_to_end(engagement, by=cast.partner, reason="planned")
    engagement = confirm_end(engagement, by=cast.consultant)
    read = Permission.READ_GOALS
    assert allowed(cast.consultant, read, engagement, cast.host) is True
    engagement.ended_on -= timedelta(days=31)
    engagement.save()
    assert allowed(cast.consultant, read, engagement, cast.host) is False
    assert allowed(cast.partner, read, engagement, cast.host) is True


def test_matching_learns_which_pairs_have_parted(cast):
    engagement, other = at_work(cast), at_work(cast, which="second")
    assert parted_pairs(cast.programme) == set()
    close_for(engagement, by=cast.coordinator, reason="person_left")
    assert parted_pairs(cast.programme) == {(engagement.partner_id, engagement.consultant_id)}
    assert other.state == "running"
