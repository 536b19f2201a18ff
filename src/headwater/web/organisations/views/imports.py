"""Bringing in a register or a list of members: look first, then bring in, all or nothing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from headwater.exchange.registers.columns import COLUMNS, Register
from headwater.exchange.tables import write_csv
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.organisations import actions
from headwater.web.organisations.forms import ColumnsForm, FileForm
from headwater.web.organisations.models import RegisterImport
from headwater.web.organisations.tables import ImportTable
from headwater.web.writes.attempts import press

EDIT = Permission.EDIT_ORGANISATIONS


@requires(EDIT)
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file; and the files that were looked at before."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            looked = actions.look_at_file(data=file.read(), name=file.name, by=request.user)
            needs_columns = looked.layout == Register.MAPPED
            return redirect(
                href("organisations:columns" if needs_columns else "organisations:import", looked)
            )
        except actions.CannotImport as problem:
            form.add_error("file", str(problem))
    table = ImportTable(RegisterImport.objects.defer("content", "refusals"))
    RequestConfig(request, paginate={"per_page": 10}).configure(table)
    return render(request, "organisations/imports.html", {"form": form, "table": table})


@requires(EDIT, on=RegisterImport)
def columns(request: HttpRequest, register_import: RegisterImport) -> HttpResponse:
    """Say which column of the table holds what."""
    if register_import.state != RegisterImport.State.PREVIEWED:
        return redirect(href("organisations:import", register_import))
    layout = actions.layout_of(register_import)
    form = ColumnsForm(
        request.POST or None,
        columns=list(layout.columns),
        chosen=register_import.mapping,
        fields=list(COLUMNS[Register.MAPPED]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(register_import, mapping=form.cleaned_data, by=request.user)
            return redirect(href("organisations:import", register_import))
        except actions.CannotImport as problem:
            form.add_error(None, str(problem))
    return render(request, "organisations/columns.html", {"form": form, "register_import": register_import})


@requires(EDIT, on=RegisterImport)
def show(request: HttpRequest, register_import: RegisterImport) -> HttpResponse:
    """What the file holds and what it would change, or changed."""
    if request.GET.get("download") == "refused":
        return _refusals_file(register_import)
    looking = register_import.state == RegisterImport.State.PREVIEWED
    changes = actions.count(register_import) if looking else []
    page = Paginator([change for change in changes if change.kind != "same"], 25).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "organisations/import.html",
        {
            "register_import": register_import,
            "looking": looking,
            "page": page,
            "counts": register_import.counts,
        },
    )


def _refusals_file(register_import: RegisterImport) -> HttpResponse:
    columns = {"row": _("Row"), "reason": _("Why it was refused"), "what_to_do": _("What to do")}
    response = HttpResponse(
        write_csv(register_import.refusals, columns), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="refused-rows.csv"'
    return response


@requires(EDIT, on=RegisterImport)
def bring_in(request: HttpRequest, register_import: RegisterImport) -> HttpResponse:
    """Bring the file in."""
    if request.method == "POST":
        try:
            done = actions.apply_import(register_import, by=request.user)
            messages.success(
                request,
                _(
                    "Brought in: %(added)s added, %(changed)s changed, %(same)s the same, %(refused)s rows refused."
                )
                % done.counts,
            )
        except actions.CannotImport as problem:
            messages.error(request, str(problem))
    return redirect(href("organisations:import", register_import))


@requires(EDIT, on=RegisterImport)
def leave_out(request: HttpRequest, register_import: RegisterImport) -> HttpResponse:
    """Leave the file out."""
    back = href("organisations:imports")
    if request.method != "POST":
        return redirect(back)
    return press(
        request,
        lambda: actions.discard_import(register_import, by=request.user),
        refusals=actions.CannotImport,
        said=_("Left out. Nothing was changed."),
        back=back,
    )
