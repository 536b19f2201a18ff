"""Whom to support next: lists, comparisons, and how far a practice may go from here."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.exchange.tables import write_csv, write_xlsx
from headwater.web.cascade.models import Cascade
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.planning import actions, pictures
from headwater.web.planning.actions import CannotPlan
from headwater.web.planning.forms import CompareForm, KeepForm, SupportListForm
from headwater.web.planning.models import Comparison, SupportList
from headwater.web.planning.outlook import outlook_of, own_outlook_of
from headwater.web.planning.queries import COLUMNS, Shown, as_rows, lists_of, said_of, shown
from headwater.web.planning.tasks import work_out_later
from headwater.web.programmes.models import Programme
from headwater.web.writes.attempts import attempt, press

KINDS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@requires(Permission.PLAN_SUPPORT, on=Programme, by="slug")
def planning(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Lists and comparisons so far, and what to do next."""
    made = Comparison.objects.filter(programme=programme).select_related("by").defer("outcome", "question")
    page = Paginator(made, 25).get_page(request.GET.get("page"))
    return render(request, "planning/planning.html", {"lists": lists_of(programme), "page": page})


@requires(Permission.PLAN_SUPPORT, on=Programme, by="slug")
def new_list(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Choose by hand."""
    return _list(request, SupportList(programme=programme))


@requires(Permission.PLAN_SUPPORT, on=SupportList)
def edit_list(request: HttpRequest, support_list: SupportList) -> HttpResponse:
    """Change who is on a list."""
    return _list(request, support_list)


def _list(request: HttpRequest, support_list: SupportList) -> HttpResponse:
    form = SupportListForm(request.POST or None, instance=support_list)
    if request.method == "POST" and form.is_valid():
        actions.keep_list(form.save(commit=False), by=request.user, organisations=form.chosen)
        messages.success(request, _("Saved. Nobody has been told anything."))
        return redirect(href("planning:planning", support_list.programme))
    return render(request, "planning/list.html", {"form": form, "support_list": support_list})


@requires(Permission.PLAN_SUPPORT, on=SupportList)
@require_POST
def delete_list(request: HttpRequest, support_list: SupportList) -> HttpResponse:
    """Take a list away, after asking."""
    back = href("planning:planning", support_list.programme)
    actions.remove_list(support_list, by=request.user)
    messages.success(request, _("The list is gone."))
    return redirect(back)


@requires(Permission.PLAN_SUPPORT, on=Programme, by="slug")
def compare(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Ask what would follow, list by list."""
    form = CompareForm(request.POST or None, programme=programme)
    made = request.method == "POST" and attempt(
        form, lambda **typed: actions.compare(programme, by=request.user, **typed), refusals=CannotPlan
    )
    if made:
        _work(made)
        return redirect(href("planning:comparison", made))
    return render(request, "planning/compare.html", {"form": form})


def _work(comparison: Comparison) -> None:
    """At once where that takes seconds; otherwise in the background."""
    if actions.is_long(comparison):
        keys = str(comparison.host_id), str(comparison.pk)
        transaction.on_commit(lambda: work_out_later.enqueue(*keys))
    else:
        actions.work_out(comparison)


@requires(Permission.PLAN_SUPPORT, on=Comparison)
def comparison(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    """Lists side by side, one of them more closely, and where judgement should decide."""
    if comparison.state != Comparison.State.DONE:
        return render(request, "planning/waiting.html", {"comparison": comparison})
    page = shown(comparison, request.GET.get("list", ""))
    if request.GET.get("download") in KINDS:
        return _file(page, request.GET["download"])
    return render(request, "planning/comparison.html", _closer(page))


def _closer(page: Shown) -> dict[str, Any]:
    row = page.chosen
    bands = {int(level): ends for level, ends in row.figures["fan"].items()}
    return {
        "page": page,
        "comparison": page.comparison,
        "outcome": page.comparison.outcome,
        "question": page.comparison.question,
        "side_by_side": pictures.side_by_side(page.rows),
        "fan": pictures.fan_of_row(row),
        "dots": pictures.dots_of_row(row),
        "months": pictures.months_of(bands, row.figures["months"]),
        "sources": pictures.sources_of(page.comparison.outcome["sources"]),
        "keep": KeepForm(initial={"row": row.at}),
        "groups": [
            (_("Area not known"), row.figures["areas"]),
            (_("Sector not known"), row.figures["sectors"]),
        ],
    }


def _file(page: Shown, kind: str) -> HttpResponse:
    write, content_type = KINDS[kind]
    return HttpResponse(
        write(as_rows(page), COLUMNS),
        headers={
            "Content-Type": content_type,
            "Content-Disposition": f'attachment; filename="comparison.{kind}"',
        },
    )


@requires(Permission.PLAN_SUPPORT, on=Comparison)
@require_POST
def keep(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    """Keep one of the lists under a name."""
    form, back = KeepForm(request.POST), href("planning:comparison", comparison)
    if not form.is_valid():
        messages.error(request, _("Give the list a name of at most 80 letters."))
        return redirect(back)
    return press(
        request,
        lambda: actions.keep_from(comparison, by=request.user, **form.cleaned_data),
        refusals=CannotPlan,
        said=_("Kept among your lists. Nobody has been told anything."),
        back=back,
    )


@requires(Permission.PLAN_SUPPORT, on=Comparison)
@require_POST
def delete_comparison(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    """Take a comparison away, after asking."""
    back = href("planning:planning", comparison.programme)
    actions.remove_comparison(comparison, by=request.user)
    messages.success(request, _("The comparison is gone."))
    return redirect(back)


@requires(Permission.READ_CASCADE_COUNTS, on=Programme, by="slug")
def outlook(request: HttpRequest, programme: Programme) -> HttpResponse:
    """How far practice may travel in a programme as a whole."""
    found = outlook_of(programme, timezone.localdate())
    page: dict[str, Any] = {"outlook": found} | said_of(found.passing_on)
    if found.ahead is not None:
        page |= _ahead(found.ahead, _("People reached in all organisations, month by month"))
    return render(request, "planning/outlook.html", page)


@requires(Permission.KEEP_CASCADE, on=Cascade)
def own_outlook(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """How far one's own practice may go, as twenty equally likely outcomes."""
    found = own_outlook_of(cascade, timezone.localdate())
    page: dict[str, Any] = {"cascade": cascade, "outlook": found}
    if found is not None:
        page |= _ahead(found.ahead, _("People who have it, month by month"))
        page["dots"] = pictures.dots_of(found)
    return render(request, "planning/own_outlook.html", page)


def _ahead(ahead: Any, title: str) -> dict[str, Any]:
    return {
        "fan": pictures.fan_of(ahead, title),
        "months": pictures.months_of(ahead.fan, pictures.middle_of(ahead)),
        "sources": pictures.sources_of(ahead.sources),
        "horizon": ahead.horizon,
    }
