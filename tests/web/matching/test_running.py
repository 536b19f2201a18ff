"""Proposing: everyone placed who can be, rivals and refusals never, a reason for each (R29 to R37, R45, R47)."""

import pytest

from headwater.web.matching.actions import (
    CannotMatch,
    add_exclusion,
    propose_matches,
    rule_by_hand,
    rule_on_rivalry,
)
from headwater.web.matching.models import MatchProposal
from headwater.web.matching.queries import replayed
from headwater.web.preparation.models import ReadinessCheck
from tests.web.matching.cohort import BERWICK, GATESHEAD, HEXHAM, NEWCASTLE, consultant, empty, names, partner


def run_of(programme, by, **options):
    return propose_matches(programme=programme, by=by, **options)


def test_everyone_is_placed_before_fit_counts_and_a_barred_pair_is_absent_not_low(cast):
    """The failing case of a peer: A1=10, A2=5, B1=3, B2 disqualified; everyone can be placed (R29, R31)."""
    programme = empty(cast.programme)
    a = consultant(programme, "A", topics=["teams", "income"])
    b = consultant(programme, "B", topics=["income"])
    one = partner(programme, "One", topics=["teams", "income"])
    two = partner(programme, "Two", topics=["teams"])
    rule_by_hand(partner=two, consultant=b, kind="bar", reason="They fell out once.", by=cast.coordinator)
    run = run_of(programme, cast.coordinator)
    assert names(run) == [("One", "B"), ("Two", "A")]
    assert (run.result["placed"], run.result["proven"]) == (2, True)
    assert {a.pk, b.pk, one.pk} >= {p.consultant_id for p in run.proposals.all()}


def test_immediate_rivals_are_never_a_pair_whatever_else_speaks_for_them(cast):
    """Same service, same people, within the catchment: barred; the only other fits less and is taken (R45)."""
    programme = empty(cast.programme)
    partner(programme, "Saltmeadow", at=GATESHEAD, topics=["teams"])
    consultant(
        programme,
        "Team Valley",
        at=NEWCASTLE,
        services=["Homecare agencies"],
        groups=["Dementia"],
        topics=["teams"],
    )
    consultant(programme, "Hexham Hospice", at=HEXHAM, topics=["buildings"])
    assert names(run_of(programme, cast.coordinator)) == [("Saltmeadow", "Hexham Hospice")]


def test_the_same_work_beyond_the_catchment_is_no_rivalry(cast):
    programme = empty(cast.programme)
    partner(programme, "Saltmeadow", at=GATESHEAD)
    consultant(programme, "Berwick Homecare", at=BERWICK, services=["Homecare agencies"], groups=["Dementia"])
    run = run_of(programme, cast.coordinator)
    assert names(run) == [("Saltmeadow", "Berwick Homecare")]
    assert run.proposals.get().competition == "clear"


def test_an_unknown_location_is_looked_at_by_a_person_first_and_never_taken_as_clear(cast):
    programme = empty(cast.programme)
    seeks = partner(programme, "Teesdale", at=None)
    gives = consultant(programme, "Team Valley", services=["Homecare agencies"], groups=["Dementia"])
    run = run_of(programme, cast.coordinator)
    assert names(run) == []
    assert run.result["waiting"] == [
        {
            "partner": str(seeks.pk),
            "why": "check",
            "help": [{"rule": "check", "with": str(gives.pk), "opens": 1, "displaces": False}],
        }
    ]
    rule_on_rivalry(
        partner=seeks, consultant=gives, outcome="restricted", reason="Asked both.", by=cast.coordinator
    )
    proposal = run_of(programme, cast.coordinator).proposals.get()
    assert (proposal.competition, proposal.miles) == ("restricted", None)


def test_a_decision_about_rivalry_lapses_when_the_facts_on_record_change(cast):
    programme = empty(cast.programme)
    seeks = partner(programme, "Teesdale", at=None)
    gives = consultant(programme, "Team Valley", services=["Homecare agencies"], groups=["Dementia"])
    rule_on_rivalry(
        partner=seeks, consultant=gives, outcome="clear", reason="Asked both.", by=cast.coordinator
    )
    assert names(run_of(programme, cast.coordinator)) == [("Teesdale", "Team Valley")]
    seeks.organisation.group = "Valley Group"
    seeks.organisation.save()
    gives.organisation.group = "Valley Group"
    gives.organisation.save()
    assert names(run_of(programme, cast.coordinator)) == []


def test_the_travel_limit_counts_by_road_and_not_for_those_who_meet_by_video(cast):
    programme = empty(cast.programme)
    partner(programme, "Tweedside", at=BERWICK, mode="in_person")
    consultant(programme, "Newcastle Hospice", at=NEWCASTLE)
    run = run_of(programme, cast.coordinator)
    assert [one["why"] for one in run.result["waiting"]] == ["too_far"]
    assert [one["rule"] for one in run.result["waiting"][0]["help"]] == ["travel", "mode"]
    programme.participants.filter(mode="in_person").update(mode="either")
    remote = run_of(programme, cast.coordinator).proposals.get()
    assert (remote.is_remote, remote.miles) == (True, 80)


