"""Ties before and since, being seen or not, and what comes afterwards (R38, R77)."""

import random
from datetime import date

import pytest

from headwater.web.applications.signals import place_taken_up
from headwater.web.engagements.actions import begin
from headwater.web.hosts.home import asking_next_steps, gather
from headwater.web.network import actions, example, queries
from headwater.web.network.models import Alumnus, Reach, Showing, Tie
from headwater.web.programmes.models import Participant, Programme
from tests.people import make_participant, person
from tests.web.preparation.test_pages import status

TODAY = date(2026, 11, 20)


@pytest.fixture
def pair(cast):
    return begin(
        partner=cast.participant(cast.partner),
        consultant=cast.participant(cast.consultant),
        by=cast.coordinator,
        on=date(2026, 9, 1),
    )


def many(cast, count):
    return [
        make_participant(cast.programme, person(f"Leader {n}"), "partner", f"Body {n}") for n in range(count)
    ]


def test_the_network_of_a_leader_is_theirs_alone(cast, as_, pair):
    own = pair.partner
    tie = actions.tell_tie(
        own, by=cast.partner, kind="joint_work", since="during", other_organisation="canary-body"
    )
    for address in (
        f"participants/{own.pk}/network/",
        f"participants/{own.pk}/network/new/",
        f"participants/{own.pk}/afterwards/",
    ):
        assert status(as_, cast, f"/care-network/{address}") == {"partner"}, address
        assert as_(cast.partner).get(f"/other-host/{address}").status_code == 404
    for someone in (cast.consultant, cast.coordinator, cast.stranger, cast.other_partner):
        assert as_(someone).post(f"/care-network/connections/{tie.pk}/take-away/").status_code == 404
    counts = as_(cast.coordinator).get("/care-network/p/pilot/connections/").content.decode()
    assert ("canary" in counts, "Cannot tell" in counts, Tie.objects.count()) == (False, True, 1)


def test_the_hosts_pages_are_the_coordinators(cast, as_, pair):
    for address in ("connections/", "generations/"):
        assert status(as_, cast, f"/care-network/p/pilot/{address}") == {"coordinator"}, address


def test_a_leader_says_whom_they_could_ring_before_and_now_on_one_page(cast, as_, pair):
    """R77: before and after ties, who I could ring."""
    client, own = as_(cast.partner), pair.partner
    address = f"/care-network/participants/{own.pk}/network/"
    client.post(f"{address}reach/", {"before": "2", "now": "5"})
    assert dict(Reach.objects.values_list("when", "people")) == {"before": 2, "now": 5}
    assert "3 more than before the programme." in client.get(address).content.decode()
    client.post(f"{address}reach/", {"before": "", "now": "5"})
    assert dict(Reach.objects.values_list("when", "people")) == {"now": 5}
    client.post(f"{address}reach/", {"before": "-1", "now": "5"})
    assert Reach.objects.count() == 1


def test_only_those_one_works_with_or_who_agreed_to_be_seen_can_be_chosen(cast, as_, pair):
    own, unseen = pair.partner, cast.participant(cast.second_partner)
    assert list(queries.known_to(own)) == [pair.consultant]
    typed = {"other": str(unseen.pk), "kind": "could_ring", "since": "during"}
    address = f"/care-network/participants/{own.pk}/network/new/"
    as_(cast.partner).post(address, typed)
    assert Tie.objects.count() == 0
    actions.show_oneself(unseen, by=cast.second_partner, shown=True, today=TODAY)
    as_(cast.partner).post(address, typed)
    assert Tie.objects.get().whom == "Hexham Day Services"
    for wrong in ({}, {"other": own}, {"other": unseen}):
        with pytest.raises(actions.CannotConnect):
            actions.tell_tie(own, by=cast.partner, kind="could_ring", since="during", **wrong)


def test_the_network_shows_only_those_who_agreed_and_forgets_at_once_who_changes_their_mind(cast, as_, pair):
    """R77: a network view with consent."""
    client, address = as_(cast.second_partner), "/care-network/p/pilot/network/"
    actions.tell_tie(pair.partner, by=cast.partner, kind="could_ring", since="during", other=pair.consultant)
    assert "Nobody yet" in client.get(address).content.decode()
    for side in (pair.partner, pair.consultant):
        actions.show_oneself(side, by=side.person, shown=True, today=TODAY)
    page = client.get(address)
    assert [(a, b) for a, b, *_rest in page.context["ties"]] == [(1, 2)] or len(page.context["ties"]) == 1
    assert "Wansbeck Carers" in page.content.decode()
    as_(cast.partner).post(f"/care-network/participants/{pair.partner.pk}/network/shown/", {})
    page = client.get(address)
    assert (Showing.objects.get(participant=pair.partner).shown, page.context["ties"]) == (False, [])
    assert "Wansbeck Carers" not in page.content.decode()
    assert as_(cast.stranger).get(address).status_code == 404


