"""The competition policy, accepted by each with version and date; and who has prepared (R40, R44)."""

import pytest
from django.utils import timezone

from headwater.web.applications.models import Application
from headwater.web.applications.signals import place_taken_up
from headwater.web.hosts.home import asking_attention, gather
from headwater.web.preparation.actions import CannotPrepare, accept_policy, prepare, write_guide
from headwater.web.preparation.models import PolicyAcceptance
from headwater.web.preparation.queries import standings, without_the_policy
from headwater.web.preparation.rules import gate_reasons
from headwater.web.programmes.models import Participant
from tests.web.preparation.test_actions import STEPS
from tests.web.preparation.test_pages import status

REASON = "The competition policy has not been accepted yet."


@pytest.fixture
def policy(cast):
    """A programme with a policy that has been changed once."""
    cast.programme.competition_policy = "No prices, no bids. canary-policy"
    cast.programme.competition_policy_version = 2
    cast.programme.save()
    return cast


def test_r44_each_accepts_the_policy_with_its_version_and_day_from_their_own_page(policy, as_):
    own, client = policy.participant(policy.partner), as_(policy.partner)
    step = client.get("/care-network/p/pilot/home/").context["next_step"]
    assert step.title == "Read the competition policy"
    page = client.get(step.url).content.decode()
    assert ("canary-policy" in page, "I accept version 2" in page) == (True, True)
    client.post(f"/care-network/participants/{own.pk}/preparation/", {"do": "accept_policy"})
    client.post(f"/care-network/participants/{own.pk}/preparation/", {"do": "accept_policy"})
    accepted = PolicyAcceptance.objects.get()
    assert (accepted.participant, accepted.version) == (own, 2)
    assert timezone.localdate(accepted.created_at) == timezone.localdate()
    assert "You accepted version 2" in client.get(step.url).content.decode()


def test_r44_a_changed_policy_asks_again_and_an_earlier_acceptance_still_opens_the_gate(policy):
    own = Participant.objects.get(person=policy.partner)
    assert gate_reasons(own) == [REASON]
    accept_policy(own, by=policy.partner, version=1)
    assert gate_reasons(own) == []
    assert own in without_the_policy(policy.programme)
    accept_policy(own, by=policy.partner)
    assert own not in without_the_policy(policy.programme)
    assert list(own.policies_accepted.values_list("version", flat=True)) == [1, 2]


def test_nobody_accepts_for_another_nor_a_version_there_is_not(policy):
    own = Participant.objects.get(person=policy.partner)
    with pytest.raises(CannotPrepare, match="Only the person"):
        accept_policy(own, by=policy.coordinator)
    with pytest.raises(CannotPrepare, match="no such version"):
        accept_policy(own, by=policy.partner, version=3)
    policy.programme.competition_policy = " "
    policy.programme.save()
    with pytest.raises(CannotPrepare, match="no competition policy"):
        accept_policy(Participant.objects.get(person=policy.partner), by=policy.partner)
    assert PolicyAcceptance.objects.count() == 0


def test_r44_whoever_takes_up_a_place_accepts_the_policy_as_it_stood(policy):
    own = Participant.objects.get(person=policy.partner)
    application = Application(programme=policy.programme, person=policy.partner, policy_version=1)
    place_taken_up.send(sender=Application, participant=own, application=application, wishes=[])
    assert list(own.policies_accepted.values_list("version", flat=True)) == [1]


def test_the_coordinator_sees_who_has_prepared_and_takes_it_away(policy, as_):
    write_guide(programme=policy.programme, expectation="We listen.", steps=STEPS, by=policy.coordinator)
    own = Participant.objects.get(person=policy.partner)
    prepare(own, done=["s1"], acknowledged=True, by=policy.partner)
    accept_policy(own, by=policy.partner, version=1)
    assert status(as_, policy, "/care-network/p/pilot/prepared/") == {"coordinator", "faculty"}
    taken = as_(policy.coordinator).get("/care-network/p/pilot/prepared/?role=partner&download=csv")
    day = f"{timezone.localdate():%-d %b %Y}"
    assert taken.content.decode("utf-8-sig").splitlines() == [
        "Leader,Organisation,Side,What to expect,Checklist,Competition policy,Readiness",
        f'Partner,Wansbeck Carers,Partner,"version 1, {day}",1 of 2,"version 1, {day}; a newer one waits",–',
        "Second Partner,Hexham Day Services,Partner,not yet,0 of 2,not yet,–",
    ]
    rows = gather(asking_attention, person=policy.coordinator, host=policy.host, programme=policy.programme)
    assert [row.count for row in rows if row.label == "See who has prepared"] == [4]


def test_who_has_prepared_costs_five_queries_for_all(policy, django_assert_num_queries):
    people = list(Participant.objects.filter(programme=policy.programme).order_by("role"))
    with django_assert_num_queries(5):
        rows = standings(policy.programme, people)
    assert [row.is_partner for row in rows] == [False, False, True, True]
