"""What is believed about how a practice travels in a programme: what its record tells, and what is supposed (R4, R6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade import Estimate, Hierarchy, Network, Posterior, Reproduction, estimate
from headwater.web.cascade.queries import Travelled
from headwater.web.planning.ground import Candidate

Floats = NDArray[np.float64]
DRAWS = 200
TIERS = 3  # below the leader in the chart of a candidate: managers, seniors, front line
SUPPOSED = (np.log(0.8), 0.6)  # log of how many others each hands on to, while nobody has noted it
MONTHS, SPREAD = 9.0, 0.7  # months from organisation to organisation, supposed, and the spread of their log
CERTAIN_AT_MOST = 0.9
FEW, NEAREST, BLOCK = 400, 40, 256  # beyond so many candidates each has ties to the nearest 40 alone


@dataclass(frozen=True, eq=False)
class Beliefs:
    """The estimate of a programme, and how many others each organisation hands on to, as draws.

    `passing_on` is None where nobody has noted whether a practice went on to other organisations: then
    `number` is a supposition. `recorded`: hand-overs between organisations that were noted.
    """

    estimate: Estimate
    passing_on: Reproduction | None
    number: Floats
    recorded: int

    @property
    def number_is_supposed(self) -> bool:
        """Whether the number handed on to is not from the record."""
        return self.passing_on is None or not self.passing_on.draws.size


def beliefs(travelled: Travelled, chart: Hierarchy, *, seed: int, as_of: date) -> Beliefs:
    """What the events of a programme say, for organisations like those in `chart`."""
    draws = DRAWS
    deepest = max([event.tier for event in travelled.events] + [TIERS])
    lines = chart if chart.tiers > deepest else Hierarchy.even(["as deep as the record"], (1,) * deepest)
    found = estimate(travelled.events, lines, as_of=as_of, draws=draws, seed=seed)
    recorded = sum(bool(event.from_organisation) for event in travelled.events)
    passing_on = _together(found) if recorded else None
    random = np.random.default_rng([seed, 1])
    number = np.exp(random.normal(*SUPPOSED, draws))
    if passing_on is not None and passing_on.draws.size:
        number = random.choice(passing_on.draws, draws)
    return Beliefs(found, passing_on, number, recorded)


def _together(found: Estimate) -> Reproduction | None:
    """The number of those the programme did not start itself; of those it did where there are no others."""
    return found.reproduction.get("later") or found.reproduction.get("0")


def forecastable(posterior: Posterior) -> Posterior:
    """Draws to forecast from: below six organisations the priors, as the supposition that they are."""
    return replace(posterior, standing="what if") if posterior.standing == "counts only" else posterior


def chart_of(candidates: Sequence[Candidate]) -> Hierarchy:
    """For each organisation a leader, one manager for 30 staff, a senior for 8, and the rest on the front line."""
    return lines(
        [(one.pk, _tiers(one.staff)) for one in candidates],
        region={one.pk: one.area for one in candidates if one.area},
        sector={one.pk: one.sector for one in candidates if one.sector},
    )


def lines(
    sizes: Sequence[tuple[str, Sequence[int]]],
    *,
    region: Mapping[str, str] | None = None,
    sector: Mapping[str, str] | None = None,
) -> Hierarchy:
    """Reporting lines of organisations, each a name and the size of its tiers: one leader, staff spread evenly."""
    body: list[int] = []
    parent: list[int] = []
    for number, (_name, tiers) in enumerate(sizes):
        above = [len(parent)]
        body.append(number)
        parent.append(-1)
        for size in filter(None, tiers):
            own = list(range(len(parent), len(parent) + size))
            parent += [above[at * len(above) // size] for at in range(size)]
            body += [number] * size
            above = own
    names = [name for name, _sizes in sizes]
    return Hierarchy.from_positions(body, parent, names=names, region=region, sector=sector)


def _tiers(staff: int) -> tuple[int, int, int]:
    managers = max(1, staff // 30)
    seniors = max(1, min(staff // 8, staff - managers - 1))
    return managers, seniors, max(1, staff - 1 - managers - seniors)


def ties(candidates: Sequence[Candidate], together: set[frozenset[str]], typical: float) -> Network:
    """Who might hand on to whom: `typical` others each, the nearer the likelier.

    Near is: have been a pair (3), a federation in common (1), the same area (1), the same sector (0.5);
    anybody else 0.1. It is supposed, and said so on the page. Of many, each has the nearest 40 (among
    those equally near, drawn by lot).
    """
    near = Nearness.of(candidates, together)
    lot = np.random.default_rng(len(candidates))
    arcs: list[tuple[NDArray[np.int64], NDArray[np.int64], Floats]] = []
    for first in range(0, len(candidates), BLOCK):
        rows = np.arange(first, min(first + BLOCK, len(candidates)))
        weight = near.weight(rows)
        if len(candidates) > FEW:
            noise = 1e-6 * lot.random(weight.shape)
            kept = np.argpartition(-(weight + noise), NEAREST, axis=1)[:, :NEAREST]
            mask = np.zeros(weight.shape, dtype=bool)
            np.put_along_axis(mask, kept, True, axis=1)
            weight = np.where(mask, weight, 0.0)
        total = np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
        chance = np.minimum(typical * weight / total, CERTAIN_AT_MOST)
        row, target = np.nonzero(chance)
        arcs.append((rows[row], target, chance[row, target]))
    source, target, chance = (np.concatenate([part[place] for part in arcs]) for place in range(3))
    return Network.from_arcs(len(candidates), source, target, chance, lag=MONTHS, lag_spread=SPREAD)


@dataclass(frozen=True, eq=False)
class Nearness:
    """How near candidates are to one another, row by row, so that many need little memory."""

    area: NDArray[np.int64]
    sector: NDArray[np.int64]
    federations: tuple[NDArray[np.bool_], ...]
    pairs: dict[int, list[int]]

    @classmethod
    def of(cls, candidates: Sequence[Candidate], together: set[frozenset[str]]) -> "Nearness":
        """What is known of all of them; what is not known is like nobody else's."""
        number = {one.pk: at for at, one in enumerate(candidates)}
        pairs: dict[int, list[int]] = {}
        for pair in together:
            here = [number[pk] for pk in pair if pk in number]
            if len(here) == 2:
                pairs.setdefault(here[0], []).append(here[1])
                pairs.setdefault(here[1], []).append(here[0])
        labels = sorted({word for one in candidates for word in one.federations})
        return cls(
            _numbered([one.area for one in candidates]),
            _numbered([one.sector for one in candidates]),
            tuple(np.array([label in one.federations for one in candidates]) for label in labels),
            pairs,
        )

    def weight(self, rows: NDArray[np.int64]) -> Floats:
        """The weight of everybody for each of these; nobody is near themselves."""
        found = (
            0.1 + 1.0 * (self.area[rows, None] == self.area) + 0.5 * (self.sector[rows, None] == self.sector)
        )
        for own in self.federations:
            found += 1.0 * (own[rows, None] & own)
        for place, row in enumerate(rows.tolist()):
            found[place, self.pairs.get(row, [])] += 3.0
            found[place, row] = 0.0
        return np.asarray(found)


def _numbered(labels: Sequence[str]) -> NDArray[np.int64]:
    """The same number for the same label, and one of its own for each that is not known."""
    known = {label: at for at, label in enumerate(sorted({label for label in labels if label}))}
    return np.array([known.get(label, -1 - at) for at, label in enumerate(labels)], dtype=np.int64)


def worth(candidates: Sequence[Candidate], posterior: Posterior) -> NDArray[np.int64]:
    """People a practice can be expected to reach in each organisation, once its leader has it."""
    from headwater.engines.cascade.estimation import typical_rates

    kept = np.cumprod(typical_rates(posterior.rates)[:, :TIERS], axis=1).mean(axis=0)
    inside = [1.0 + float(np.array(_tiers(one.staff)) @ kept) for one in candidates]
    return np.maximum(1, np.round(inside)).astype(np.int64)
