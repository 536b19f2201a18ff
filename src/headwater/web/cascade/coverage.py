"""How far a practice has come: by tier, by site and by month; what is known, and of how many nothing is (R4, R6, R8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from headwater.web.cascade.models import Cascade, HandOver, Tier
from headwater.web.cascade.steps import standing, tiers_of

Kind = HandOver.Kind
SHOWN = (Kind.RECEIVED, Kind.UNDERSTOOD, Kind.TRIED, Kind.SUSTAINED, Kind.PASSED_ON)


@dataclass(frozen=True)
class Reached:
    """Of a tier: with how many people something is known to have happened."""

    label: str
    people: int


@dataclass(frozen=True)
class Coverage:
    """A tier's steps; asked without having it; of how many nothing is known; days until the first; what came back."""

    tier: Tier
    steps: tuple[Reached, ...]
    without: int
    unknown: int
    days: int | None
    touched: bool
    left: int
    by_itself: int
    sent_back: int
    answered: int

    @property
    def received(self) -> int:
        return self.steps[0].people

    @property
    def stalled(self) -> bool:
        """People received it and none of them is known to have tried it."""
        return self.received > 0 and self.steps[2].people == 0


@dataclass(frozen=True)
class Cell:
    """A tier at a site. `people` is None where so few work there that the figure would be about someone.

    `known`: whether anything was noted of it there; if not, how many have it is not known.
    """

    staff: int
    people: int | None
    days: int | None
    known: bool = False


@dataclass(frozen=True)
class SiteRow:
    """A site, or a team of one, with its tiers, in the order of the alphabet and never of their figures."""

    site: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Month:
    """By the end of a month: how many had received it, by tier."""

    first: date
    people: tuple[int, ...]


def coverage(cascade: Cascade) -> list[Coverage]:
    """Every tier of a cascade, in order. "Not known" is what no event tells; it is never counted as a no."""
    return coverage_of(tiers_of(cascade), cascade.started_on)


def coverage_of(tiers: Iterable[Tier], since: date) -> list[Coverage]:
    """The same of tiers that were read with their events."""
    return [_of_tier(tier, standing(tier), since) for tier in tiers]


def left_out(rows: Iterable[Coverage]) -> list[str]:
    """Tiers nothing is known of though a later one has something: passed over, and worth asking about (R8)."""
    rows = list(rows)
    last = max((at for at, row in enumerate(rows) if row.touched), default=-1)
    return [row.tier.name for row in rows[:last] if not row.touched]


def _of_tier(tier: Tier, events: Sequence[HandOver], since: date) -> Coverage:
    left = _people(events, Kind.LEFT)

    def reached(kind: str) -> int:
        return min(max(_people(events, kind) - left, 0), tier.staff)

    received = reached(Kind.RECEIVED)
    without = min(_people(events, Kind.NOT_RECEIVED), tier.staff - received)
    return Coverage(
        tier=tier,
        steps=tuple(Reached(str(kind.label), reached(kind)) for kind in SHOWN),
        without=without,
        unknown=tier.staff - received - without,
        days=_days(events, since),
        touched=bool(events),
        left=left,
        by_itself=sum(one.people for one in events if one.through),
        sent_back=_people(events, Kind.FED_BACK),
        answered=_people(events, Kind.ANSWERED),
    )


def _people(events: Iterable[HandOver], kind: str) -> int:
    return sum(event.people for event in events if event.kind == kind)


def _days(events: Iterable[HandOver], since: date) -> int | None:
    """Days until it was first received; by the day noted, however exact it is."""
    first = min((event.on for event in events if event.kind == Kind.RECEIVED), default=None)
    return (first - since).days if first else None


def by_site(tiers: Sequence[Tier], since: date, floor: int) -> list[SiteRow]:
    """Each site and team with how many of each tier received it; where one is small, the smallest are left out together.

    If only one of a tier is too small to show, the next smallest is left out with it: what is left of the whole
    would tell it otherwise.
    """
    columns = [_cells(tier, since, floor) for tier in tiers]
    sites = sorted({site for column in columns for site in column})
    nobody = Cell(0, 0, None)
    return [SiteRow(site, tuple(column.get(site, nobody) for column in columns)) for site in sites]


def _cells(tier: Tier, since: date, floor: int) -> dict[str, Cell]:
    staff: dict[str, int] = {}
    site_of = {}
    for one in tier.workplaces.all():
        staff[str(one)] = one.staff
        site_of[one.pk] = str(one)
    events = standing(tier)
    small = _small(staff, floor)
    found = {}
    for site, count in staff.items():
        own = [event for event in events if site_of.get(event.workplace_id) == site]
        reached = min(max(_people(own, Kind.RECEIVED) - _people(own, Kind.LEFT), 0), count)
        found[site] = (
            Cell(count, None, None) if site in small else Cell(count, reached, _days(own, since), bool(own))
        )
    return found


def _small(staff: dict[str, int], floor: int) -> set[str]:
    small = {site for site, count in staff.items() if count < floor}
    others = sorted((count, site) for site, count in staff.items() if site not in small)
    if len(small) == 1 and others:
        small.add(others[0][1])
    return small


def by_month(tiers: Sequence[Tier]) -> list[Month]:
    """How many of each tier had received it by the end of each month in which something was received."""
    dated = [
        (event.on.replace(day=1), place, event.people)
        for place, tier in enumerate(tiers)
        for event in standing(tier)
        if event.kind == Kind.RECEIVED
    ]
    so_far = [0] * len(tiers)
    found = []
    for first in sorted({month for month, _place, _people in dated}):
        for month, place, people in dated:
            if month == first:
                so_far[place] = min(so_far[place] + people, tiers[place].staff)
        found.append(Month(first, tuple(so_far)))
    return found
