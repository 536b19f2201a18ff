"""How far a practice has come in each tier: what is known, and how many nothing is known of (R4, R6, R8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headwater.web.cascade.models import Cascade, HandOver, Tier

Kind = HandOver.Kind
SHOWN = (Kind.RECEIVED, Kind.UNDERSTOOD, Kind.TRIED, Kind.SUSTAINED, Kind.PASSED_ON)


@dataclass(frozen=True)
class Step:
    """Of a tier: with how many people something is known to have happened."""

    label: str
    people: int


@dataclass(frozen=True)
class Coverage:
    """A tier's steps; how many asked and did not receive it; of how many nothing is known; days until the first."""

    tier: Tier
    steps: tuple[Step, ...]
    without: int
    unknown: int
    days: int | None
    touched: bool

    @property
    def stalled(self) -> bool:
        """People received it and none of them is known to have tried it."""
        return self.steps[0].people > 0 and self.steps[2].people == 0


def coverage(cascade: Cascade) -> list[Coverage]:
    """Every tier of a cascade, in order. "Not known" is what no event tells; it is never counted as a no."""
    return [
        _of_tier(tier, list(tier.hand_overs.all()), cascade.started_on)
        for tier in cascade.tiers.prefetch_related("hand_overs")
    ]


def left_out(rows: Iterable[Coverage]) -> list[str]:
    """Tiers nothing is known of though a later one has something: passed over, and worth asking about (R8)."""
    rows = list(rows)
    last = max((at for at, row in enumerate(rows) if row.touched), default=-1)
    return [row.tier.name for row in rows[:last] if not row.touched]


def _of_tier(tier: Tier, events: list[HandOver], since: date) -> Coverage:
    def people(kind: str) -> int:
        return min(sum(event.people for event in events if event.kind == kind), tier.staff)

    received = people(Kind.RECEIVED)
    without = min(people(Kind.NOT_RECEIVED), tier.staff - received)
    first = min((event.on for event in events if event.kind == Kind.RECEIVED), default=None)
    return Coverage(
        tier=tier,
        steps=tuple(Step(str(kind.label), people(kind)) for kind in SHOWN),
        without=without,
        unknown=tier.staff - received - without,
        days=(first - since).days if first else None,
        touched=bool(events),
    )
