"""The desk: propose, look, publish, notify."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tables2 import RequestConfig

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.matching import actions
from headwater.web.matching.actions import CannotMatch
from headwater.web.matching.curve import rivalry_curve
from headwater.web.matching.filters import ProposalFilter
from headwater.web.matching.forms import CompareForm, ProposeForm
from headwater.web.matching.map import pairs_map
from headwater.web.matching.models import MatchRun
from headwater.web.matching.progress import STEPS
from headwater.web.matching.queries import (
    changed_since,
    compare,
    current_run,
    curve_of_run,
    desk_of,
    readiness_of,
    replayed,
    sheets_of,
)
from headwater.web.matching.states import RunState
from headwater.web.matching.tables import ProposalTable
from headwater.web.matching.waiting import waiting_list
from headwater.web.programmes.models import Programme
from headwater.web.ui.tables import download

MOST_SHEETS = 12  # scenarios whose figures stand in the list


@requires(Permission.RUN_MATCHING, on=Programme, by="slug")
def desk(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The proposal in hand, or the pool when there is none yet."""
    run = current_run(programme)
    return redirect(href("matching:run", run) if run else href("matching:ready", programme))


@requires(Permission.RUN_MATCHING, on=Programme, by="slug")
def ready(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The pool before a run, and the form that makes one."""
    form = ProposeForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.propose_matches(
                programme=programme,
                by=request.user,
                fairness=form.cleaned_data["fairness"],
                weights=form.weights,
                name=form.cleaned_data["name"],
                changed=form.changed,
            )
            messages.success(request, _told_of(run))
            return redirect(href("matching:run", run))
        except CannotMatch as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "ready": readiness_of(programme), "run": current_run(programme)}
    return render(request, "matching/ready.html", context)


def _told_of(run: MatchRun) -> str:
    if run.state == RunState.WORKING:
        return _("It is being worked out. You can leave this page and come back.")
    return _("Proposed. Nobody has been told anything.")


@requires(Permission.RUN_MATCHING, on=MatchRun)
def run(request: HttpRequest, match_run: MatchRun) -> HttpResponse:
    """One run: figures, the pairs and why, those who have nobody, and what comes next."""
    if match_run.state in (RunState.WORKING, RunState.FAILED):
        return render(request, "matching/working.html", {"run": match_run, "step": STEPS.get(match_run.step)})
    shown = desk_of(match_run)
    chosen = ProposalFilter(request.GET, queryset=match_run.proposals.with_people())
    draft = match_run.state == RunState.DRAFT
    table = ProposalTable(chosen.qs, programme=match_run.programme, draft=draft)
    if file := download(table, request, name=f"{match_run.programme.slug}-pairs-{match_run.number}"):
        return file
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"run": match_run, "desk": shown, "table": table, "filter": chosen}
    context["changed"] = changed_since(match_run.programme)
    context["map"] = pairs_map(match_run, shown.best)
    context["curve"], context["bends"] = rivalry_curve(match_run), curve_of_run(match_run)
    return render(request, "matching/run.html", context)


@requires(Permission.RUN_MATCHING, on=Programme, by="slug")
def runs(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every proposal made so far, and two of them side by side when asked for."""
    made = MatchRun.objects.filter(programme=programme).select_related("by", "programme")
    ready = [one for one in made if one.result.get("pairs") is not None]
    form = CompareForm(request.GET if "a" in request.GET else None, runs=ready)
    context = {"runs": made, "compare_form": form, "both": compare(*form.chosen) if form.is_valid() else None}
    context["sheets"] = {sheet.run.pk: sheet for sheet in sheets_of(ready[:MOST_SHEETS])}
    return render(request, "matching/runs.html", context)


@requires(Permission.RUN_MATCHING, on=Programme, by="slug")
def waiting(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Who waits for a place, in which order, and a draft of the next pairs when it is asked for."""
    if request.method == "POST":
        run = actions.draft_for_those_who_wait(programme=programme)
        if run is None:
            messages.error(request, _("Nobody who waits can have a place now. Below is why."))
            return redirect(href("matching:waiting", programme))
        messages.success(request, _told_of(run))
        return redirect(href("matching:run", run))
    context = {"line": waiting_list(programme), "run": current_run(programme)}
    return render(request, "matching/waiting.html", context)


@requires(Permission.RUN_MATCHING, on=MatchRun)
def publish(request: HttpRequest, match_run: MatchRun) -> HttpResponse:
    """Let each pair see and answer their own proposal, after asking."""
    if request.method == "POST":
        return _act(
            request,
            match_run,
            actions.publish,
            _("Published. Each sees their own proposal; nobody has been written to."),
        )
    return render(request, "matching/publish.html", {"run": match_run, "desk": desk_of(match_run)})


@requires(Permission.RUN_MATCHING, on=MatchRun)
def notify(request: HttpRequest, match_run: MatchRun) -> HttpResponse:
    """Draft the letters, and go and look at them."""
    if request.method == "POST":
        try:
            drafted = len(actions.notify(run=match_run, by=request.user))
            told = ngettext(
                "%(n)s letter is drafted. Look at it, then send it.",
                "%(n)s letters are drafted. Look at them, then send them.",
                drafted,
            )
            messages.success(request, told % {"n": drafted})
            return redirect(href("letters:outbox", match_run.programme))
        except CannotMatch as problem:
            messages.error(request, str(problem))
    return redirect(href("matching:run", match_run))


@requires(Permission.RUN_MATCHING, on=MatchRun)
def take_back(request: HttpRequest, match_run: MatchRun) -> HttpResponse:
    """Undo a publication."""
    return _act(
        request,
        match_run,
        actions.take_back,
        _("Taken back. It is a draft again, and the letters are put aside."),
    )


@requires(Permission.RUN_MATCHING, on=MatchRun)
def put_aside(request: HttpRequest, match_run: MatchRun) -> HttpResponse:
    """Put a draft aside."""
    return _act(request, match_run, actions.put_aside, _("Put aside. You can bring it back."))


@requires(Permission.RUN_MATCHING, on=MatchRun)
def bring_back(request: HttpRequest, match_run: MatchRun) -> HttpResponse:
    """Bring a draft back."""
    return _act(request, match_run, actions.bring_back, _("It is a draft again."))


@requires(Permission.RUN_MATCHING, on=MatchRun)
def replay(request: HttpRequest, match_run: MatchRun) -> HttpResponse:
    """Run a kept run again and say whether the answer is the same."""
    if request.method == "POST":
        if replayed(match_run):
            messages.success(
                request, _("Run again from what was kept: the answer is the same, pair by pair.")
            )
        else:
            messages.error(
                request,
                _("Run again from what was kept, the answer differs. It was made with %(version)s.")
                % {"version": match_run.version},
            )
    return redirect(href("matching:run", match_run))


def _act(request: HttpRequest, match_run: MatchRun, action: object, done: str) -> HttpResponse:
    if request.method == "POST":
        try:
            action(run=match_run, by=request.user)
            messages.success(request, done)
        except CannotMatch as problem:
            messages.error(request, str(problem))
    return redirect(href("matching:run", match_run))
