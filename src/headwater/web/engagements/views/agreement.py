"""The agreement of a pair, on one screen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record_read
from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import AgreementForm
from headwater.web.engagements.models import Engagement
from headwater.web.engagements.terms import terms
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press


@requires(Permission.READ_GOALS, on=Engagement)
def agreement(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Read the agreement, and accept it if it waits for one; without one, write it."""
    latest = engagement.agreements.first()
    if latest is None and engagement.state != Engagement.State.ENDED:
        return redirect(href("engagements:write_agreement", engagement))
    if latest is not None:
        other = engagement.other_side(request.user)
        record_read(by=request.user, on=latest, role=request.decision.role, about=other.person_id)
    return render(
        request,
        "engagements/agreement.html",
        {
            "engagement": engagement,
            "agreement": latest,
            "own": latest.accepted_at(request.user) if latest else None,
            "other": engagement.other_side(request.user),
            "earlier": engagement.agreements.count() - 1,
        },
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
def write_agreement(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Write the agreement, or agree anew."""
    latest = engagement.agreements.first()
    form = AgreementForm(request.POST or None, initial=_choices_of(latest))
    written = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.propose_agreement(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if written:
        messages.success(request, _("Written and accepted by you. The other of you is asked to accept."))
        return redirect(href("engagements:agreement", engagement))
    return render(
        request,
        "engagements/write_agreement.html",
        {"form": form, "engagement": engagement, "sections": terms(engagement), "latest": latest},
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
@require_POST
def accept_agreement(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Accept the version that was read."""
    agreement = engagement.agreements.filter(number=request.POST.get("number") or 0).first()
    if agreement is None:
        return redirect(href("engagements:agreement", engagement))
    return press(
        request,
        lambda: actions.accept_agreement(agreement, by=request.user),
        refusals=CannotWorkTogether,
        said=_("Accepted. You can find your first date now."),
        back=href("engagements:together", engagement),
    )


def _choices_of(agreement: object) -> dict[str, object]:
    names = ("travels", "pays", "rhythm", "review_at_session", "own_words")
    return {name: getattr(agreement, name) for name in names} if agreement else {"rhythm": "month"}
