"""The plausible worlds a choice is made over: one set of probabilities for each posterior draw."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.network import Network


@dataclass(frozen=True, eq=False)
class Worlds:
    """`count` versions of one network's probabilities; a network without draws is a single world."""

    network: Network
    odds: NDArray[np.float64] | None
    table: NDArray[np.float64] | None
    count: int

    @classmethod
    def of(cls, network: Network, draws: ArrayLike | None) -> "Worlds":
        """Worlds from `draws`: None, a multiplier of the odds for each draw, or a row of probabilities.

        Rows follow the order in which the arcs were given to `Network.from_arcs`.
        """
        if draws is None:
            return cls(network, None, None, 1)
        array = np.asarray(draws, dtype=np.float64)
        if array.ndim == 1 and array.size:
            if not (np.isfinite(array) & (array > 0)).all():
                raise CascadeError("draws holds multipliers of the odds: each must be above 0 and finite.")
            return cls(network, array, None, array.size)
        if array.ndim == 2 and array.shape[0] and array.shape[1] == network.arcs:
            if not ((array >= 0) & (array <= 1)).all():
                raise CascadeError("draws holds probabilities: each must lie between 0 and 1.")
            return cls(network, None, array, array.shape[0])
        raise CascadeError(
            f"draws has shape {array.shape}: give one multiplier of the odds for each draw, "
            f"or one row of {network.arcs} probabilities for each draw."
        )

    def probability(self, draw: int) -> NDArray[np.float64]:
        """The probabilities of one world, in stored order."""
        if self.table is not None:
            return np.asarray(self.table[draw][self.network.given])
        base = self.network.probability
        if self.odds is None:
            return base
        scaled: NDArray[np.float64] = self.odds[draw] * base
        return np.asarray(scaled / (1.0 - base + scaled))
