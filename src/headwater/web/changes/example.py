"""Two changes for the example programme: one decided, one that waits."""

from datetime import date, timedelta
from typing import Any

from headwater.web.changes.actions import settle_change, tell_change
from headwater.web.changes.models import Change
from headwater.web.engagements.models import Engagement
from headwater.web.programmes.models import Programme


def tell(programme: Programme, *, coordinator: Any, today: date) -> list[Change]:
    """A pair that carries on after one joined a board, and a merger nobody has decided about yet."""
    pairs = list(Engagement.objects.under_way().filter(programme=programme).order_by("began_on", "pk")[2:4])
    if len(pairs) < 2:
        return []
    seat, merger = pairs
    decided = tell_change(
        seat.consultant,
        by=seat.consultant.person,
        kind=Change.Kind.TRUSTEES,
        happened_on=today - timedelta(days=21),
        engagement=seat,
        note="I was asked to join the board of their local charity forum. We wanted you to know.",
    )
    settle_change(
        decided,
        by=coordinator,
        outcome=Change.Outcome.CARRY_ON,
        answer="Thank you for telling us. The forum does not bid for work, so please carry on as before.",
    )
    waits = tell_change(
        merger.partner,
        by=merger.partner.person,
        kind=Change.Kind.MERGED,
        happened_on=today - timedelta(days=4),
        note="Our trustees agreed in principle to merge with a neighbour. Nothing is signed.",
    )
    return [decided, waits]
