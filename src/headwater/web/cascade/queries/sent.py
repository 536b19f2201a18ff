"""Concerns and ideas that were sent on, as the people on both ends see them (R11)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from headwater.web.cascade.models import SentSignal
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.policy import has_role
from headwater.web.programmes.models import Participant, Programme

To = SentSignal.To


@dataclass(frozen=True)
class Signals:
    """What a person owes a reply to, and what they sent."""

    owed: list[SentSignal]
    sent: list[SentSignal]


def signals_of(programme: Programme, person: Any, host: Any) -> Signals:
    """The concerns and ideas of a programme that are for a person to read."""
    rows = (
        SentSignal.objects.filter(programme=programme)
        .select_related("sender__person", "sender__organisation")
        .defer("text", "reply")
    )
    helps = Engagement.objects.filter(programme=programme, consultant__person=person)
    to_me = Q(to=To.CONSULTANT, sender__in=helps.values("partner"))
    if has_role(person, host, "coordinator"):
        to_me |= Q(to__in=[To.HOST, To.SPONSOR])
    return Signals(list(rows.filter(to_me)), list(rows.filter(sender__person=person)))


def sender_in(programme: Programme, person: Any) -> Participant | None:
    """As whom a person sends something: as a participant, those who seek help first; None for the host."""
    own = Participant.objects.filter(programme=programme, person=person)
    return own.order_by("-role").first()


def addressees(sender: Participant | None) -> list[str]:
    """To whom a concern or an idea can go from here."""
    if sender is None:
        return [To.SPONSOR]
    helped = Engagement.objects.filter(partner=sender).exists()
    return [To.CONSULTANT, To.HOST, To.SPONSOR] if helped else [To.HOST, To.SPONSOR]
