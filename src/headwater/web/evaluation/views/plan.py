"""The evaluator's analysis plan: write it, freeze it, and say in the open where it is departed from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.evaluation.actions.plans import CannotPlan, freeze_plan, note_departure, write_plan
from headwater.web.evaluation.forms import DepartureForm, PlanForm
from headwater.web.evaluation.models import Instrument
from headwater.web.evaluation.planning import (
    PlanAndDepartures,
    plan_and_departures,
    spoken_outcomes,
    starting_plan,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme


@requires(Permission.RELEASE_FINDINGS, on=Programme, by="slug")
def plan(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What will be looked at: to be changed until it is frozen, then as it was frozen, with each departure."""
    held = Instrument.objects.filter(programme=programme).first()
    if held is None:
        return redirect(href("evaluation:room", programme))
    told = plan_and_departures(programme)
    if told.plan.frozen:
        return _frozen(request, told, held)
    start = starting_plan(programme, held.questionnaire)
    form = PlanForm(request.POST or None, questions=held.questionnaire, plan=start)
    if request.method == "POST" and form.is_valid() and _written(request, programme, form):
        return redirect(href("evaluation:plan", programme))
    return render(request, "evaluation/plan.html", {"form": form, "written": bool(told.plan.outcomes)})


def _frozen(request: HttpRequest, told: PlanAndDepartures, held: Instrument) -> HttpResponse:
    context = {
        "told": told,
        "outcomes": spoken_outcomes(told.plan, held.questionnaire),
        "form": DepartureForm(),
    }
    return render(request, "evaluation/plan_frozen.html", context)


def _written(request: HttpRequest, programme: Programme, form: PlanForm) -> bool:
    try:
        write_plan(programme=programme, definition=form.definition(), by=request.user)
    except CannotPlan as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The plan is kept. Freeze it before the end questions open."))
    return True


@requires(Permission.RELEASE_FINDINGS, on=Programme, by="slug")
@require_POST
def freeze(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Fix the plan for good."""
    try:
        freeze_plan(programme=programme, by=request.user)
        messages.success(request, _("The plan is frozen. Its hash shows that nobody changed it since."))
    except CannotPlan as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:plan", programme))


@requires(Permission.RELEASE_FINDINGS, on=Programme, by="slug")
@require_POST
def depart(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Write down a departure from the plan."""
    form = DepartureForm(request.POST)
    try:
        if form.is_valid():
            note_departure(programme=programme, **form.cleaned_data, by=request.user)
            messages.success(request, _("Written down. It is listed in the report."))
        else:
            messages.error(request, _("Say what is done otherwise, and why."))
    except CannotPlan as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:plan", programme))