def test_reasons_are_in_words_and_name_what_both_sides_said(cast):
    programme = empty(cast.programme)
    partner(programme, "One", topics=["income", "teams"], situations=["growing"], offers=["buildings"])
    consultant(programme, "Two", topics=["teams"], situations=["growing"])
    proposal = run_of(programme, cast.coordinator).proposals.get()
    assert proposal.detail["reasons"] == [
        {"kind": "need", "items": ["Team motivation and training"]},
        {"kind": "situation", "items": ["We are growing fast"]},
        {"kind": "size", "items": ["10 to 49 staff"]},
        {"kind": "near", "items": ["0"]},
        {"kind": "offer", "items": ["Management of buildings"]},
    ]


def test_pinned_pairs_are_kept_and_the_rest_is_best_around_them(cast):
    programme = empty(cast.programme)
    one, two = partner(programme, "One", topics=["teams"]), partner(programme, "Two", topics=["income"])
    a, b = consultant(programme, "A", topics=["teams"]), consultant(programme, "B", topics=["income"])
    assert names(run_of(programme, cast.coordinator)) == [("One", "A"), ("Two", "B")]
    rule_by_hand(
        partner=one, consultant=b, kind="pin", reason="They asked for each other.", by=cast.coordinator
    )
    run = run_of(programme, cast.coordinator)
    assert names(run) == [("One", "B"), ("Two", "A")]
    assert {p.partner_id: p.by_hand for p in run.proposals.all()} == {one.pk: True, two.pk: False}
    assert run.result["best_total"] == run.result["total_fit"]
    assert a.pk in {p.consultant_id for p in run.proposals.all()}


def test_a_pair_by_hand_needs_a_written_reason_and_no_rival_can_be_pinned(cast):
    programme = empty(cast.programme)
    seeks = partner(programme, "Saltmeadow", at=GATESHEAD)
    gives = consultant(programme, "Team Valley", services=["Homecare agencies"], groups=["Dementia"])
    with pytest.raises(CannotMatch, match="Write down why"):
        rule_by_hand(partner=seeks, consultant=gives, kind="pin", reason=" ", by=cast.coordinator)
    with pytest.raises(CannotMatch, match="immediate rivals"):
        rule_by_hand(partner=seeks, consultant=gives, kind="pin", reason="Please", by=cast.coordinator)


def test_a_kept_run_gives_the_same_answer_when_it_is_run_again(cast):
    programme = empty(cast.programme)
    for i in range(4):
        partner(programme, f"P{i}", topics=["teams", "income"][: 1 + i % 2])
        consultant(programme, f"C{i}", topics=["teams", "income"][: 1 + (i + 1) % 2])
    run = run_of(programme, cast.coordinator)
    programme.participants.filter(organisation__name="P0").update(topics=["buildings"])
    assert replayed(run) is True
    run.result["pairs"][0][2] += 1
    assert replayed(run) is False


def test_a_sealed_wish_of_either_side_bars_the_pair_even_misspelt(cast):
    programme = empty(cast.programme)
    one = partner(programme, "One")
    gives = consultant(programme, "Coquet Community Trust")
    add_exclusion(participant=one, kind="organisation", target="The Coquet Comunity Trust Ltd", by=one.person)
    assert names(run_of(programme, cast.coordinator)) == []
    one.exclusions.all().delete()
    add_exclusion(participant=gives, kind="person", target="leader of one", by=gives.person)
    assert names(run_of(programme, cast.coordinator)) == []


def test_who_takes_on_nobody_now_is_proposed_to_nobody(cast):
    programme = empty(cast.programme)
    partner(programme, "One")
    gives = consultant(programme, "Two")
    add_exclusion(participant=gives, kind="everyone", by=gives.person)
    assert names(run_of(programme, cast.coordinator)) == []


def test_those_with_a_gate_to_pass_are_not_matched_and_the_run_says_why(cast):
    """R39, R41: readiness before matching; the other side of the gate is answered by preparation."""
    programme = empty(cast.programme)
    programme.readiness_gate = "before_matching"
    programme.save()
    partner(programme, "One")
    not_ready, ready = consultant(programme, "Not ready"), consultant(programme, "Ready", topics=["income"])
    ReadinessCheck.objects.create(participant=ready, decision="ready", by=cast.faculty)
    run = run_of(programme, cast.coordinator)
    assert names(run) == [("One", "Ready")]
    assert run.result["not_yet"] == {str(not_ready.pk): ["Faculty have not yet decided on readiness."]}


def test_nobody_on_one_side_is_said_in_words_and_nothing_is_kept(cast):
    programme = empty(cast.programme)
    partner(programme, "One")
    with pytest.raises(CannotMatch, match="nobody stands on one side"):
        run_of(programme, cast.coordinator)
    assert MatchProposal.objects.count() == 0


def test_what_each_criterion_decided_is_shown_beside_what_it_was_meant_to(cast):
    """R32: everyone is equally near, so nearness decides nothing whatever its weight."""
    programme = empty(cast.programme)
    for topics in (["teams"], ["income"]):
        partner(programme, f"P {topics[0]}", topics=topics)
        consultant(programme, f"C {topics[0]}", topics=topics)
    weights = {row["part"]: row["felt"] for row in run_of(programme, cast.coordinator).result["weights"]}
    assert (weights["need"], weights["distance"]) == (100, 0)
