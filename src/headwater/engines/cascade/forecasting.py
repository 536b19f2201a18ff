"""How far a practice will go: one run of the whole journey for each posterior draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade import forecast_loops, forecast_numpy, spread_loops, spread_numpy
from headwater.engines.cascade.bands import whole_bands
from headwater.engines.cascade.compiled import AVAILABLE
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.network import Network
from headwater.engines.cascade.posterior import Posterior, Standing
from headwater.engines.cascade.present import Now
from headwater.engines.cascade.randomness import (
    Words,
    checked_seed,
    delay_factors,
    delay_keys,
    mix,
    normal_quantiles,
    run_keys,
    thresholds,
    words,
)
from headwater.engines.cascade.worlds import Worlds

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LONGEST = 600  # months
PAIRED = 400  # draws run again to tell the sources of uncertainty apart
NOTES: dict[Standing, str] = {
    "estimate": "From {seen} organisations.",
    "range from priors": "The range of what was thought possible beforehand: {seen} organisations narrow it too little.",
    "what if": "A supposition, not a finding.",
    "counts only": "",
}


@dataclass(frozen=True, eq=False)
class Forecast:
    """People reached in each draw: `reached[d, m]` up to month m; the same by tier, region and sector.

    `organisations[d, m]`: organisations whose leader has it. `sources`: shares of the variance at the
    horizon due to "parameters" (not knowing the shares), "organisations" (they differ) and "chance" (empty
    if not asked for). `note`: what the forecast rests on, to be shown with it.
    """

    standing: Standing
    note: str
    horizon: int
    people: int
    reached: Ints
    organisations: Ints
    by_tier: Ints
    by_region: Ints
    by_sector: Ints
    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    sources: dict[str, float]
    seed: int

    @cached_property
    def fan(self) -> dict[int, tuple[Floats, Floats]]:
        """The 50, 80 and 90% of draws around the middle, month by month."""
        return whole_bands(self.reached)

    @staticmethod
    def band(draws: Ints, level: int) -> tuple[Floats, Floats]:
        """The 50, 80 or 90% of draws around the middle, for each column (see `bands`)."""
        return whole_bands(draws)[level]

    @cached_property
    def twenty(self) -> tuple[int, ...]:
        """Twenty equally likely outcomes at the horizon, least first: for a plot of dots."""
        middle = (np.arange(20) + 0.5) / 20
        return tuple(np.quantile(self.reached[:, -1], middle, method="inverted_cdf").astype(int).tolist())


@dataclass(frozen=True, eq=False)
class Course:
    """One draw's people by month (not yet summed up) and tier, region, sector; organisations by month."""

    by_tier: Ints
    by_region: Ints
    by_sector: Ints
    organisations: Ints

    @property
    def reached(self) -> int:
        """People reached by the horizon."""
        return int(self.by_tier.sum())


def forecast(
    posterior: Posterior,
    horizon: int,
    draws: int | None = None,
    seed: int = 0,
    *,
    sources: bool = True,
) -> Forecast:
    """How many people have the practice, month by month up to `horizon`: one run for each posterior draw.

    `draws`: how many to run (default: all there are; more than that repeat them with new chance). A forecast
    from counts only is refused. Same seed, same bytes, with numba or without. Raises CascadeError.
    """
    count = _checked(posterior, horizon, draws)
    journey = Journey(posterior, horizon, checked_seed(seed))
    courses = [journey.run(draw, chance=0, body=0) for draw in range(count)]
    by_tier, by_region, by_sector, bodies = (
        np.cumsum(np.stack([getattr(course, name) for course in courses]), axis=1)
        for name in ("by_tier", "by_region", "by_sector", "organisations")
    )
    return Forecast(
        posterior.standing,
        NOTES[posterior.standing].format(seen=posterior.seen),
        horizon,
        posterior.hierarchy.size,
        by_tier.sum(axis=2),
        bodies,
        by_tier,
        by_region,
        by_sector,
        journey.regions[1],
        journey.sectors[1],
        _sources(journey, courses) if sources else {},
        int(seed),
    )


def _checked(posterior: Posterior, horizon: int, draws: int | None) -> int:
    if posterior.standing == "counts only":
        raise CascadeError(
            f"{posterior.seen} organisations are too few for a forecast: show the counts, or suppose rates with "
            "Posterior.what_if and say that they are supposed."
        )
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer) or not 1 <= horizon <= LONGEST:
        raise CascadeError(f"The horizon is {horizon!r}: give whole months, 1 to {LONGEST}.")
    count = posterior.draws if draws is None else draws
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 20:
        raise CascadeError(f"draws is {count!r}: give 20 or more, for the bands to mean anything.")
    return int(count)


