"""The costs of a programme, and each funder's own lines."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.exchange.tables import write_csv, write_xlsx
from headwater.web.funding.actions import CannotFund, end_contact, keep_line, name_contact, remove_line
from headwater.web.funding.forms import BudgetLineForm, ContactForm, WhatIfForm
from headwater.web.funding.models import BudgetLine, FunderContact
from headwater.web.funding.queries import cost_of, lines_of, own_lines, plan_of, what_if
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, requires
from headwater.web.programmes.models import Programme

KINDS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
COLUMNS = ("source", "purpose", "kind", "planned", "spent", "grows_with", "restricted_to")


@requires(Permission.READ_COSTS, on=Programme, by="slug")
def costs(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The full cost, per place and per session, beside what outside help would cost; lines for those who keep them."""
    keeps = allowed(request.user, Permission.EDIT_COSTS, programme, request.host)
    lines = lines_of(programme) if keeps else []
    if keeps and request.GET.get("download") in KINDS:
        return _file(lines, request.GET["download"])
    form = WhatIfForm(request.GET if "places" in request.GET else None, initial=vars(plan_of(programme)))
    other = what_if(lines, plan_of(programme), form.plan()) if form.is_bound and form.is_valid() else None
    return render(
        request,
        "funding/costs.html",
        {"cost": cost_of(programme), "lines": lines, "keeps": keeps, "what_if": form, "other": other},
    )


@requires(Permission.EDIT_COSTS, on=Programme, by="slug")
def add_line(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A new line of the budget."""
    form = BudgetLineForm(request.POST or None, instance=BudgetLine(programme=programme), programme=programme)
    if request.method == "POST" and form.is_valid():
        keep_line(line=form.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(href("funding:costs", programme))
    return render(request, "funding/line.html", {"form": form})


@requires(Permission.EDIT_COSTS, on=BudgetLine)
def edit_line(request: HttpRequest, budget_line: BudgetLine) -> HttpResponse:
    """Change a line of the budget."""
    form = BudgetLineForm(request.POST or None, instance=budget_line, programme=budget_line.programme)
    if request.method == "POST" and form.is_valid():
        keep_line(line=form.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(href("funding:costs", budget_line.programme))
    return render(request, "funding/line.html", {"form": form, "line": budget_line})


@requires(Permission.EDIT_COSTS, on=BudgetLine)
@require_POST
def delete_line(request: HttpRequest, budget_line: BudgetLine) -> HttpResponse:
    """Take a line away, after asking."""
    remove_line(line=budget_line, by=request.user)
    messages.success(request, _("The line is gone."))
    return redirect(href("funding:costs", budget_line.programme))


@requires(Permission.EDIT_COSTS, on=Programme, by="slug")
def contacts(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Who speaks for each body that pays, and so sees its own lines."""
    form = ContactForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            name_contact(by=request.user, **form.cleaned_data)
            messages.success(request, _("They now see that body's own lines."))
            return redirect(href("funding:contacts", programme))
        except CannotFund as refusal:
            form.add_error("person", str(refusal))
    named = FunderContact.objects.filter(party__programme=programme).select_related("party", "person")
    return render(request, "funding/contacts.html", {"form": form, "named": named})


@requires(Permission.EDIT_COSTS, on=FunderContact)
@require_POST
def remove_contact(request: HttpRequest, funder_contact: FunderContact) -> HttpResponse:
    """End what a person sees for a body."""
    programme = funder_contact.party.programme
    end_contact(contact=funder_contact, by=request.user)
    messages.success(request, _("They no longer see that body's lines."))
    return redirect(href("funding:contacts", programme))


@requires(Permission.READ_OWN_GRANT, on=Programme, by="slug")
def grant(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A funder's own lines, and no others."""
    lines = own_lines(request.user, programme)
    if request.GET.get("download") in KINDS:
        return _file(lines, request.GET["download"])
    planned, spent = sum(line.planned for line in lines), sum(line.spent for line in lines)
    return render(request, "funding/grant.html", {"lines": lines, "planned": planned, "spent": spent})


def _file(lines: list[BudgetLine], kind: str) -> HttpResponse:
    write, content_type = KINDS[kind]
    rows = [{**{name: getattr(line, name) for name in COLUMNS}, "source": line.source.name} for line in lines]
    return HttpResponse(
        write(rows, COLUMNS),
        headers={"Content-Type": content_type, "Content-Disposition": f'attachment; filename="costs.{kind}"'},
    )
