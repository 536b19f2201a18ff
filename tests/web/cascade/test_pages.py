"""The pages of a cascade by each role (R1, R4, R6, R10, R11; promises.md 4.3 row 21)."""

import re
from datetime import date

from django.test import Client
from django_scopes import scope

from headwater.web.audit.models import Event
from headwater.web.cascade import actions, queries
from headwater.web.cascade.models import Cascade, HandOver, PaperTally, StaffAnswer, UpwardSignal
from headwater.web.cascade.words import QUESTIONS
from tests.web.cascade.told import NO, TODAY, YES, answer, note, sheet_of, started
from tests.web.preparation.test_pages import status


def with_lines(cast, *lines, count=8):
    cascade = started(cast)
    answer(sheet_of(cascade), *[YES] * count, lines=lines)
    return cascade


def test_a_cascade_is_its_leaders_alone(cast, as_):
    """R1: the tiers of an organisation, for its own leader."""
    cascade = with_lines(cast, "canary-line")
    sheet, line = sheet_of(cascade), UpwardSignal.objects.get()
    own = cast.participant(cast.partner)
    noted = note(cascade, "Managers", "received", 1, date(2026, 9, 9))
    crossing = actions.note_crossing(
        cascade.practice, by=cast.partner, on=TODAY, today=TODAY, to_name="canary-body"
    )
    tier = cascade.tiers.first()
    for address in (
        f"participants/{own.pk}/passing-on/",
        f"participants/{own.pk}/passing-on/new/",
        f"passing-on/{cascade.pk}/",
        f"passing-on/{cascade.pk}/tiers/",
        f"passing-on/{cascade.pk}/note/",
        f"passing-on/{cascade.pk}/sites/",
        f"passing-on/{cascade.pk}/staff/",
        f"passing-on/{cascade.pk}/workplaces/",
        f"passing-on/{cascade.pk}/noted/",
        f"noted/{noted.pk}/",
        f"noted/{noted.pk}/take-back/",
        f"tiers/{tier.pk}/step/",
        f"practices/{cascade.practice.pk}/",
        f"practices/{cascade.practice.pk}/words/",
        f"practices/{cascade.practice.pk}/anew/",
        f"practices/{cascade.practice.pk}/elsewhere/",
        f"crossings/{crossing.pk}/",
        f"staff-sheets/{sheet.pk}/",
        f"staff-sheets/{sheet.pk}/slips/",
        f"staff-sheets/{sheet.pk}/print/",
        f"staff-sheets/{sheet.pk}/paper/",
        f"staff-lines/{line.pk}/reply/",
    ):
        assert status(as_, cast, f"/care-network/{address}") == {"partner"}, address
        assert as_(cast.partner).get(f"/other-host/{address}").status_code == 404, address


def test_another_partner_may_not_write_into_it(cast, as_):
    cascade = with_lines(cast, "canary-line")
    line = UpwardSignal.objects.get()
    for person in (cast.second_partner, cast.coordinator, cast.other_partner, cast.stranger):
        client = as_(person)
        client.post(f"/care-network/staff-lines/{line.pk}/reply/", {"text": "Mine now"})
        client.post(f"/care-network/passing-on/{cascade.pk}/tiers/", {"tiers": "Others, 3"})
    line.refresh_from_db()
    assert (line.reply, cascade.tiers.count()) == ("", 3)


def test_a_line_that_is_not_released_has_no_page_even_for_its_leader(cast, as_):
    with_lines(cast, "canary-line", count=7)
    line = UpwardSignal.objects.get()
    assert status(as_, cast, f"/care-network/staff-lines/{line.pk}/reply/") == set()


def test_a_partner_writes_a_practice_down_and_changes_it(cast, as_):
    client, own = as_(cast.partner), cast.participant(cast.partner)
    typed = {
        "sentence": "We ask what a good day is",
        "core": "The person is asked first",
        "signs": "The person is asked first\n\nThe day follows it",
        "adaptable": "",
        "tiers": "Managers, 4\nCare workers, nights, 30",
        "started_on": "2026-09-01",
    }
    home = client.get("/care-network/p/pilot/home/").content.decode()
    assert f"/care-network/participants/{own.pk}/passing-on/" in home
    address = client.post(f"/care-network/participants/{own.pk}/passing-on/new/", typed)["Location"]
    cascade = Cascade.objects.get()
    assert cascade.practice.signs == ["The person is asked first", "The day follows it"]
    assert list(cascade.tiers.values_list("name", "staff")) == [("Managers", 4), ("Care workers, nights", 30)]
    changed = {"sentence": "We ask", "signs": "Asked", "core": "Asked", "version": "1"}
    client.post(f"/care-network/practices/{cascade.practice.pk}/words/", changed)
    page = client.get(address).content.decode()
    assert ("Version 1" in page, "We ask</h1>" in page) == (True, True)
    stale = client.post(f"/care-network/practices/{cascade.practice.pk}/words/", changed)
    assert (stale.status_code, stale.context["form"].conflict) == (200, True)


