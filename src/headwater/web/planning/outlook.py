"""How far a practice may go: for a programme as a whole, and for one organisation from where it has got to (R4, R6)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from headwater.engines.cascade import (
    Estimate,
    Event,
    Forecast,
    Hierarchy,
    Reproduction,
    TierEstimate,
    estimate,
    forecast,
)
from headwater.web.cascade.models import Cascade
from headwater.web.cascade.queries import Travelled, events_for
from headwater.web.cascade.queries.travel import events_of
from headwater.web.planning.beliefs import DRAWS, forecastable, lines
from headwater.web.programmes.models import Programme

HORIZON = 24
FEWEST = 6
LEAST_SHOWN = 3  # organisations below which not even counts by tier are shown to the host
SEED = 2016


@dataclass(frozen=True, eq=False)
class Outlook:
    """What a programme's record tells, and how far it may go from here. `ahead` is None below six organisations.

    `passing_on` is None where nobody noted whether a practice went on to other organisations.
    """

    standing: str
    organisations: int
    tiers: tuple[TierEstimate, ...]
    ahead: Forecast | None
    passing_on: Reproduction | None
    notes: tuple[str, ...]

    @property
    def told(self) -> bool:
        """Whether so many organisations are in it that counts by tier tell of none of them."""
        return self.organisations >= LEAST_SHOWN


def outlook_of(programme: Programme, today: date) -> Outlook:
    """The record of a programme as the engine reads it, forecast from where it has got to."""
    travelled = events_for(programme)
    if travelled.hierarchy is None:
        return Outlook("counts only", 0, (), None, None, ())
    found = _estimate(travelled, travelled.hierarchy, today)
    ahead = None
    if found.standing != "counts only":
        belief = found.posterior.from_now(one_practice_each(travelled.events), today)
        ahead = forecast(belief, HORIZON, seed=SEED)
    recorded = any(event.from_organisation for event in travelled.events)
    number = found.reproduction.get("later") or found.reproduction.get("0")
    return Outlook(
        found.standing,
        found.organisations,
        found.tiers,
        ahead,
        number if recorded else None,
        found.notes,
    )


def passing_on_of(programme: Programme, today: date) -> Reproduction | None:
    """How many others each organisation hands on to; None where nobody noted whether a practice went on."""
    travelled = events_for(programme)
    if travelled.hierarchy is None or not any(event.from_organisation for event in travelled.events):
        return None
    found = _estimate(travelled, travelled.hierarchy, today).reproduction
    return found.get("later") or found.get("0")


def one_practice_each(events: Sequence[Event]) -> list[Event]:
    """For each organisation the events of the practice it noted most of: two practices are not twice the people."""
    noted: dict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        noted[event.organisation][event.practice] += 1
    most = {body: min(count, key=lambda one: (-count[one], one)) for body, count in noted.items()}
    return [event for event in events if event.practice == most[event.organisation]]


def _estimate(travelled: Travelled, lines: Hierarchy, today: date) -> Estimate:
    return estimate(travelled.events, lines, as_of=today, draws=DRAWS, seed=SEED)


@dataclass(frozen=True, eq=False)
class OwnOutlook:
    """Twenty equally likely outcomes for one practice in one organisation, from where it has got to.

    `now`: people who have it already; `organisations`: how many the shares rest on.
    """

    ahead: Forecast
    now: int
    organisations: int

    @property
    def more(self) -> tuple[int, ...]:
        """How many more people each of the twenty outcomes reaches."""
        return tuple(outcome - self.now for outcome in self.ahead.twenty)


def own_outlook_of(cascade: Cascade, today: date) -> OwnOutlook | None:
    """One cascade, forecast with what all of its programme tell. None while it has no tiers."""
    prefetch_related_objects([cascade], "tiers__hand_overs")
    sizes = [tier.staff for tier in cascade.tiers.all()]
    if not any(sizes):
        return None
    own = lines([(str(cascade.practice.participant.organisation_id), sizes)])
    everyone = events_for(cascade.programme)
    deeper = max((one for one in (own, everyone.hierarchy) if one), key=lambda one: one.tiers)
    found = _estimate(everyone, deeper, today)
    belief = forecastable(found.posterior).inside(own).from_now(events_of(cascade), today)
    present = belief.present
    assert present is not None
    ahead = forecast(belief, HORIZON, seed=SEED)
    return OwnOutlook(ahead, int((present.state == 1).sum()), found.organisations)
