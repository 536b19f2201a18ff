"""Other organisations, concerns and ideas sent on, and what the host may know (R7, R11)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from headwater.web.cascade import actions, queries
from headwater.web.cascade.models import Cascade, Crossing, SentSignal
from headwater.web.engagements.actions import begin
from headwater.web.hosts.home import asking_next_steps, gather
from tests.web.cascade.told import TODAY, YES, answer, note, sheet_of, started
from tests.web.preparation.test_pages import status


@pytest.fixture
def pair(cast):
    return begin(
        partner=cast.participant(cast.partner),
        consultant=cast.participant(cast.consultant),
        by=cast.coordinator,
        on=date(2026, 9, 1),
    )


def asked_of(cast, person):
    """What the home page would ask of a person, by its titles."""
    steps = gather(asking_next_steps, person=person, host=cast.host, programme=cast.programme)
    return [step.title for step in steps]


def crossed(cast, practice, **to):
    return actions.note_crossing(practice, by=practice.participant.person, on=TODAY, today=TODAY, **to)


def test_each_way_between_organisations_is_counted_apart(cast, pair):
    """R7: edges between organisations and between sectors, each kind separately."""
    own = cast.participant(cast.partner)
    own.organisation.sector = "not_for_profit"
    own.organisation.save()
    practice = started(cast).practice
    theirs = started(cast, cast.consultant).practice
    there = crossed(cast, practice, to_participant=cast.participant(cast.consultant))
    back = crossed(cast, theirs, to_participant=own)
    out = crossed(cast, practice, to_name="Rothbury Lunch Club", to_sector="private")
    assert [there.kind, back.kind, out.kind] == ["to_consultant", "to_partner", "organisation"]
    assert [there.between_sectors, out.between_sectors] == [None, True]
    assert queries.across(cast.programme, TODAY).crossings == {
        "From the one who helps to the one who seeks help": 1,
        "From the one who seeks help to the one who helps": 1,
        "From organisation to organisation, outside a pair": 1,
        "From one sector to another": 1,
    }
    for wrong in ({}, {"to_participant": own, "to_name": "Both"}):
        with pytest.raises(actions.CannotPassOn):
            crossed(cast, theirs, **wrong)


def test_a_practice_taken_up_elsewhere_is_one_practice_in_the_next_generation_to_the_engine(cast, as_, pair):
    """R7: the engine sees which organisation a leader had a practice from."""
    practice = started(cast).practice
    crossing = crossed(cast, practice, to_participant=cast.participant(cast.consultant))
    assert status(as_, cast, f"/care-network/crossings/{crossing.pk}/take-up/") == {"consultant"}
    typed = {
        "sentence": "We ask, our way", "core": "Asked first", "signs": "Seen", "tiers": "Teams, 12",
        "started_on": "2026-10-01",
    }  # fmt: skip
    client = as_(cast.consultant)
    assert "Something was passed to you" in asked_of(cast, cast.consultant)
    client.post(f"/care-network/crossings/{crossing.pk}/take-up/", typed)
    crossing.refresh_from_db()
    assert (crossing.state, crossing.taken_up_as.sentence) == ("taken_up", "We ask, our way")
    told, taken = queries.events_for(cast.programme).events
    assert (taken.practice, taken.from_organisation) == (told.practice, told.organisation)
    with pytest.raises(actions.CannotPassOn):
        actions.take_back_crossing(crossing, by=cast.partner, today=TODAY)


def test_whoever_was_told_may_say_that_they_did_not_receive_it_and_nobody_else(cast, as_, pair):
    """R6: asked and did not receive is an event."""
    crossing = crossed(cast, started(cast).practice, to_participant=cast.participant(cast.consultant))
    address = f"/care-network/crossings/{crossing.pk}/answer/"
    for person in (cast.stranger, cast.second_partner, cast.coordinator, cast.partner, cast.other_partner):
        assert as_(person).post(address, {"state": "not_received"}).status_code == 404
    as_(cast.consultant).post(address, {"state": "not_received"})
    crossing.refresh_from_db()
    assert crossing.state == Crossing.State.NOT_RECEIVED


def test_a_concern_goes_to_the_one_who_helps_and_only_they_answer_it(cast, as_, pair):
    """R11: upward items with a reply owed; partner to consultant."""
    client = as_(cast.partner)
    typed = {"to": "consultant", "kind": "concern", "text": "canary-signal", "from_staff": "on"}
    client.post("/care-network/p/pilot/signals/new/", typed)
    sent = SentSignal.objects.get()
    assert sent.owed_by - sent.sent_on == timedelta(days=28)
    assert status(as_, cast, f"/care-network/signals/{sent.pk}/") == {"partner", "consultant"}
    assert status(as_, cast, f"/care-network/signals/{sent.pk}/answer/") == {"consultant"}
    lists = "".join(
        as_(person).get("/care-network/p/pilot/signals/").content.decode()
        for person in (cast.coordinator, cast.second_partner, cast.second_consultant)
    )
    assert ("canary" in lists, f"/signals/{sent.pk}" in lists) == (False, False)
    assert "Say something back" in asked_of(cast, cast.consultant)
    as_(cast.consultant).post(f"/care-network/signals/{sent.pk}/answer/", {"text": "Thank you; on Monday."})
    assert "on Monday." in client.get(f"/care-network/signals/{sent.pk}/").content.decode()
    with pytest.raises(actions.CannotPassOn):
        actions.answer_signal(sent, by=cast.consultant, text="Again", today=TODAY)


def test_what_is_for_the_sponsor_goes_through_the_host_and_overdue_ones_are_raised_there(cast, as_):
    """R11: programme to sponsor; overdue replies stand on the home page."""
    late = timezone.localdate() - timedelta(days=40)
    own = cast.participant(cast.partner)
    for to in ("host", "sponsor"):
        actions.send_signal(
            cast.programme, by=cast.partner, sender=own, to=to, kind="idea", text="canary", today=late
        )
    client = as_(cast.coordinator)
    rows = client.get("/care-network/p/pilot/home/").context["attention"]
    assert [(row.count, "overdue: 2" in row.sentence) for row in rows if "concern" in row.sentence] == [
        (2, True)
    ]
    sent = SentSignal.objects.get(to="sponsor")
    assert status(as_, cast, f"/care-network/signals/{sent.pk}/") == {"partner", "coordinator"}
    (host, sponsor) = queries.signals_by_addressee(cast.programme, timezone.localdate())
    assert [(row.lines, row.answered, row.overdue) for row in (host, sponsor)] == [(1, 0, 1), (1, 0, 1)]
    for wrong in ({"sender": None, "to": "host"}, {"sender": own, "to": "consultant"}):
        with pytest.raises(actions.CannotPassOn):
            actions.send_signal(cast.programme, by=cast.partner, kind="idea", text="x", today=TODAY, **wrong)


def three(cast):
    for person in (cast.partner, cast.second_partner, cast.consultant):
        cascade = started(cast, person)
        note(cascade, "Managers", "received", 3, date(2026, 9, 11))
        note(cascade, "Managers", "tried", 2, date(2026, 9, 21), core_seen=1)
        answer(sheet_of(cascade), *[YES] * 8, lines=["a", "b"])


def test_the_host_sees_reach_use_fidelity_and_what_came_back_from_three_organisations_on(cast, as_):
    """R4, R6, R11 and R88 for the programme: counts with their denominators, and "cannot tell" below three organisations."""
    three(cast)
    counts = queries.across(cast.programme, TODAY)
    first, second = counts.depths[:2]
    assert (first.organisations, first.staff, first.received, first.unknown, first.tried, first.days) == (
        3, 12, 9, 3, 6, 10,
    )  # fmt: skip
    assert (second.organisations, second.received) == (0, None)
    assert (counts.fidelity.looked, counts.fidelity.seen, counts.fidelity.parts) == (6, 6, 12)
    assert (counts.sent_back.lines, counts.sent_back.answered, counts.transmission) == (6, 0, (2, 2, 2, 0))
    assert counts.back_per_hundred == 67  # 6 lines for 9 people
    address = "/care-network/p/pilot/passing-on/"
    page = as_(cast.coordinator).get(address).content.decode()
    assert "cannot tell" in page
    rows = as_(cast.coordinator).get(f"{address}?download=csv").content.decode("utf-8-sig").splitlines()
    assert rows[1] == "1,3,12,9,0,3,6,0,10"


def test_below_three_organisations_the_host_is_told_that_it_cannot_be_told(cast):
    note(started(cast), "Managers", "received", 3, date(2026, 9, 11))
    counts = queries.across(cast.programme, TODAY)
    assert ([depth.received for depth in counts.depths], counts.fidelity, counts.sent_back) == (
        [None, None, None], None, None,
    )  # fmt: skip


def test_the_host_sets_the_rules_and_nobody_else_does(cast, as_):
    address = "/care-network/p/pilot/passing-on/rules/"
    assert status(as_, cast, address) == {"coordinator"}
    typed = {
        "parallel": "on",
        "gate": "tried",
        "share": "60",
        "weeks": "6",
        "reply_days": "14",
        "version": "1",
    }
    as_(cast.coordinator).post(address, typed)
    answer(sheet := sheet_of(started(cast)), *[YES] * 8, lines=["a"])
    (line,) = queries.released_lines().filter(sheet=sheet)
    assert line.owed_by - line.released_on == timedelta(days=14)


def test_consultants_pass_things_on_too(cast, as_):
    """The navigation leads those who help to their own practices as well."""
    client, own = as_(cast.consultant), cast.participant(cast.consultant)
    assert (
        'href="/care-network/p/pilot/passing-on/mine/">Passing it on'
        in client.get("/care-network/p/pilot/home/").content.decode()
    )
    there = client.get("/care-network/p/pilot/passing-on/mine/")
    assert there["Location"] == f"/care-network/participants/{own.pk}/passing-on/"
    assert Cascade.objects.count() == 0


def test_the_hosts_page_says_whether_it_carries_itself_or_that_nobody_can_tell(cast, as_):
    """The number each hands on to comes from the engine; with nothing noted the answer is "cannot tell"."""
    started(cast)
    page = as_(cast.coordinator).get("/care-network/p/pilot/passing-on/")
    (figure,) = page.context["more"]
    assert (figure.value, figure.url) == ("Cannot tell", "/care-network/p/pilot/outlook/")
    assert "Does it carry itself?" in page.content.decode()
