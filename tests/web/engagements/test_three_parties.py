"""Agreements that a third signs, the review point, and power asked of all three parties (R51, R52, R57)."""

import pytest
from django.utils import timezone

from headwater.web.engagements.actions import (
    CannotWorkTogether,
    accept_agreement,
    begin,
    close_for,
    keep_agreement,
    log_session,
    propose_agreement,
)
from headwater.web.engagements.models import Agreement, Engagement, LookBack, PowerPulse
from headwater.web.engagements.queries import counts_needing_a_look
from headwater.web.engagements.signing import third_parties
from headwater.web.hosts.home import asking_attention, asking_next_steps, gather
from headwater.web.messages.models import Letter
from tests.web.engagements.pairs import at_work, proposed
from tests.web.engagements.test_sessions import days

CHOICES = {"travels": "turns", "pays": "programme", "rhythm": "month"}


def third(engagement, person):
    return next(one for one in third_parties(engagement) if one.person == person)


def three_way(cast, name="funder"):
    engagement = proposed(cast)
    person = getattr(cast, name)
    agreement = propose_agreement(
        engagement, by=cast.partner, own_words="canary-own", third=third(engagement, person), **CHOICES
    )
    return engagement, agreement


def test_r51_those_who_can_sign_as_third_are_of_the_host_or_a_sponsor_and_never_one_of_the_pair(cast):
    found = [(one.person.name, one.signs_for) for one in third_parties(proposed(cast))]
    assert found == [("Coordinator", "host"), ("Funder", "sponsor")]


def test_r51_a_three_way_agreement_holds_when_all_three_have_signed(cast):
    engagement, agreement = three_way(cast)
    accept_agreement(agreement, by=cast.consultant)
    assert Engagement.objects.get().state == "agreeing"
    with pytest.raises(CannotWorkTogether, match="First both of you"):
        log_session(engagement, by=cast.partner, day=days(1))
    with pytest.raises(CannotWorkTogether, match="Only the two"):
        accept_agreement(agreement, by=cast.coordinator)
    accept_agreement(agreement, by=cast.funder)
    assert (Engagement.objects.get().state, Agreement.objects.get().is_accepted) == ("running", True)


@pytest.mark.parametrize("name", ["funder", "coordinator"])
def test_r51_the_third_reads_and_signs_the_choices_and_never_what_the_two_add(cast, as_, name):
    _engagement, agreement = three_way(cast, name)
    client, address = as_(getattr(cast, name)), f"/care-network/agreements/{agreement.pk}/"
    page = client.get(address).content.decode()
    assert ["We take turns" in page, "What goes to whom" in page, "canary" in page] == [True, True, False]
    assert client.post(address).status_code == 302
    assert Agreement.objects.get().third_accepted_at is not None


def test_r51_nobody_but_the_third_who_is_asked_finds_the_page_to_sign(cast, as_):
    _engagement, agreement = three_way(cast)
    address = f"/care-network/agreements/{agreement.pk}/"
    found = {name for name, person in cast.everyone().items() if as_(person).get(address).status_code == 200}
    assert found == {"funder"}


def test_r51_a_sponsor_who_signs_finds_no_page_of_the_pair(cast, as_):
    engagement, _agreement = three_way(cast)
    client, base = as_(cast.funder), f"/care-network/engagements/{engagement.pk}"
    ends = ("", "facts/", "agreement/", "notes/", "reflections/", "look-back/", "stance/", "both-ways/")
    assert {client.get(f"{base}/{end}").status_code for end in ends} == {404}


def test_the_third_is_asked_on_their_home_page_and_by_a_letter_that_waits_for_the_coordinator(cast):
    _engagement, agreement = three_way(cast)

    def asked(person):
        steps = gather(asking_next_steps, person=person, host=cast.host, programme=cast.programme)
        return [step.url for step in steps if step.title == "Sign an agreement"]

    assert (asked(cast.funder), asked(cast.coordinator)) == (
        [f"/care-network/agreements/{agreement.pk}/"],
        [],
    )
    letter = Letter.objects.get(kind="agreement_to_sign")
    assert (letter.to, letter.state, "canary" in letter.body) == (cast.funder, "draft", False)
    accept_agreement(agreement, by=cast.funder)
    assert asked(cast.funder) == []


def test_a_coordinator_who_signs_finds_the_pair_among_those_to_look_at(cast, as_):
    engagement, agreement = three_way(cast, "coordinator")
    rows = gather(asking_attention, person=cast.coordinator, host=cast.host, programme=cast.programme)
    row = next(row for row in rows if row.sentence == "pair asks you to sign their agreement")
    client = as_(cast.coordinator)
    assert str(engagement.pk) in client.get(row.url).content.decode()
    page = client.get(f"/care-network/engagements/{engagement.pk}/facts/").content.decode()
    assert f"/care-network/agreements/{agreement.pk}/" in page


def test_a_pair_that_parted_is_looked_at_until_someone_takes_it_up(cast):
    engagement = at_work(cast)

    def parted():
        return counts_needing_a_look(cast.programme, timezone.localdate())["left"]

    close_for(engagement, by=cast.coordinator, reason="person_left")
    assert parted() == 1
    begin(
        partner=engagement.partner, consultant=cast.participant(cast.second_consultant), by=cast.coordinator
    )
    assert parted() == 0


