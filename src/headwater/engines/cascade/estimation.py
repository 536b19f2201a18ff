"""From events to estimates, with honest limits: counts only below 6 organisations, priors below 15."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.attenuation import Rates, fitted_rates, prior_rates
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.events import Event
from headwater.engines.cascade.hierarchy import Hierarchy
from headwater.engines.cascade.lags import lag_draws
from headwater.engines.cascade.pooling import Share, central, share
from headwater.engines.cascade.posterior import Posterior, Standing
from headwater.engines.cascade.randomness import checked_seed
from headwater.engines.cascade.reproduction import ENOUGH, FEWEST, Reproduction, reproduction
from headwater.engines.cascade.tallies import Counts, TierCount, count

Floats = NDArray[np.float64]
Bands = dict[int, tuple[float, float]]
GOOD_QUARTILE = 0.674  # standard deviations above the middle at which the best quarter begins


@dataclass(frozen=True)
class TierEstimate:
    """One tier: its counts, the share that gets through, and what its losses cost. Empty bands: too few.

    `rate`: median over organisations alike; `bands` of it; `new_organisation` of one not seen yet.
    `lost`: people who would be reached besides, in the hierarchy given, if this tier passed on as the best
    quarter of organisations does. It is about tiers and conditions, never about a named person.
    """

    tier: int
    counts: TierCount
    rate: float | None
    bands: Bands
    new_organisation: Bands
    tried: Share | None
    fidelity: Share | None
    lag: float | None
    lag_bands: Bands
    lags: int
    lost: float | None
    lost_bands: Bands


@dataclass(frozen=True, eq=False)
class Estimate:
    """What the events say. `reproduction` holds one entry for each generation, and "later" for 1 and on.

    `answered` of `fed_back`: upward signals that had their reply. `notes` are sentences to show.
    """

    standing: Standing
    organisations: int
    tiers: tuple[TierEstimate, ...]
    reproduction: dict[str, Reproduction]
    fed_back: int
    answered: int
    as_of: date | None
    posterior: Posterior
    notes: tuple[str, ...]


def estimate(
    events: Iterable[Event],
    hierarchy: Hierarchy,
    *,
    as_of: date | None = None,
    enough: int = ENOUGH,
    draws: int = 1000,
    seed: int = 0,
) -> Estimate:
    """Shares by tier, lags, fidelity and reproduction with bands, and draws to forecast from.

    `hierarchy` says how many people each tier has; its organisations are matched to the events by name.
    Below 6 organisations asked there are counts only; below `enough` (15) the draws are the priors, and
    say so. The same seed gives the same answer. Raises CascadeError.
    """
    counts = count(list(events), as_of)
    random = np.random.default_rng(checked_seed(seed))
    tiers = max(hierarchy.tiers - 1, 1)
    deepest = max((own.tier for own in counts.tiers), default=0)
    if deepest > tiers:
        raise CascadeError(
            f"An event is in tier {deepest}, but the hierarchy ends at tier {tiers}: add its positions to the hierarchy."
        )
    asked = len({team.organisation for team in counts.teams})
    standing: Standing = "counts only" if asked < FEWEST else "range from priors"
    rates = prior_rates(tiers, random, draws)
    if asked >= max(enough, FEWEST):
        standing = "estimate"
        rates = fitted_rates(counts.teams, tiers, random, draws)
    lags = [lag_draws(counts.lags.get(tier, []), random, draws) for tier in range(tiers + 1)]
    medians, spreads = (np.stack([lag[part] for lag in lags[1:]], axis=1) for part in (0, 1))
    posterior = Posterior(standing, asked, hierarchy, rates, medians, spreads)
    found = tuple(_tier(own, counts, posterior, lags[own.tier], random) for own in counts.tiers)
    return Estimate(
        standing,
        asked,
        found,
        _reproduction(counts, lags[0], random),
        counts.fed_back,
        counts.answered,
        counts.as_of,
        posterior,
        _notes(standing, asked, enough, rates, hierarchy),
    )


def _tier(
    own: TierCount,
    counts: Counts,
    posterior: Posterior,
    lag: tuple[Floats, Floats],
    random: np.random.Generator,
) -> TierEstimate:
    known = posterior.standing == "estimate" and own.tier > 0
    rate = typical_rates(posterior.rates)[:, own.tier - 1] if known else None
    fresh = new_rates(posterior.rates, random) if known else None
    lost = (
        _lost(posterior, own.tier, fresh)
        if fresh is not None and own.tier < posterior.hierarchy.tiers
        else None
    )
    lags = sum(seen.people for seen in counts.lags.get(own.tier, []))
    timed = lags >= FEWEST
    return TierEstimate(
        own.tier,
        own,
        None if rate is None else float(np.median(rate)),
        {} if rate is None else central(rate),
        {} if fresh is None else central(fresh[:, own.tier - 1]),
        _share(counts.tried.get(own.tier, []), random),
        _share(counts.fidelity.get(own.tier, []), random),
        float(np.median(lag[0])) if timed else None,
        central(lag[0]) if timed else {},
        lags,
        None if lost is None else float(np.median(lost)),
        {} if lost is None else central(lost),
    )


def _share(pairs: list[tuple[int, int]], random: np.random.Generator) -> Share | None:
    """Pooled, from 6 groups up."""
    return share(pairs, random) if len(pairs) >= FEWEST else None


def typical_rates(rates: Rates) -> Floats:
    """For each draw and tier, the mean share over organisations."""
    from scipy.special import expit

    nodes, weight = np.polynomial.hermite_e.hermegauss(15)
    spread = rates.between[:, None, None] * nodes
    return np.asarray(expit(rates.level[:, :, None] + spread) @ (weight / weight.sum()))


def new_rates(rates: Rates, random: np.random.Generator) -> Floats:
    """For each draw and tier, the share in one organisation not seen yet."""
    from scipy.special import expit

    effect = rates.between * random.standard_normal(rates.between.size)
    return np.asarray(expit(rates.level + effect[:, None]))


def _lost(posterior: Posterior, tier: int, fresh: Floats) -> Floats:
    """People lost at this tier, against the best quarter of organisations, for each draw."""
    from scipy.special import expit, logit

    better = fresh.copy()
    raised = logit(np.clip(fresh[:, tier - 1], 1e-9, 1 - 1e-9)) + GOOD_QUARTILE * posterior.rates.between
    better[:, tier - 1] = expit(raised)
    people = np.array(posterior.hierarchy.people_by_tier[1:], dtype=np.float64)
    gain = np.cumprod(better, axis=1) - np.cumprod(fresh, axis=1)
    return np.asarray(gain[:, : people.size] @ people)


def _reproduction(
    counts: Counts, lag: tuple[Floats, Floats], random: np.random.Generator
) -> dict[str, Reproduction]:
    found = {}
    for generation in sorted({parent.generation for parent in counts.parents}):
        own = [parent for parent in counts.parents if parent.generation == generation]
        found[str(generation)] = reproduction(own, *lag, random)
    later = [parent for parent in counts.parents if parent.generation > 0]
    if later:
        found["later"] = reproduction(later, *lag, random)
    return found


def _notes(
    standing: Standing, asked: int, enough: int, rates: Rates, hierarchy: Hierarchy
) -> tuple[str, ...]:
    notes = []
    if standing == "counts only":
        so_far = "1 organisation has" if asked == 1 else f"{asked or 'No'} organisations have"
        notes.append(f"{so_far} been asked: below {FEWEST} there are counts only, and no forecast.")
    if standing == "range from priors":
        notes.append(
            f"{asked} organisations have been asked: below {enough} a forecast shows the range of the priors, "
            "which these events have not narrowed."
        )
    if standing == "estimate" and rates.effective < 200:
        notes.append("The estimate of shares by tier is unsteady: try another seed before relying on it.")
    if hierarchy.skips.size:
        notes.append(
            f"{hierarchy.skips.size} reporting lines leave out a middle tier: check that this is meant."
        )
    return tuple(notes)