def test_a_tier_without_a_number_is_asked_for_in_words(cast, as_):
    own = cast.participant(cast.partner)
    typed = {"sentence": "x", "signs": "y", "core": "z", "tiers": "Managers", "started_on": "2026-09-01"}
    page = as_(cast.partner).post(f"/care-network/participants/{own.pk}/passing-on/new/", typed)
    assert ("who they are, a comma, how many" in page.content.decode(), Cascade.objects.count()) == (True, 0)


def test_a_partner_notes_a_hand_over_and_sees_coverage(cast, as_):
    """R4 and R6 on the page: what is known, and what is not."""
    cascade = started(cast)
    tier = cascade.tiers.get(name="Care workers")
    typed = {"tier": str(tier.pk), "kind": "not_received", "people": "3", "on": "2026-09-09"}
    client = as_(cast.partner)
    client.post(f"/care-network/passing-on/{cascade.pk}/note/", typed)
    assert list(HandOver.objects.values_list("kind", "people")) == [("not_received", 3)]
    page = client.get(f"/care-network/passing-on/{cascade.pk}/").content.decode()
    assert 'data-label="Did not receive it">3</td>' in page
    assert 'data-label="Not known">37</td>' in page
    assert "Were they passed over?" in page


def test_a_tier_of_another_cascade_cannot_be_noted(cast, as_):
    own, others = started(cast), started(cast, cast.second_partner)
    typed = {"tier": str(others.tiers.first().pk), "kind": "tried", "people": "1", "on": "2026-09-09"}
    as_(cast.partner).post(f"/care-network/passing-on/{own.pk}/note/", typed)
    assert HandOver.objects.count() == 0


def test_anyone_with_the_code_answers_in_three_taps_with_no_account_and_no_cookie_but_csrf(cast):
    """R10: people with no account or e-mail are reached, and say whether they understood and used it."""
    sheet = sheet_of(started(cast))
    phone, address = Client(enforce_csrf_checks=True), f"/s/{sheet.code}/"
    page = phone.get(address)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    sent = phone.post(f"{address}?words=en", YES | {"line": "", "csrfmiddlewaretoken": token})
    thanks = phone.get(sent["Location"]).content.decode()
    assert ("Thank you" in thanks, "Send another answer" in thanks) == (True, True)
    assert set(phone.cookies) == {"csrf"}
    assert StaffAnswer.objects.get().taps == YES
    assert StaffAnswer.objects.get().month == f"{date.today():%Y-%m}"


def test_the_sheet_speaks_welsh_and_asks_for_what_is_missing(cast, client):
    sheet = sheet_of(started(cast))
    page = client.get(f"/s/{sheet.code}/?words=cy").content.decode()
    assert ('<html lang="cy">' in page, "Cefais wybod amdano" in page) == (True, True)
    page = client.post(f"/s/{sheet.code}/?words=cy", {"told": "yes", "explain": "maybe"}).content.decode()
    assert (StaffAnswer.objects.count(), "Dewiswch un ateb." in page) == (0, True)


def test_a_wrong_code_finds_nothing(cast, client):
    started(cast)
    assert client.get("/s/aaaaaaaaaa/").status_code == 404
    assert client.post("/s/aaaaaaaaaa/", YES).status_code == 404


def test_the_sheet_tells_nothing_of_the_organisation_or_of_what_others_said(cast, client):
    cascade = with_lines(cast, "canary-line")
    note(cascade, "Managers", "received", 3, date(2026, 9, 11))
    page = client.get(f"/s/{sheet_of(cascade).code}/").content.decode()
    assert [w for w in ("canary", "Wansbeck", "Partner", "Care Network", "Managers") if w in page] == []


def test_a_reply_is_shown_on_the_sheet_of_that_tier_and_the_share_answered_to_the_leader(cast, as_, client):
    """R11: an upward item is owed a reply, and whether it was two-way is counted."""
    cascade = with_lines(cast, "canary-one", "canary-two")
    answer(sheet_of(cascade, "Seniors"), *[YES] * 8)
    leader, line = as_(cast.partner), UpwardSignal.objects.first()
    step = leader.get("/care-network/p/pilot/home/").context["next_step"]
    assert step.title == "Answer your staff"
    leader.post(f"/care-network/staff-lines/{line.pk}/reply/", {"text": "From Monday, yes."})
    (row,) = leader.get(f"/care-network/passing-on/{cascade.pk}/staff/").context["answered"]
    assert (row.lines, row.answered) == (2, 1)
    assert "From Monday, yes." in client.get(f"/s/{sheet_of(cascade).code}/").content.decode()
    assert "From Monday" not in client.get(f"/s/{sheet_of(cascade, 'Seniors').code}/").content.decode()
    leader.post(f"/care-network/staff-lines/{line.pk}/reply/", {"text": "Something else."})
    line.refresh_from_db()
    assert line.reply == "From Monday, yes."


