"""What a leader may see of staff's answers, and that no row ties an answer to anyone (R10; promises.md 5)."""

from datetime import date

import pytest
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from headwater.web.audit.models import Event
from headwater.web.cascade import actions, queries
from headwater.web.cascade.models import StaffAnswer, UpwardSignal
from headwater.web.cascade.release import due, figures, rounded
from headwater.web.cascade.words import ANSWERS, QUESTIONS, SHEET
from headwater.web.writes.models import Submission
from tests.web.cascade.told import NO, TODAY, YES, answer, sheet_of, started

taps = st.fixed_dictionaries({asked: st.sampled_from(ANSWERS) for asked in QUESTIONS})


def test_an_answer_has_no_column_that_tells_who_when_or_in_what_order():
    assert {field.name for field in StaffAnswer._meta.fields} == {"id", "host", "sheet", "month", "taps"}
    assert StaffAnswer._meta.get_field("month").max_length == len("2026-11")
    assert StaffAnswer._meta.pk.default.__name__ == "uuid4"
    kinds = (models.DateTimeField, models.TimeField, models.AutoField, models.GenericIPAddressField)
    assert [f.name for m in (StaffAnswer, UpwardSignal) for f in m._meta.fields if isinstance(f, kinds)] == []
    linked = {
        f.related_model.__name__ for m in (StaffAnswer, UpwardSignal) for f in m._meta.fields if f.is_relation
    }
    assert linked == {"Host", "StaffSheet"}


def test_taps_and_lines_are_unreadable_in_the_database(cast):
    sheet = sheet_of(started(cast))
    answer(sheet, YES, lines=["canary-line"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT taps FROM cascade_staffanswer UNION ALL SELECT text FROM cascade_upwardsignal")
        assert [value[:4] for (value,) in cursor.fetchall()] == ["hw1:", "hw1:"]


def test_an_answer_leaves_no_line_in_the_trail_and_no_form_key(cast, client):
    sheet = sheet_of(started(cast))
    before = Event.objects.count()
    address = f"/s/{sheet.code}/"
    client.force_login(cast.partner)  # even where someone happens to be signed in
    sent = client.post(address, YES, HTTP_USER_AGENT="canary-device", REMOTE_ADDR="192.0.2.7")
    assert (sent.status_code, StaffAnswer.objects.count()) == (302, 1)
    assert (Event.objects.count(), Submission.objects.count()) == (before, 0)
    assert "form_key" not in client.get(address).content.decode()


def test_seven_answers_show_nothing_and_eight_show_rounded_counts(cast):
    cascade = started(cast)
    sheet = sheet_of(cascade)
    answer(sheet, *[YES] * 4, *[NO] * 3, lines=["canary-line"])
    (shown,) = [one for one in queries.heard(cascade) if one.sheet == sheet]
    assert (shown.figures, shown.lines) == ({}, [])
    answer(sheet, YES)
    (shown,) = [one for one in queries.heard(cascade) if one.sheet == sheet]
    assert shown.figures["answered"] == 10
    assert shown.figures["told"] == {"counts": {"yes": 5, "partly": 0, "no": 5}}
    assert [line.text for line in shown.lines] == ["canary-line"]


def test_figures_and_lines_move_on_only_with_every_fifth_answer(cast):
    cascade = started(cast)
    sheet = sheet_of(cascade)
    answer(sheet, *[YES] * 8)

    def seen():
        one = next(one for one in queries.heard(cascade) if one.sheet == sheet)
        return one.figures, len(one.lines)

    first = seen()
    answer(sheet, *[NO] * 4, lines=["later"])
    assert seen() == first
    answer(sheet, NO)
    assert seen()[1] == 1
    assert seen()[0] != first[0]


def test_a_floor_that_is_raised_hides_what_stood_on_fewer(cast):
    cascade = started(cast)
    answer(sheet_of(cascade), *[YES] * 8, lines=["a"])
    cast.programme.floor_leader = 9
    cast.programme.save()
    cascade.refresh_from_db()
    assert [(one.figures, one.lines) for one in queries.heard(type(cascade).objects.get())] == [({}, [])] * 3


def test_where_nearly_all_said_the_same_only_that_is_told():
    assert figures([YES] * 8, 8)["told"] == {"most": "yes"}


@given(st.lists(taps, max_size=30), st.integers(0, 12))
def test_nothing_below_the_floor_and_only_multiples_of_five_above_it(answers, floor):
    made = figures(answers, floor)
    assert bool(made) == (len(answers) >= max(floor, 8))
    if made:
        cells = [count for asked in QUESTIONS for count in made[asked].get("counts", {}).values()]
        assert {count % 5 for count in [*cells, made["answered"]]} == {0}


@given(st.integers(0, 10_000))
def test_a_rounded_count_is_the_nearest_multiple_of_five(count):
    assert rounded(count) == min(range(0, 10_010, 5), key=lambda five: abs(five - count))


def test_figures_are_due_at_the_floor_and_at_every_fifth_after_it():
    assert [n for n in range(25) if due(n, 8)] == [8, 13, 18, 23]


def test_after_a_release_the_file_keeps_the_rows_in_the_order_of_their_random_ids(cast):
    if connection.vendor != "sqlite":
        pytest.skip("Row numbers are sqlite's.")
    answer(sheet_of(started(cast)), *[YES] * 8)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM cascade_staffanswer ORDER BY rowid")
        found = [value for (value,) in cursor.fetchall()]
    assert found == sorted(found)


def test_a_sheet_takes_no_more_than_its_staff_could_give(cast):
    sheet = sheet_of(started(cast, tiers=[("Care workers", 1)]))
    answer(sheet, *[YES] * 60)
    with pytest.raises(actions.SheetIsFull):
        actions.take_answer(sheet, taps=YES, today=TODAY)


def test_paper_totals_keep_to_the_same_floor_and_never_help_the_phones_over_it(cast):
    cascade = started(cast)
    sheet = sheet_of(cascade)
    answer(sheet, *[YES] * 7)
    counts = {asked: {"yes": 4, "partly": 0, "no": 3} for asked in QUESTIONS}

    def seen():
        one = next(one for one in queries.heard(cascade) if one.sheet == sheet)
        return one.figures, one.paper

    actions.type_in_paper(sheet, by=cast.partner, answered=7, counts=counts, today=TODAY)
    assert seen() == ({}, {})
    actions.type_in_paper(sheet, by=cast.partner, answered=7, counts=counts, today=TODAY)
    assert (seen()[0], seen()[1]["answered"], seen()[1]["told"]["counts"]) == (
        {},
        15,
        {"yes": 10, "partly": 0, "no": 5},
    )
    with pytest.raises(actions.CannotPassOn):
        actions.type_in_paper(sheet, by=cast.partner, answered=6, counts=counts, today=TODAY)


def test_both_languages_of_the_sheet_have_the_same_words():
    assert set(SHEET["en"]) == set(SHEET["cy"])


def test_a_reply_is_owed_from_the_release_and_not_from_the_day_a_line_came(cast):
    sheet = sheet_of(started(cast))
    answer(sheet, *[YES] * 7, lines=["early"])
    actions.take_answer(sheet, taps=YES, line="late", today=date(2026, 12, 1))
    assert set(UpwardSignal.objects.values_list("owed_by", flat=True)) == {date(2026, 12, 29)}
