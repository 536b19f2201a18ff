"""Concerns and ideas that were sent on, as the people on both ends see them (R11)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from headwater.web.cascade.models import Cascade, Crossing, SentSignal, UpwardSignal
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


def own_standing(programme: Programme, person: Any) -> list[Participant]:
    """A person's sides in a programme, each with what waits there, in one query: for the home page.

    `line` and `signal` are what a reply is owed to first, `was_told` whether another leader says they told of a
    practice, `passes_on` whether something is being passed on.
    """
    lines = UpwardSignal.objects.filter(
        owed_by__isnull=False, reply="", sheet__tier__cascade__practice__participant=OuterRef("pk")
    ).order_by("owed_by", "id")
    helped = Engagement.objects.filter(consultant=OuterRef(OuterRef("pk"))).values("partner")
    signals = SentSignal.objects.filter(
        to=To.CONSULTANT, replied_on__isnull=True, sender__in=helped
    ).order_by("owed_by", "id")
    told = Crossing.objects.standing().filter(to_participant=OuterRef("pk"), state=Crossing.State.TOLD)
    return list(
        Participant.objects.filter(programme=programme, person=person)
        .exclude(status=Participant.Status.WITHDRAWN)
        .annotate(
            line=Subquery(lines.values("pk")[:1]),
            line_owed_by=Subquery(lines.values("owed_by")[:1]),
            signal=Subquery(signals.values("pk")[:1]),
            signal_owed_by=Subquery(signals.values("owed_by")[:1]),
            was_told=Exists(told),
            passes_on=Exists(Cascade.objects.filter(practice__participant=OuterRef("pk"))),
        )
        .order_by("-role")
    )
