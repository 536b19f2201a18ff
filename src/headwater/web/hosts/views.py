"""The host's own pages: its settings, who has which duty, and the trail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from headwater.web.audit.models import Event
from headwater.web.audit.trail import record
from headwater.web.hosts import actions
from headwater.web.hosts.filters import EventFilter, MembershipFilter
from headwater.web.hosts.forms import HostForm, MemberForm
from headwater.web.hosts.links import href
from headwater.web.hosts.models import Membership
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.hosts.roles import ROLES
from headwater.web.hosts.tables import EventTable, MembershipTable
from headwater.web.ui.tables import download


@requires(Permission.MANAGE_HOST)
def settings_page(request: HttpRequest) -> HttpResponse:
    """Change the host's name, contacts and how strictly people sign in."""
    form = HostForm(request.POST or None, instance=request.host)
    if request.method == "POST" and form.is_valid():
        form.save()
        record("edit", by=request.user, host=request.host, role=request.decision.role)
        messages.success(request, _("Saved."))
        return redirect(href("hosts:settings"))
    return render(request, "hosts/settings.html", {"form": form})


@requires(Permission.MANAGE_MEMBERS)
def members(request: HttpRequest) -> HttpResponse:
    """Everyone with a duty, and what each duty may see."""
    current = Membership.objects.current().select_related("person", "programme")
    chosen = MembershipFilter(request.GET, queryset=current.order_by("role", "person__name"))
    return _listed(request, MembershipTable(chosen.qs), chosen, "members", roles=ROLES)


def _listed(request: HttpRequest, table: Table, chosen: FilterSet, name: str, **values: Any) -> HttpResponse:
    if file := download(table, request, name=name):
        return file
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(request, f"hosts/{name}.html", {"table": table, "filter": chosen, **values})


@requires(Permission.MANAGE_MEMBERS)
def add_member(request: HttpRequest) -> HttpResponse:
    """Give someone a duty."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership = actions.invite(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s now has this duty.") % {"name": membership.person})
        return redirect(href("hosts:members"))
    return render(request, "hosts/add_member.html", {"form": form})


@requires(Permission.MANAGE_MEMBERS, on=Membership)
def end_membership(request: HttpRequest, membership: Membership) -> HttpResponse:
    """End a duty, after asking."""
    if request.method == "POST":
        actions.end_role(membership, by=request.user)
        messages.success(request, _("The duty has ended, and every session of that person with it."))
        return redirect(href("hosts:members"))
    return render(
        request, "hosts/end_membership.html", {"membership": membership, "role": ROLES[membership.role]}
    )


@requires(Permission.READ_TRAIL)
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what and when, in this host, without content."""
    events = Event.objects.filter(host_id=request.host.pk).order_by("-number")
    chosen = EventFilter(request.GET, queryset=events)
    return _listed(request, EventTable(chosen.qs), chosen, "trail")
