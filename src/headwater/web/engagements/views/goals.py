"""Goals, progress, and what was long avoided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import AvoidedForm, GoalForm, ProgressForm, RewordForm
from headwater.web.engagements.models import AvoidedIssue, Engagement, Goal
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press


@requires(Permission.SET_GOALS, on=Engagement)
def add_goal(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Write down something the pair works on."""
    kinds = set(engagement.goals.filter(put_aside_on__isnull=True).values_list("kind", flat=True))
    missing = [kind for kind in Goal.Kind.values if kind not in kinds]
    form = GoalForm(request.POST or None, initial={"kind": missing[0] if missing else None})
    added = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.set_goal(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if added:
        messages.success(request, _("Written down. Only the two of you can read it."))
        return redirect(href("engagements:together", engagement) + "#goals")
    return render(request, "engagements/goal.html", {"form": form, "engagement": engagement})


@requires(Permission.SET_GOALS, on=Goal)
def edit_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Put a goal into better words."""
    form = RewordForm(request.POST or None, initial={"text": goal.text})
    reworded = request.method == "POST" and attempt(
        form, lambda **typed: actions.reword_goal(goal, by=request.user, **typed), refusals=CannotWorkTogether
    )
    if reworded:
        messages.success(request, _("Saved."))
        return redirect(href("engagements:together", goal.engagement) + "#goals")
    page = {"form": form, "goal": goal, "engagement": goal.engagement}
    return render(request, "engagements/goal.html", page)


@requires(Permission.SET_GOALS, on=Goal)
@require_POST
def put_aside(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Stop working on a goal."""
    return press(
        request,
        lambda: actions.put_goal_aside(goal, by=request.user),
        refusals=CannotWorkTogether,
        said=_("Put aside."),
        back=href("engagements:together", goal.engagement) + "#goals",
    )


@requires(Permission.SET_GOALS, on=Goal)
def progress(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Say how far one has come with a goal."""
    form = ProgressForm(request.POST or None)
    noted = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.note_progress(goal, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if noted:
        messages.success(request, _("Saved."))
        return redirect(href("engagements:together", goal.engagement) + "#goals")
    earlier = goal.progress.order_by("-on", "-created_at")[:10]
    page = {"form": form, "goal": goal, "engagement": goal.engagement, "earlier": earlier}
    return render(request, "engagements/progress.html", page)


@requires(Permission.SEAL_ISSUE, on=Engagement)
def avoided(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """What the partner has been avoiding: sealed, theirs alone unless they show it."""
    issue = AvoidedIssue.objects.filter(engagement=engagement).first()
    form = AvoidedForm(request.POST or None, instance=issue)
    sealed = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.seal_avoided_issue(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if sealed:
        messages.success(request, _("Sealed."))
        return redirect(href("engagements:together", engagement))
    page = {"form": form, "engagement": engagement, "other": engagement.consultant.person}
    return render(request, "engagements/avoided.html", page)
