"""Where a practice stalls, by tier and condition, and never by person (R6): counts, made by the engine from the events."""

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.engines.cascade import Event
from headwater.engines.cascade.tallies import count
from headwater.web.cascade.models import Tier


@dataclass(frozen=True)
class Stall:
    """What became of the people of a tier of whom it is known; None where the tier is too small to say it of.

    `not_told`: nobody in their team received it. `not_heard`: others in the team did. `not_tried`: they have it, were
    asked, and had not tried it. `diluted`: of `seen` times the core was looked at, how often a part of it was missing.
    """

    tier: Tier
    too_small: bool
    not_told: int
    not_heard: int
    not_tried: int
    diluted: int
    seen: int

    @property
    def anything_known(self) -> bool:
        return bool(self.not_told or self.not_heard or self.not_tried or self.seen)


def stalls(tiers: Sequence[Tier], events: Sequence[Event], floor: int) -> list[Stall]:
    """Each tier of a cascade with where it stalls."""
    counts = count(events)
    by_tier = {own.tier: own for own in counts.tiers}
    found = []
    for number, tier in enumerate(tiers, start=1):
        if tier.staff < floor:
            found.append(Stall(tier, True, 0, 0, 0, 0, 0))
            continue
        own, looked = by_tier.get(number), counts.fidelity.get(number, [])
        found.append(
            Stall(
                tier,
                False,
                own.not_told if own else 0,
                own.not_heard if own else 0,
                own.asked_tried - own.tried if own else 0,
                sum(seen < parts for seen, parts in looked),
                len(looked),
            )
        )
    return found
