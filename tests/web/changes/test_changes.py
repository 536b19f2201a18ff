"""Jobs change, organisations merge, people become friends: the events of domain.md section 8, each told, decided, done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from headwater.web.changes.actions import CannotChange, leave_programme, settle_change, tell_change
from headwater.web.changes.models import Change
from headwater.web.engagements.models import Ending, Engagement
from headwater.web.hosts.home import asking_attention, gather
from headwater.web.hosts.models import Membership
from headwater.web.messages.models import Letter
from headwater.web.organisations.models import Organisation, Site
from headwater.web.organisations.signals import rating_fell
from headwater.web.programmes.models import Participant
from tests.web.engagements.pairs import at_work

OUTSIDERS = (
    "faculty", "panel", "evaluator", "funder", "concern_lead", "second_partner", "second_consultant",
    "stranger", "other_coordinator", "other_partner",
)  # fmt: skip
TODAY = timezone.localdate


def told(cast, kind="friends", **values):
    pair = at_work(cast)
    if kind in {"friends", "trustees", "rivals"}:
        values |= {"engagement": pair}
    return tell_change(pair.partner, by=cast.partner, kind=kind, note="canary-note", **values)


def letters_about(change):
    return sorted(Letter.objects.filter(about_id=str(change.pk)).values_list("to__name", flat=True))


def test_a_pair_that_became_friends_tells_it_and_carries_on_openly(cast, as_):
    pair = at_work(cast)
    client = as_(cast.partner)
    address = f"/care-network/participants/{pair.partner_id}/changed/"
    answer = client.post(
        address, {"kind": "friends", "engagement": pair.pk, "happened_on": TODAY(), "note": "canary-note"}
    )
    change = Change.objects.get()
    assert answer["Location"] == f"/care-network/changes/{change.pk}/"
    assert [row.count for row in gather_attention(cast) if row.label == "Look" and row.urgency == 8] == [1]
    as_(cast.coordinator).post(
        f"/care-network/changes/{change.pk}/settle/", {"outcome": "carry_on", "answer": "Good to know."}
    )
    change = Change.objects.get()
    assert (change.state, change.outcome, change.settled_by) == ("settled", "carry_on", cast.coordinator)
    assert letters_about(change) == ["Consultant", "Partner"]
    assert "canary" not in "".join(Letter.objects.values_list("body", flat=True))
    assert Engagement.objects.get(pk=pair.pk).state == "running"


def gather_attention(cast):
    return gather(asking_attention, person=cast.coordinator, host=cast.host, programme=cast.programme)


def test_a_seat_on_the_others_board_can_end_the_pair_without_blame(cast):
    change = told(cast, "trustees")
    settle_change(
        change, by=cast.coordinator, outcome="ended", answer="A trustee cannot also be your helper."
    )
    pair = Engagement.objects.get()
    assert (pair.state, pair.ending.reason) == ("ended", Ending.Reason.CONFLICT)


def test_a_shared_bid_found_after_meeting_one_bars_topics_from_then_on(cast):
    """S1: one pair discovers they bid for the same contract after meeting one (R44, R45)."""
    change = told(cast, "rivals")
    settle_change(change, by=cast.coordinator, outcome="restricted", answer="No talk of bids from now on.")
    assert Engagement.objects.get().competition == "restricted"


def test_a_partner_who_changes_employer_takes_part_from_the_new_one_and_competition_is_checked_there(
    cast, as_
):
    change = told(cast, "new_employer")
    rival = Engagement.objects.get().consultant.organisation
    new = Organisation.objects.create(name="Alnwick Home Care", group="One group")
    Site.objects.create(organisation=new, is_main=True, services=["Homecare agencies"], precision="unknown")
    rival.group = "One group"
    rival.save()
    client = as_(cast.coordinator)
    page = f"/care-network/changes/{change.pk}/settle/"
    refused = client.post(page, {"outcome": "moved", "organisation": "Nobody knows it", "answer": "Welcome."})
    assert refused.context["form"].errors["organisation"] == [
        "No organisation of this name is in your list. Add it first, then come back."
    ]
    client.post(page, {"outcome": "moved", "organisation": "alnwick home care", "answer": "Welcome."})
    assert Participant.objects.get(person=cast.partner).organisation == new
    again = tell_change(Participant.objects.get(person=cast.partner), by=cast.coordinator, kind="merged")
    shown = client.get(f"/care-network/changes/{again.pk}/").context["verdicts"]
    assert [row["verdict"]["outcome"] for row in shown] == ["barred"]


def test_someone_who_leaves_is_out_their_pair_ends_without_blame_and_their_duty_is_over(cast):
    """S1: 4 of 15 drop out; the other is told, and nothing is held against anyone."""
    change = told(cast, "leaving", happened_on=TODAY() + timedelta(days=20))
    settle_change(change, by=cast.coordinator, outcome="left", answer="Thank you for what you gave.")
    pair = Engagement.objects.get()
    assert (pair.state, pair.ending.reason) == ("ended", Ending.Reason.PERSON_LEFT)
    assert Participant.objects.get(person=cast.partner).status == "withdrawn"
    assert not Membership.objects.current().filter(person=cast.partner).exists()
    assert Letter.objects.filter(to=cast.consultant, kind="engagement_closed").count() == 1


def test_a_consultant_resigns_and_their_partners_may_be_matched_again(cast):
    pair = at_work(cast)
    leave_programme(pair.consultant, by=cast.coordinator)
    assert Engagement.objects.get().ending.reason == Ending.Reason.PERSON_LEFT
    assert Participant.objects.get(person=cast.partner).status == "active"
    with pytest.raises(CannotChange):
        leave_programme(Participant.objects.get(person=cast.consultant), by=cast.coordinator)


def test_a_lower_rating_of_a_consultants_own_organisation_is_raised_once(cast):
    """domain.md section 8: the consultant's own organisation is rated inadequate."""
    pair = at_work(cast)
    for _again in range(2):
        rating_fell.send(sender=Site, organisations=[pair.consultant.organisation])
    change = Change.objects.get()
    assert (change.kind, change.participant, change.told_by) == ("rating", pair.consultant, None)
    settle_change(
        change, by=cast.coordinator, outcome="carry_on", answer="Your home is not the only one you lead."
    )
    assert letters_about(change) == ["Consultant"]


