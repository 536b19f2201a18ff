"""Who takes part in a programme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.filters import ParticipantFilter
from headwater.web.programmes.models import Programme
from headwater.web.programmes.tables import ParticipantTable
from headwater.web.ui.tables import download


@requires(Permission.READ_PARTICIPANTS, on=Programme, by="slug")
def participants(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Everyone who takes part, on either side, to sort, narrow and take away."""
    everyone = programme.participants.select_related("person", "organisation", "programme")
    chosen = ParticipantFilter(request.GET, queryset=everyone, programme=programme)
    table = ParticipantTable(chosen.qs, programme=programme)
    if file := download(table, request, name=f"{programme.slug}-people"):
        return file
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "programmes/participants.html", {"table": table, "filter": chosen})
