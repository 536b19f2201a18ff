"""Ending, by both and without blame."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import EndForm
from headwater.web.engagements.models import Ending, Engagement
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press


@requires(Permission.END_ENGAGEMENT, on=Engagement)
def end(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Ask to end, or look at the ending the other asked for."""
    ending = Ending.objects.filter(engagement=engagement).first()
    form = EndForm(request.POST or None, initial={"reason": Ending.Reason.PLANNED})
    asked = (
        request.method == "POST"
        and ending is None
        and attempt(
            form,
            lambda **typed: actions.ask_to_end(engagement, by=request.user, **typed),
            refusals=CannotWorkTogether,
        )
    )
    if asked:
        messages.success(request, _("Asked. The other of you is asked to confirm."))
        return redirect(href("engagements:end", engagement))
    page = {
        "form": form,
        "engagement": engagement,
        "ending": ending,
        "agreement": engagement.agreements.first(),
    }
    page["own"] = ending is not None and ending.asked_by_id == request.user.pk
    page["other"] = engagement.other_side(request.user)
    return render(request, "engagements/end.html", page)


@requires(Permission.END_ENGAGEMENT, on=Engagement)
@require_POST
def confirm_end(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Confirm the ending the other asked for."""
    return press(
        request,
        lambda: actions.confirm_end(engagement, by=request.user),
        refusals=CannotWorkTogether,
        said=_("You have ended well. Thank you both."),
        back=href("engagements:look_back", engagement),
    )


@requires(Permission.END_ENGAGEMENT, on=Engagement)
@require_POST
def keep_going(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Take one's own wish to end back."""
    return press(
        request,
        lambda: actions.keep_going(engagement, by=request.user),
        refusals=CannotWorkTogether,
        said=_("You go on."),
        back=href("engagements:together", engagement),
    )