class Journey:
    """Everything about a forecast that is the same for all its draws."""

    def __init__(self, posterior: Posterior, horizon: int, seed: int) -> None:
        self.posterior, self.horizon, self.seed = posterior, horizon, seed
        hierarchy = posterior.hierarchy
        self.walk = hierarchy.walk
        self.regions, self.sectors = _labels(hierarchy.region), _labels(hierarchy.sector)
        self.known = _known(posterior)
        self.worlds = _worlds(posterior)
        self.now = Now.of(posterior.present, self.walk)
        self.arrival = np.empty(hierarchy.size)
        self.asked = np.empty(hierarchy.size, dtype=np.int64)
        self.hits = np.empty(hierarchy.size, dtype=np.int64)

    def run(self, draw: int, chance: int, body: int) -> Course:
        """One draw; `chance` and `body` choose fresh luck and fresh organisations for the same parameters."""
        at = draw % self.posterior.draws
        luck = run_keys(self.seed, draw, 1, purpose=10 + chance)
        bodies, start = self._starts(at, luck)
        rate = self._rates(draw, at, bodies, body)
        months, hierarchy = self.horizon + 1, self.posterior.hierarchy
        by_tier = np.zeros((months, hierarchy.tiers), dtype=np.int64)
        by_region = np.zeros((months, len(self.regions[1])), dtype=np.int64)
        by_sector = np.zeros((months, len(self.sectors[1])), dtype=np.int64)
        factor = np.exp(self.posterior.lag_spread[at][:, None] * normal_quantiles())
        inner = mix(luck ^ np.uint64(0x5EED))
        together, median = self.posterior.rates.together[at], self.posterior.lag_median[at]
        delays, limit = delay_keys(inner), float(self.horizon)
        region, sector, walk = self.regions[0], self.sectors[0], self.walk
        if AVAILABLE:
            forecast_loops.walk_down(
                bodies, walk.first, walk.parent, walk.tier, start, rate, together, median, factor,
                inner[0], delays[0], limit, *self.now.arrays, self.arrival, self.asked, self.hits,
                by_tier, region, by_region, sector, by_sector,
            )  # fmt: skip
        else:
            forecast_numpy.walk_down(
                walk, bodies, start, rate, together, median, factor, inner, delays, limit, *self.now.arrays,
                by_tier, region, by_region, sector, by_sector,
            )  # fmt: skip
        when = np.bincount(np.ceil(np.maximum(start, 0.0)).astype(np.int64), minlength=months)
        return Course(by_tier, by_region, by_sector, when)

    def _starts(self, at: int, luck: Words) -> tuple[Ints, Floats]:
        """The organisations reached, and when their leaders have it."""
        network, starts = self.posterior.network, self.posterior.starts
        if network is None or starts is None:
            count = len(self.posterior.hierarchy.organisations)
            return np.arange(count), np.zeros(count)
        starts = np.union1d(starts, self.now.begun)
        bound = thresholds(self.worlds.probability(at)) if self.worlds else network.threshold
        when = _arrivals(network, bound, starts, luck, float(self.horizon))
        bodies = np.flatnonzero(np.isfinite(when))
        return bodies, when[bodies]

    def _rates(self, draw: int, at: int, bodies: Ints, body: int) -> Floats:
        """The mean share of each tier in each organisation reached: shape (reached, tiers)."""
        from scipy.special import expit

        rates = self.posterior.rates
        key = run_keys(self.seed, draw, 1, purpose=20 + body)
        fresh = normal_quantiles()[words(key, bodies) >> np.uint64(54)]
        effect = rates.between[at] * fresh
        column = self.known[bodies]
        seen = column >= 0
        if seen.any():
            other = (at + body * (rates.effect.shape[0] // 2 + 1)) % rates.effect.shape[0]
            effect[seen] = rates.effect[other if body else at][column[seen]]
        return np.asarray(expit(rates.level[at] + effect[:, None]))


def _arrivals(
    network: Network, bound: NDArray[np.uint32], starts: Ints, luck: Words, horizon: float
) -> Floats:
    """When each organisation's leader has it, infinite where not by the horizon."""
    factor = delay_factors(network.lag_spread) if network.lag_spread else np.ones(1)
    if not AVAILABLE:
        found = spread_numpy.arrival_times(network, bound, factor, starts, luck, delay_keys(luck), horizon)
        return np.asarray(found[0])
    size = network.size
    when, queue = np.full(size, np.inf), np.empty(size, dtype=np.int32)
    first, where = (np.full(count, -1, dtype=np.int32) for count in (spread_loops.SLOTS, size))
    after, before = (np.empty(size, dtype=np.int32) for _ in range(2))
    lag = np.empty(0) if network.lag is None else network.lag.copy()
    spread_loops.arrivals(
        network.offsets, network.packed(bound), lag, factor, starts, -1, luck[0], delay_keys(luck)[0],
        horizon, network.slot_width(horizon), when, queue, first, after, before, where,
    )  # fmt: skip
    return when


def _labels(labels: Sequence[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    names = tuple(sorted(set(labels)))
    number = {name: place for place, name in enumerate(names)}
    return np.array([number[label] for label in labels], dtype=np.int32), names


def _known(posterior: Posterior) -> Ints:
    """For each organisation of the hierarchy its column among the estimated effects, -1 if not seen."""
    column = {name: place for place, name in enumerate(posterior.rates.organisations)}
    return np.array([column.get(name, -1) for name in posterior.hierarchy.organisations], dtype=np.int64)


def _worlds(posterior: Posterior) -> Worlds | None:
    if posterior.network is None or posterior.odds is None:
        return None
    return Worlds.of(posterior.network, posterior.odds)


def _sources(journey: Journey, courses: list[Course]) -> dict[str, float]:
    """Shares of the variance, from runs that share parameters and organisations, or parameters only.

    The covariance of two runs with the same parameters and organisations but separate luck is the variance
    due to both; with the same parameters only, the variance due to those (law of total variance; the
    "pick and freeze" estimate of Sobol').
    """
    count = min(PAIRED, len(courses))
    first = np.array([course.reached for course in courses[:count]], dtype=np.float64)
    luck = np.array([journey.run(draw, 1, 0).reached for draw in range(count)], dtype=np.float64)
    both = np.array([journey.run(draw, 2, 1).reached for draw in range(count)], dtype=np.float64)
    total = float(np.var(np.concatenate([first, luck, both])))
    if total == 0.0:
        return {"parameters": 0.0, "organisations": 0.0, "chance": 0.0}
    parameters = min(max(float(np.cov(first, both)[0, 1]) / total, 0.0), 1.0)
    known = min(max(float(np.cov(first, luck)[0, 1]) / total, parameters), 1.0)
    return {"parameters": parameters, "organisations": known - parameters, "chance": 1.0 - known}
