"""What a programme cost, in two kinds that cannot be mixed.

The price per organisation supported answers "what does one place cost?" and may be set beside days of
outside consultancy. The cost per organisation that reached a stated outcome answers "what did one result
cost?" and may be set only beside another cost per outcome. The two are separate types: comparing, adding or
subtracting across them is a type error, for the checker and when the program runs. The one bridge is
`break_even_success`, which says how often outside help would have to succeed to cost the same for each
outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, TypeVar

from headwater.engines.evaluation.estimate import EvaluationError, whole
from headwater.engines.evaluation.shares import EXACT_SOURCE, share

PRICE_METHOD = "total cost divided by the organisations supported"
OUTCOME_METHOD = "total cost divided by the organisations that reached the outcome"
OUTCOME_INTERVAL = OUTCOME_METHOD + "; 95% interval from the Clopper-Pearson interval of their number"
BREAK_EVEN_METHOD = "outside price per organisation divided by the programme's cost per outcome"
OWN_SOURCE = "the programme's own accounts"

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class FullCost:
    """Everything the programme took, in pounds: money, and hours given at a stated rate, shown apart."""

    cash: float
    hours_given: float = 0.0
    hourly_rate: float = 0.0

    def __post_init__(self) -> None:
        for name in ("cash", "hours_given", "hourly_rate"):
            _money(name, getattr(self, name))

    @property
    def given(self) -> float:
        """What the given hours are worth at the stated rate."""
        return self.hours_given * self.hourly_rate

    @property
    def total(self) -> float:
        """Money and given time together."""
        return self.cash + self.given


@dataclass(frozen=True)
class CostPerOrganisation:
    """Pounds for one organisation supported. Comparable only with its own kind.

    `low` and `high` are a range of prices (a day rate from and to), never a statistical interval.
    """

    value: float
    low: float | None
    high: float | None
    n: int
    method: str
    source: str

    def __lt__(self, other: Self) -> bool:
        return self.value < _same_kind(self, other).value

    def __sub__(self, other: Self) -> float:
        return self.value - _same_kind(self, other).value

    def __truediv__(self, other: Self) -> float:
        return self.value / _same_kind(self, other).value


@dataclass(frozen=True)
class CostPerOutcome:
    """Pounds for one organisation that reached the stated outcome. Comparable only with its own kind.

    `value` is None when no organisation reached it. `high` is None when the interval has no upper end.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    outcome: str
    method: str
    source: str

    def __lt__(self, other: Self) -> bool:
        return _known(self) < _known(_same_kind(self, other))

    def __sub__(self, other: Self) -> float:
        return _known(self) - _known(_same_kind(self, other))

    def __truediv__(self, other: Self) -> float:
        return _known(self) / _known(_same_kind(self, other))


@dataclass(frozen=True)
class BreakEven:
    """The share of its clients with whom outside help must succeed to cost no more for each outcome.

    `value` above 1 cannot be reached (`possible` is False): outside help then costs more at any success rate.
    """

    value: float
    possible: bool
    n: int
    method: str
    source: str


def cost_per_organisation(
    total: float | FullCost, organisations: int, source: str = OWN_SOURCE
) -> CostPerOrganisation:
    """The price of one place: total cost in pounds over the organisations supported."""
    if whole("organisations", organisations) == 0:
        raise EvaluationError("No organisation was supported: there is no price for one.")
    value = _money("total", _total(total)) / organisations
    return CostPerOrganisation(value, None, None, organisations, PRICE_METHOD, source)


def external_price(days: float, low_rate: float, high_rate: float, source: str) -> CostPerOrganisation:
    """What the same days would cost from outside consultants, at day rates whose source is named."""
    if _money("low_rate", low_rate) > _money("high_rate", high_rate):
        raise EvaluationError(f"The lower day rate ({low_rate}) is above the higher one ({high_rate}).")
    if not source.strip():
        raise EvaluationError("A price from outside needs its source and date.")
    low, high = _money("days", days) * low_rate, days * high_rate
    return CostPerOrganisation(
        (low + high) / 2, low, high, 1, "days times a range of day rates, middle", source
    )


def cost_per_outcome(
    total: float | FullCost, reached: int, organisations: int, outcome: str, source: str = OWN_SOURCE
) -> CostPerOutcome:
    """The cost of one organisation reaching the stated outcome; interval from the exact one of their number.

    Below 8 organisations there is no interval. With none reached there is no value, only a lower end.
    """
    if not outcome.strip():
        raise EvaluationError("Say which outcome: a cost per outcome without one means nothing.")
    money = _money("total", _total(total))
    reach = share(reached, organisations, method="exact")
    if organisations == 0:
        raise EvaluationError("No organisation was supported: there is no cost per outcome.")
    value = money / reached if reached else None
    if not reach.has_interval:
        return CostPerOutcome(value, None, None, organisations, outcome, OUTCOME_METHOD, source)
    low = money / (organisations * reach.high) if reach.high else None
    high = money / (organisations * reach.low) if reach.low else None
    named = f"{source}; {EXACT_SOURCE}"
    return CostPerOutcome(value, low, high, organisations, outcome, OUTCOME_INTERVAL, named)


def break_even_success(external: CostPerOrganisation, programme: CostPerOutcome) -> BreakEven:
    """How often outside help at this price must succeed to match the programme's cost per outcome."""
    if not isinstance(external, CostPerOrganisation) or not isinstance(programme, CostPerOutcome):
        raise TypeError(
            "break_even_success takes an outside price per organisation, then a cost per outcome."
        )
    value = external.value / _known(programme)
    return BreakEven(
        value, value <= 1, programme.n, BREAK_EVEN_METHOD, f"{external.source}; {programme.source}"
    )


def _total(total: float | FullCost) -> float:
    return total.total if isinstance(total, FullCost) else total


def _money(name: str, amount: float) -> float:
    if not 0 <= amount < float("inf"):
        raise EvaluationError(f"{name} must be an amount of zero or more, not {amount!r}.")
    return float(amount)


def _known(cost: CostPerOutcome) -> float:
    if cost.value is None or cost.value == 0:
        raise EvaluationError(
            f'No organisation reached "{cost.outcome}", or it cost nothing: nothing to compare.'
        )
    return cost.value


def _same_kind(one: Kind, other: Kind) -> Kind:
    if type(one) is not type(other):
        raise TypeError(
            f"{type(one).__name__} and {type(other).__name__} answer different questions "
            "and cannot be mixed; use break_even_success."
        )
    return other
