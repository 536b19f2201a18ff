"""Around every request: the host in the address, its scope, and headers that keep confidential pages out of caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django_scopes import scope

from headwater.web.hosts.models import Host

Answer = Callable[[HttpRequest], HttpResponse]


def within_host(get_response: Answer) -> Answer:
    """Open the scope of the host named first in the address; any other page sees no host's data."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.host = _host_of(request)
        if request.host is None:
            return get_response(request)
        with scope(host=request.host):
            return get_response(request)

    return respond


def _host_of(request: HttpRequest) -> Host | None:
    try:
        slug = resolve(request.path_info).kwargs.get("host")
    except Resolver404:
        return None
    return Host.objects.filter(slug=slug).first() if slug else None


def quiet_headers(get_response: Answer) -> Answer:
    """Pages of signed-in people are kept nowhere; nothing of ours is embedded elsewhere."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    return respond
