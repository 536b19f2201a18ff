"""Looking back on a later page, one's own link, what the system does by itself, a second start, and taking answers out."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from headwater.web.evaluation.actions.answers import (
    CannotAnswer,
    save_answers,
    send_answers,
    withdraw_answers,
)
from headwater.web.evaluation.actions.releases import release_findings
from headwater.web.evaluation.actions.tending import tend_waves
from headwater.web.evaluation.actions.waves import destroy_programme_key, plan_second_start
from headwater.web.evaluation.keys import link_code, sheet_of
from headwater.web.evaluation.models import AliasKey, AnswerSheet, Release, ReleasedFigure, Wave
from headwater.web.evaluation.queries import findings
from headwater.web.evaluation.queries.ledger import people_of
from headwater.web.messages.models import AccountMail

HOST = "/care-network"


# --- the then-test ---------------------------------------------------------------------------------------------------


def test_the_time_before_is_asked_on_a_later_page_and_then_now_is_locked(asked):
    asked.open(asked.end)
    who = asked.cast.partner
    save_answers(wave=asked.end, answers={"confidence": 4}, by=who)
    with pytest.raises(CannotAnswer, match="First say how it is now"):
        save_answers(wave=asked.end, answers={"then_confidence": 2}, by=who)
    send_answers(wave=asked.end, by=who)
    save_answers(wave=asked.end, answers={"confidence": 5}, by=who)
    save_answers(wave=asked.end, answers={"then_confidence": 2}, by=who)
    with pytest.raises(CannotAnswer, match="stay as they are"):
        save_answers(wave=asked.end, answers={"confidence": 3}, by=who)
    assert sheet_of(who, asked.end).answers == {"confidence": 5, "then_confidence": 2}


def test_then_and_now_are_told_beside_the_headline_and_never_in_its_place(asked):
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=3)
    asked.finish(asked.start)
    asked.open(asked.end)
    for who in (asked.cast.partner, asked.cast.second_partner):
        asked.answer(asked.end, who, confidence=3)
        asked.answer(asked.end, who, then_confidence=1)
    asked.finish(asked.end)
    found = {
        f.kind: f
        for f in findings(asked.start, asked.end)
        if (f.item.code, f.role) == ("confidence", "partner")
    }
    assert (found["change"].counts.same, found["change"].counts.missing) == (1, 1)
    assert found["then"].counts.better == 2
    assert found["yardstick"].counts.worse == 1


def test_after_sending_the_page_leads_on_to_looking_back(asked, as_):
    asked.open(asked.end)
    client, address = as_(asked.cast.partner), f"{HOST}/questions/{asked.end.pk}/"
    assert client.get(f"{address}then/").status_code == 404
    client.post(f"{address}role/", {"confidence": "4"})
    assert client.post(f"{address}check/")["Location"] == f"{address}then/"
    page = client.get(f"{address}then/").content.decode()
    assert "As you see it today, how was it then?" in page
    assert client.post(f"{address}then/", {"then_confidence": "2"})["Location"] == address
    refused = client.post(f"{address}role/", {"confidence": "1"}).content.decode()
    assert "stay as they are" in refused
    assert sheet_of(asked.cast.partner, asked.end).answers["confidence"] == 4


# --- one's own link --------------------------------------------------------------------------------------------------


def test_one_answers_by_ones_own_link_without_an_account_and_nothing_is_kept_of_it(asked):
    wave = asked.open(asked.start)
    browser, code = Client(), link_code(wave, asked.cast.partner)
    enter = f"{HOST}/answer/{wave.pk}/"
    assert browser.get(f"{enter}questions/")["Location"] == enter
    assert "opens nothing here" in browser.post(enter, {"code": "AAAAA-AAAAA-AAAAA-AAAAA"}).content.decode()
    assert browser.post(enter, {"code": code.lower()})["Location"] == f"{enter}questions/"
    assert browser.get(f"{enter}questions/").status_code == 200
    browser.post(f"{enter}questions/role/", {"confidence": "2"})
    assert re.fullmatch(
        r"\d\d:\d\d",
        browser.post(f"{enter}questions/role/save/", {"confidence": "2", "time": "1"}).json()["saved"],
    )
    browser.post(f"{enter}questions/check/")
    sheet = sheet_of(asked.cast.partner, wave)
    assert (sheet.answers, sheet.sent) == ({"confidence": 2, "time": 1}, True)
    assert "sessionid" not in {name for name, cookie in browser.cookies.items() if cookie.value}


def test_a_link_opens_one_persons_answers_in_one_wave_of_one_host(asked):
    start, end = asked.open(asked.start), asked.open(asked.end)
    browser = Client()
    browser.post(f"{HOST}/answer/{start.pk}/", {"code": link_code(start, asked.cast.partner)})
    browser.post(f"{HOST}/answer/{start.pk}/questions/role/", {"confidence": "5"})
    assert sheet_of(asked.cast.second_partner, start) is None
    assert browser.get(f"{HOST}/answer/{end.pk}/questions/").status_code == 302
    assert browser.get(f"{HOST}/questions/{start.pk}/").status_code == 302
    assert browser.get(f"/{asked.cast.other_host.slug}/answer/{start.pk}/").status_code == 404
    browser.cookies["answering"] = browser.cookies["answering"].value[:-2] + "xx"
    assert browser.get(f"{HOST}/answer/{start.pk}/questions/").status_code == 302


def test_with_the_waves_key_gone_a_link_opens_nothing(asked):
    wave = asked.open(asked.start)
    code = link_code(wave, asked.cast.partner)
    asked.finish(wave)
    assert link_code(wave, asked.cast.partner) == ""
    assert "opens nothing here" in Client().post(f"{HOST}/answer/{wave.pk}/", {"code": code}).content.decode()


# --- what the system does by itself ----------------------------------------------------------------------------------


def test_the_system_reminds_once_closes_freezes_and_destroys_both_keys(asked):
    today = timezone.localdate()
    for kind in ("start", "end", "follow_up"):
        Wave.objects.filter(kind=kind).update(opens=today, closes=today + timedelta(days=28))
        asked.open(asked.wave(kind))
    asked.answer(asked.start, asked.cast.partner, confidence=2)
    assert tend_waves(today + timedelta(days=9)) == []
    assert len(tend_waves(today + timedelta(days=10))) == 3
    assert AccountMail.objects.count() == 12
    assert tend_waves(today + timedelta(days=11)) == []
    assert [line.split(": ")[-1] for line in tend_waves(today + timedelta(days=29))] == ["closed"] * 3
    assert tend_waves(today + timedelta(days=29)) == []
    later = tend_waves(today + timedelta(days=31))
    assert set(Wave.objects.values_list("state", flat=True)) == {"frozen"}
    assert len(later) == 4
    assert AliasKey.objects.count() == 0
    assert AnswerSheet.objects.count() == 1


# --- a second start, and taking answers out --------------------------------------------------------------------------


def test_a_waiting_cohort_is_asked_the_start_questions_twice_and_the_change_is_told(asked):
    again = plan_second_start(programme=asked.cast.programme, by=asked.cast.coordinator)
    assert plan_second_start(programme=asked.cast.programme, by=asked.cast.coordinator) == again
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=2)
    asked.finish(asked.start)
    asked.open(again)
    asked.answer(again, asked.cast.partner, confidence=3)
    again = asked.finish(again)
    found = findings(asked.start, again)
    assert {f.kind for f in found} == {"change"}
    assert next(f.counts.better for f in found if f.item.code == "confidence") == 1


def test_answers_are_taken_out_while_the_key_is_there_and_what_was_released_stays(changed):
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    row = ReleasedFigure.objects.get(
        release__audience="circle", item="confidence", role="partner", kind="change"
    )
    who = changed.of("partner")[0]
    assert withdraw_answers(programme=changed.cast.programme, by=who) == 2
    assert (row.better, len(people_of(row))) == (6, 11)
    left = next(
        f for f in findings(changed.start, changed.end) if f.item.code == "confidence" and f.kind == "change"
    )
    assert (left.counts.better, left.answered) == (5, 10)
    follow_up = changed.open(changed.follow_up)
    for each in changed.of("partner")[1:]:
        changed.answer(follow_up, each, confidence=3)
    changed.finish(follow_up)
    release_findings(before=changed.start, after=changed.follow_up, by=changed.cast.evaluator)
    assert Release.objects.count() == 4
    destroy_programme_key(programme=changed.cast.programme, by=changed.cast.evaluator)
    with pytest.raises(CannotAnswer, match="key is destroyed"):
        withdraw_answers(programme=changed.cast.programme, by=changed.of("partner")[1])
