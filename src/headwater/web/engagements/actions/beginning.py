"""A pair begins."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether
from headwater.web.engagements.models import Engagement
from headwater.web.messages.letters import draft_letter
from headwater.web.programmes.models import Participant


@transaction.atomic
def begin(
    *,
    partner: Participant,
    consultant: Participant,
    by: Any,
    competition: str = "clear",
    on: date | None = None,
) -> Engagement:
    """An engagement for two who both said yes, with the programme's dose; a letter to each is drafted."""
    _check(partner, consultant)
    programme, began = partner.programme, on or timezone.localdate()
    engagement = Engagement.objects.create(
        programme=programme,
        partner=partner,
        consultant=consultant,
        competition=Engagement.Competition(competition),
        follows=Engagement.objects.filter(partner=partner, state=Engagement.State.ENDED)
        .order_by("-ended_on", "-created_at")
        .first(),
        planned_sessions=programme.planned_sessions,
        session_floor=programme.session_floor,
        session_minutes=programme.session_minutes,
        began_on=began,
        planned_end=months_after(began, programme.span_months),
    )
    record("begin", by=by, on=engagement, about=partner.person_id)
    for participant in (partner, consultant):
        draft_letter(
            to=participant.person,
            kind="engagement_begins",
            template="engagements/letters/begins.txt",
            programme=programme,
            about=engagement,
        )
    return engagement


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has no such day."""
    from calendar import monthrange

    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check(partner: Participant, consultant: Participant) -> None:
    if (partner.role, consultant.role) != (Participant.Role.PARTNER, Participant.Role.CONSULTANT):
        raise CannotWorkTogether(_("A pair is one who seeks help and one who gives it."))
    if partner.programme_id != consultant.programme_id:
        raise CannotWorkTogether(_("Both must take part in the same programme."))
    if partner.person_id == consultant.person_id:
        raise CannotWorkTogether(_("A pair is two people."))
    if {partner.status, consultant.status} != {Participant.Status.ACTIVE}:
        raise CannotWorkTogether(_("Both must still take part in the programme."))
    Participant.objects.select_for_update().get(pk=consultant.pk)
    if Engagement.objects.open().filter(partner=partner).count() >= partner.capacity:
        raise CannotWorkTogether(_("This person already works with someone."))
    if Engagement.objects.open().filter(consultant=consultant).count() >= consultant.capacity:
        raise CannotWorkTogether(_("This person already works with as many as they offered to."))