def test_the_rating_of_an_organisation_nobody_works_with_raises_nothing(cast):
    rating_fell.send(
        sender=Site, organisations=[Participant.objects.get(person=cast.consultant).organisation]
    )
    assert Change.objects.count() == 0


def test_what_was_told_can_be_taken_back_while_nothing_is_decided_and_its_note_is_gone(cast, as_):
    change = told(cast)
    as_(cast.partner).post(f"/care-network/changes/{change.pk}/take-back/")
    change = Change.objects.get()
    assert (change.state, change.note) == ("taken_back", "")
    with pytest.raises(CannotChange):
        settle_change(change, by=cast.coordinator, outcome="carry_on", answer="Too late.")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"outcome": "moved", "answer": "x"}, "This does not follow from what has changed."),
        (
            {"outcome": "carry_on", "answer": " "},
            "Say in a sentence what you decided and why: they will read it.",
        ),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_in_words(cast, values, words):
    with pytest.raises(CannotChange, match=words):
        settle_change(told(cast), by=cast.coordinator, **values)


def test_nobody_decides_about_themselves(cast):
    with pytest.raises(CannotChange, match="Somebody else has to decide this"):
        settle_change(told(cast), by=cast.partner, outcome="carry_on", answer="I say so.")


def test_the_same_thing_is_told_once_and_a_pair_must_be_ones_own(cast):
    change = told(cast)
    with pytest.raises(CannotChange, match="told already"):
        tell_change(change.participant, by=cast.partner, kind="friends", engagement=change.engagement)
    with pytest.raises(CannotChange, match="Choose the pair"):
        tell_change(change.participant, by=cast.partner, kind="rivals")
    other = Participant.objects.get(person=cast.second_partner)
    with pytest.raises(CannotChange, match="one of your own pairs"):
        tell_change(other, by=cast.second_partner, kind="friends", engagement=change.engagement)


def test_only_the_teller_and_the_coordinator_read_the_note_and_the_other_reads_what_was_decided(cast, as_):
    change = told(cast, "rivals")
    page = f"/care-network/changes/{change.pk}/"
    assert "canary-note" in as_(cast.partner).get(page).content.decode()
    assert "canary-note" in as_(cast.coordinator).get(page).content.decode()
    assert as_(cast.consultant).get(page).status_code == 404
    settle_change(change, by=cast.coordinator, outcome="restricted", answer="No talk of bids.")
    after = as_(cast.consultant).get(page).content.decode()
    assert ("No talk of bids." in after, "canary-note" in after) == (True, False)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nobody_else_finds_a_change_its_list_or_its_form(cast, as_, name):
    change, client = told(cast), as_(getattr(cast, name))
    for address in (
        f"changes/{change.pk}/",
        "p/pilot/changes/",
        f"participants/{change.participant_id}/changed/",
    ):
        assert client.get(f"/care-network/{address}").status_code == 404


def test_the_coordinator_notes_a_change_from_the_list_of_people_and_finds_it_in_the_list(cast, as_):
    pair, client = at_work(cast), as_(cast.coordinator)
    address = f"/care-network/participants/{pair.consultant_id}/changed/"
    assert address in client.get("/care-network/p/pilot/people/").content.decode()
    client.post(address, {"kind": "rating", "happened_on": TODAY()})
    assert [one.kind for one in client.get("/care-network/p/pilot/changes/").context["page"]] == ["rating"]
