"""Answers tie to nobody, count once, and stay one's own until the wave closes (promises.md 4.3 rows 12, 13, 16; R66)."""

import pytest
from django.db import connection, models

from headwater.web.audit.models import Event
from headwater.web.evaluation.actions.answers import (
    CannotAnswer,
    save_answers,
    send_answers,
    take_back_answers,
)
from headwater.web.evaluation.actions.waves import (
    CannotMoveWave,
    close_wave,
    destroy_programme_key,
    freeze_wave,
    hand_over,
    open_wave,
    remind,
)
from headwater.web.evaluation.keys import alias_of, link_code, sheet_of, thread_of
from headwater.web.evaluation.models import AliasKey, AnswerSheet, Reader
from headwater.web.hosts.models import Membership
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed
from headwater.web.messages.models import AccountMail, Letter
from headwater.web.people.models import Person
from headwater.web.programmes.models import Participant
from headwater.web.writes.models import Submission
from tests.people import person


def begun():
    """The sheets that hold anything: an empty one lies ready for everyone who is asked."""
    return [sheet for sheet in AnswerSheet.objects.all() if sheet.answers or sheet.sent]


def test_no_path_of_foreign_keys_leads_from_an_answer_to_a_person():
    people = {Person, Participant, Membership}
    reached = {
        field.related_model
        for field in AnswerSheet._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    }
    assert reached & people == set()
    assert [
        field.name for field in AnswerSheet._meta.concrete_fields if isinstance(field, models.DateTimeField)
    ] == []


def test_answers_are_unreadable_in_the_database_and_hold_no_identifier_of_the_person(asked):
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT alias, thread, answers, id FROM evaluation_answersheet")
        stored = " ".join(str(cell) for row in cursor.fetchall() for cell in row)
    assert "confidence" not in stored
    assert str(asked.cast.partner.pk) not in stored
    assert asked.cast.partner.pk.hex not in stored


def test_a_person_has_another_alias_in_every_wave_and_one_thread_through_them(asked):
    asked.open(asked.start)
    asked.open(asked.end)
    who, programme = asked.cast.partner, asked.cast.programme
    assert alias_of(who, asked.start) != alias_of(who, asked.end)
    assert thread_of(who, programme) != thread_of(asked.cast.consultant, programme)
    asked.answer(asked.start, who, confidence=2)
    asked.answer(asked.end, who, confidence=3)
    assert {sheet.thread for sheet in begun()} == {thread_of(who, programme)}


def test_answering_twice_makes_one_sheet_and_the_last_word_counts(asked):
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=2, time=1)
    asked.answer(asked.start, asked.cast.partner, confidence=5)
    assert [sheet.answers for sheet in begun()] == [{"confidence": 5, "time": 1}]


def test_an_emptied_answer_is_taken_back_and_so_is_everything(asked):
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=2, time=1)
    save_answers(wave=asked.start, answers={"time": ""}, by=asked.cast.partner)
    assert sheet_of(asked.cast.partner, asked.start).answers == {"confidence": 2}
    assert take_back_answers(wave=asked.start, by=asked.cast.partner) is True
    assert begun() == []


@pytest.mark.parametrize(
    "answers",
    [{"confidence": 9}, {"confidence": "many"}, {"no_such": 1}, {"confidence": "prefer_not"}, {"gained": 4}],
)
def test_an_answer_that_is_not_offered_is_refused(asked, answers):
    asked.open(asked.start)
    with pytest.raises(CannotAnswer):
        save_answers(wave=asked.start, answers=answers, by=asked.cast.partner)


def test_a_guarded_question_takes_prefer_not_to_say(asked):
    asked.open(asked.start)
    assert save_answers(
        wave=asked.start, answers={"lonely": "prefer_not"}, by=asked.cast.partner
    ).answers == {"lonely": "prefer_not"}


def test_nothing_is_taken_before_the_wave_opens_or_after_it_closes(asked):
    with pytest.raises(CannotAnswer):
        save_answers(wave=asked.start, answers={"time": 3}, by=asked.cast.partner)
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, time=3)
    close_wave(wave=asked.start, by=asked.cast.coordinator)
    for act in (send_answers, take_back_answers):
        with pytest.raises(CannotAnswer):
            act(wave=asked.start, by=asked.cast.partner)
    assert [sheet.answers for sheet in begun()] == [{"time": 3}]


def test_answering_leaves_no_line_in_the_trail_and_no_submission(asked):
    asked.open(asked.start)
    before = Event.objects.count()
    asked.answer(asked.start, asked.cast.partner, confidence=2)
    assert Event.objects.count() == before
    assert Submission.objects.count() == 0


