"""The answer: who works with whom, and what proves that no set is better."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from headwater.engines.matching.check_input import Ints

Aim = Literal["place, then fit", "place", "settle", "none at low fit", "fewest at low fit", "fit"]


@dataclass(frozen=True, eq=False)
class Stage:
    """One aim, taken up once all aims before it are as good as they can be, and the prices that prove it.

    `prices` has one whole number for each node of the network (`network.Network`).
    For the aims "none at low fit" and "fewest at low fit", `above` and `upto` bound the values of fit it deals with, lowest value
    first.
    """

    aim: Aim
    prices: Ints = field(repr=False)
    above: int = 0
    upto: int = 0


@dataclass(frozen=True, eq=False)
class Assignment:
    """The best set of pairs, its figures and its certificate.

    `pairs`: rows (partner, consultant), by position, in identifier order. `edges`: their edge numbers in the
    problem. `placed`: how many partners have at least one consultant. `total_fit`: the sum of their fit.
    `kept`: how many pairs of `keep` are in the set. `aim_value`: `total_fit + keep_value * kept`, what was
    made as large as fairness allows; `bound`: no permitted set that is as good on the aims before it has
    more. `proven`: the two are equal. `best_total`: the largest total without fairness; `best_total -
    total_fit` is what fairness (or keeping pairs) costs.
    `stages` is the certificate; `verify` checks it without a solver.
    """

    pairs: Ints
    edges: Ints = field(repr=False)
    placed: int
    total_fit: int
    kept: int
    bound: int
    best_total: int
    fairness: Literal["none", "leximin"]
    enough: int | None
    keep: Ints = field(repr=False)
    keep_value: int
    stages: tuple[Stage, ...] = field(repr=False)

    @property
    def aim_value(self) -> int:
        return self.total_fit + self.keep_value * self.kept

    @property
    def proven(self) -> bool:
        return self.aim_value == self.bound

    def consultants_of(self, partner: int) -> list[int]:
        """The consultants this partner is to work with."""
        return [int(c) for p, c in self.pairs if p == partner]
