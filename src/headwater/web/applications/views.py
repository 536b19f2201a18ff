from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.web.applications.models import Application
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires


@requires(Permission.READ_APPLICATION, on=Application)
def detail(request: HttpRequest, application: Application) -> HttpResponse:
    """One application: its author's own page, and what the panel and the coordinator read."""
    return render(request, "applications/detail.html", {"application": application})
