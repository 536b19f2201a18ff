"""The evaluator's own room: answers without names, the codebook, exact findings, freezing and releasing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.exchange.tables import write_csv, write_xlsx
from headwater.web.audit.trail import record, record_read
from headwater.web.evaluation.actions.releases import CannotRelease, release_findings
from headwater.web.evaluation.actions.waves import (
    CannotMoveWave,
    can_destroy_key,
    destroy_programme_key,
    evaluators_of,
    freeze_wave,
    hand_over,
)
from headwater.web.evaluation.exact import exact_by_role
from headwater.web.evaluation.handover import ROW_START, codebook, codebook_columns, row_columns, rows
from headwater.web.evaluation.models import Release, Wave
from headwater.web.evaluation.planning import plan_of
from headwater.web.evaluation.queries import findings, response_ledger, room_waves, sheets_of, start_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, requires
from headwater.web.programmes.models import Programme

KINDS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@requires(Permission.RELEASE_FINDINGS, on=Programme, by="slug")
def room(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The waves one reads, what can be done with each, and what has been released."""
    return render(
        request,
        "evaluation/room.html",
        {
            "waves": room_waves(programme, request.user, evaluators_of(programme)),
            "has_key": can_destroy_key(programme),
            "plan": plan_of(programme),
            "releases": Release.objects.filter(programme=programme).select_related("before", "after"),
        },
    )


@requires(Permission.RELEASE_FINDINGS, on=Programme, by="slug")
def response(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The response ledger: how many started, were asked and answered, of the waves one reads that are closed."""
    rows = response_ledger(programme, request.user)
    return render(request, "evaluation/response.html", {"rows": rows})


@requires(Permission.READ_PSEUDONYMOUS, on=Wave)
def answers(request: HttpRequest, wave: Wave) -> HttpResponse:
    """The answers of a closed wave, a row a person, without names; as a page or as a file."""
    _only_when_closed(wave)
    record_read(by=request.user, on=wave, role=request.decision.role)
    sheets = sheets_of(wave)
    if request.GET.get("download") in KINDS:
        return _file(request, wave, "answers", rows(wave, sheets), row_columns(wave))
    page = Paginator(rows(wave, sheets), 20).get_page(request.GET.get("page"))
    columns = [code for code in row_columns(wave) if code not in ROW_START]
    table = [
        {"code": row["code"], "role": row["role"], "cells": [(code, row.get(code, "")) for code in columns]}
        for row in page
    ]
    return render(
        request, "evaluation/answers.html", {"wave": wave, "page": page, "table": table, "columns": columns}
    )


@requires(Permission.READ_PSEUDONYMOUS, on=Wave)
def codebook_page(request: HttpRequest, wave: Wave) -> HttpResponse:
    """What each column of the answers means; as a page or as a file."""
    lines = codebook(wave.questionnaire)
    if request.GET.get("download") in KINDS:
        return _file(request, wave, "codebook", lines, codebook_columns())
    return render(request, "evaluation/codebook.html", {"wave": wave, "lines": lines})


@requires(Permission.READ_PSEUDONYMOUS, on=Wave)
def findings_page(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Every figure exactly, with its interval and what the missing answers could do to it. For the evaluator only."""
    before = start_of(wave)
    if before is None or wave.state != Wave.State.FROZEN or before.state != wave.state:
        raise Http404
    if not allowed(request.user, Permission.READ_PSEUDONYMOUS, before, request.host):
        raise Http404
    record_read(by=request.user, on=wave, role=request.decision.role)
    released = Release.objects.filter(before=before, after=wave).exists()
    found = findings(before, wave)
    return render(
        request,
        "evaluation/findings.html",
        {"wave": wave, "before": before, "released": released, "roles": exact_by_role(found)},
    )


@requires(Permission.RELEASE_FINDINGS, on=Wave)
@require_POST
def freeze(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Fix the answers of a closed wave for good."""
    try:
        freeze_wave(wave=wave, by=request.user)
        messages.success(
            request, _("The wave is frozen. Nobody can change its answers any more, nor tell whose they are.")
        )
    except CannotMoveWave as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:room", wave.programme))


@requires(Permission.RELEASE_FINDINGS, on=Wave)
@require_POST
def release(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Release what changed between the start and this wave."""
    before = start_of(wave)
    try:
        if before is None:
            raise CannotRelease(_("There is no start to compare with."))
        release_findings(before=before, after=wave, by=request.user)
        messages.success(request, _("The findings are in the ledger. A report can be built on them now."))
    except CannotRelease as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:room", wave.programme))


@requires(Permission.RELEASE_FINDINGS, on=Wave)
@require_POST
def let_read(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Let another evaluator read a wave's answers."""
    others = {str(each.pk): each for each in evaluators_of(wave.programme)}
    try:
        if request.POST.get("person") in others:
            hand_over(wave=wave, to=others[request.POST["person"]], by=request.user)
            messages.success(request, _("They can read these answers now."))
    except CannotMoveWave as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:room", wave.programme))


@requires(Permission.RELEASE_FINDINGS, on=Programme, by="slug")
@require_POST
def destroy_key(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Make it impossible for good to tell whose answers are whose."""
    try:
        destroy_programme_key(programme=programme, by=request.user)
        messages.success(
            request, _("The key is destroyed. Nobody can tell any more whose answers are whose.")
        )
    except CannotMoveWave as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:room", programme))


def _only_when_closed(wave: Wave) -> None:
    if wave.state not in (Wave.State.CLOSED, Wave.State.FROZEN):
        raise Http404


def _file(
    request: HttpRequest, wave: Wave, name: str, lines: list[dict], columns: dict[str, str]
) -> HttpResponse:
    kind = request.GET["download"]
    write, content_type = KINDS[kind]
    record("export", by=request.user, on=wave, role=request.decision.role)
    return HttpResponse(
        write(lines, columns),
        headers={
            "Content-Type": content_type,
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
        },
    )
