"""One's own preparation: checklist or training, the competition policy, and dates to choose."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.preparation import actions, queries
from headwater.web.preparation.actions import CannotPrepare
from headwater.web.programmes.models import Participant
from headwater.web.writes.attempts import press


@requires(Permission.PREPARE, on=Participant)
def own(request: HttpRequest, participant: Participant) -> HttpResponse:
    """One's own preparation: the checklist of a partner, the training of a consultant, and dates to choose."""
    checklist = queries.checklist_of(participant)
    is_partner = participant.role == Participant.Role.PARTNER
    if request.method == "POST":
        accepts = request.POST.get("do") == "accept_policy"
        return _accept(request, participant) if accepts else _keep_preparation(request, participant)
    page: dict[str, Any] = {
        "participant": participant,
        "workshops": queries.workshops_of(participant),
        "now": timezone.now(),
        "checklist": checklist if is_partner else None,
        "plan": None if is_partner else queries.training_plan(participant),
        "accepted": participant.policies_accepted.last(),
    }
    return render(request, "preparation/own.html", page)


def _keep_preparation(request: HttpRequest, participant: Participant) -> HttpResponse:
    return press(
        request,
        lambda: actions.prepare(
            participant,
            done=request.POST.getlist("done"),
            acknowledged="acknowledged" in request.POST,
            by=request.user,
        ),
        refusals=CannotPrepare,
        said=_("Kept."),
        back=href("preparation:own", participant),
    )


def _accept(request: HttpRequest, participant: Participant) -> HttpResponse:
    return press(
        request,
        lambda: actions.accept_policy(participant, by=request.user),
        refusals=CannotPrepare,
        said=_("Accepted, with today’s date."),
        back=href("preparation:own", participant),
    )
