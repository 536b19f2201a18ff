"""The list of organisations, one organisation, its sites, and making one record of two."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES, label_of
from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.organisations import actions
from headwater.web.organisations.filters import OrganisationFilter
from headwater.web.organisations.forms import MergeForm, OrganisationForm, SiteForm
from headwater.web.organisations.models import Merge, Organisation, Site
from headwater.web.organisations.queries import listed, maybe_the_same
from headwater.web.organisations.signals import organisations_changed
from headwater.web.organisations.tables import OrganisationTable
from headwater.web.ui.tables import download
from headwater.web.writes.attempts import press

READ, EDIT = Permission.READ_ORGANISATIONS, Permission.EDIT_ORGANISATIONS


@requires(READ)
def index(request: HttpRequest) -> HttpResponse:
    """Every organisation the host knows, to search, sort, narrow and take away."""
    chosen = OrganisationFilter(request.GET, queryset=listed())
    table = OrganisationTable(chosen.qs)
    if file := download(table, request, name="organisations"):
        return file
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "organisations/index.html", {"table": table, "filter": chosen})


@requires(READ, on=Organisation)
def detail(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """One organisation with every site and how well each place is known."""
    sites = [
        {
            "site": site,
            "services": [label_of(SERVICE_TYPES, code) for code in site.services],
            "groups": [label_of(CLIENT_GROUPS, code) for code in site.client_groups],
        }
        for site in organisation.sites.all()
    ]
    return render(
        request,
        "organisations/detail.html",
        {
            "organisation": organisation,
            "sites": sites,
            "registrations": organisation.registrations.exclude(register="name").order_by(
                "register", "number"
            ),
            "merges": organisation.merges.filter(undone_at=None).select_related("absorbed"),
        },
    )


@requires(EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """Add an organisation by hand."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = form.save()
        record("create", by=request.user, on=organisation)
        messages.success(request, _("Added. Now add where it works."))
        return redirect(href("organisations:add_site", organisation))
    return render(request, "organisations/form.html", {"form": form})


@requires(EDIT, on=Organisation)
def edit(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Change what is known of an organisation."""
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        form.save()
        record("edit", by=request.user, on=organisation)
        organisations_changed.send(sender=Organisation, organisations=[organisation.pk])
        messages.success(request, _("Saved."))
        return redirect(href("organisations:detail", organisation))
    status = 409 if form.is_bound and form.conflict else 200
    return render(
        request, "organisations/form.html", {"form": form, "organisation": organisation}, status=status
    )


@requires(EDIT, on=Organisation)
def add_site(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Add a place an organisation works from."""
    site = Site(organisation=organisation, is_main=not organisation.sites.exists())
    return _site_page(request, organisation, site)


@requires(EDIT, on=Organisation)
def edit_site(request: HttpRequest, organisation: Organisation, site: UUID) -> HttpResponse:
    """Change a place."""
    return _site_page(request, organisation, get_object_or_404(organisation.sites, pk=site))


def _site_page(request: HttpRequest, organisation: Organisation, site: Site) -> HttpResponse:
    form = SiteForm(request.POST or None, instance=site)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False)
        site.find()
        site.save()
        record("edit", by=request.user, on=site)
        organisations_changed.send(sender=Site, organisations=[organisation.pk])
        messages.success(request, _("Saved. %(precision)s.") % {"precision": site.get_precision_display()})
        return redirect(href("organisations:detail", organisation))
    return render(request, "organisations/site.html", {"form": form, "organisation": organisation})


@requires(EDIT, on=Organisation)
def merge(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Say that another record is this same organisation."""
    words = request.GET.get("words", "").strip()
    candidates = maybe_the_same(organisation, words)
    form = MergeForm(request.POST or None, candidates=Organisation.objects.filter(merged_into=None))
    form.fields["other"].choices = [(found.pk, found.name) for found in candidates]
    if request.method == "POST" and form.is_valid():
        try:
            actions.merge(organisation, form.cleaned_data["other"], by=request.user)
            messages.success(request, _("They are one now. You can take that back on this page."))
            return redirect(href("organisations:detail", organisation))
        except actions.CannotMerge as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "organisation": organisation, "candidates": candidates, "words": words}
    return render(request, "organisations/merge.html", context)


@requires(EDIT, on=Merge)
def undo_merge(request: HttpRequest, merge: Merge) -> HttpResponse:
    """Take a merge back."""
    back = href("organisations:detail", merge.kept)
    if request.method != "POST":
        return redirect(back)
    return press(
        request,
        lambda: actions.undo_merge(merge, by=request.user),
        refusals=actions.CannotMerge,
        said=_("Taken back. They are two records again."),
        back=back,
    )
