"""The public call, the competition policy, and the few questions before the long form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.applications import actions
from headwater.web.applications.definitions import spoken
from headwater.web.applications.forms import GateForm
from headwater.web.applications.models import Application
from headwater.web.applications.queries import ROLES, come_back_on, criteria_of, gates_of
from headwater.web.applications.states import State
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, public, requires
from headwater.web.programmes.models import Programme


@public
def call(request: HttpRequest, host: str, programme: str) -> HttpResponse:
    """What the programme is, who may take part, how many, until when, and how the choice is made."""
    found = _readable(request, programme)
    mine = []
    if request.user.is_authenticated:
        mine = Application.objects.filter(programme=found, person=request.user).exclude(state=State.WITHDRAWN)
    context = {
        "sides": [_side(found, role) for role in ROLES],
        "state": _state(found),
        "mine": mine,
        "parties": found.parties.all(),
    }
    return render(request, "applications/call.html", context)


def _readable(request: HttpRequest, slug: str) -> Programme:
    if getattr(request, "host", None) is None:
        raise Http404
    found = Programme.objects.filter(slug=slug).first()
    if found is None or (found.stage == Programme.Stage.DRAFT and not _may_edit(request, found)):
        raise Http404
    request.programme = found
    return found


def _state(programme: Programme) -> str:
    today = timezone.localdate()
    if programme.stage == Programme.Stage.DRAFT:
        return "draft"
    if programme.call_is_open(today):
        return "open"
    return "early" if programme.call_opens is not None and today < programme.call_opens else "closed"


def _may_edit(request: HttpRequest, programme: Programme) -> bool:
    """Whoever sets a programme up reads its public page before anyone else does."""
    return request.user.is_authenticated and allowed(
        request.user, Permission.EDIT_PROGRAMME, programme, request.host
    )


def _side(programme: Programme, role: str) -> dict[str, Any]:
    places = programme.places if role == ROLES[0] else programme.consultant_places
    return {
        "role": role,
        "one": programme.word(role),
        "many": programme.word(role, "many"),
        "places": places,
        "criteria": criteria_of(programme, role),
    }


@public
def policy(request: HttpRequest, host: str, programme: str) -> HttpResponse:
    """The competition policy everyone who takes part agrees to (R44)."""
    _readable(request, programme)
    return render(request, "applications/policy.html")


@requires(Permission.APPLY, on=Programme, by="slug")
def start(request: HttpRequest, programme: Programme, role: str) -> HttpResponse:
    """The questions before the long form; whoever answers them all goes straight on."""
    _known_role(role)
    if not programme.call_is_open(timezone.localdate()):
        return redirect(href("applications:call", programme))
    form = GateForm(gates_of(programme, role), request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _through_the_gate(request, programme, role, form.not_yet())
    context = {"form": form, "one": programme.word(role)}
    return render(request, "applications/start.html", context)


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise Http404


def _through_the_gate(request: HttpRequest, programme: Programme, role: str, why: list[str]) -> HttpResponse:
    if why:
        request.session["not_now"] = why
        return redirect(href("applications:not_now", programme, role=role))
    application = actions.start_application(programme=programme, role=role, by=request.user)
    if not application.is_draft:
        messages.info(request, _("You have already applied. This is your application."))
    return redirect(href("applications:detail", application))


@requires(Permission.APPLY, on=Programme, by="slug")
def not_now(request: HttpRequest, programme: Programme, role: str) -> HttpResponse:
    """A respectful "not now": what would change it, and when to come back (R60)."""
    _known_role(role)
    codes = request.session.get("not_now", [])
    changes = [spoken(gate.change) for gate in gates_of(programme, role) if gate.code in codes]
    other = next(item for item in ROLES if item != role)
    context = {
        "changes": changes,
        "come_back": come_back_on(programme, timezone.localdate()),
        "other": other,
        "other_word": programme.word(other),
    }
    return render(request, "applications/not_now.html", context)
