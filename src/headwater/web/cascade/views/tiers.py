"""Whom a practice should reach: tiers, sites and teams, and the steps that lead to them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.cascade import actions
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.forms import (
    OpenStepForm,
    StepForm,
    TiersForm,
    WorkplacesForm,
    as_lines,
    workplaces_as_lines,
)
from headwater.web.cascade.models import Cascade, PassingOnRules, Tier
from headwater.web.cascade.steps import steps, tiers_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press


@requires(Permission.KEEP_CASCADE, on=Cascade)
def edit_tiers(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """Change whom it should reach."""
    form = TiersForm(request.POST or None, initial={"tiers": as_lines(cascade.tiers.all())})
    done = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.set_tiers(cascade, by=request.user, **typed),
        refusals=CannotPassOn,
    )
    if done:
        messages.success(request, _("Saved."))
        return redirect(href("cascade:cascade", cascade))
    return render(request, "cascade/tiers.html", {"form": form, "cascade": cascade})


@requires(Permission.KEEP_CASCADE, on=Cascade)
def edit_workplaces(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """Say at which sites and in which teams the people of each tier work."""
    tiers = list(cascade.tiers.prefetch_related("workplaces"))
    form = WorkplacesForm(request.POST or None, tiers=tiers, initial={"rows": workplaces_as_lines(tiers)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_workplaces(cascade, by=request.user, **form.cleaned_data)
        except CannotPassOn as problem:
            form.add_error("rows", str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect(href("cascade:sites", cascade))
    return render(request, "cascade/workplaces.html", {"form": form, "cascade": cascade})


@requires(Permission.KEEP_CASCADE, on=Tier)
def step(request: HttpRequest, tier: Tier) -> HttpResponse:
    """The step to a tier: when it is planned, what must hold first, and a way to open it all the same."""
    form = StepForm(request.POST or None, initial={"planned_for": tier.planned_for})
    if request.method == "POST" and form.is_valid():
        actions.plan_step(tier, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(href("cascade:cascade", tier.cascade))
    found = steps(tiers_of(tier.cascade), PassingOnRules.of(tier.programme))
    page = {
        "form": form,
        "tier": tier,
        "step": next(one for one in found if one.tier.pk == tier.pk),
        "open_form": OpenStepForm(),
    }
    return render(request, "cascade/step.html", page)


@requires(Permission.KEEP_CASCADE, on=Tier)
@require_POST
def open_step(request: HttpRequest, tier: Tier) -> HttpResponse:
    """Open a step before its gate is met."""
    return press(
        request,
        lambda: actions.open_step(
            tier, by=request.user, because=request.POST.get("because", "")[:300], today=timezone.localdate()
        ),
        refusals=CannotPassOn,
        said=_("The step is open."),
        back=href("cascade:step", tier),
    )
