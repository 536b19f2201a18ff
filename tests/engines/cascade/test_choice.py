"""R38: choosing whom to support first. Sketches against exact answers, greedy against brute force."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.cascade import CascadeError, Floors, Network, choose_starts, exact_reach, simulate
from headwater.engines.cascade import cover as cover_module
from headwater.engines.cascade import sketches as sketching
from headwater.engines.cascade.cover import Cover, Index, best_choice, lazy_greedy, upper_bound
from headwater.engines.cascade.limits import Limits
from headwater.engines.cascade.sketches import sketches
from headwater.engines.cascade.worlds import Worlds
from tests.engines.cascade.networks import small_networks, uneven_network

QUICK = {"pool": 4000, "runs": 200, "refits": 0}


def estimate(made, nodes) -> float:
    """Reach of these nodes on these sketches, written plainly."""
    total = sum(int(made.alone[node]) for node in nodes)
    for sketch in range(made.count):
        members = made.members[made.offsets[sketch] : made.offsets[sketch + 1]]
        if set(members.tolist()) & set(nodes):
            total += int(made.weight[sketch])
    return total * made.unit


@settings(max_examples=40, deadline=None)
@given(network=small_networks(largest=6, most_arcs=8), horizon=st.none() | st.integers(0, 4), data=st.data())
def test_sketches_estimate_the_exact_reach_of_any_set(network, horizon, data):
    value = np.array(data.draw(st.lists(st.integers(1, 9), min_size=network.size, max_size=network.size)))
    made = sketches(Worlds.of(network, None), value, horizon, 4000, 1)
    nodes = data.draw(st.sets(st.integers(0, network.size - 1), min_size=1))
    exact = float(exact_reach(network, sorted(nodes), horizon).probability @ value)
    assert abs(estimate(made, nodes) - exact) <= 5 * value.sum() * 0.5 / np.sqrt(4000)


@pytest.mark.parametrize(
    ("options", "horizon"), [({}, None), ({}, 3), ({"lag": 2.0, "lag_spread": 0.5}, 9), ({"lag": 2.0}, 5)]
)
def test_sketches_and_forward_runs_agree_within_two_in_a_hundred(options, horizon):
    network = uneven_network(**options)
    starts = list(range(0, 60, 3))
    made = sketches(Worlds.of(network, None), np.ones(600, dtype=np.int64), horizon, 60_000, 2)
    forward = simulate(network, starts, 4000, horizon, 3).mean
    assert abs(estimate(made, starts) / forward - 1) < 0.02


def test_a_network_where_nothing_travels_is_counted_exactly():
    network = Network.from_arcs(4, [0, 1], [1, 2], 0.0)
    made = sketches(Worlds.of(network, None), np.array([5, 7, 11, 13]), None, 1000, 0)
    assert made.count == 0
    assert estimate(made, [0, 3]) == pytest.approx(18)


def test_each_sketch_belongs_to_one_world_and_the_estimate_is_their_mean():
    network = Network.from_arcs(3, [0, 1], [1, 2], 0.5)
    rows = np.array([[0.9, 0.1], [0.2, 0.6]])
    made = sketches(Worlds.of(network, rows), np.ones(3, dtype=np.int64), None, 40_000, 4)
    exact = [exact_reach(network.with_probability(row), [0]).expected for row in rows]
    assert sorted(set(made.world.tolist())) == [0, 1]
    assert estimate(made, [0]) == pytest.approx(np.mean(exact), abs=0.02)


def test_rows_of_draws_follow_the_order_in_which_arcs_were_given():
    network = Network.from_arcs(3, [1, 0], [2, 1], [0.5, 0.5])
    assert Worlds.of(network, [[0.1, 0.9]]).probability(0).tolist() == [0.9, 0.1]


def test_a_draw_multiplies_the_odds():
    network = Network.from_arcs(2, [0], [1], 0.25)
    assert Worlds.of(network, [1.0, 3.0]).probability(1).tolist() == [0.5]


@settings(max_examples=30, deadline=None)
@given(network=small_networks(largest=6, most_arcs=10), k=st.integers(1, 3))
def test_the_choice_is_within_its_promise_of_the_best_of_all(network, k):
    choice = choose_starts(network, k, **QUICK)
    sets = combinations(range(network.size), min(k, network.size))
    best = max(exact_reach(network, nodes).expected for nodes in sets)
    chosen = exact_reach(network, choice.nodes).expected
    assert chosen >= (1 - 1 / np.e) * best - 1e-9


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 8))
def test_lazy_greedy_chooses_what_plain_greedy_chooses(seed, k):
    network = uneven_network(40, 80, seed)
    index = Index.of(sketches(Worlds.of(network, None), np.ones(40, dtype=np.int64), None, 400, seed))
    limits = Limits.of(network, k, None, None, None, (), ())
    weight, chosen = index.sketches.weight.copy(), []
    for _ in range(k):
        gains = index.gains(weight)
        gains[chosen] = -1
        chosen.append(int(np.argmax(gains)))
        weight[index.of_node(chosen[-1])] = 0
    cover = Cover.fresh(index)
    lazy = lazy_greedy(cover, index.gains(cover.worth), limits, by_cost=True)
    assert list(lazy.nodes) == chosen


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), budget=st.integers(2, 12))
def test_with_a_budget_the_choice_keeps_its_promise_and_the_bound_holds(seed, budget):
    network = uneven_network(9, 14, seed)
    cost = np.random.default_rng(seed).integers(1, 6, 9).astype(float)
    cost[0] = 2.0
    index = Index.of(sketches(Worlds.of(network, None), np.ones(9, dtype=np.int64), None, 300, seed))
    limits = Limits.of(network, None, cost, budget, None, (), ())
    found = best_choice(index, limits)
    affordable = [
        nodes
        for size in range(1, 10)
        for nodes in combinations(range(9), size)
        if cost[list(nodes)].sum() <= budget
    ]
    best = max(round(estimate(index.sketches, nodes) / index.sketches.unit) for nodes in affordable)
    assert cost[list(found.nodes)].sum() <= budget
    assert found.total >= 0.5 * (1 - 1 / np.e) * best
    assert found.total <= best <= upper_bound(index, found, limits)


def test_the_whole_answer_is_the_same_for_any_number_of_threads(monkeypatch):
    monkeypatch.setattr(sketching, "BLOCK", 300)
    network = uneven_network()
    one, two = (
        choose_starts(network, 6, draws=[0.5, 1, 2], threads=n, pool=1500, runs=30, refits=2) for n in (1, 3)
    )
    assert (one.picks, one.plans) == (two.picks, two.plans)


@pytest.mark.skipif(not sketching.AVAILABLE, reason="numba is not installed")
@pytest.mark.parametrize("horizon", [None, 7.0])
def test_compiled_and_numpy_make_the_same_sketches(monkeypatch, horizon):
    network = uneven_network(lag=2.0, lag_spread=0.4)
    value = np.arange(600) % 5
    fast = sketches(Worlds.of(network, None), value, horizon, 2000, 1)
    monkeypatch.setattr(sketching, "AVAILABLE", False)
    slow = sketches(Worlds.of(network, None), value, horizon, 2000, 1)
    ends = zip(fast.offsets, fast.offsets[1:], strict=False)
    assert fast.offsets.tobytes() == slow.offsets.tobytes()
    assert all(sorted(fast.members[a:b]) == sorted(slow.members[a:b]) for a, b in ends)


@pytest.mark.skipif(not sketching.AVAILABLE, reason="numba is not installed")
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), floor=st.none() | st.integers(0, 3), by_cost=st.booleans())
def test_compiled_and_plain_greedy_choose_the_same(seed, floor, by_cost):
    network = uneven_network(40, 80, seed)
    random = np.random.default_rng(seed)
    index = Index.of(sketches(Worlds.of(network, None), random.integers(1, 9, 40), None, 400, seed))
    rivals = np.stack([random.integers(0, 20, 6), random.integers(20, 40, 6)], axis=1)
    limits = Limits.of(
        network, 9, random.integers(1, 4, 40), 12, random.random(40) < 0.8, rivals.tolist(), [3]
    )
    group = (np.arange(40) % 3).astype(np.int32)
    found = []
    for rest in (cover_module._compiled_rest, cover_module._plain_rest):
        base = Cover.fresh(index, None, [3])
        need = None if floor is None else np.full(3, floor * int(index.sketches.weight.sum()) // 8)
        cover = Cover(index, base.worth.copy(), group if need is not None else None, need)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cover_module, "_compiled_rest", rest)
            first = [int(np.flatnonzero(limits.allowed)[0])]
            found.append(lazy_greedy(cover, index.gains(base.worth), limits, by_cost, first))
    assert found[0] == found[1]


def test_rivals_are_never_chosen_together_and_nobody_without_consent():
    network = uneven_network()
    free = choose_starts(network, 4, **QUICK)
    first, second = free.nodes[:2]
    consent = np.ones(600, dtype=bool)
    consent[free.nodes[2]] = False
    choice = choose_starts(network, 4, rivals=[(first, second)], consent=consent, **QUICK)
    for plan in choice.plans:
        assert not {first, second} <= set(plan.nodes)
        assert free.nodes[2] not in plan.nodes
    assert len(choice.nodes) == 4


def test_a_rival_of_one_chosen_is_not_offered_in_its_place():
    network = Network.from_arcs(6, [0, 0, 1, 1], [2, 3, 4, 5], 1.0)
    choice = choose_starts(network, 1, rivals=[(0, 1)], **QUICK)
    assert choice.picks[0].swap.node == 1
    pair = choose_starts(network, 2, rivals=[(0, 1)], **QUICK)
    assert 1 not in {pick.swap.node for pick in pair.picks if pick.node != 0}


def test_those_who_have_it_already_are_not_chosen_and_only_what_is_added_counts():
    star = Network.from_arcs(6, [0, 0, 0, 4], [1, 2, 3, 5], 1.0)
    choice = choose_starts(star, 1, already=[0], **QUICK)
    assert choice.nodes == (4,)
    assert choice.picks[0].added == pytest.approx(2)
    assert choice.plans[0].reach == 6


def test_the_plain_lists_stand_beside_it_within_the_same_budget():
    network = uneven_network()
    cost = np.random.default_rng(1).integers(1, 9, 600)
    choice = choose_starts(network, costs=cost, budget=25, value=np.arange(600) % 40, current=[3, 4], **QUICK)
    names = [plan.name for plan in choice.plans]
    assert names == ["engine", "largest", "most connected", "random", "cheapest", "today's list"]
    assert all(plan.cost <= 25 for plan in choice.plans)
    assert choice.plans[0].reach == max(plan.reach for plan in choice.plans)
    assert choice.plans[-1].nodes == (3, 4)


def test_the_largest_floor_is_kept_and_a_larger_one_is_said_to_be_impossible():
    source = [0, 0, 0, 0, 0, 6]
    network = Network.from_arcs(12, source, [1, 2, 3, 4, 5, 7], 1.0)
    groups = np.array([0] * 6 + [1] * 6)
    choice = choose_starts(network, 2, floors=Floors(groups, 1.0), **QUICK)
    assert choice.fairness.largest == pytest.approx(0.5, abs=1 / 64)
    assert choice.nodes == (0, 6) or choice.nodes == (6, 0)
    assert choice.warnings == (
        f"A floor of 1.00 could not be kept within these limits; the largest that could is "
        f"{choice.fairness.largest:.2f}, and the list keeps that.",
    )


def test_a_floor_counts_those_who_are_reached_already():
    network = Network.from_arcs(12, [0, 0, 0, 0, 0, 6], [1, 2, 3, 4, 5, 7], 1.0)
    groups = np.array([0] * 6 + [1] * 6)
    choice = choose_starts(network, 1, floors=Floors(groups), already=[0], **QUICK)
    assert choice.nodes == (6,)
    assert choice.fairness.largest == pytest.approx(0.5, abs=1 / 32)


def test_the_price_of_fairness_rises_with_the_floor():
    network = uneven_network()
    groups = (np.arange(600) >= 300).astype(int)
    curve = choose_starts(network, 20, floors=Floors(groups), **QUICK).fairness.curve
    assert [point.floor for point in curve] == sorted(point.floor for point in curve)
    assert all(point.worst >= point.floor * curve[0].reach / 600 - 1e-9 for point in curve)


def test_refits_on_one_world_each_show_which_names_depend_on_the_draw():
    two_stars = Network.from_arcs(8, [0, 0, 0, 4, 4, 4], [1, 2, 3, 5, 6, 7], 0.5)
    worlds = [[0.9] * 3 + [0.1] * 3, [0.1] * 3 + [0.8] * 3]
    choice = choose_starts(two_stars, 1, draws=worlds, pool=20_000, runs=50, refits=10)
    assert choice.nodes == (0,)
    assert choice.picks[0].chosen_again == 0.5


def test_refits_keep_the_floors():
    """Without floors both places go to the first group in every world; with them one place never does."""
    stars = Network.from_arcs(9, [0, 0, 3, 3, 6], [1, 2, 4, 5, 7], 1.0)
    group = [0] * 6 + [1] * 3
    options = {"pool": 4_000, "runs": 10, "refits": 5}
    free = choose_starts(stars, 2, **options)
    fair = choose_starts(stars, 2, floors=Floors(group, 0.5), **options)
    assert {pick.node: pick.chosen_again for pick in free.picks} == {0: 1.0, 3: 1.0}
    assert [pick.chosen_again for pick in fair.picks if pick.node == 6] == [1.0]


def test_a_swap_says_what_would_be_lost():
    two_stars = Network.from_arcs(8, [0, 0, 0, 0, 5, 5], [1, 2, 3, 4, 6, 7], 1.0)
    choice = choose_starts(two_stars, 1, **QUICK)
    assert (choice.picks[0].swap.node, choice.picks[0].swap.tie) == (5, False)
    assert choice.picks[0].swap.loss == pytest.approx(2, abs=0.3)


def test_two_alike_are_a_tie_and_the_lower_number_is_chosen():
    twins = Network.from_arcs(4, [0, 2], [1, 3], 1.0)
    choice = choose_starts(twins, 1, **QUICK)
    assert choice.picks[0].swap.tie
    assert {choice.nodes[0], choice.picks[0].swap.node} == {0, 2}


def test_fewer_than_asked_is_said():
    network = Network.from_arcs(3, [0], [1], 0.5)
    choice = choose_starts(network, 2, consent=np.array([True, False, False]), **QUICK)
    assert choice.warnings == ("Only 1 of 2 were chosen: nobody else may be, or would add anyone.",)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "Give k (how many to choose), or costs and a budget, or both."),
        ({"budget": 5}, "Costs and a budget go together: give both or neither."),
        ({"k": 0}, "k is 0: give a whole number, 1 or more."),
        (
            {"costs": [1, 0, 1], "budget": 5},
            "costs must hold one amount above 0 for each of 3 organisations.",
        ),
        ({"costs": [1, 1, 1], "budget": 0}, "The budget is 0: give an amount above 0."),
        (
            {"costs": [9, 9, 9], "budget": 5},
            "Nobody can be chosen: raise the budget, or ask more organisations for consent.",
        ),
        (
            {"k": 1, "consent": [False] * 3},
            "No organisation has given consent: nobody can be chosen until one does.",
        ),
        ({"k": 1, "rivals": [(1, 1)]}, "rivals names the pair 1, 1: give two different organisations."),
        ({"k": 1, "already": [7]}, "already must list organisations by number, 0 to 2."),
        ({"k": 1, "current": [7]}, "current must list organisations by number, 0 to 2."),
        ({"k": 1, "value": [0, 0, 0]}, "Every value is 0: give the number of people in each organisation."),
        ({"k": 1, "draws": [0.0]}, "draws holds multipliers of the odds: each must be above 0 and finite."),
        ({"k": 1, "draws": [[0.5, 2]]}, "draws holds probabilities: each must lie between 0 and 1."),
        (
            {"k": 1, "draws": [[0.5]]},
            "draws has shape (1, 1): give one multiplier of the odds for each draw, "
            "or one row of 2 probabilities for each draw.",
        ),
        (
            {"k": 1, "floors": Floors([0, 0, 2])},
            "Group 1 has nobody in it: number the groups without gaps, or leave out groups whose value is 0.",
        ),
        ({"k": 1, "pool": 0}, "pool is 0: give a whole number, 1 or more."),
    ],
)
def test_each_mistake_has_its_remedy(arguments, message):
    with pytest.raises(CascadeError) as caught:
        choose_starts(Network.from_arcs(3, [0, 1], [1, 2], 0.5), **({"refits": 0, "runs": 2} | arguments))
    assert str(caught.value) == message
