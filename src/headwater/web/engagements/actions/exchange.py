"""What goes both ways: offers and needs, what each gained, and whether power is fair."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.goals import note_faced
from headwater.web.engagements.actions.problems import (
    CannotWorkTogether,
    is_agreed,
    locked,
    own_side,
    running,
)
from headwater.web.engagements.models import AvoidedIssue, Engagement, Exchange, LookBack, PowerPulse
from headwater.web.engagements.rules import moment_of
from headwater.web.programmes.models import Programme

POWER_TAPS = ("fair_say", "free_to_refuse", "theirs_to_decide")
ONLY_PARTNER = ("decides_alone", "without_help")


@transaction.atomic
def say_exchange(engagement: Engagement, *, by: Any, needs: str = "", offers: str = "") -> Exchange:
    """Say what one hopes for and can offer; the other of the pair reads it (R53)."""
    engagement = running(engagement)
    exchange, _new = Exchange.objects.get_or_create(
        engagement=engagement, participant=own_side(engagement, by)
    )
    exchange.needs, exchange.offers = needs.strip(), offers.strip()
    exchange.version += 1
    exchange.save()
    record("edit", by=by, on=exchange)
    return exchange


@transaction.atomic
def look_back(engagement: Engagement, *, by: Any, faced: str = "", **answers: Any) -> LookBack:
    """Look back, half way or at the end: what one gained, and whether power is fair.

    ``faced`` is the partner's word at the end on what they had sealed: faced, partly or not, never what it was (R65).
    """
    engagement = locked(engagement)
    side = own_side(engagement, by)
    if not is_agreed(engagement):
        raise CannotWorkTogether(_("First everyone who signs accepts your agreement."))
    kept, _new = LookBack.objects.get_or_create(
        engagement=engagement, participant=side, moment=moment_of(engagement)
    )
    for name, value in answers.items():
        if value not in (None, "") and (name not in ONLY_PARTNER or side.pk == engagement.partner_id):
            setattr(kept, name, value)
    kept.save()
    issue = AvoidedIssue.objects.filter(engagement=engagement, participant=side).first() if faced else None
    if issue is not None:
        note_faced(issue, by=by, faced=faced)
    return kept


@transaction.atomic
def give_power_pulse(programme: Programme, *, by: Any, party: str, **taps: int | None) -> PowerPulse:
    """The third party's three taps: someone of the host or of a sponsor, once a programme; it can be changed."""
    pulse, _new = PowerPulse.objects.get_or_create(
        programme=programme, person=by, defaults={"party": PowerPulse.Party(party)}
    )
    for name in POWER_TAPS:
        if taps.get(name) is not None:
            setattr(pulse, name, taps[name])
    pulse.save()
    return pulse