def test_the_leaders_page_shows_nothing_of_seven_answers_and_rounded_words_of_eight(cast, as_):
    """R10 with row 21: nothing to their own leader below eight answers."""
    cascade = started(cast)
    sheet, address = sheet_of(cascade), f"/care-network/passing-on/{cascade.pk}/staff/"
    answer(sheet, *[YES] * 4, *[NO] * 3, lines=["canary-line"])
    client = as_(cast.partner)
    page = client.get(address).content.decode()
    assert [w for w in ("canary-line", "About 5 answered", "About 10 answered", "about 5") if w in page] == []
    answer(sheet, YES)
    page = client.get(address).content.decode()
    assert "canary-line" in page
    assert "I was told about it: about 5 yes, 0 partly, 5 no" in page


def test_a_tier_smaller_than_the_floor_is_said_to_be_too_small_to_ask(cast, as_):
    cascade = started(cast, tiers=[("Managers", 7), ("Care workers", 8)])
    page = as_(cast.partner).get(f"/care-network/passing-on/{cascade.pk}/staff/").content.decode()
    assert (page.count("too few"), page.count("Not enough answers to show yet")) == (1, 1)


def test_the_printed_sheet_has_the_square_the_short_address_and_no_style_of_its_own(cast, as_):
    sheet = sheet_of(started(cast))
    page = as_(cast.partner).get(f"/care-network/staff-sheets/{sheet.pk}/print/").content.decode()
    assert (f"/s/{sheet.code}/</strong>" in page, "<title>QR</title>" in page, " style=" in page) == (
        True,
        True,
        False,
    )


def test_paper_answers_are_typed_in_as_totals(cast, as_):
    cascade = started(cast)
    sheet = sheet_of(cascade)
    typed = {"answered": "9"} | {
        f"{asked}_{said}": count
        for asked in QUESTIONS
        for said, count in (("yes", "6"), ("partly", "0"), ("no", "3"))
    }
    client = as_(cast.partner)
    client.post(f"/care-network/staff-sheets/{sheet.pk}/paper/", typed)
    assert PaperTally.objects.get().totals["used"] == {"yes": 6, "partly": 0, "no": 3}
    assert "About 10 answered" in client.get(f"/care-network/passing-on/{cascade.pk}/staff/").content.decode()
    page = client.post(f"/care-network/staff-sheets/{sheet.pk}/paper/", typed | {"answered": "8"})
    assert (page.status_code, PaperTally.objects.count()) == (200, 1)


def test_the_coordinator_sees_counts_across_organisations_and_nothing_else(cast, as_):
    cascade = with_lines(cast, "canary-line")
    address = "/care-network/p/pilot/passing-on/"
    assert status(as_, cast, address) == {"coordinator"}
    client = as_(cast.coordinator)
    pages = "".join(
        client.get(page).content.decode()
        for page in (address, "/care-network/p/pilot/home/", "/care-network/trail/")
    )
    assert [w for w in ("canary", "good day", "Care workers", sheet_of(cascade).code) if w in pages] == []
    counts = client.get(address).context["counts"]
    assert (counts.organisations, counts.cascades, counts.answered) == (1, 1, None)


def test_how_many_answered_is_told_from_three_organisations_on(cast):
    with_lines(cast)
    for person in (cast.second_partner, cast.consultant):
        answer(sheet_of(started(cast, person)), *[YES] * 8)
    counts = queries.across(cast.programme, TODAY)
    assert (counts.organisations, counts.cascades, counts.answered) == (3, 3, 30)


def test_the_trail_tells_that_a_leader_answered_and_not_what(cast):
    with_lines(cast, "canary-line")
    actions.reply(UpwardSignal.objects.get(), by=cast.partner, text="canary-reply", today=TODAY)
    event = Event.objects.get(action="reply_to_staff")
    assert (event.person_id, "canary" in str(vars(event))) == (cast.partner.pk, False)


def test_the_page_of_a_cascade_costs_the_same_for_many_lines(cast, as_, django_assert_max_num_queries):
    cascade = with_lines(cast, *[f"line {n}" for n in range(23)], count=23)
    for tier in ("Managers", "Seniors"):
        answer(sheet_of(cascade, tier), *[YES] * 8, lines=["a", "b"])
        note(cascade, tier, "received", 1, date(2026, 9, 9))
    client = as_(cast.partner)
    for page in ("", "staff/", "sites/", "noted/"):
        with django_assert_max_num_queries(30):
            client.get(f"/care-network/passing-on/{cascade.pk}/{page}")


def test_a_cascade_of_another_host_is_not_found_by_its_sheet_owner_elsewhere(cast, as_):
    with scope(host=cast.other_host):
        elsewhere = started(cast, cast.other_partner)
        address = f"passing-on/{elsewhere.pk}/"
    assert as_(cast.other_partner).get(f"/other-host/{address}").status_code == 200
    assert as_(cast.other_partner).get(f"/care-network/{address}").status_code == 404
    assert as_(cast.partner).get(f"/care-network/{address}").status_code == 404
