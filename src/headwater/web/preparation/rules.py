"""Who stands how to workshops and preparation, and what must be done before a participant goes on."""

from typing import Any

from django.utils.translation import gettext as _

from headwater.web.hosts.relations import Relation, relation
from headwater.web.preparation.models import Preparation, PreparationGuide, ReadinessCheck, Workshop
from headwater.web.programmes.models import Participant, Programme

BEFORE = {
    "matching": Programme.Gate.BEFORE_MATCHING,
    "first_session": Programme.Gate.BEFORE_FIRST_SESSION,
}


@relation(Relation.TAKES_PART, Workshop)
def is_meant_for(person: Any, workshop: Workshop) -> bool:
    """Those who take part now on the side the workshop is for."""
    return (
        Participant.objects.active()
        .filter(person=person, programme=workshop.programme_id, role=workshop.role)
        .exists()
    )


def gate_reasons(participant: Participant, *, before: str | None = None) -> list[str]:
    """Why a participant may not go on yet, in sentences they may read; empty when nothing is in the way.

    ``before`` is "matching" or "first_session" and asks about the gate set there only (a gate before
    matching also stands before the first session); without it every gate of the programme counts.
    """
    is_partner = participant.role == Participant.Role.PARTNER
    programme = participant.programme
    gate = programme.preparation_gate if is_partner else programme.readiness_gate
    if gate == Programme.Gate.NONE or (before == "matching" and gate != BEFORE["matching"]):
        return []
    own = _partner_reasons(participant) if is_partner else _consultant_reasons(participant)
    return own + _policy_reasons(participant)


def _policy_reasons(participant: Participant) -> list[str]:
    """Some version of a competition policy that there is; a newer one is asked about and stops nobody (R44)."""
    if not participant.programme.competition_policy.strip() or participant.policies_accepted.exists():
        return []
    return [_("The competition policy has not been accepted yet.")]


def _partner_reasons(participant: Participant) -> list[str]:
    guide = PreparationGuide.objects.filter(programme=participant.programme_id).first()
    if guide is None:
        return []
    preparation = Preparation.objects.filter(participant=participant).first()
    if preparation is None or preparation.acknowledged_at is None:
        return [_("The preparation has not been read and agreed yet.")]
    if {step["code"] for step in guide.steps} - set(preparation.done):
        return [_("Some steps of the preparation are still open.")]
    return []


def _consultant_reasons(participant: Participant) -> list[str]:
    latest = ReadinessCheck.objects.filter(participant=participant).first()
    if latest is None:
        return [_("Faculty have not yet decided on readiness.")]
    if latest.decision != ReadinessCheck.Decision.READY:
        return [_("Faculty have said: not yet.")]
    return []
