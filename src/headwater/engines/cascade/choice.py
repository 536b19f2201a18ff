"""Whom to support first: the list that reaches most, beside the plain ones, with how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.cover import Cover, Greedy, Index, best_choice, upper_bound
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.fairness import Fairness, Floors, fair_choice
from headwater.engines.cascade.limits import Limits
from headwater.engines.cascade.network import Network
from headwater.engines.cascade.plans import Plan, baselines, compared
from headwater.engines.cascade.randomness import checked_seed
from headwater.engines.cascade.sketches import sketches
from headwater.engines.cascade.spread import LONGEST, whole_numbers
from headwater.engines.cascade.swaps import Swap, best_swaps
from headwater.engines.cascade.worlds import Worlds

Ints = NDArray[np.int64]
APART = 0.05  # sketches and forward runs may differ by this much before a warning


@dataclass(frozen=True)
class Pick:
    """One chosen start.

    `added`: people it adds to those chosen before it; `cost_per_person`: its cost for each of them;
    `chosen_again`: share of refits, each on one plausible world, that chose it too, under the same
    floors (None without refits); `swap`: who outside the list could best take its place, and the loss.
    """

    node: int
    cost: float
    added: float
    cost_per_person: float
    chosen_again: float | None
    swap: Swap | None


@dataclass(frozen=True, eq=False)
class Choice:
    """The engine's list in the order chosen, the plans side by side (its own first), and how far to trust it.

    `at_least`: the list's reach as a share of what the best possible list could reach at most, on these
    sketches. `warnings` are sentences to show.
    """

    picks: tuple[Pick, ...]
    plans: tuple[Plan, ...]
    estimate: float
    at_least: float
    fairness: Fairness | None
    warnings: tuple[str, ...]
    draws: int
    sketches: int
    seed: int

    @property
    def nodes(self) -> tuple[int, ...]:
        """Those chosen, in the order chosen."""
        return tuple(pick.node for pick in self.picks)


def choose_starts(
    network: Network,
    k: int | None = None,
    costs: ArrayLike | None = None,
    budget: float | None = None,
    floors: Floors | None = None,
    horizon: float | None = None,
    draws: ArrayLike | None = None,
    seed: int = 0,
    *,
    value: ArrayLike | None = None,
    consent: ArrayLike | None = None,
    rivals: Iterable[tuple[int, int]] = (),
    already: ArrayLike = (),
    current: Iterable[int] | None = None,
    pool: int = 200_000,
    runs: int = 2_000,
    refits: int = 20,
    threads: int = 1,
) -> Choice:
    """Whom to support first, within k or a budget, so that most people are reached by the horizon.

    `draws`: one multiplier of the odds, or one row of probabilities, for each posterior draw: the choice
    is the best over all of them. `value`: people in each organisation (default 1). `consent`: who agreed
    to be asked. `rivals`: pairs not to be chosen together. `already`: who has the practice now and spreads
    it anyway. `current`: today's list, for comparison. `pool` sketches, `runs` forward runs and `refits`
    set the accuracy. Nothing is decided here: `swap` says where judgement should. Raises CascadeError.
    """
    limits = Limits.of(network, k, costs, budget, consent, rivals, already)
    worlds = Worlds.of(network, draws)
    worth = _worth(value, network.size)
    _check(horizon, pool, runs, refits)
    made = sketches(worlds, worth, horizon, pool, checked_seed(seed), threads)
    index = Index.of(made)
    free = best_choice(index, limits)
    fairness = None if floors is None else fair_choice(index, limits, worth, floors, free)
    found = free if fairness is None else _in_order(index, limits, fairness.kept.nodes)
    group = np.empty(0, dtype=np.int32) if floors is None else np.asarray(floors.group, dtype=np.int32)
    lists = {"engine": found.nodes} | baselines(worlds, worth, limits, current, seed)
    plans = compared(worlds, lists, limits, worth, group, horizon, runs, seed)
    estimate = (found.total + _met_already(index, limits)) * made.unit
    bound = upper_bound(index, free, limits) + _met_already(index, limits)
    again = _chosen_again(worlds, worth, horizon, limits, pool, refits, seed, floors)
    swaps = best_swaps(index, limits, found.nodes)
    picks = _picks(found, limits, made.unit, again, swaps)
    notes = _warnings(plans[0], estimate, fairness, limits)
    at_least = estimate / (bound * made.unit) if bound else 1.0
    return Choice(picks, plans, estimate, at_least, fairness, notes, worlds.count, made.count, int(seed))


def _worth(value: ArrayLike | None, size: int) -> Ints:
    worth = whole_numbers("value", value, size) if value is not None else np.ones(size, dtype=np.int64)
    if not worth.any():
        raise CascadeError("Every value is 0: give the number of people in each organisation.")
    return worth


def _check(horizon: float | None, pool: int, runs: int, refits: int) -> None:
    if horizon is not None and not 0 <= horizon <= LONGEST:
        raise CascadeError(f"The horizon is {horizon}: give a time from 0 to {LONGEST}, or None for no end.")
    for name, number, least in (("pool", pool, 1), ("runs", runs, 2), ("refits", refits, 0)):
        if isinstance(number, bool) or not isinstance(number, int) or number < least:
            raise CascadeError(f"{name} is {number!r}: give a whole number, {least} or more.")


def _in_order(index: Index, limits: Limits, nodes: tuple[int, ...]) -> Greedy:
    """The gains of a list chosen elsewhere, in its order."""
    cover, gains = Cover.fresh(index, None, limits.already), []
    for node in nodes:
        gains.append(cover.gain(node))
        cover.take(node)
    return Greedy(nodes, tuple(gains))


def _met_already(index: Index, limits: Limits) -> int:
    """Units reached by those who have the practice already."""
    met = np.zeros(index.sketches.count, dtype=bool)
    for node in limits.already.tolist():
        met[index.of_node(node)] = True
    return int(index.sketches.weight[met].sum()) + int(index.sketches.alone[limits.already].sum())


def _chosen_again(
    worlds: Worlds,
    worth: Ints,
    horizon: float | None,
    limits: Limits,
    pool: int,
    refits: int,
    seed: int,
    floors: Floors | None,
) -> dict[int, float] | None:
    """In what share of refits each node is chosen; a refit sees one draw only, with sketches of its own."""
    if refits == 0:
        return None
    times: dict[int, int] = {}
    for refit in range(refits):
        draw = refit * worlds.count // refits if worlds.count >= refits else refit % worlds.count
        world = Worlds.of(worlds.network.with_probability(worlds.probability(draw)), None)
        size = max(2_000, pool // refits)
        made = sketches(world, worth, horizon, size, (seed + 7_919 * (refit + 1)) % 2**63)
        index = Index.of(made)
        free = best_choice(index, limits)
        fair = None if floors is None else fair_choice(index, limits, worth, floors, free)
        for node in free.nodes if fair is None else fair.kept.nodes:
            times[node] = times.get(node, 0) + 1
    return {node: count / refits for node, count in times.items()}


def _picks(
    found: Greedy, limits: Limits, unit: float, again: dict[int, float] | None, swaps: dict[int, Swap]
) -> tuple[Pick, ...]:
    return tuple(
        Pick(
            node,
            float(limits.cost[node]),
            gain * unit,
            float(limits.cost[node]) / (gain * unit) if gain else float("inf"),
            None if again is None else again.get(node, 0.0),
            swaps.get(node),
        )
        for node, gain in zip(found.nodes, found.gains, strict=True)
    )


def _warnings(engine: Plan, estimate: float, fairness: Fairness | None, limits: Limits) -> tuple[str, ...]:
    notes = []
    apart = abs(estimate - engine.reach)
    if apart > APART * engine.reach and apart > 3 * engine.standard_error:
        notes.append(
            f"The planning estimate ({estimate:.0f}) and the forward runs ({engine.reach:.0f}) differ by "
            "more than 5%: raise pool and runs before relying on this list."
        )
    if fairness is not None and fairness.asked is not None and fairness.asked > fairness.largest:
        notes.append(
            f"A floor of {fairness.asked:.2f} could not be kept within these limits; the largest that could "
            f"is {fairness.largest:.2f}, and the list keeps that."
        )
    if not limits.priced and len(engine.nodes) < limits.k:
        notes.append(
            f"Only {len(engine.nodes)} of {limits.k} were chosen: nobody else may be, or would add anyone."
        )
    return tuple(notes)
