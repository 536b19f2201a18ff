"""Simulation-based calibration: made-up programmes whose truth is known, and how often the bands hold it."""

from collections.abc import Callable

import numpy as np
from tests.engines.cascade.made_up import SPANS, Truth, pooled_band, programme

from headwater.engines.cascade import Event, Hierarchy, State, estimate, forecast
from headwater.engines.cascade.bands import whole_bands
from headwater.engines.cascade.lags import lag_draws
from headwater.engines.cascade.reproduction import reproduction
from headwater.engines.cascade.tallies import Lag, Parent

CHART = Hierarchy.even(1, SPANS)
World = Callable[[Truth, int, np.random.Generator], tuple[list[Event], int]]


def as_assumed(truth: Truth, organisations: int, random: np.random.Generator) -> tuple[list[Event], int]:
    """The world of the model itself."""
    return programme(truth, organisations, random), int(truth.organisation(random)[-1].sum())


def needs_two(truth: Truth, organisations: int, random: np.random.Generator) -> tuple[list[Event], int]:
    """Complex contagion: in a team where fewer than two have it, nobody keeps it."""

    class Reinforced(Truth):
        def organisation(self, random: np.random.Generator) -> list[np.ndarray]:
            found, have = [], 1
            for teams in super().organisation(random):
                found.append(np.where(teams < 2, 0, teams)[:have])
                have = int(found[-1].sum())
            return found

    twisted = Reinforced(truth.level, truth.together, truth.between)
    return as_assumed(twisted, organisations, random)


def unrecorded(truth: Truth, organisations: int, random: np.random.Generator) -> tuple[list[Event], int]:
    """Three in ten of those who received it are recorded as not having."""
    events, outcome = as_assumed(truth, organisations, random)
    found = []
    for event in events:
        mark = {"organisation": event.organisation, "tier": event.tier, "team": event.team}
        kept = int(random.binomial(event.people, 0.7)) if event.state is State.RECEIVED else 0
        if kept:
            found.append(Event(state=State.RECEIVED, people=kept, **mark))
        if event.people > kept:
            found.append(Event(state=State.NOT_RECEIVED, people=event.people - kept, **mark))
    return found, outcome


def some_not_asked(truth: Truth, organisations: int, random: np.random.Generator) -> tuple[list[Event], int]:
    """Three in ten teams are never asked."""
    events, outcome = as_assumed(truth, organisations, random)
    asked: dict[tuple[str, int, str], bool] = {}
    for event in events:
        asked.setdefault((event.organisation, event.tier, event.team), bool(random.random() < 0.7))
    return [event for event in events if asked[event.organisation, event.tier, event.team]], outcome


def coverage(world: World, organisations: int, worlds: int, enough: int) -> dict[str, float]:
    """How often the 50, 80 and 90% bands hold the front line of a new organisation, the width of the last,
    how often plain quantiles and the pooled 90% band do, and the p-value of the ranks' being uniform.

    "ranked 90%" shares a tie at the edge out by chance: the check of the draws apart from the edges of bands.
    """
    from scipy.stats import kstest

    hits, pooled, quantiles, ranks, width = {50: 0, 80: 0, 90: 0}, 0, 0, [], 0.0
    for number in range(worlds):
        random = np.random.default_rng([organisations, number])
        events, outcome = world(Truth.drawn(random), organisations, random)
        posterior = estimate(events, CHART, draws=400, seed=number, enough=enough).posterior
        front = forecast(posterior, 600, seed=number, sources=False).by_tier[:, -1, -1]
        for level, (low, high) in whole_bands(front).items():
            hits[level] += int(low <= outcome <= high)
            width += float(high - low) / worlds if level == 90 else 0.0
        low, high = np.quantile(front, [0.05, 0.95])
        quantiles += int(low <= outcome <= high)
        below, same = int((front < outcome).sum()), int((front == outcome).sum())
        ranks.append((below + random.random() * (same + 1)) / (front.size + 1))
        low, high = pooled_band(events, random)
        pooled += int(low <= outcome <= high)
    found = {f"{level}%": count / worlds for level, count in hits.items()}
    found["ranked 90%"] = float(np.mean((np.array(ranks) > 0.05) & (np.array(ranks) < 0.95)))
    return found | {
        "width": width,
        "quantiles 90%": quantiles / worlds,
        "pooled 90%": pooled / worlds,
        "uniform p": float(kstest(ranks, "uniform").pvalue),
    }


