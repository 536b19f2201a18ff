"""Training against the hours asked for, readiness, and how far everyone has prepared."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.preparation import actions, queries
from headwater.web.preparation.actions import CannotPrepare
from headwater.web.preparation.forms import GuideForm, ReadinessForm
from headwater.web.preparation.models import PreparationGuide
from headwater.web.preparation.tables import StandingFilter, StandingTable
from headwater.web.programmes.models import Participant, Programme
from headwater.web.ui.tables import download
from headwater.web.writes.attempts import attempt


@requires(Permission.READ_TRAINING, on=Programme, by="slug")
def training(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every consultant's training against the hours asked for, and whether they are ready."""
    consultants = (
        programme.participants.filter(role=Participant.Role.CONSULTANT, status=Participant.Status.ACTIVE)
        .select_related("person", "organisation")
        .order_by("person__name")
    )
    page = Paginator(consultants, 25).get_page(request.GET.get("page"))
    plans = queries.training_plans(programme, page.object_list)
    return render(request, "preparation/training.html", {"page": page, "plans": plans})


@requires(Permission.DECIDE_READINESS, on=Participant)
def readiness(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Decide whether a consultant is ready, with a reason."""
    form = ReadinessForm(request.POST or None)
    decided = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.decide_readiness(participant, by=request.user, **typed),
        refusals=CannotPrepare,
    )
    if decided:
        messages.success(request, _("Decided."))
        return redirect(href("preparation:training", participant.programme))
    page = {"form": form, "participant": participant, "plan": queries.training_plan(participant)}
    page["earlier"] = participant.readiness_checks.select_related("by")
    return render(request, "preparation/readiness.html", page)


@requires(Permission.MANAGE_EVENTS, on=Programme, by="slug")
def guide(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Write what partners can expect, and how they prepare."""
    current = PreparationGuide.objects.filter(programme=programme).first()
    initial = {
        "expectation": current.expectation if current else "",
        "steps": "\n".join(step["text"] for step in current.steps) if current else "",
    }
    form = GuideForm(request.POST or None, initial=initial)
    written = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.write_guide(programme=programme, by=request.user, **typed),
        refusals=CannotPrepare,
    )
    if written:
        messages.success(request, _("Saved."))
        return redirect(href("preparation:list", programme))
    return render(request, "preparation/guide.html", {"form": form, "programme": programme})


@requires(Permission.MANAGE_EVENTS, on=Programme, by="slug")
def prepared(request: HttpRequest, programme: Programme) -> HttpResponse:
    """How far everyone has prepared: what was agreed, done and accepted, and when."""
    people = (
        Participant.objects.active()
        .filter(programme=programme)
        .select_related("person", "organisation", "programme")
        .order_by("-role", "person__name", "pk")
    )
    narrowed = StandingFilter(request.GET, queryset=people, programme=programme)
    table = StandingTable(queries.standings(programme, narrowed.qs), programme=programme)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    taken = download(table, request, name="prepared")
    if taken is not None:
        record("export", by=request.user, on=programme, role=request.decision.role)
        return taken
    return render(request, "preparation/prepared.html", {"table": table, "filter": narrowed})
