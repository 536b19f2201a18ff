"""The page of a pair, and the steps they take on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record_read
from headwater.web.engagements import actions, queries
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import ExtensionForm
from headwater.web.engagements.models import Engagement
from headwater.web.engagements.steps import steps_for
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press


@requires(Permission.READ_GOALS, on=Engagement)
def together(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Everything the two of a pair share: the next step, sessions, goals, phases, agreement."""
    page = queries.together(engagement, request.user)
    record_read(by=request.user, on=engagement, role=request.decision.role, about=page.other.person_id)
    steps = steps_for(page.engagement, request.user)
    return render(
        request,
        "engagements/together.html",
        {
            "page": page,
            "engagement": page.engagement,
            "next_step": steps[0] if steps else None,
            "later_steps": steps[1:4],
            "is_partner": page.side.pk == page.engagement.partner_id,
        },
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
@require_POST
def suggest_phase(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Suggest the next phase to the other."""
    return press(
        request,
        lambda: actions.suggest_phase(engagement, by=request.user),
        refusals=CannotWorkTogether,
        said=_("Suggested. It begins when the other of you agrees."),
        back=href("engagements:together", engagement),
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
@require_POST
def agree_phase(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Agree to the phase the other suggested."""
    return press(
        request,
        lambda: actions.agree_phase(engagement, by=request.user),
        refusals=CannotWorkTogether,
        said=_("From today you are in the next phase."),
        back=href("engagements:together", engagement),
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
@require_POST
def withdraw_phase(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Leave the phase as it is for now."""
    return press(
        request,
        lambda: actions.withdraw_phase(engagement, by=request.user),
        refusals=CannotWorkTogether,
        said=_("You stay in this phase for now."),
        back=href("engagements:together", engagement),
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
def extension(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Ask the coordinator for more sessions."""
    form = ExtensionForm(request.POST or None)
    asked = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.ask_for_extension(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if asked:
        messages.success(request, _("Asked. The coordinator answers."))
        return redirect(href("engagements:together", engagement))
    return render(request, "engagements/extension.html", {"form": form, "engagement": engagement})
