"""The certificate gone through stage by stage, each over the arcs it speaks of. Imports no solver."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from headwater.engines.matching.aims import Worth, level_steps, most_pairs, stage_cost
from headwater.engines.matching.arcs import OpenArcs
from headwater.engines.matching.assignment import Stage
from headwater.engines.matching.check_input import Ints, stable_order
from headwater.engines.matching.network import Network, least_cost_bound, reduced_cost
from headwater.engines.matching.problem import Problem


class Replay:
    """The flows still in play, from the first stage on: `network` holds their bounds."""

    def __init__(self, problem: Problem, network: Network, flow: Ints, worth: Worth) -> None:
        self.problem, self.flow, self.worth = problem, flow, worth
        self.network = replace(network, lower=network.lower.copy(), upper=network.upper.copy())

    def go_through(self, stage: Stage) -> tuple[int, int]:
        """What the match costs under the stage's aim and the least any flow costs (weak duality); from then
        on only flows that cost no more are in play.
        """
        if stage.aim.endswith("at low fit"):
            return self._few(stage)
        cost = stage_cost(self.problem, self.network, self.worth, stage)
        reduced = reduced_cost(self.network, cost, stage.prices)
        bound, reached = least_cost_bound(self.network, reduced), int((cost * self.flow).sum())
        np.copyto(self.network.lower, self.network.upper, where=reduced < 0)
        np.copyto(self.network.upper, self.network.lower, where=reduced > 0)
        return reached, bound

    def _few(self, stage: Stage) -> tuple[int, int]:
        """The same where few arcs have a cost or end at a node with a price: all others add nothing.

        What enters a node leaves it, so prices alone cost the match nothing; an arc that cannot change costs
        every flow the same. So the bound is below what is reached by what each open arc could save.
        """
        network = self.network
        self._ends.tidy()
        arcs, cost = self._touched(stage)
        reduced = cost + stage.prices[network.tail[arcs]] - stage.prices[network.head[arcs]]
        lower, upper = network.lower[arcs], network.upper[arcs]
        least = np.where(reduced < 0, reduced * upper, reduced * lower)
        saved = int((reduced * self.flow[arcs] - least).sum())
        network.lower[arcs] = np.where(reduced < 0, upper, lower)
        network.upper[arcs] = np.where(reduced > 0, lower, upper)
        reached = int((cost * self.flow[arcs]).sum())
        return reached, reached - saved

    def _touched(self, stage: Stage) -> tuple[Ints, Ints]:
        """The arcs a stage at low fit speaks of, each once, and what each costs."""
        edges = self._open_within(stage.above, stage.upto)
        priced = np.flatnonzero(stage.prices)
        beside = [self._ends.out_of(priced), self._ends.into(priced)] if len(priced) else []
        arcs = np.unique(np.concatenate([edges, *beside]))
        cost = np.zeros(len(arcs), dtype=np.int64)
        fit = self.problem.fit[edges]
        many = stage.aim == "fewest at low fit"
        cost[np.searchsorted(arcs, edges)] = level_steps(fit, most_pairs(self.problem)) if many else 1
        return arcs, cost

    def _open_within(self, above: int, upto: int) -> Ints:
        order, fit = self._by_fit
        start, end = np.searchsorted(fit, [above, upto], side="right")
        edges = order[start:end]
        return edges[self.network.upper[edges] > self.network.lower[edges]]

    @cached_property
    def _by_fit(self) -> tuple[Ints, Ints]:
        order = stable_order(self.problem.fit)
        return order, self.problem.fit[order]

    @cached_property
    def _ends(self) -> OpenArcs:
        return OpenArcs(self.network, self.network.lower, self.network.upper)