def test_a_third_asked_for_on_the_page_is_one_the_page_offers(cast, as_):
    engagement = proposed(cast)
    address = f"/care-network/engagements/{engagement.pk}/agreement/write/"
    typed = {**CHOICES, "review_at_session": "3", "last_session": ["hand_on"], "own_words": ""}
    client = as_(cast.partner)
    assert (
        "Select a valid choice"
        in client.post(address, typed | {"third": f"host:{cast.stranger.pk}"}).content.decode()
    )
    client.post(address, typed | {"third": f"sponsor:{cast.funder.pk}"})
    agreement = Agreement.objects.get()
    assert (agreement.third_party, agreement.signs_for, agreement.last_session_words()) == (
        cast.funder, "sponsor", ["We agree what is carried on, and by whom"],
    )  # fmt: skip


def test_the_words_of_the_programme_stand_in_the_version_that_was_signed(cast):
    cast.programme.agreement_words = "We meet in working hours.\nWe each bring tea."
    cast.programme.save()
    agreement = propose_agreement(proposed(cast), by=cast.partner, **CHOICES)
    section = next(section for section in agreement.words if section["heading"] == "Pilot")
    assert section["lines"] == ["We meet in working hours.", "We each bring tea."]


def test_r57_the_ending_is_planned_from_the_first_session_on(cast):
    engagement = proposed(cast)
    agreement = propose_agreement(engagement, by=cast.partner, last_session=["tell", "invented"], **CHOICES)
    purpose = " ".join(agreement.words[0]["lines"])
    assert (agreement.last_session, f"{engagement.planned_end:%Y}" in purpose) == (["tell"], True)


def test_at_its_review_point_the_agreement_is_kept_or_made_anew(cast, as_):
    engagement = at_work(cast)
    first = engagement.agreements.get()
    for day in (30, 20, 10):
        log_session(engagement, by=cast.partner, day=days(day))
    home = "/care-network/p/pilot/home/"

    def asked():
        page = as_(cast.consultant).get(home).content.decode()
        return "Look at your agreement again" in page

    client, base = as_(cast.consultant), f"/care-network/engagements/{engagement.pk}"
    steps = client.get(f"{base}/").context
    titles = [steps["next_step"].title, *(step.title for step in steps["later_steps"])]
    assert "Look at your agreement again" in titles
    assert "Keep it as it is" in client.get(f"{base}/agreement/").content.decode()
    client.post(f"{base}/agreement/keep/")
    first.refresh_from_db()
    assert (first.reviewed_on, asked()) == (timezone.localdate(), False)
    with pytest.raises(CannotWorkTogether, match="You have met 3 times"):
        propose_agreement(engagement, by=cast.partner, review_at_session=2, **CHOICES)
    again = propose_agreement(engagement, by=cast.partner, **CHOICES)
    with pytest.raises(CannotWorkTogether, match="First everyone"):
        keep_agreement(again, by=cast.partner)
    assert (again.number, again.review_at_session) == (2, 6)


TAPS = {"fair_say": "2", "free_to_refuse": "0", "theirs_to_decide": "1"}


def test_r51_power_is_asked_of_all_three_parties_in_the_same_words(cast, as_):
    engagement = at_work(cast)
    for name in ("partner", "consultant"):
        as_(getattr(cast, name)).post(f"/care-network/engagements/{engagement.pk}/look-back/", TAPS)
    for name in ("coordinator", "funder"):
        as_(getattr(cast, name)).post("/care-network/p/pilot/power/", TAPS)
    pairs = LookBack.objects.order_by("participant__role").values_list("participant__role", "moment", *TAPS)
    assert list(pairs) == [("consultant", "half_way", 2, 0, 1), ("partner", "half_way", 2, 0, 1)]
    thirds = PowerPulse.objects.order_by("party").values_list("party", "person__name", *TAPS)
    assert list(thirds) == [("host", "Coordinator", 2, 0, 1), ("sponsor", "Funder", 2, 0, 1)]


def test_r51_nobody_sees_anothers_word_on_power(cast, as_):
    at_work(cast)
    address = "/care-network/p/pilot/power/"
    as_(cast.funder).post(address, TAPS)
    seen = {name: as_(person).get(address) for name, person in cast.everyone().items()}
    assert {name for name, page in seen.items() if page.status_code == 200} == {"coordinator", "funder"}
    assert seen["coordinator"].context["form"].initial == {}
    assert seen["funder"].context["form"].initial == {
        "fair_say": 2, "free_to_refuse": 0, "theirs_to_decide": 1,
    }  # fmt: skip


def test_r52_the_role_words_change_half_way_and_what_was_agreed_keeps_its_own(cast, as_):
    engagement = at_work(cast)
    log_session(engagement, by=cast.partner, day=days(10))
    before = engagement.agreements.get().words
    cast.programme.words = {
        "partner": {"en": {"one": "fellow", "many": "fellows"}},
        "consultant": {"en": {"one": "companion", "many": "companions"}},
    }
    cast.programme.save()
    log_session(engagement, by=cast.consultant, day=days(2))
    page = as_(cast.partner).get(f"/care-network/engagements/{engagement.pk}/agreement/").content.decode()
    assert ("The partner decides" in page, "The fellow decides" in page) == (True, False)
    again = propose_agreement(engagement, by=cast.partner, **CHOICES)
    assert engagement.agreements.last().words == before
    assert "The fellow decides" in str(again.words)
    row = Engagement.objects.with_dose().get()
    assert (row.held, row.partner.role, row.consultant.role) == (2, "partner", "consultant")
