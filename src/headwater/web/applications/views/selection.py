"""The coordinator's pages: the list, sharing out the reading, deciding, telling everyone, changing the form."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from headwater.web.applications import actions
from headwater.web.applications.definitions import Form
from headwater.web.applications.filters import ApplicationFilter
from headwater.web.applications.forms import EQUALITY, CallFormForm, DecisionForm, ReaderForm, ShareOutForm
from headwater.web.applications.models import Application, Decision
from headwater.web.applications.queries import (
    ROLES,
    form_of,
    form_text,
    panel_members,
    panel_of,
    pending_decision,
    places_of,
    progress_of,
    reached,
)
from headwater.web.applications.states import State
from headwater.web.applications.tables import ApplicationTable
from headwater.web.applications.views.writing import answered
from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme
from headwater.web.ui.tables import download

MANAGE = Permission.MANAGE_SELECTION


@requires(Permission.LIST_APPLICATIONS, on=Programme, by="slug")
def applications(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every application that was sent in, to sort, narrow and take away."""
    known = Application.objects.known_to(request.user).filter(programme=programme).submitted()
    rows = (
        known.select_related("person")
        .prefetch_related("decisions")
        .annotate(read_by=Count("reviews", distinct=True))
    )
    chosen = ApplicationFilter(request.GET, queryset=rows, programme=programme)
    table = ApplicationTable(chosen.qs, programme=programme)
    if file := download(table, request, name=f"{programme.slug}-applications"):
        record("export", by=request.user, on=programme, role=request.decision.role, rule="applications")
        return file
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    roles = [(role, programme.word(role)) for role in ROLES]
    return render(request, "applications/list.html", {"table": table, "filter": chosen, "roles": roles})


@requires(MANAGE, on=Programme, by="slug")
def reach(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Whom the call reaches: counts rounded to five, once it has closed and enough people have answered."""
    rows = reached(programme, timezone.localdate())
    questions = [
        {
            "label": label,
            "answers": [(words, rows[name].get(answer, 0)) for answer, words in choices],
        }
        for name, (label, choices) in EQUALITY.items()
        if name in rows
    ]
    context = {"questions": questions, "closed": not programme.call_is_open(timezone.localdate())}
    return render(request, "applications/reach.html", context)


@requires(MANAGE, on=Programme, by="slug")
def reading(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Share out the reading among the panel, follow it, and close it."""
    form = ShareOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.share_out_reading(
            programme=programme, readers=form.cleaned_data["readers"], by=request.user
        )
        messages.success(request, _("%(count)s readings were shared out.") % {"count": len(made)})
        return redirect(href("applications:reading", programme))
    context = {
        "form": form,
        "members": panel_members(programme),
        "progress": progress_of(programme, request.user),
        "closed_at": panel_of(programme).closed_at,
    }
    return render(request, "applications/reading.html", context)


@requires(MANAGE, on=Programme, by="slug")
@require_POST
def close(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Close the panel, or open it again."""
    if "reopen" in request.POST:
        actions.reopen_panel(programme=programme, by=request.user)
        messages.success(request, _("The panel is open again."))
    else:
        actions.close_panel(programme=programme, by=request.user)
        messages.success(request, _("The panel is closed. You can now read what it saw, and decide."))
    return redirect(href("applications:reading", programme))


@requires(Permission.DECIDE_APPLICATION, on=Application)
def readers(request: HttpRequest, application: Application) -> HttpResponse:
    """Who reads one application; ask one more."""
    have = [item.person for item in application.assignments.select_related("person")]
    free = [
        person
        for person in panel_members(application.programme)
        if person not in have and _can_read(person, application)
    ]
    form = ReaderForm(request.POST or None, people=free)
    if request.method == "POST" and form.is_valid():
        actions.assign_reader(application=application, person=form.cleaned_data["person"], by=request.user)
        messages.success(request, _("%(name)s is asked to read it.") % {"name": form.cleaned_data["person"]})
        return redirect(href("applications:readers", application))
    context = {"form": form, "application": application, "have": have, "free": free}
    return render(request, "applications/readers.html", context)


def _can_read(person: Any, application: Application) -> bool:
    return Application.objects.known_to(person).filter(pk=application.pk).exists()


@requires(Permission.DECIDE_APPLICATION, on=Application)
def decide(request: HttpRequest, application: Application) -> HttpResponse:
    """Decide, with the reason the applicant will read. Nothing is told yet."""
    pending = pending_decision(application)
    form = DecisionForm(request.POST or None, initial=_initial(pending))
    if request.method == "POST":
        if "take_back" in request.POST and pending:
            actions.take_back_decision(decision=pending, by=request.user)
            return redirect(href("applications:decisions", application.programme))
        if form.is_valid() and _decided(request, application, form):
            return redirect(href("applications:decisions", application.programme))
    whole: Form = form_of(application.programme, application.role)
    context = {
        "form": form,
        "application": application,
        "pending": pending,
        "parts": answered(application, whole),
        "places": places_of(application.programme, application.role),
        "many": application.programme.word(application.role, "many"),
    }
    return render(request, "applications/decide.html", context)


def _initial(pending: Decision | None) -> dict[str, Any]:
    names = ("outcome", "strengths", "reason", "return_on")
    return {name: getattr(pending, name) for name in names} if pending else {}


def _decided(request: HttpRequest, application: Application, form: DecisionForm) -> bool:
    try:
        actions.decide(application=application, by=request.user, **form.cleaned_data)
    except actions.CannotDecide as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("Kept. Nothing is told until you tell everyone."))
    return True


@requires(MANAGE, on=Programme, by="slug")
def decisions(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What is decided and not told, the places left, and the button that tells everyone."""
    if request.method == "POST":
        return _tell(request, programme)
    known = Application.objects.known_to(request.user).filter(programme=programme)
    pending = Decision.objects.filter(application__in=known, released_at__isnull=True).select_related(
        "application__person"
    )
    context = {
        "pending": [{"decision": item, "side": programme.word(item.application.role)} for item in pending],
        "undecided": known.filter(state=State.SUBMITTED)
        .exclude(pk__in=pending.values("application"))
        .count(),
        "places": [(programme.word(role, "many"), places_of(programme, role)) for role in ROLES],
        "panel": panel_of(programme),
    }
    return render(request, "applications/decisions.html", context)


def _tell(request: HttpRequest, programme: Programme) -> HttpResponse:
    try:
        told = actions.apply_decisions(programme=programme, by=request.user)
    except actions.CannotDecide as problem:
        messages.error(request, str(problem))
        return redirect(href("applications:decisions", programme))
    messages.success(
        request,
        _("%(count)s decisions are released. Their letters wait in the outbox as drafts.")
        % {"count": len(told)},
    )
    return redirect(href("applications:decisions", programme))


@requires(Permission.EDIT_PROGRAMME, on=Programme, by="slug")
def form(request: HttpRequest, programme: Programme, role: str) -> HttpResponse:
    """Change what a role is asked."""
    if role not in ROLES:
        raise Http404
    form = CallFormForm(request.POST or None, initial={"definition": form_text(programme, role)})
    if request.method == "POST" and form.is_valid():
        actions.use_form(
            programme=programme, role=role, text=form.cleaned_data["definition"], by=request.user
        )
        messages.success(request, _("Saved. Applications from now on use this form."))
        return redirect(href("applications:form", programme, role=role))
    context = {"form": form, "role": role, "one": programme.word(role)}
    return render(request, "applications/form.html", context)