def handed_on(organisations: int, random: np.random.Generator) -> tuple[list[Parent], list[Lag], float]:
    """Organisations that joined 6 to 24 months ago and hand on after a median of 9: what is seen, and R."""
    number, k = float(np.exp(random.normal(np.log(0.8), 0.5))), float(np.exp(random.normal(0, 0.7)))
    window = random.uniform(6, 24, organisations)
    parents, lags = [], []
    for place, at in enumerate(window.tolist()):
        months = np.exp(random.normal(np.log(9), 0.5, random.negative_binomial(k, k / (k + number))))
        seen = months[months <= at]
        parents.append(Parent(f"o{place}", 1, int(seen.size), at))
        lags += [Lag(float(month), 0.02, at, 1) for month in seen]
    return parents, lags, number


def print_reproduction(worlds: int) -> None:
    """The reproduction number with recent joiners, and lags whose dates are misremembered."""
    print(f"\nReproduction number, parents who joined 6 to 24 months ago, {worlds} worlds a row")
    print(
        f"{'seen':>6}{'plain / truth':>15}{'adjusted / truth':>18}{'90% holds':>11}{'high / low':>12}{'cannot tell':>13}"
    )
    for organisations in (15, 40, 100):
        plain, adjusted, hits, width, unsure = [], [], 0, [], 0
        for world in range(worlds):
            random = np.random.default_rng([organisations, world, 1])
            parents, lags, truth = handed_on(organisations, random)
            found = reproduction(parents, *lag_draws(lags, random, 400), random)
            plain.append(found.plain / truth)
            adjusted.append((found.median or 0.0) / truth)
            low, high = found.bands[90]
            hits += int(low <= truth <= high)
            width.append(high / low)
            unsure += int(found.verdict == "cannot tell")
        print(
            f"{organisations:>6}{np.mean(plain):>15.2f}{np.median(adjusted):>18.2f}{hits / worlds:>11.0%}"
            f"{np.median(width):>12.1f}{unsure / worlds:>13.0%}",
            flush=True,
        )
    print(
        "\nMedian lag from 60 hand-overs in windows of 6 to 24 months, dates out by so many days: the 90% band holds"
    )
    for days in (0, 15, 45):
        print(f"{days:>6} days {lag_coverage(days, worlds):>8.0%}", flush=True)


def lag_coverage(days: float, worlds: int) -> float:
    """How often the 90% band of the median lag holds the truth, when dates are recalled with this error."""
    hits = 0
    for world in range(worlds):
        random = np.random.default_rng([int(days), world, 2])
        median, spread = np.exp(random.normal(np.log(4), 0.5)), 0.6
        window = random.uniform(6, 24, 2000)
        months = np.exp(random.normal(np.log(median), spread, 2000))
        seen = np.flatnonzero(months < window)[:60]
        said = np.maximum(months[seen] + random.normal(0, days / 30.4, seen.size), 0.0)
        lags = [Lag(float(m), 0.02, float(max(w, m)), 1) for m, w in zip(said, window[seen], strict=True)]
        low, high = np.quantile(lag_draws(lags, random, 400)[0], [0.05, 0.95])
        hits += int(low <= median <= high)
    return hits / worlds


def print_calibration(worlds: int) -> None:
    """The table of coverage: the model's own world at four sizes, then worlds it does not assume."""
    print(f"\nCalibration, {worlds} worlds a row; a 90% band should hold 85 to 97%. Front line of 60 people.")
    print(
        f"{'world':<34}{'seen':>5}{'50%':>7}{'80%':>7}{'90%':>7}{'ranked':>8}{'width':>7}{'quantiles':>11}{'pooled':>8}{'uniform p':>11}"
    )
    rows: list[tuple[str, World, int, int]] = [
        ("as assumed, priors only", as_assumed, 6, 15),
        *(("as assumed", as_assumed, seen, 6) for seen in (6, 15, 30, 100)),
        ("needs two in the team", needs_two, 30, 6),
        ("3 in 10 recorded as not received", unrecorded, 30, 6),
        ("3 in 10 teams not asked", some_not_asked, 30, 6),
    ]
    for name, world, seen, enough in rows:
        found = coverage(world, seen, worlds, enough)
        shares = "".join(f"{found[level]:>7.0%}" for level in ("50%", "80%", "90%"))
        beside = f"{found['ranked 90%']:>8.0%}{found['width']:>7.1f}{found['quantiles 90%']:>11.0%}"
        naive = f"{found['pooled 90%']:>8.0%}{found['uniform p']:>11.2f}"
        print(f"{name:<34}{seen:>5}{shares}{beside}{naive}", flush=True)
