"""Send a concern or an idea on: to the one who helps, to the host, to the sponsor; and answer it (R11)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade.actions.errors import CannotPassOn
from headwater.web.cascade.models import PassingOnRules, SentSignal
from headwater.web.engagements.models import Engagement
from headwater.web.programmes.models import Participant, Programme

To = SentSignal.To


@transaction.atomic
def send_signal(
    programme: Programme,
    *,
    by: Any,
    sender: Participant | None,
    to: str,
    kind: str,
    text: str,
    today: date,
    from_staff: bool = False,
) -> SentSignal:
    """A concern or an idea on its way, with a reply owed by a day. ``sender`` is None for the host itself."""
    if to == To.CONSULTANT and (sender is None or not _has_consultant(sender)):
        raise CannotPassOn(_("Nobody works with you as a pair yet, so there is nobody to send it to."))
    if sender is None and to != To.SPONSOR:
        raise CannotPassOn(_("From here it can go to those who fund or sponsor the programme only."))
    days = PassingOnRules.of(programme).reply_days
    sent = SentSignal.objects.create(
        programme=programme,
        sender=sender,
        to=to,
        kind=kind,
        text=text.strip(),
        from_staff=from_staff,
        sent_on=today,
        owed_by=today + timedelta(days=days),
    )
    record("send_signal", by=by, on=sent)
    return sent


def _has_consultant(sender: Participant) -> bool:
    return Engagement.objects.filter(partner=sender).exists()


@transaction.atomic
def answer_signal(sent: SentSignal, *, by: Any, text: str, today: date) -> SentSignal:
    """Answer a concern or an idea, once."""
    sent = SentSignal.objects.select_for_update().get(pk=sent.pk)
    if sent.replied_on is not None:
        raise CannotPassOn(_("This has its reply already."))
    if not text.strip():
        raise CannotPassOn(_("Write what you say back."))
    sent.reply, sent.replied_on = text.strip(), today
    sent.save(update_fields=["reply", "replied_on"])
    record("answer_signal", by=by, on=sent)
    return sent
