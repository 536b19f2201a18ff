"""If we support these next, what then? Lists, comparisons, ties, fairness, cost (S4, S5, R38); nothing decided."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from django_scopes import scope

from headwater.web.audit.models import Event
from headwater.web.organisations.actions import merge
from headwater.web.organisations.models import Organisation
from headwater.web.planning import actions
from headwater.web.planning.actions import CannotPlan
from headwater.web.planning.beliefs import TIERS, chart_of, ties
from headwater.web.planning.forms import CompareForm
from headwater.web.planning.ground import candidates_of, competitors, todays_list
from headwater.web.planning.models import Comparison, SupportList
from headwater.web.planning.queries import as_rows, lists_of, shown
from headwater.web.planning.tasks import work_out_later
from headwater.web.programmes.models import Programme
from tests.web.planning.ground import asked

PLANNING = "/care-network/p/pilot/planning/"


@pytest.fixture
def quick(monkeypatch):
    """Fewer runs and smaller organisations than a page takes, for the same sums."""
    few = {"micro": 5, "small": 8, "medium": 15, "large": 25, "": 8}
    monkeypatch.setattr("headwater.web.planning.ground.STAFF", few)
    for name, value in (("POOL", 2000), ("RUNS", 16), ("REFITS", 2), ("WORLDS", 8)):
        monkeypatch.setattr(f"headwater.web.planning.working.{name}", value)
    monkeypatch.setattr("headwater.web.planning.beliefs.DRAWS", 24)


def listed(cast, name, organisations):
    return actions.keep_list(
        SupportList(programme=cast.programme, name=name), by=cast.coordinator, organisations=organisations
    )


def worked(cast, **fields):
    asked_for = {"name": "Next", "horizon": 24, "k": 2} | fields
    return actions.work_out(actions.compare(cast.programme, by=cast.coordinator, **asked_for))


def row(comparison, name):
    return next(one for one in comparison.outcome["lists"] if one["name"] == name)


def test_candidates_are_those_who_asked_and_who_has_support_is_known(cast):
    hopeful = asked(cast, 2)
    Organisation.objects.create(name="Never Asked")
    found = {one.name: (one.asked, one.supported, one.may_be_chosen) for one in candidates_of(cast.programme)}
    assert found["Hopeful 00"] == (True, False, True)
    assert found["Wansbeck Carers"] == (True, True, False)
    assert found["Never Asked"] == (False, False, False)
    assert len(hopeful) == 2


def test_before_a_programme_begins_its_partners_are_todays_list(cast):
    cast.programme.stage = Programme.Stage.MATCHING
    cast.programme.save()
    partners = {str(cast.participant(who).organisation_id) for who in (cast.partner, cast.second_partner)}
    assert todays_list(cast.programme) == partners
    assert not any(one.supported for one in candidates_of(cast.programme))


def test_in_a_large_host_those_who_never_asked_are_left_out_unless_on_a_list(cast, monkeypatch):
    monkeypatch.setattr("headwater.web.planning.ground.MANY", 3)
    stranger, on_a_list = (Organisation.objects.create(name=name) for name in ("Stranger", "On a list"))
    listed(cast, "Mine", [on_a_list])
    names = {one.name for one in candidates_of(cast.programme)}
    assert "On a list" in names
    assert stranger.name not in names


def test_everybody_in_a_candidate_stands_in_one_chart(cast):
    asked(cast, 4)
    candidates = candidates_of(cast.programme)
    chart = chart_of(candidates)
    assert chart.size == sum(max(one.staff, 1 + TIERS) for one in candidates)
    assert chart.tiers == 1 + TIERS
    assert set(chart.region) == {"Northumberland", "Durham", "Sunderland", "unknown"}


def test_two_records_of_one_organisation_that_are_merged_count_once(cast, quick):
    hopeful = asked(cast, 3)
    mine = listed(cast, "Mine", hopeful[:2])
    merge(hopeful[0], hopeful[1], by=cast.coordinator)
    assert lists_of(cast.programme).get().size == 1
    assert row(worked(cast, lists=[mine]), "list: Mine")["organisations"] == [str(hopeful[0].pk)]


def test_lists_stand_side_by_side_on_the_same_luck(cast, quick):
    """A list of the very names the engine found reaches exactly as many, run by run."""
    asked(cast, 6)
    first = worked(cast)
    kept = actions.keep_from(first, by=cast.coordinator, row=0, name="Kept")
    again = worked(cast, lists=[kept])
    assert row(again, "list: Kept")["reach"] == row(again, "engine")["reach"]
    assert row(again, "list: Kept")["ahead"] == 0.5
    assert {one["name"] for one in again.outcome["lists"]} == {
        "engine", "largest", "most connected", "random", "nobody more", "list: Kept",
    }  # fmt: skip


def test_nobody_more_adds_nobody_and_a_longer_list_never_less(cast, quick):
    hopeful = asked(cast, 6)
    comparison = worked(cast, lists=[listed(cast, "Two", hopeful[:2]), listed(cast, "All", hopeful)])
    assert set(row(comparison, "nobody more")["more"].values()) == {0.0}
    two, every = (row(comparison, f"list: {name}")["reach"] for name in ("Two", "All"))
    assert all(two[end] <= every[end] for end in two)
    assert row(comparison, "list: All")["ahead"] > 0.5


def test_the_sources_of_doubt_are_told_apart(cast, quick):
    asked(cast, 3)
    sources = worked(cast, k=1).outcome["sources"]
    assert set(sources) == {"parameters", "organisations", "chance"}
    assert sum(sources.values()) == pytest.approx(1, abs=0.01)


def test_of_many_each_has_ties_to_the_nearest_alone(cast, monkeypatch):
    monkeypatch.setattr("headwater.web.planning.beliefs.FEW", 3)
    monkeypatch.setattr("headwater.web.planning.beliefs.NEAREST", 2)
    asked(cast, 9, sector="private")
    near = [one for one in candidates_of(cast.programme) if one.area]
    network = ties(near, set(), 0.8)
    areas = [one.area for one in near]
    assert [areas[at] for at in network.target] == [areas[at] for at in network.source]
    assert network.probability == pytest.approx(np.full(18, 0.4))


def test_a_pair_of_leaders_and_a_federation_are_nearer_than_a_sector(cast):
    asked(cast, 4, sector="private")
    near = [
        replace(one, area="", federations=frozenset()) for one in candidates_of(cast.programme) if one.area
    ]
    near[3] = replace(near[3], federations=frozenset({"F"}))
    near[0] = replace(near[0], federations=frozenset({"F"}))
    network = ties(near, {frozenset({near[0].pk, near[1].pk})}, 1.0)
    own = network.probability[network.source == 0]
    weight = [0.6 + 3.0, 0.6, 0.6 + 1.0]
    assert own == pytest.approx([each / sum(weight) for each in weight])


def test_the_same_question_has_the_same_answer(cast, quick):
    asked(cast, 5)
    assert worked(cast).outcome == worked(cast).outcome


def test_only_those_who_asked_are_found_and_a_list_may_name_others(cast, quick):
    hopeful = asked(cast, 2)
    never = Organisation.objects.create(name="Never Asked", size="large")
    comparison = worked(cast, k=5, lists=[listed(cast, "Bold", [never])])
    assert set(row(comparison, "engine")["organisations"]) == {str(one.pk) for one in hopeful}
    assert row(comparison, "list: Bold")["not_asked"] == 1
    assert comparison.outcome["warnings"] == [
        "Only 2 of 5 were chosen: nobody else may be, or would add anyone."
    ]


def test_direct_competitors_are_not_found_together(cast, quick):
    asked(cast, 3, group="One Group")
    wanted = [one.pk for one in candidates_of(cast.programme) if one.may_be_chosen]
    assert len(competitors(cast.programme, wanted)) == 3
    assert len(row(worked(cast, k=3), "engine")["organisations"]) == 1
    assert len(row(worked(cast, k=3, apart=False), "engine")["organisations"]) == 3


def test_money_sets_the_limit_and_costs_follow_size(cast, quick):
    asked(cast, 8)
    costs = dict.fromkeys(("micro", "small", ""), 1000.0) | dict.fromkeys(("medium", "large"), 2500.0)
    comparison = worked(cast, k=None, budget=5000.0, costs=costs)
    page = shown(comparison)
    assert all(one.figures["cost"] <= 5000 for one in page.rows if one.made != "own")
    assert {one.name for one in page.rows} >= {"The cheapest first"}
    assert page.rows[0].per_person == page.rows[0].figures["cost"] / page.rows[0].more["median"]


def test_fairness_between_areas_has_its_price_beside_it(cast, quick):
    asked(cast, 9)
    fairness = worked(cast, k=3, floor_by="area").outcome["fairness"]
    assert fairness["kept"] == fairness["largest"] > 0
    assert [point["floor"] for point in fairness["curve"]] == sorted(p["floor"] for p in fairness["curve"])
    assert fairness["curve"][0]["reach"] >= max(point["reach"] for point in fairness["curve"]) - 1e-9


def test_two_alike_are_a_tie_to_be_decided_by_judgement(cast, quick):
    asked(cast, 2, size="small", sector="private")
    picks = shown(worked(cast, k=1)).picks
    assert [(pick.tie, bool(pick.swap)) for pick in picks] == [(True, True)]


def test_supposing_that_nothing_goes_on_leaves_each_organisation_to_itself(cast, quick):
    asked(cast, 4)
    nothing = worked(cast, suppose=0.0)
    assert nothing.outcome["number"]["high_90"] == 0
    assert row(nothing, "nobody more")["reach"]["median"] <= sum(
        one.staff for one in candidates_of(cast.programme) if one.supported
    )
    much = worked(cast, suppose=3.0)
    assert row(much, "nobody more")["reach"]["median"] > row(nothing, "nobody more")["reach"]["median"]


def test_what_cannot_be_planned_says_why(cast, quick):
    with pytest.raises(CannotPlan, match="Nobody can be chosen"):
        worked(cast)
    hopeful = asked(cast, 1)
    with pytest.raises(CannotPlan, match="how many to choose"):
        worked(cast, k=None)
    listed(cast, "Mine", hopeful)
    with pytest.raises(CannotPlan, match="a list of this name"):
        listed(cast, "Mine", hopeful)
    with pytest.raises(CannotPlan, match="at least one"):
        listed(cast, "None", [])
    with pytest.raises(CannotPlan, match="not in this comparison"):
        actions.keep_from(worked(cast), by=cast.coordinator, row=99, name="x")


def test_a_question_the_engine_cannot_answer_is_kept_with_its_reason(cast, quick):
    asked(cast, 2)
    comparison = worked(cast, k=None, budget=10.0, costs={"": 500.0, "micro": 500.0, "small": 500.0})
    assert comparison.state == Comparison.State.REFUSED
    assert comparison.outcome == {
        "problem": "Nobody can be chosen: raise the budget, or ask more organisations for consent."
    }


def test_a_long_sum_is_done_in_the_background_and_one_taken_away_is_nothing_to_do(cast, quick):
    asked(cast, 2)
    waiting, gone = (
        actions.compare(cast.programme, by=cast.coordinator, name=name, horizon=12, k=1) for name in "ab"
    )
    keys = [(str(one.host_id), str(one.pk)) for one in (waiting, gone)]
    actions.remove_comparison(gone, by=cast.coordinator)
    for key in keys:
        work_out_later.func(*key)
    waiting.refresh_from_db()
    assert waiting.state == Comparison.State.DONE


def test_a_comparison_is_a_table_to_take_away(cast, quick):
    hopeful = asked(cast, 3)
    rows = as_rows(shown(worked(cast, lists=[listed(cast, "Mine", hopeful[:2])])))
    mine = next(one for one in rows if one["list"] == "Mine")
    assert (mine["how_many"], mine["organisations"]) == (2, "Hopeful 00; Hopeful 01")
    assert (
        mine["besides_low_90"] <= mine["besides_low_50"] <= mine["besides_high_50"] <= mine["besides_high_90"]
    )


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, {"k": ["Say how many to support next, or how much money there is."]}),
        ({"budget": "900"}, {"cost_small": ["Give both costs, or leave the money empty."]}),
        ({"k": "0"}, {"k": ["Ensure this value is greater than or equal to 1."]}),
    ],
)
def test_a_question_left_open_is_asked_for(cast, typed, problem):
    form = CompareForm({"name": "Next", "horizon": "24", **typed}, programme=cast.programme)
    assert form.errors == problem


def test_pages_from_the_first_list_to_the_table_taken_away(cast, as_, quick):
    hopeful = asked(cast, 4)
    client = as_(cast.coordinator)
    assert "None yet." in client.get(PLANNING).content.decode()
    boxes = {
        "name": "By hand",
        "note": "Ready",
        "version": 1,
        "organisations": [str(one.pk) for one in hopeful[:2]],
    }
    assert client.post(f"{PLANNING}lists/new/", boxes)["Location"] == PLANNING
    mine = SupportList.objects.get(name="By hand")
    assert [one.organisation.name for one in mine.listed.all()] == ["Hopeful 00", "Hopeful 01"]
    answer = client.post(
        f"{PLANNING}compare/",
        {"name": "Next two", "k": 2, "horizon": 24, "lists": [str(mine.pk)], "apart": "on"},
    )
    page = client.get(answer["Location"])
    text = page.content.decode()
    for words in ("Found by the engine", "By hand", "The largest first", "Where judgement decides", "<svg"):
        assert words in text
    table = list(
        csv.DictReader(
            io.StringIO(client.get(answer["Location"] + "?download=csv").content.decode("utf-8-sig"))
        )
    )
    assert {one["list"] for one in table} >= {"By hand", "Found by the engine"}
    assert client.get(answer["Location"] + "?list=99").status_code == 200
    comparison = Comparison.objects.get()
    client.post(f"{answer['Location']}keep/", {"row": 0, "name": "Kept"})
    assert SupportList.objects.get(name="Kept").made == "kept"
    client.post(f"{answer['Location']}delete/")
    client.post(f"/care-network/support-lists/{mine.pk}/delete/")
    assert (Comparison.objects.count(), SupportList.objects.get().name) == (0, "Kept")
    told = set(
        Event.objects.filter(object_id__in=[str(comparison.pk), str(mine.pk)]).values_list(
            "action", flat=True
        )
    )
    assert told >= {"compare_support", "remove_comparison", "keep_support_list", "remove_support_list"}


def test_a_list_saved_by_another_meanwhile_shows_both(cast, as_):
    hopeful = asked(cast, 2)
    mine = listed(cast, "Mine", hopeful)
    boxes = {"name": "Mine too", "version": 1, "organisations": [str(hopeful[0].pk)]}
    client, address = as_(cast.coordinator), f"/care-network/support-lists/{mine.pk}/"
    assert client.post(address, boxes).status_code == 302
    again = client.post(address, boxes | {"name": "Mine alone"})
    assert again.status_code == 200
    assert "Both versions" in again.content.decode()
    mine.refresh_from_db()
    assert mine.name == "Mine too"


def test_whoever_does_not_run_the_programme_sees_none_of_it(cast, as_, quick):
    """R84: the coordinator plans; leaders, panel, funder, strangers and another host find nothing."""
    hopeful = asked(cast, 2)
    mine = listed(cast, "canary-list-4711", hopeful)
    comparison = worked(cast, name="canary-comparison-4711", lists=[mine])
    pages = [
        PLANNING,
        f"{PLANNING}lists/new/",
        f"{PLANNING}compare/",
        f"/care-network/support-lists/{mine.pk}/",
        f"/care-network/comparisons/{comparison.pk}/",
        f"/care-network/comparisons/{comparison.pk}/?download=csv",
    ]
    assert [as_(cast.coordinator).get(page).status_code for page in pages] == [200] * len(pages)
    for name in (
        "partner",
        "consultant",
        "panel",
        "faculty",
        "evaluator",
        "funder",
        "stranger",
        "other_coordinator",
    ):
        client = as_(getattr(cast, name))
        for page in pages:
            answer = client.get(page)
            assert (name, page, answer.status_code) == (name, page, 404)
            assert "canary" not in answer.content.decode()
        assert client.post(f"/care-network/comparisons/{comparison.pk}/delete/").status_code == 404
    with scope(host=cast.other_host):
        assert Comparison.objects.count() == 0
