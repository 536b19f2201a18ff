"""Setting up a programme, in the order a host decides, until the launch checklist lets it open."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes import actions
from headwater.web.programmes.calendar import programme_calendar
from headwater.web.programmes.checklist import step_states
from headwater.web.programmes.forms import KeyDateForm, PartyForm, ProgrammeForm, section_form
from headwater.web.programmes.models import Programme
from headwater.web.programmes.sections import BY_CODE, SECTIONS
from headwater.web.writes.attempts import press

EDIT = Permission.EDIT_PROGRAMME


@requires(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a programme from the template or as a copy of another."""
    form = ProgrammeForm(request.POST or None, programmes=list(Programme.objects.all()))
    if request.method == "POST" and form.is_valid():
        programme = _make(request, **form.cleaned_data)
        messages.success(request, _("The programme is set up as a draft. Nobody sees it until you open it."))
        return redirect(href("programmes:checklist", programme))
    return render(request, "programmes/new.html", {"form": form})


def _make(request: HttpRequest, *, name: str, model: str) -> Programme:
    if model == "pilot":
        return actions.make_programme(name=name, by=request.user, starting=timezone.localdate())
    return actions.clone_programme(Programme.objects.get(pk=model), name=name, by=request.user)


@requires(EDIT, on=Programme, by="slug")
def overview(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every section of the settings, with what it decides."""
    return render(request, "programmes/settings.html", {"sections": SECTIONS})


@requires(EDIT, on=Programme, by="slug")
def section(request: HttpRequest, programme: Programme, section: str) -> HttpResponse:
    """Change one section. Two people who edit at once see both texts."""
    if section not in BY_CODE:
        raise Http404
    form = section_form(BY_CODE[section])(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        form.save()
        record("edit", by=request.user, on=programme, role=request.decision.role, rule=section)
        messages.success(request, _("Saved."))
        return redirect(href("programmes:settings", programme))
    status = 409 if form.is_bound and form.conflict else 200
    return render(
        request, "programmes/section.html", {"form": form, "section": BY_CODE[section]}, status=status
    )


@requires(EDIT, on=Programme, by="slug")
def parties(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The bodies behind the programme, each in each capacity on a line of its own (R86)."""
    form = PartyForm(request.POST or None, instance=None)
    form.instance.programme = programme
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Added."))
        return redirect(href("programmes:parties", programme))
    return render(request, "programmes/parties.html", {"form": form, "parties": programme.parties.all()})


@requires(EDIT, on=Programme, by="slug")
def remove_party(request: HttpRequest, programme: Programme, party: UUID) -> HttpResponse:
    """Take a body off the list."""
    found = get_object_or_404(programme.parties, pk=party)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("%(name)s is off the list.") % {"name": found.name})
    return redirect(href("programmes:parties", programme))


@requires(EDIT, on=Programme, by="slug")
def checklist(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The steps before opening; some are looked up, one is ticked by hand."""
    if request.method == "POST":
        actions.tick_step(
            programme,
            step=request.POST.get("step", "")[:40],
            done=request.POST.get("done") == "yes",
            by=request.user,
        )
        return redirect(href("programmes:checklist", programme))
    states = [
        {"state": state, "url": _page_of(programme, state.step.page)} for state in step_states(programme)
    ]
    ready = all(item["state"].done for item in states)
    return render(request, "programmes/checklist.html", {"states": states, "ready": ready})


def _page_of(programme: Programme, page: str) -> str:
    pages: dict[str, Any] = {
        "parties": lambda: href("programmes:parties", programme),
        "members": lambda: href("hosts:members"),
        "host": lambda: href("hosts:settings"),
        "call": lambda: href("applications:call", programme),
    }
    return pages.get(page, lambda: href("programmes:section", programme, section=page))()


@requires(EDIT, on=Programme, by="slug")
def open_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Open for applications, once every step is done."""
    back = href("programmes:checklist", programme)
    if request.method != "POST":
        return redirect(back)
    return press(
        request,
        lambda: actions.open_call(programme, by=request.user),
        refusals=actions.CannotOpen,
        said=_("Open. The public page can be read by everyone now."),
        back=back,
    )


@requires(Permission.READ_PROGRAMME, on=Programme, by="slug")
def calendar(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The dates of the programme."""
    form = KeyDateForm(request.POST or None)
    form.instance.programme = programme
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Added."))
        return redirect(href("programmes:calendar", programme))
    return render(request, "programmes/calendar.html", {"form": form, "dates": programme.key_dates.all()})


@requires(EDIT, on=Programme, by="slug")
def remove_date(request: HttpRequest, programme: Programme, date: UUID) -> HttpResponse:
    """Take a date off the calendar."""
    found = get_object_or_404(programme.key_dates, pk=date)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("Removed."))
    return redirect(href("programmes:calendar", programme))


@requires(Permission.SEE_HOME, on=Programme, by="slug")
def calendar_file(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The programme's dates as a calendar file."""
    return HttpResponse(programme_calendar(programme), content_type="text/calendar; charset=utf-8")
