"""Sealed exclusions: honoured, and nowhere to be read or inferred (R37; promises.md 4.3, row 4)."""

import re

import pytest
from django.db import connection

from headwater.web.audit.models import Event
from headwater.web.hosts.links import href
from headwater.web.matching.actions import (
    CannotMatch,
    add_exclusion,
    propose_matches,
    publish,
    remove_exclusion,
    rule_by_hand,
)
from headwater.web.matching.models import Exclusion, MatchProposal, MatchRun
from tests.web.applications.applying import decided, filled, open_call
from tests.web.matching.cohort import BERWICK, consultant, empty, names, partner

CANARY = "Coquet Community Trust"


def seal(participant, target=CANARY, kind="organisation"):
    return add_exclusion(participant=participant, kind=kind, target=target, by=participant.person)


def plain(response) -> str:
    """A page without what differs from request to request: form keys, ids, times, nonces."""
    text = response.content.decode()
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|form_key)" value=|nonce=|content=)"[^"]*"', r"\1", text)
    return re.sub(r"\d{1,2}:\d{2}", "TIME", text)


def test_a_participant_keeps_their_own_list_and_nobody_else_finds_the_page(cast, as_):
    mine = cast.participant(cast.partner)
    client = as_(cast.partner)
    address = href("matching:exclusions", mine)
    assert client.get(address).status_code == 200
    client.post(address, {"kind": "organisation", "target": CANARY})
    assert CANARY in client.get(address).content.decode()
    others = (
        cast.coordinator,
        cast.consultant,
        cast.second_partner,
        cast.faculty,
        cast.stranger,
        cast.other_coordinator,
    )
    assert [as_(who).get(address).status_code for who in others] == [404] * 6
    taken_off = href("matching:unseal", Exclusion.objects.get())
    assert [as_(who).post(taken_off).status_code for who in others] == [404] * 6
    assert client.post(taken_off).status_code == 302
    assert Exclusion.objects.count() == 0


def test_a_name_is_asked_for_unless_it_is_about_everyone(cast, as_):
    mine = cast.participant(cast.partner)
    page = as_(cast.partner).post(href("matching:exclusions", mine), {"kind": "person", "target": " "})
    assert "Write the name" in page.content.decode()
    as_(cast.partner).post(href("matching:exclusions", mine), {"kind": "everyone"})
    assert Exclusion.objects.get().kind == "everyone"


def test_the_name_is_unreadable_in_the_database_also_inside_a_kept_run(cast):
    programme = empty(cast.programme)
    one = partner(programme, "One")
    consultant(programme, "Two")
    seal(one)
    propose_matches(programme=programme, by=cast.coordinator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT target FROM matching_exclusion")
        assert cursor.fetchone()[0].startswith("hw1:")
        cursor.execute("SELECT inputs FROM matching_matchrun")
        assert cursor.fetchone()[0].startswith("hw1:")


def test_sealing_leaves_no_line_in_the_trail_that_the_host_can_read(cast):
    exclusion = seal(cast.participant(cast.partner))
    remove_exclusion(exclusion=exclusion, by=cast.partner)
    assert list(Event.objects.filter(kind="matching.Exclusion").values_list("host_id", "action")) == [
        (None, "seal"),
        (None, "unseal"),
    ]


def test_wishes_written_with_an_application_are_honoured_from_the_day_the_place_is_taken_up(cast):
    """The applications app hands them over; the name an applicant typed keeps the two apart."""
    from headwater.web.applications import actions as applications

    programme = open_call(empty(cast.programme))
    consultant(programme, "canary-rival Care")
    application = applications.submit_application(
        application=filled(programme, cast.stranger), by=cast.stranger
    )
    decided(application, cast.coordinator)
    applications.close_panel(programme=programme, by=cast.coordinator)
    applications.apply_decisions(programme=programme, by=cast.coordinator)
    application = type(application).objects.get(pk=application.pk)
    applications.answer_offer(application=application, accept=True, by=cast.stranger)
    assert sorted(one.target for one in Exclusion.objects.all()) == [
        "canary-former Chief",
        "canary-rival Care Ltd",
    ]
    run = propose_matches(programme=programme, by=cast.coordinator)
    assert (names(run), [one["why"] for one in run.result["waiting"]]) == ([], ["places"])


def cohort(cast, sealed: bool):
    """Three seek, two give: one must be without. The one without, and one with a pair, sealed somebody or did not."""
    programme = empty(cast.programme)
    first = partner(programme, "Amble", topics=["teams", "income"])
    partner(programme, "Blyth", topics=["income"])
    last = partner(programme, "Corbridge", topics=["buildings"])
    consultant(programme, "Coquet Community Trust", topics=["teams"])
    consultant(programme, "Durham", topics=["income"])
    if sealed:
        seal(last)
        seal(first, target="Durham")
    return programme


def desk_pages(programme, client, by) -> list[str]:
    """Everything a coordinator can open about a proposal, as text."""
    run = propose_matches(programme=programme, by=by)
    pages = [
        client.get(href("matching:ready", programme)),
        client.get(href("matching:run", run)),
        client.get(href("matching:run", run) + "?download=csv"),
        client.get(href("matching:runs", programme)),
        client.get(href("matching:checks", programme)),
        client.get(href("matching:publish", run)),
        client.get(href("programmes:programme_home", programme)),
    ]
    return [plain(page) for page in pages]


def again(cast, as_, build, *args) -> list[str]:
    """The pages of a cohort that is built, looked at, and taken away again."""
    from django.db import transaction

    with transaction.atomic():
        found = desk_pages(build(cast, *args), as_(cast.coordinator), cast.coordinator)
        transaction.set_rollback(True)
    return found


def test_pages_counts_order_and_files_are_the_same_with_and_without_a_seal(cast, as_):
    open_ = again(cast, as_, cohort, False)
    sealed = again(cast, as_, cohort, True)
    assert "Corbridge" in open_[1] and "Nobody who would fit has a place left for them." in open_[1]
    assert sealed == open_


def only_one(cast, reason: str):
    """One seeks, one could give, and a reason stands between them that must all look like one."""
    programme = empty(cast.programme)
    seeks = partner(programme, "Amble", mode="in_person")
    gives = consultant(programme, "Coquet Community Trust", capacity=0 if reason == "no place" else 1)
    consultant(programme, "Berwick Hospice", at=BERWICK)
    if reason == "sealed by one":
        seal(seeks)
    if reason == "sealed by the other":
        seal(gives, target="leader of amble", kind="person")
    if reason == "nobody new":
        seal(gives, target="", kind="everyone")
    return programme


@pytest.mark.parametrize("reason", ["sealed by one", "sealed by the other", "nobody new"])
def test_where_a_seal_is_the_reason_the_desk_says_what_it_would_say_of_capacity(cast, as_, reason):
    full = again(cast, as_, only_one, "no place")
    sealed = again(cast, as_, only_one, reason)
    assert "Nobody who would fit has a place left for them." in full[1]
    assert sealed == full


def test_a_sealed_pair_cannot_be_pinned_and_the_refusal_reads_like_any_other(cast):
    programme = empty(cast.programme)
    seeks = partner(programme, "Amble")
    gives, full = consultant(programme, "Coquet Community Trust"), consultant(programme, "Full", capacity=0)
    seal(seeks)
    said = []
    for one in (gives, full):
        with pytest.raises(CannotMatch) as refused:
            rule_by_hand(partner=seeks, consultant=one, kind="pin", reason="Please.", by=cast.coordinator)
        said.append(str(refused.value).replace(one.organisation.name, "X"))
    assert said[0] == said[1]


def test_no_page_of_the_other_one_shows_that_a_wish_exists(cast, as_):
    programme = empty(cast.programme)
    seeks, gives = partner(programme, "Amble"), consultant(programme, "Coquet")
    seal(seeks, target="canary-Someone Else")
    run = propose_matches(programme=programme, by=cast.coordinator)
    publish(run=run, by=cast.coordinator)
    pair = MatchProposal.objects.get()
    seen = [
        as_(gives.person).get(href("matching:proposal", pair)),
        as_(cast.coordinator).get(href("matching:pair", pair)),
        as_(cast.coordinator).get(href("matching:run", MatchRun.objects.get())),
    ]
    assert [("canary" in page.content.decode(), page.status_code) for page in seen] == [(False, 200)] * 3
