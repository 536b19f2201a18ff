"""Made-up programmes whose truth is known, to hold estimates against."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from headwater.engines.cascade import Event, State
from headwater.engines.cascade.attenuation import prior_rates

SPANS = (5, 4, 3)


@dataclass(frozen=True)
class Truth:
    """The truth of one made-up programme: level and concentration by tier, spread between organisations."""

    level: np.ndarray
    together: np.ndarray
    between: float

    @classmethod
    def drawn(cls, random: np.random.Generator) -> "Truth":
        """A truth drawn from the priors of the model."""
        rates = prior_rates(len(SPANS), random, 1)
        return cls(rates.level[0], rates.together[0], float(rates.between[0]))

    def organisation(self, random: np.random.Generator) -> list[np.ndarray]:
        """What happens in one organisation: for each tier the number received in each team whose sender had it."""
        effect, have, found = random.normal(0, self.between), 1, []
        for tier, span in enumerate(SPANS):
            mean = expit(self.level[tier] + effect)
            size = self.together[tier]
            found.append(random.binomial(span, random.beta(mean * size, (1 - mean) * size, have)))
            have = int(found[-1].sum())
        return found


def programme(truth: Truth, organisations: int, random: np.random.Generator) -> list[Event]:
    """The events of a programme in which everybody whose sender had the practice was asked."""
    events = []
    for body in range(organisations):
        for tier, teams in enumerate(truth.organisation(random), start=1):
            for team, received in enumerate(teams.tolist()):
                mark = {"organisation": f"o{body:03}", "tier": tier, "team": str(team)}
                if received:
                    events.append(Event(state=State.RECEIVED, people=received, **mark))
                if received < SPANS[tier - 1]:
                    events.append(Event(state=State.NOT_RECEIVED, people=SPANS[tier - 1] - received, **mark))
    return events


def pooled_band(events: list[Event], random: np.random.Generator, draws: int = 400) -> tuple[float, float]:
    """The naive forecast of the front line of a new organisation: one share for each tier, everybody alike."""
    share = []
    for tier in range(1, len(SPANS) + 1):
        yes, no = (
            sum(event.people for event in events if event.tier == tier and event.state is state)
            for state in (State.RECEIVED, State.NOT_RECEIVED)
        )
        share.append(yes / (yes + no) if yes + no else 0.0)
    have = np.ones(draws, dtype=int)
    for span, chance in zip(SPANS, share, strict=True):
        have = random.binomial(have * span, chance)
    low, high = np.quantile(have, [0.05, 0.95])
    return float(low), float(high)
