"""Opening what is confidential: the one who asks, the one who decides, those whose text it is, and the counts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import has_role, public, requires
from headwater.web.people.step_up import stepped_up
from headwater.web.supervision import actions, queries
from headwater.web.supervision.actions import CannotOpen
from headwater.web.supervision.forms import DecideOpeningForm, OpeningForm
from headwater.web.supervision.models import Opening
from headwater.web.writes.attempts import attempt


@requires(Permission.LIST_OPENINGS)
def opening_list(request: HttpRequest) -> HttpResponse:
    """What one asked to have opened, or what a custodian decides on."""
    decides = has_role(request.user, request.host, "custodian")
    rows = Opening.objects.select_related("asked_by", "decided_by")
    rows = rows if decides else rows.filter(asked_by=request.user)
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    asks = has_role(request.user, request.host, "concern_lead")
    return render(request, "supervision/openings.html", {"page": page, "decides": decides, "asks": asks})


@requires(Permission.ASK_TO_OPEN)
@stepped_up
def ask_to_open(request: HttpRequest) -> HttpResponse:
    """Ask a custodian to open one thing for a day."""
    form = OpeningForm(request.POST or None)
    asked = request.method == "POST" and attempt(
        form, lambda **typed: actions.ask_to_open(by=request.user, **typed), refusals=CannotOpen
    )
    if asked:
        messages.success(request, _("Asked. A custodian decides; a mail tells you."))
        return redirect(href("supervision:opening", asked))
    return render(request, "supervision/ask_to_open.html", {"form": form})


@requires(Permission.READ_OPENING, on=Opening)
def opening(request: HttpRequest, opening: Opening) -> HttpResponse:
    """An opening: what was asked and why, who decided, and until when. Never the text itself."""
    page = {
        "opening": opening,
        "asked_it": opening.asked_by_id == request.user.pk,
        "decides": request.decision.role == "custodian",
        "people": [line.person for line in opening.people.select_related("person")],
    }
    if page["decides"] and opening.is_found:
        page["people"] = page["people"] or actions.people_concerned(opening)
    return render(request, "supervision/opening.html", page)


@requires(Permission.DECIDE_OPENING, on=Opening)
@stepped_up
def decide_opening(request: HttpRequest, opening: Opening) -> HttpResponse:
    """Open it for 24 hours or leave it closed, without being able to read it."""
    form = DecideOpeningForm(request.POST or None, initial={"hours_until_told": 0})
    decided = request.method == "POST" and attempt(
        form, lambda **typed: _decide(opening, request.user, **typed), refusals=CannotOpen
    )
    if decided:
        messages.success(request, _("Decided. The one who asked is told."))
        return redirect(href("supervision:opening", opening))
    return render(request, "supervision/decide_opening.html", {"form": form, "opening": opening})


def _decide(opening: Opening, by: Any, *, decision: str, **told: Any) -> Opening:
    if decision == "open":
        return actions.open_it(opening, by=by, **told)
    return actions.decline_opening(opening, by=by)


@requires(Permission.READ_OPENED_GOALS, on=Opening)
@stepped_up
def opened_goals(request: HttpRequest, opening: Opening) -> HttpResponse:
    """The goals of the pair that was opened, to read and nothing else."""
    return _opened(request, opening, Opening.Kind.GOALS, queries.opened_goals)


@requires(Permission.READ_OPENED_NOTES, on=Opening)
@stepped_up
def opened_shared_notes(request: HttpRequest, opening: Opening) -> HttpResponse:
    """The notes of the pair that were opened, to read and nothing else."""
    return _opened(request, opening, Opening.Kind.NOTES, queries.opened_shared_notes)


@requires(Permission.READ_OPENED_SUPERVISION, on=Opening)
@stepped_up
def opened_notes(request: HttpRequest, opening: Opening) -> HttpResponse:
    """The notes of supervision that were opened, to read and nothing else."""
    return _opened(request, opening, Opening.Kind.SUPERVISION, queries.opened_notes)


@requires(Permission.READ_OPENED_CONCERN, on=Opening)
@stepped_up
def opened_concern(request: HttpRequest, opening: Opening) -> HttpResponse:
    """The concern that was opened, to read and nothing else."""
    return _opened(request, opening, Opening.Kind.CONCERN, lambda opening: opening.concern)


def _opened(request: HttpRequest, opening: Opening, kind: str, find: Any) -> HttpResponse:
    if opening.kind != kind:
        raise Http404
    record("read-opened", by=request.user, on=opening, role=request.decision.role, rule="break-glass")
    page = {"opening": opening, "found": find(opening), "now": timezone.now()}
    return render(request, "supervision/opened.html", page)


@public
def transparency(request: HttpRequest, host: str) -> HttpResponse:
    """How often something confidential was opened, month by month, for everyone to read."""
    if request.host is None:
        raise Http404
    return render(request, "supervision/transparency.html", {"months": queries.openings_by_month()})
