"""A slip counts once, and nothing ties the answer to it (R10; promises.md section 5 rule 9; decisions/slips.md)."""

import re
from datetime import date

import pytest
from django.db import connection

from headwater.web.cascade import actions, slips
from headwater.web.cascade.models import StaffAnswer, StaffSheet
from headwater.web.cascade.queries import heard
from tests.web.cascade.told import NO, TODAY, YES, answer, sheet_of, started


def with_slips(cast, count=12):
    return actions.print_slips(sheet_of(started(cast)), by=cast.partner, count=count)


def send(sheet, code, taps=YES):
    actions.take_answer(sheet, taps=taps, slip=code, today=TODAY)


def test_each_slip_counts_once_and_a_second_time_looks_the_same_and_changes_nothing(cast, client):
    """R10: one person cannot answer many times."""
    sheet = with_slips(cast)
    one, other = slips.on_paper(sheet.slips)[:2]
    pages = [client.post(f"/s/{sheet.code}/?words=en", YES | {"slip": code}) for code in (one, one, other)]
    assert [(page.status_code, page["Location"]) for page in pages] == [
        (302, f"/s/{sheet.code}/thanks/?words=en")
    ] * 3
    assert StaffAnswer.objects.count() == 2


def test_a_slip_is_typed_as_it_comes_and_an_unknown_or_missing_one_is_asked_for(cast, client):
    sheet = with_slips(cast)
    code = slips.on_paper(sheet.slips)[0]
    client.post(f"/s/{sheet.code}/?words=en", YES | {"slip": f" {slips.shown(code).upper()} "})
    assert StaffAnswer.objects.count() == 1
    unknown = client.post(f"/s/{sheet.code}/?words=en", YES | {"slip": "aaaaaa"}).content.decode()
    missing = client.post(f"/s/{sheet.code}/?words=en", YES).content.decode()
    assert ("We do not know this code" in unknown, "Type the code on your slip" in missing) == (True, True)
    assert StaffAnswer.objects.count() == 1


def test_nothing_in_the_database_ties_an_answer_to_its_slip_or_tells_when_one_was_spent(cast):
    """Numbers spent stand in number order in one encrypted value that is written whole; no row is a slip."""
    sheet = with_slips(cast)
    codes = slips.codes(sheet.slips)
    for number in (7, 2, 11):
        send(sheet, codes[number])
    sheet.refresh_from_db()
    assert sheet.slips["spent"] == [2, 7, 11]
    assert set(sheet.slips) == {"run", "count", "spent"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT slips FROM cascade_staffsheet WHERE slips <> ''")
        (stored,) = cursor.fetchone()
    assert stored[:4] == "hw1:"
    assert {field.name for field in StaffAnswer._meta.fields} == {"id", "host", "sheet", "month", "taps"}


def test_the_code_of_a_slip_never_stands_in_an_address_that_a_server_sees(cast, as_):
    """The square leads to the sheet's own address; the code is behind the #, which stays on the phone."""
    sheet = with_slips(cast, count=3)
    page = as_(cast.partner).get(f"/care-network/staff-sheets/{sheet.pk}/slips/").content.decode()
    printed = re.findall(r"<strong>([a-z2-9]{3}-[a-z2-9]{3})</strong>", page)
    assert printed == [slips.shown(code) for code in slips.on_paper(sheet.slips)]
    assert [code for code in slips.codes(sheet.slips) if f"/{code}" in page or f"={code}" in page] == []


def test_paper_does_not_tell_which_slips_are_spent(cast, as_):
    sheet = with_slips(cast)
    address = f"/care-network/staff-sheets/{sheet.pk}/slips/"
    client = as_(cast.partner)

    def printed():
        return re.findall(r"<strong>[a-z2-9]{3}-[a-z2-9]{3}</strong>", client.get(address).content.decode())

    before = printed()
    send(sheet, slips.codes(sheet.slips)[0])
    assert printed() == before


def test_new_slips_end_the_old_ones_and_a_new_address_ends_the_old_paper(cast, client):
    sheet = with_slips(cast)
    old = slips.codes(sheet.slips)[0]
    sheet = actions.print_slips(sheet, by=cast.partner, count=5)
    with pytest.raises(actions.UnknownSlip):
        send(sheet, old)
    before = sheet.code
    after = actions.replace_code(sheet, by=cast.partner).code
    assert [client.get(f"/s/{code}/").status_code for code in (before, after)] == [404, 200]


def test_a_closed_sheet_takes_no_answer_and_opens_again(cast, client):
    sheet = sheet_of(started(cast))
    actions.close_sheet(sheet, by=cast.partner, today=TODAY)
    page = client.post(f"/s/{sheet.code}/?words=en", YES)
    assert (StaffAnswer.objects.count(), "This sheet is closed" in page.content.decode()) == (0, True)
    with pytest.raises(actions.SheetIsClosed):
        send(sheet, "")
    with pytest.raises(actions.CannotPassOn):
        actions.print_slips(sheet, by=cast.partner, count=3)
    actions.open_sheet(StaffSheet.objects.get(pk=sheet.pk), by=cast.partner)
    client.post(f"/s/{sheet.code}/?words=en", YES)
    assert StaffAnswer.objects.count() == 1


def test_a_small_site_has_no_sheet_of_its_own_and_answers_with_the_other_small_ones(cast):
    """S4: small homes suppressed. No figure stands on them alone, and no total is left to subtract from."""
    cascade = started(cast)
    rows = [("Ash", "", (1, 3, 20)), ("Birch", "", (1, 3, 8)), ("Cedar", "", (1, 3, 9))]
    actions.set_workplaces(cascade, by=cast.partner, rows=rows)
    sheets = StaffSheet.objects.filter(tier__name="Care workers").values_list("site", "staff")
    assert list(sheets) == [("", 17), ("Ash", 20)]
    answer(sheet_of(cascade, site="Ash"), *[YES] * 8)
    answer(sheet_of(cascade), *[NO] * 8, lines=["canary-line"])
    shown = {str(one.sheet): one.figures["answered"] for one in heard(cascade) if one.figures}
    assert shown == {"Care workers, smaller sites together": 10, "Care workers, Ash": 10}


def test_a_sheet_with_answers_stays_when_the_sites_change(cast):
    cascade = started(cast)
    answer(sheet_of(cascade), *[YES] * 8)
    rows = [("Ash", "", (2, 5, 20)), ("Birch", "", (2, 5, 20))]
    actions.set_workplaces(cascade, by=cast.partner, rows=rows)
    assert [one.site for one in StaffSheet.objects.filter(tier__name="Care workers")] == ["", "Ash", "Birch"]


def test_lines_are_for_managers_or_for_the_leader_and_are_counted_apart(cast, as_):
    """R11: the share answered and the days it took, by whom the lines are for; overdue ones are raised."""
    cascade = started(cast)
    sheet = sheet_of(cascade)
    for number in range(8):
        to = "manager" if number < 3 else "leader"
        actions.take_answer(sheet, taps=YES, line=f"line {number}", to=to, today=date(2026, 9, 1))
    client = as_(cast.partner)
    rows = client.get(f"/care-network/passing-on/{cascade.pk}/staff/").context["answered"]
    assert [(row.to, row.lines, row.answered, row.days, row.overdue) for row in rows] == [
        ("Managers", 3, 0, None, 3), ("The leader", 5, 0, None, 5),
    ]  # fmt: skip
    step = client.get("/care-network/p/pilot/home/").context["next_step"]
    assert (step.title, "overdue" in step.text) == ("Answer your staff", True)
