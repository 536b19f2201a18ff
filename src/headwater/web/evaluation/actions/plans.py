"""The analysis plan: written by the evaluator, frozen before second answers come in, departed from only in the open."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.evaluation.actions.instruments import adopt_default
from headwater.web.evaluation.models import AnalysisPlan, Departure, Wave
from headwater.web.evaluation.planning import PlanError, check_plan, fingerprint, first_draft
from headwater.web.evaluation.rules import is_independent
from headwater.web.programmes.models import Programme


class CannotPlan(Exception):
    """A plan cannot be written or frozen; the message says why."""


@transaction.atomic
def write_plan(*, programme: Programme, definition: dict[str, Any], by: Any) -> AnalysisPlan:
    """Keep a plan, checked against the questions; a frozen one stays as it is."""
    plan = _own_plan(programme, by)
    if plan.frozen_at is not None:
        raise CannotPlan(_("The plan is frozen. Write down what you do otherwise, and why, as a departure."))
    try:
        check_plan(definition, plan.programme.instrument.questionnaire)
    except PlanError as error:
        raise CannotPlan(str(error)) from error
    plan.definition, plan.version = definition, plan.version + 1
    plan.save()
    record("edit", by=by, on=plan)
    return plan


@transaction.atomic
def freeze_plan(*, programme: Programme, by: Any) -> AnalysisPlan:
    """Fix the plan for good, with a hash that shows any change: only while no second answers are in."""
    plan = _own_plan(programme, by)
    if plan.frozen_at is not None:
        raise CannotPlan(_("The plan is frozen already."))
    begun = Wave.objects.filter(programme=programme).exclude(state=Wave.State.PLANNED)
    if begun.exclude(kind__in=(Wave.Kind.START, Wave.Kind.START_AGAIN)).exists():
        raise CannotPlan(_("Second answers have come in: a plan frozen now would prove nothing."))
    plan.frozen_at = timezone.now()
    plan.fingerprint = fingerprint(plan.definition)
    plan.version += 1
    plan.save()
    record("freeze", by=by, on=plan)
    return plan


@transaction.atomic
def note_departure(*, programme: Programme, what: str, why: str, by: Any) -> Departure:
    """Say what is done otherwise than the frozen plan said, and why. It is listed in every report and never removed."""
    if _own_plan(programme, by).frozen_at is None:
        raise CannotPlan(_("The plan is not frozen yet: change the plan itself."))
    departure = Departure.objects.create(programme=programme, what=what, why=why, by=by)
    record("create", by=by, on=departure)
    return departure


def _own_plan(programme: Programme, by: Any) -> AnalysisPlan:
    """The plan of a programme for an evaluator to write; begun from the questions themselves."""
    if not is_independent(by, programme):
        raise CannotPlan(_("Only an evaluator with no other duty here writes the plan."))
    adopt_default(programme=programme, by=by)
    draft = first_draft(programme.instrument.questionnaire)
    plan, _new = AnalysisPlan.objects.select_for_update().get_or_create(
        programme=programme, defaults={"definition": draft}
    )
    return plan