def test_freezing_drops_what_was_not_sent_cuts_every_alias_and_destroys_the_key(asked):
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=2)
    asked.answer(asked.start, asked.cast.consultant, confidence=3)
    save_answers(wave=asked.start, answers={"confidence": 1}, by=asked.cast.second_partner)
    old = {(sheet.pk, sheet.alias) for sheet in AnswerSheet.objects.all()}
    asked.finish(asked.start)
    kept = list(AnswerSheet.objects.all())
    assert sorted(sheet.answers["confidence"] for sheet in kept) == [2, 3]
    assert {sheet.pk for sheet in kept} & {pk for pk, _alias in old} == set()
    assert {sheet.alias for sheet in kept} & {alias for _pk, alias in old} == set()
    assert AliasKey.objects.filter(wave=asked.start).exists() is False
    assert sheet_of(asked.cast.partner, asked.start) is None


def test_a_wave_is_opened_closed_and_frozen_once_in_that_order(asked):
    with pytest.raises(CannotMoveWave):
        close_wave(wave=asked.start, by=asked.cast.coordinator)
    asked.open(asked.start)
    with pytest.raises(CannotMoveWave):
        asked.open(asked.start)
    with pytest.raises(CannotMoveWave):
        freeze_wave(wave=asked.start, by=asked.cast.evaluator)
    asked.finish(asked.start)
    with pytest.raises(CannotMoveWave):
        freeze_wave(wave=asked.start, by=asked.cast.evaluator)


def test_the_programmes_key_goes_when_every_wave_is_frozen_and_then_nobody_can_be_traced(asked):
    asked.open(asked.start)
    with pytest.raises(CannotMoveWave):
        destroy_programme_key(programme=asked.cast.programme, by=asked.cast.evaluator)
    asked.finish(asked.start)
    for wave in (asked.end, asked.follow_up):
        asked.open(wave)
        asked.finish(wave)
    assert destroy_programme_key(programme=asked.cast.programme, by=asked.cast.evaluator) is True
    assert thread_of(asked.cast.partner, asked.cast.programme) == ""


def test_a_wave_does_not_open_without_an_evaluator_who_has_no_other_duty(asked):
    Membership.objects.create(person=asked.cast.evaluator, role="panel", programme=asked.cast.programme)
    with pytest.raises(CannotMoveWave, match="Name an evaluator"):
        open_wave(wave=asked.start, by=asked.cast.coordinator)


def test_the_host_cannot_make_itself_the_evaluator_r66(asked):
    """Neither by taking the duty beside its own, nor by giving it to someone after the wave has opened."""
    asked.open(asked.start)
    Membership.objects.create(person=asked.cast.coordinator, role="evaluator", programme=asked.cast.programme)
    late = person("Late Evaluator")
    Membership.objects.create(person=late, role="evaluator", programme=asked.cast.programme)
    for someone in (asked.cast.coordinator, late):
        assert allowed(someone, Permission.READ_PSEUDONYMOUS, asked.start, asked.cast.host) is False
        with pytest.raises(CannotMoveWave):
            hand_over(wave=asked.start, to=someone, by=asked.cast.coordinator)
    assert allowed(asked.cast.evaluator, Permission.READ_PSEUDONYMOUS, asked.start, asked.cast.host) is True


def test_an_evaluator_can_hand_over_to_another_but_not_to_the_host(asked):
    asked.open(asked.start)
    late = person("Late Evaluator")
    Membership.objects.create(person=late, role="evaluator", programme=asked.cast.programme)
    hand_over(wave=asked.start, to=late, by=asked.cast.evaluator)
    assert set(Reader.objects.values_list("person", flat=True)) == {asked.cast.evaluator.pk, late.pk}
    with pytest.raises(CannotMoveWave):
        hand_over(wave=asked.start, to=asked.cast.coordinator, by=asked.cast.evaluator)


def test_an_evaluator_who_takes_on_another_duty_reads_no_more(asked):
    asked.open(asked.start)
    Membership.objects.create(person=asked.cast.evaluator, role="coordinator")
    again = Person.objects.get(pk=asked.cast.evaluator.pk)
    assert allowed(again, Permission.READ_PSEUDONYMOUS, asked.start, asked.cast.host) is False


def test_letters_go_to_everyone_alike_so_that_the_outbox_tells_nothing_of_who_answered(asked):
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=2)
    Letter.objects.all().delete()
    assert remind(wave=asked.start, by=asked.cast.coordinator) == 4
    mails = list(AccountMail.objects.order_by("pk"))
    people = {
        asked.cast.partner, asked.cast.second_partner, asked.cast.consultant, asked.cast.second_consultant,
    }  # fmt: skip
    assert {mail.to for mail in mails} == {each.email for each in people}
    assert {mail.subject for mail in mails} == {"The questions are still open: Pilot"}
    by_email = {each.email: each for each in people}
    alike = {
        mail.body.replace(by_email[mail.to].first_name, "").replace(
            link_code(asked.start, by_email[mail.to]), ""
        )
        for mail in mails
    }
    assert len(alike) == 1
    assert Letter.objects.count() == 0
