"""What is believed about a practice's journey, as draws, and how well that belief is founded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.attenuation import Rates
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.events import Event
from headwater.engines.cascade.hierarchy import Hierarchy
from headwater.engines.cascade.network import Network, checked_starts
from headwater.engines.cascade.present import Present

Floats = NDArray[np.float64]
Standing = Literal["counts only", "range from priors", "estimate", "what if"]


@dataclass(frozen=True, eq=False)
class Posterior:
    """Draws to forecast from; column t of `lag_median` (months) and `lag_spread` is tier t + 1.

    `standing` says what they rest on, `seen` how many organisations. With a `network` between the
    organisations of the hierarchy (same numbers), a practice starts at `starts` and `odds` multiplies the
    odds of every tie in each draw; without one every organisation's leader has it at time 0. With a
    `present` time 0 is today, and whoever has it already keeps it.
    """

    standing: Standing
    seen: int
    hierarchy: Hierarchy
    rates: Rates
    lag_median: Floats
    lag_spread: Floats
    network: Network | None = None
    starts: NDArray[np.int64] | None = None
    odds: Floats | None = None
    present: Present | None = None

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.rates.between.size)

    @classmethod
    def what_if(
        cls,
        hierarchy: Hierarchy,
        rate: float | Sequence[float] = 0.75,
        *,
        together: float = 8.0,
        between: float = 0.5,
        lag_median: float = 1.0,
        lag_spread: float = 0.6,
        draws: int = 1000,
    ) -> "Posterior":
        """A supposition instead of evidence: this share gets through each tier (0.75 is folklore, not a finding)."""
        lower = max(hierarchy.tiers - 1, 1)
        share = np.broadcast_to(np.asarray(rate, dtype=np.float64), (lower,))
        if not ((share > 0) & (share < 1)).all():
            raise CascadeError(
                "rate must lie between 0 and 1, one for each tier below the leader or one for all."
            )
        if min(together, lag_median) <= 0 or min(between, lag_spread) < 0:
            raise CascadeError("together and lag_median must be above 0, between and lag_spread 0 or more.")

        def all_draws(values: ArrayLike) -> Floats:
            return np.array(np.broadcast_to(np.asarray(values, dtype=np.float64), (draws, lower)))

        level = all_draws(np.log(share / (1 - share)))
        rates = Rates(level, all_draws(together), np.full(draws, between), np.empty((draws, 0)), (), np.inf)
        return cls("what if", 0, hierarchy, rates, all_draws(lag_median), all_draws(lag_spread))

    def across(self, network: Network, starts: ArrayLike, odds: ArrayLike | None = None) -> "Posterior":
        """The same beliefs, with the practice travelling between the organisations from these starts."""
        if network.size != len(self.hierarchy.organisations):
            raise CascadeError(
                f"The network has {network.size} nodes for {len(self.hierarchy.organisations)} organisations: "
                "number both alike."
            )
        multiplier = None if odds is None else np.asarray(odds, dtype=np.float64)
        if multiplier is not None and (multiplier.shape != (self.draws,) or not (multiplier > 0).all()):
            raise CascadeError(f"odds must hold one multiplier above 0 for each of {self.draws} draws.")
        return replace(self, network=network, starts=checked_starts(network, starts), odds=multiplier)

    def from_now(self, events: Iterable[Event], as_of: date | None = None) -> "Posterior":
        """The same beliefs, going on from where these events say the practice has got to (see `Present`).

        Give the events of one practice. Who has it keeps it, who was asked and had not is left out, teams
        go on as they began, and organisations where it has begun are starts besides those of `across`.
        Of whom nothing is known may still receive it, from today on: unknown is not no.
        """
        return replace(self, present=Present.of(events, self.hierarchy, as_of))

    def inside(self, hierarchy: Hierarchy) -> "Posterior":
        """The same beliefs about other organisations, for example one that is about to begin."""
        if hierarchy.tiers - 1 > self.rates.level.shape[1]:
            raise CascadeError(
                f"The hierarchy has {hierarchy.tiers} tiers, and rates are known for "
                f"{self.rates.level.shape[1]} below the leader: leave out the lowest tiers."
            )
        return replace(self, hierarchy=hierarchy, network=None, starts=None, odds=None, present=None)
