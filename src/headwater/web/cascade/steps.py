"""The steps of a cascade: from whom to whom, what must hold first, and whether it does (R1, R3, R8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headwater.web.cascade.models import Cascade, HandOver, PassingOnRules, Tier

Kind = HandOver.Kind
AT_LEAST = {
    PassingOnRules.Gate.RECEIVED: Kind.RECEIVED,
    PassingOnRules.Gate.UNDERSTOOD: Kind.UNDERSTOOD,
    PassingOnRules.Gate.TRIED: Kind.TRIED,
    PassingOnRules.Gate.SUSTAINED: Kind.SUSTAINED,
}


@dataclass(frozen=True)
class Gate:
    """What must hold of the tier that passes on: `have` of the `need` people it takes."""

    of: Tier
    what: str
    have: int
    need: int

    @property
    def met(self) -> bool:
        return self.have >= self.need


@dataclass(frozen=True)
class Step:
    """A step to a tier. `sender` is empty for the leader; `first` is the day something was first received there."""

    tier: Tier
    sender: Tier | None
    gate: Gate | None
    first: date | None

    @property
    def is_open(self) -> bool:
        """Whether it may be taken now: by its gate, or opened by hand."""
        return self.gate is None or self.gate.met or self.tier.opened_on is not None


def tiers_of(cascade: Cascade) -> list[Tier]:
    """The tiers of a cascade in order, each with its workplaces and everything noted of it."""
    return list(cascade.tiers.prefetch_related("hand_overs__workplace", "workplaces"))


def steps(tiers: Sequence[Tier], rules: PassingOnRules) -> list[Step]:
    """Every step of a cascade in order: from tier to tier, or from the leader to all of them at the same time."""
    found = []
    for place, tier in enumerate(tiers):
        sender = tiers[place - 1] if place and not rules.parallel else None
        received = [one.on for one in standing(tier) if one.kind == Kind.RECEIVED]
        found.append(Step(tier, sender, _gate(sender, rules), min(received, default=None)))
    return found


def standing(tier: Tier) -> list[HandOver]:
    """The events of a tier that were not taken back."""
    return [one for one in tier.hand_overs.all() if one.taken_back_on is None]


def _gate(sender: Tier | None, rules: PassingOnRules) -> Gate | None:
    kind = AT_LEAST.get(PassingOnRules.Gate(rules.gate))
    if sender is None or kind is None:
        return None
    have = sum(
        one.people
        for one in standing(sender)
        if one.kind == kind and (kind != Kind.SUSTAINED or (one.weeks or 0) >= rules.weeks)
    )
    need = -(-sender.staff * rules.share // 100)
    return Gate(sender, str(kind.label), min(have, sender.staff), need)


def passed_over(to: Tier, found: Sequence[Step]) -> list[Tier]:
    """The tiers before one of which nothing is known, though it is their turn (R8)."""
    return [step.tier for step in found if step.tier.place < to.place and not standing(step.tier)]
