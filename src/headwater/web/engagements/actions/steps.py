"""Phases, step by step and by both; and asking for more sessions."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether, own_side, running
from headwater.web.engagements.models import Engagement, ExtensionRequest, Phase, PhaseMove
from headwater.web.engagements.rules import next_phase


@transaction.atomic
def suggest_phase(engagement: Engagement, *, by: Any) -> PhaseMove:
    """Suggest to the other that the pair goes on to the next phase."""
    engagement = running(engagement)
    side = own_side(engagement, by)
    to = next_phase(engagement.phase)
    if to is None:
        raise CannotWorkTogether(_("You are in the last phase."))
    waiting = engagement.phase_moves.filter(agreed_on__isnull=True).first()
    if waiting is not None:
        return waiting
    move = PhaseMove.objects.create(engagement=engagement, to=to, suggested_by=side)
    record("suggest", by=by, on=move)
    return move


@transaction.atomic
def agree_phase(engagement: Engagement, *, by: Any) -> Engagement:
    """Agree to the phase the other suggested: from today the pair is in it."""
    engagement = running(engagement)
    side = own_side(engagement, by)
    move = engagement.phase_moves.filter(agreed_on__isnull=True).first()
    if move is None:
        raise CannotWorkTogether(_("Nothing has been suggested."))
    if move.suggested_by_id == side.pk:
        raise CannotWorkTogether(_("You suggested it. The other of you agrees."))
    move.agreed_by, move.agreed_on = side, timezone.localdate()
    move.save()
    engagement.phase = Phase(move.to)
    engagement.version += 1
    engagement.save()
    record("phase", by=by, on=engagement, rule=move.to)
    return engagement


@transaction.atomic
def withdraw_phase(engagement: Engagement, *, by: Any) -> None:
    """Take a suggested phase back, or say not yet to it."""
    engagement = running(engagement)
    own_side(engagement, by)
    engagement.phase_moves.filter(agreed_on__isnull=True).delete()
    record("withdraw", by=by, on=engagement)


@transaction.atomic
def ask_for_extension(engagement: Engagement, *, by: Any, sessions: int) -> ExtensionRequest:
    """Ask the coordinator for more sessions than planned."""
    engagement = running(engagement)
    side = own_side(engagement, by)
    if not 1 <= sessions <= 12:
        raise CannotWorkTogether(_("Ask for 1 to 12 more sessions."))
    if engagement.extensions.filter(answer=ExtensionRequest.Answer.OPEN).exists():
        raise CannotWorkTogether(_("You have already asked. The answer is still to come."))
    request = ExtensionRequest.objects.create(engagement=engagement, sessions=sessions, asked_by=side)
    record("ask", by=by, on=request)
    return request


@transaction.atomic
def answer_extension(request: ExtensionRequest, *, by: Any, granted: bool) -> ExtensionRequest:
    """Grant or decline more sessions; granted ones join the plan."""
    engagement = running(request.engagement)
    request = ExtensionRequest.objects.select_for_update().get(pk=request.pk)
    if request.answer != ExtensionRequest.Answer.OPEN:
        raise CannotWorkTogether(_("This was answered already."))
    request.answer = ExtensionRequest.Answer.GRANTED if granted else ExtensionRequest.Answer.DECLINED
    request.answered_by, request.answered_on = by, timezone.localdate()
    request.save()
    if granted:
        engagement.planned_sessions += request.sessions
        engagement.version += 1
        engagement.save()
    record("answer", by=by, on=request, rule=request.answer)
    return request
