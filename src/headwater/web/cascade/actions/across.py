"""A practice goes to another organisation; there it is taken up, or not (R2, R7)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade.actions.errors import CannotPassOn
from headwater.web.cascade.actions.practice import start_cascade
from headwater.web.cascade.models import Cascade, Crossing, Practice
from headwater.web.engagements.models import Engagement
from headwater.web.programmes.models import Participant

Kind, State = Crossing.Kind, Crossing.State


@transaction.atomic
def note_crossing(
    practice: Practice,
    *,
    by: Any,
    on: date,
    today: date,
    to_participant: Participant | None = None,
    to_name: str = "",
    to_sector: str = "",
) -> Crossing:
    """Note that another organisation was told of a practice: a leader one works with, or one named here."""
    if (to_participant is None) == (not to_name.strip()):
        raise CannotPassOn(_("Choose a leader you work with, or write the name of another organisation."))
    if on > today:
        raise CannotPassOn(_("This day has not come yet. Note it when it has happened."))
    if to_participant is not None:
        to_sector = to_participant.organisation.sector
    own = practice.participant.organisation.sector
    crossing = Crossing.objects.create(
        practice=practice,
        to_participant=to_participant,
        to_name=to_name.strip(),
        to_sector=to_sector,
        kind=_kind(practice.participant, to_participant),
        between_sectors=(own != to_sector) if own and to_sector else None,
        on=on,
    )
    record("note_crossing", by=by, on=crossing)
    return crossing


def _kind(teller: Participant, hearer: Participant | None) -> Kind:
    """By what the two are to each other in their pair; outside a pair it is from organisation to organisation."""
    if hearer is not None:
        pair = Engagement.objects.filter(
            Q(partner=teller, consultant=hearer) | Q(partner=hearer, consultant=teller)
        ).first()
        if pair is not None:
            return Kind.TO_CONSULTANT if pair.partner_id == teller.pk else Kind.TO_PARTNER
    return Kind.ORGANISATION


@transaction.atomic
def say_what_became(
    crossing: Crossing, *, by: Any, state: str, taken_up_as: Practice | None = None
) -> Crossing:
    """What became of a practice there. Whoever takes it up may say as which practice of their own."""
    if crossing.taken_back_on is not None:
        raise CannotPassOn(_("This was taken back."))
    crossing.state, crossing.taken_up_as = state, taken_up_as or crossing.taken_up_as
    crossing.save(update_fields=["state", "taken_up_as"])
    record("say_what_became", by=by, on=crossing)
    return crossing


@transaction.atomic
def take_up(crossing: Crossing, *, by: Any, **written: Any) -> Cascade:
    """Write a practice one was told of down as one's own, and begin to pass it on."""
    if crossing.taken_up_as_id is not None:
        raise CannotPassOn(_("It is taken up already."))
    cascade = start_cascade(crossing.to_participant, by=by, **written)
    say_what_became(crossing, by=by, state=State.TAKEN_UP, taken_up_as=cascade.practice)
    return cascade


@transaction.atomic
def take_back_crossing(crossing: Crossing, *, by: Any, today: date) -> Crossing:
    """Take back what was noted by mistake."""
    if crossing.taken_up_as_id is not None:
        raise CannotPassOn(_("It was taken up there, so it stays."))
    crossing.taken_back_on = today
    crossing.save(update_fields=["taken_back_on"])
    record("take_back_crossing", by=by, on=crossing)
    return crossing
