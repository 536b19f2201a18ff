"""A leader's own pages: what is passed on, to whom, and how far it has come."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade import actions, queries
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.coverage import by_month, by_site, coverage_of, left_out
from headwater.web.cascade.forms import PracticeForm, StartForm, WriteAnewForm
from headwater.web.cascade.forms.passing_on import TEXT_FIELDS
from headwater.web.cascade.models import Cascade, Crossing, PassingOnRules, Practice
from headwater.web.cascade.pictures import FlowStep, flow
from headwater.web.cascade.stalls import stalls
from headwater.web.cascade.steps import steps, tiers_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.attempts import attempt


@requires(Permission.SEE_SIGNALS, on=Programme, by="slug")
def mine(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The way from the navigation to one's own practices."""
    own = queries.sender_in(programme, request.user)
    if own is None:
        raise Http404
    return redirect(href("cascade:own", own))


@requires(Permission.KEEP_CASCADE, on=Participant)
def own(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The practices one passes on in one's own organisation, and those others told one of."""
    rows = Cascade.objects.filter(practice__participant=participant).select_related("practice")
    page = {
        "participant": participant,
        "page": Paginator(rows, 25).get_page(request.GET.get("page")),
        "told": Crossing.objects.standing()
        .filter(to_participant=participant, taken_up_as__isnull=True)
        .exclude(state__in=[Crossing.State.NOT_RECEIVED, Crossing.State.NOT_FOR_US])
        .select_related("practice__participant__organisation"),
    }
    return render(request, "cascade/own.html", page)


@requires(Permission.KEEP_CASCADE, on=Participant)
def start(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Write down a practice and whom it should reach."""
    form = StartForm(request.POST or None, initial={"started_on": timezone.localdate()})
    made = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.start_cascade(participant, by=request.user, **typed),
        refusals=CannotPassOn,
    )
    if made:
        messages.success(request, _("Written down. Print slips for each tier when you have told them."))
        return redirect(href("cascade:cascade", made))
    return render(request, "cascade/start.html", {"form": form, "participant": participant})


@requires(Permission.KEEP_CASCADE, on=Cascade)
def cascade(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """How far a practice has come, where it stalls, and what came back."""
    tiers, heard = tiers_of(cascade), queries.heard(cascade)
    rows = coverage_of(tiers, cascade.started_on)
    floor = cascade.programme.floor_leader
    page = {
        "cascade": cascade,
        "practice": cascade.practice,
        "rows": rows,
        "left_out": left_out(rows),
        "picture": flow(_("You"), _flow_steps(rows, heard)),
        "steps": steps(tiers, PassingOnRules.of(cascade.programme)),
        "stalls": stalls(tiers, queries.events_of(cascade, tiers), floor),
        "floor": floor,
        "lines": queries.answered(heard, timezone.localdate()),
    }
    return render(request, "cascade/cascade.html", page)


def _flow_steps(rows: Any, heard: Any) -> list[FlowStep]:
    """The tiers of the picture; what came back is what was noted and the lines that are released."""
    lines = {row.tier.pk: [one for one in heard if one.sheet.tier_id == row.tier.pk] for row in rows}
    return [
        FlowStep(
            row.tier.name,
            row.tier.staff,
            row.received,
            row.steps[2].people,
            row.sent_back + sum(len(one.lines) for one in lines[row.tier.pk]),
            row.answered + sum(one.replied for one in lines[row.tier.pk]),
        )
        for row in rows
    ]


@requires(Permission.KEEP_CASCADE, on=Cascade)
def sites(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """How far a practice has come at each site, and month by month."""
    floor, tiers = cascade.programme.floor_leader, tiers_of(cascade)
    rows = by_site(tiers, cascade.started_on, floor)
    page = {
        "cascade": cascade,
        "tiers": tiers,
        "sites": Paginator(rows, 50).get_page(request.GET.get("page")),
        "months": by_month(tiers),
        "floor": floor,
    }
    return render(request, "cascade/sites.html", page)


@requires(Permission.KEEP_CASCADE, on=Practice)
def practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """A practice as it is today, and the versions before it."""
    page = {"practice": practice, "earlier": practice.earlier.all(), "cascade": practice.cascades.first()}
    return render(request, "cascade/practice.html", page)


@requires(Permission.KEEP_CASCADE, on=Practice)
def edit_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Mend the words of a practice; what it asks for stays the same."""
    form = PracticeForm(request.POST or None, instance=practice)
    if request.method == "POST" and form.is_valid():
        form.save()
        record("edit_practice", by=request.user, on=practice)
        messages.success(request, _("Saved."))
        return redirect(href("cascade:practice", practice))
    return render(request, "cascade/edit_practice.html", {"form": form, "practice": practice})


@requires(Permission.KEEP_CASCADE, on=Practice)
def write_anew(request: HttpRequest, practice: Practice) -> HttpResponse:
    """A new version of a practice: what it asks for changes; the earlier text is kept."""
    now = {name: getattr(practice, name) for name in TEXT_FIELDS}
    form = WriteAnewForm(request.POST or None, initial=now)
    written = request.method == "POST" and attempt(
        form,
        lambda why, **text: actions.write_anew(
            practice, by=request.user, text=text, why=why, today=timezone.localdate()
        ),
        refusals=CannotPassOn,
    )
    if written:
        messages.success(request, _("Written anew. What is noted from now on belongs to this version."))
        return redirect(href("cascade:practice", practice))
    return render(request, "cascade/write_anew.html", {"form": form, "practice": practice})
