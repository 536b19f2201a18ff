"""Reports: read by each in the version meant for them, written by the evaluator, answered by the host."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.exchange.tables import write_csv, write_xlsx
from headwater.web.evaluation.models import Release, Wave
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, public, requires
from headwater.web.programmes.models import Programme
from headwater.web.reports import actions, tables
from headwater.web.reports.building import build
from headwater.web.reports.forms import AnswerOfHostForm, ReportForm
from headwater.web.reports.models import Report
from headwater.web.reports.open_data import open_data
from headwater.web.reports.pdf import can_make_pdf, make_pdf

CIRCLE, WORLD = Release.Audience.CIRCLE, Release.Audience.WORLD


@requires(Permission.SEE_HOME, on=Programme, by="slug")
def reports(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The reports one may read; for the evaluator, the releases that have none yet."""
    writes = allowed(request.user, Permission.EDIT_REPORT, programme, request.host)
    if request.method == "POST":
        return _draft(request, programme) if writes else _nothing_here()
    found = Report.objects.filter(programme=programme).select_related("programme__host")
    if not writes:
        found = found.filter(state=Report.State.RELEASED)
    readable = [
        report for report in found if allowed(request.user, Permission.READ_REPORT, report, request.host)
    ]
    return render(
        request,
        "reports/reports.html",
        {"reports": readable, "to_draft": _to_draft(programme) if writes else []},
    )


@requires(Permission.READ_REPORT, on=Report)
def report(request: HttpRequest, report: Report) -> HttpResponse:
    """A report in the reader's version, as a page, a file of its figures or a PDF."""
    audience = _audience(request, report)
    may_respond = allowed(request.user, Permission.RESPOND_TO_REPORT, report, request.host)
    return _show(request, report, audience, {"can_respond": may_respond})


@public
def public_report(request: HttpRequest, programme: str, **address: Any) -> HttpResponse:
    """The latest report that was published for everyone, in the version for everyone."""
    if request.host is None:
        raise Http404
    found = Report.objects.filter(
        programme__slug=programme, state=Report.State.RELEASED, for_public=True
    ).select_related("programme__host")
    latest = found.order_by("-released_at").first()
    if latest is None:
        raise Http404
    request.programme = latest.programme
    return _show(request, latest, WORLD, {"is_public": True})


@requires(Permission.EDIT_REPORT, on=Report)
def edit(request: HttpRequest, report: Report) -> HttpResponse:
    """Write the texts of a draft."""
    if report.is_released():
        return redirect(href("reports:report", report))
    form = ReportForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        actions.write_report(report=form.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(href("reports:report", report))
    return render(request, "reports/edit.html", {"report": report, "form": form})


@requires(Permission.EDIT_REPORT, on=Report)
@require_POST
def release(request: HttpRequest, report: Report) -> HttpResponse:
    """Publish a draft, after asking."""
    try:
        actions.release_report(report=report, by=request.user)
        messages.success(request, _("The report is published. Letters to its readers wait in the outbox."))
    except actions.CannotReport as refusal:
        messages.error(request, str(refusal))
    return redirect(href("reports:report", report))


@requires(Permission.RESPOND_TO_REPORT, on=Report)
def respond(request: HttpRequest, report: Report) -> HttpResponse:
    """Write the host's answer to a released report."""
    form = AnswerOfHostForm(request.POST or None, initial={"text": report.response_of_host})
    if request.method == "POST" and form.is_valid():
        actions.respond(report=report, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Your answer stands beside the report."))
        return redirect(href("reports:report", report))
    return render(request, "reports/edit.html", {"report": report, "form": form, "answering": True})


def _audience(request: HttpRequest, report: Report) -> str:
    """Funders read the version for everyone; the evaluator may look at either."""
    if request.decision.role == "funder":
        return WORLD
    if request.decision.role == "evaluator" and request.GET.get("as") == WORLD:
        return WORLD
    return CIRCLE


def _show(request: HttpRequest, report: Report, audience: str, more: dict[str, Any]) -> HttpResponse:
    built = build(report, audience)
    context = {"report": report, "built": built, "programme": report.programme, **more}
    download = request.GET.get("download")
    if download in ("csv", "xlsx"):
        return _figures(built, download)
    if download == "zip":
        return _attached(open_data(built), "application/zip", _name(report, "zip"))
    if download == "pdf" and can_make_pdf():
        return _attached(make_pdf(context | {"request": request}), "application/pdf", _name(report, "pdf"))
    as_query = f"&as={audience}" if request.GET.get("as") else ""
    return render(request, "reports/report.html", context | {"can_pdf": can_make_pdf(), "as_query": as_query})


def _figures(built: Any, kind: str) -> HttpResponse:
    columns, rows = tables.columns(), tables.rows(built)
    if kind == "csv":
        return _attached(write_csv(rows, columns), "text/csv; charset=utf-8", _name(built.report, "csv"))
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _attached(write_xlsx(rows, columns, _("Figures")), spreadsheet, _name(built.report, "xlsx"))


def _attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, headers={"Content-Type": content_type, "Content-Disposition": disposition})


def _name(report: Report, kind: str) -> str:
    return f"{slugify(report.programme.name)}-report.{kind}"


def _to_draft(programme: Programme) -> list[Wave]:
    written = Report.objects.filter(programme=programme).values("after")
    released = Release.objects.filter(programme=programme).values("after")
    return list(Wave.objects.filter(pk__in=released).exclude(pk__in=written))


def _draft(request: HttpRequest, programme: Programme) -> HttpResponse:
    wave = next((wave for wave in _to_draft(programme) if str(wave.pk) == request.POST.get("wave")), None)
    if wave is None:
        return redirect(href("reports:reports", programme))
    report = actions.draft_report(programme=programme, after=wave, by=request.user)
    return redirect(href("reports:report", report))


def _nothing_here() -> HttpResponse:
    raise Http404
