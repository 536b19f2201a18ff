"""One pair at the desk: who else, what each would cost, the best for one alone; and a swap that works the rest out (R29, R36)."""

import pytest

from headwater.web.hosts.links import href
from headwater.web.matching.actions import CannotMatch, propose_matches, publish, swap_by_hand
from headwater.web.matching.models import HandRule, MatchProposal
from headwater.web.matching.queries import others_for
from tests.web.matching.cohort import consultant, empty, names, partner


@pytest.fixture
def draft(cast):
    """Both ask about teams first; one of those who give knows teams, one income, one nothing that is asked."""
    programme = empty(cast.programme)
    partner(programme, "One", topics=["teams"])
    partner(programme, "Two", topics=["teams", "income"])
    for name, topics in (
        ("Knows both", ["teams", "income"]),
        ("Knows teams", ["teams"]),
        ("Third", ["buildings"]),
    ):
        consultant(programme, name, topics=topics)
    return propose_matches(programme=programme, by=cast.coordinator)


def test_each_alternative_says_what_it_is_to_them_what_it_costs_others_and_who_moves(draft):
    assert names(draft) == [("One", "Knows teams"), ("Two", "Knows both")]
    one = draft.proposals.get(partner__organisation__name="One")
    told = [
        (
            o.consultant.organisation.name,
            o.gain,
            o.cost,
            [(str(w.organisation), str(t.organisation)) for w, t in o.moves],
        )
        for o in others_for(one)
    ]
    assert told == [("Knows both", 0, 13, [("Two", "Knows teams")]), ("Third", -40, 0, [])]


def test_a_swap_pins_with_a_reason_and_works_the_rest_out_at_once(cast, as_, draft):
    one = draft.proposals.with_people().get(partner__organisation__name="One")
    both = MatchProposal.objects.get(partner__organisation__name="Two").consultant
    client, address = as_(cast.coordinator), href("matching:swap", one, consultant=both.pk)
    assert client.post(address, {"reason": " "}).status_code == 200
    assert HandRule.objects.count() == 0
    assert client.post(address, {"reason": "They asked for one another."}).status_code == 302
    swapped = type(draft).objects.get(state="draft")
    assert names(swapped) == [("One", "Knows both"), ("Two", "Knows teams")]
    assert type(draft).objects.get(pk=draft.pk).state == "aside"
    others = (one.partner.person, cast.faculty, cast.stranger, cast.other_coordinator)
    assert [as_(who).get(address).status_code for who in others] == [404] * 4
    publish(run=swapped, by=cast.coordinator)
    with pytest.raises(CannotMatch, match="Only a draft"):
        pair = swapped.proposals.first()
        swap_by_hand(proposal=pair, consultant=both, reason="Again.", by=cast.coordinator)
