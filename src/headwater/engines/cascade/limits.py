"""What a choice must keep to: how many, how much money, who agreed, who are rivals."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.network import Network

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Limits:
    """A checked set of constraints. `cost` is 1 each, and `budget` k, where only a number is given."""

    k: int
    cost: NDArray[np.float64]
    budget: float
    allowed: NDArray[np.bool_]
    rivals: dict[int, frozenset[int]]
    already: Ints
    priced: bool

    @classmethod
    def of(
        cls,
        network: Network,
        k: int | None,
        costs: ArrayLike | None,
        budget: float | None,
        consent: ArrayLike | None,
        rivals: Iterable[tuple[int, int]],
        already: ArrayLike,
    ) -> "Limits":
        """The limits, or a CascadeError that says which of them cannot be kept."""
        if k is None and budget is None:
            raise CascadeError("Give k (how many to choose), or costs and a budget, or both.")
        if (costs is None) != (budget is None):
            raise CascadeError("Costs and a budget go together: give both or neither.")
        if k is not None and (isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1):
            raise CascadeError(f"k is {k!r}: give a whole number, 1 or more.")
        held = _already(network, already)
        allowed = _consent(network, consent)
        allowed[held] = False
        most = network.size if k is None else int(k)
        if costs is None or budget is None:
            return cls(
                most, np.ones(network.size), float(most), allowed, _rivals(network, rivals), held, False
            )
        cost = _costs(network, costs)
        limits = cls(most, cost, _budget(budget), allowed, _rivals(network, rivals), held, True)
        if not (allowed & (cost <= limits.budget)).any():
            raise CascadeError(
                "Nobody can be chosen: raise the budget, or ask more organisations for consent."
            )
        return limits

    @property
    def most_spent(self) -> float:
        """The budget, with room for the rounding of sums."""
        return self.budget * (1 + 1e-12)

    def rival_table(self) -> tuple[Ints, Ints]:
        """The rivals of node i: `nodes[offsets[i]:offsets[i + 1]]`."""
        counts = np.zeros(self.cost.size + 1, dtype=np.int64)
        for node, others in self.rivals.items():
            counts[node + 1] = len(others)
        nodes = [other for node in sorted(self.rivals) for other in sorted(self.rivals[node])]
        return np.cumsum(counts), np.array(nodes, dtype=np.int64)

    def fits(self, node: int, chosen: set[int], spent: float) -> bool:
        """Whether this node may join those chosen."""
        return bool(
            self.allowed[node]
            and len(chosen) < self.k
            and spent + self.cost[node] <= self.most_spent
            and not (self.rivals.get(node, frozenset()) & chosen)
        )

    def filled(self, order: Iterable[int]) -> tuple[int, ...]:
        """Walk down a list and take whoever still fits."""
        chosen: set[int] = set()
        spent = 0.0
        for node in order:
            if node not in chosen and self.fits(node, chosen, spent):
                chosen.add(node)
                spent += float(self.cost[node])
                if len(chosen) == self.k:
                    break
        return tuple(sorted(chosen))


def _consent(network: Network, consent: ArrayLike | None) -> NDArray[np.bool_]:
    if consent is None:
        return np.ones(network.size, dtype=bool)
    array = np.asarray(consent)
    if array.shape != (network.size,) or array.dtype != bool:
        raise CascadeError(f"consent must hold True or False for each of {network.size} organisations.")
    if not array.any():
        raise CascadeError("No organisation has given consent: nobody can be chosen until one does.")
    return array.copy()


def _already(network: Network, already: ArrayLike) -> Ints:
    array = np.asarray(already)
    if array.size == 0:
        return np.empty(0, dtype=np.int64)
    if array.ndim != 1 or array.dtype.kind not in "iu" or array.min() < 0 or array.max() >= network.size:
        raise CascadeError(f"already must list organisations by number, 0 to {network.size - 1}.")
    return np.unique(array).astype(np.int64)


def _costs(network: Network, costs: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(costs, dtype=np.float64)
    if array.shape != (network.size,) or not (np.isfinite(array) & (array > 0)).all():
        raise CascadeError(f"costs must hold one amount above 0 for each of {network.size} organisations.")
    return array


def _budget(budget: float) -> float:
    if not (np.isfinite(budget) and budget > 0):
        raise CascadeError(f"The budget is {budget}: give an amount above 0.")
    return float(budget)


def _rivals(network: Network, rivals: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for first, second in rivals:
        if first == second or not (0 <= first < network.size and 0 <= second < network.size):
            raise CascadeError(f"rivals names the pair {first}, {second}: give two different organisations.")
        found.setdefault(int(first), set()).add(int(second))
        found.setdefault(int(second), set()).add(int(first))
    return {node: frozenset(others) for node, others in found.items()}
