"""Simulation-based calibration: made-up programmes whose truth is known, and how often the bands hold it."""

from collections.abc import Callable

import numpy as np
from tests.engines.cascade.made_up import SPANS, Truth, pooled_band, programme

from headwater.engines.cascade import Event, Hierarchy, State, estimate, forecast

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
    how often the pooled 90% band does, and the p-value of the ranks' being uniform."""
    from scipy.stats import kstest

    hits, pooled, ranks, width = {50: 0, 80: 0, 90: 0}, 0, [], 0.0
    for number in range(worlds):
        random = np.random.default_rng([organisations, number])
        events, outcome = world(Truth.drawn(random), organisations, random)
        posterior = estimate(events, CHART, draws=400, seed=number, enough=enough).posterior
        front = forecast(posterior, 600, seed=number, sources=False).by_tier[:, -1, -1]
        for level in hits:
            low, high = np.quantile(front, [0.5 - level / 200, 0.5 + level / 200])
            hits[level] += int(low <= outcome <= high)
        width += float(np.quantile(front, 0.95) - np.quantile(front, 0.05)) / worlds
        below, same = int((front < outcome).sum()), int((front == outcome).sum())
        ranks.append((below + random.random() * (same + 1)) / (front.size + 1))
        low, high = pooled_band(events, random)
        pooled += int(low <= outcome <= high)
    found = {f"{level}%": count / worlds for level, count in hits.items()}
    return found | {
        "width": width,
        "pooled 90%": pooled / worlds,
        "uniform p": float(kstest(ranks, "uniform").pvalue),
    }


def print_calibration(worlds: int) -> None:
    """The table of coverage: the model's own world at four sizes, then worlds it does not assume."""
    print(f"\nCalibration, {worlds} worlds a row; a 90% band should hold 85 to 97%. Front line of 60 people.")
    print(
        f"{'world':<34}{'seen':>5}{'50%':>7}{'80%':>7}{'90%':>7}{'width':>7}{'pooled 90%':>12}{'uniform p':>11}"
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
        print(
            f"{name:<34}{seen:>5}{shares}{found['width']:>7.1f}{found['pooled 90%']:>12.0%}{found['uniform p']:>11.2f}",
            flush=True,
        )