def test_the_host_is_told_from_five_leaders_on_and_a_tie_both_tell_of_counts_once(cast, pair):
    """R77: introductions made and joint work started, in counts."""
    cast.programme.floor_host = 5
    leaders = many(cast, 4)
    for at, leader in enumerate(leaders):
        actions.say_reach(leader, by=leader.person, before=1, now=1 + at)
        actions.tell_tie(
            leader, by=leader.person, kind="introduced", since="during", other_organisation=f"Body {at + 10}"
        )
    assert (queries.network_counts(cast.programme).reach, queries.network_counts(cast.programme).introduced) == (
        None, None,
    )  # fmt: skip
    actions.say_reach(pair.partner, by=cast.partner, before=4, now=2)
    for own, other in ((pair.partner, pair.consultant), (pair.consultant, pair.partner)):
        actions.tell_tie(own, by=own.person, kind="joint_work", since="during", other=other)
    counts = queries.network_counts(cast.programme)
    assert (counts.introduced, counts.joint_work, counts.told_by) == (4, 1, 6)
    reach = counts.reach
    assert (reach.both, reach.before, reach.now, reach.more, reach.same, reach.fewer) == (5, 1, 2, 3, 1, 1)


def test_at_the_end_a_leader_is_asked_what_comes_next_and_reasons_are_told_of_five_or_more(cast, as_, pair):
    """R38: who went on to help, and why some did not."""
    cast.programme.stage, cast.programme.floor_host = Programme.Stage.ALUMNI, 5
    cast.programme.save()
    asked = gather(asking_next_steps, person=cast.partner, host=cast.host, programme=cast.programme)
    assert "And now?" in [step.title for step in asked]
    typed = {"next": "not", "why": "no_time", "keeps_in_touch": "on"}
    as_(cast.partner).post(f"/care-network/participants/{pair.partner.pk}/afterwards/", typed)
    assert Alumnus.objects.get().why == "no_time"
    for leader in many(cast, 3):
        actions.say_what_next(leader, by=leader.person, next="later", why="pause", today=TODAY)
    assert queries.afterwards(cast.programme).why is None
    last = cast.participant(cast.second_partner)
    actions.say_what_next(last, by=last.person, next="not", why="no_time", today=TODAY)
    said = queries.afterwards(cast.programme)
    assert (said.said, said.why) == (5, {"I have no time for it": 2, "I need a pause": 3})
    actions.say_what_next(last, by=last.person, next="helps", why="no_time", today=TODAY)
    assert Alumnus.objects.get(participant=last).why == ""


def test_who_was_helped_and_takes_up_a_place_to_help_is_of_the_next_generation(cast, pair):
    """R38: second-generation consultants, and the third after them."""
    pair.consultant.generation = 2
    pair.consultant.save()
    helper = Participant.objects.create(
        programme=cast.programme,
        person=cast.partner,
        organisation=pair.partner.organisation,
        role="consultant",
    )
    place_taken_up.send(sender=None, participant=helper, application=None, wishes=[])
    helper.refresh_from_db()
    assert helper.generation == 3


def test_the_examples_end_has_a_second_generation_with_its_picture_and_its_table(cast, as_, pair):
    """The example programme's alumni stage has a second generation."""
    pair.consultant.capacity = 5
    pair.consultant.save()
    for n, leader in enumerate(many(cast, 3)):
        begin(partner=leader, consultant=pair.consultant, by=cast.coordinator, on=date(2026, 9, n + 1))
    example.tell(cast.programme, random.Random(1), TODAY)
    second = example.tell_afterwards(cast.programme, cast.coordinator, TODAY)
    generations = set(second.participants.filter(role="consultant").values_list("generation", flat=True))
    found = queries.lineage()
    assert (generations, [(row.number, row.help_on) for row in found.generations]) == (
        {2}, [(0, 3), (1, 0)],
    )  # fmt: skip
    page = as_(cast.coordinator).get("/care-network/p/pilot/generations/").content.decode()
    assert page.count('r="7"') == sum(1 for tree in found.trees for _ in example_lines(tree))
    assert "Tees Valley Home Care helped" in page


def example_lines(tree):
    yield tree
    for child in tree.helped:
        yield from example_lines(child)
