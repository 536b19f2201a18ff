"""What every page knows: the host, the programme, who is looking, and where they may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from headwater.web.hosts.home import asking_navigation, asking_programme, gather


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Template values of the page frame."""
    host = getattr(request, "host", None)
    programme = getattr(request, "programme", None)
    person = getattr(request, "user", None)
    return {
        "host": host,
        "programme": programme,
        "demonstration": settings.DEMONSTRATION,
        "navigation": _navigation(request, person, host, programme),
        "account_url": reverse("people:account"),
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
    }


def _likeliest_programme(person: Any, host: Any) -> Any:
    """On a page of the host itself the navigation stays that of the programme one has been working in."""
    answers = asking_programme.send(sender=None, person=person, host=host)
    return next((found for _, programmes in answers for found in programmes), None)


def _navigation(request: HttpRequest, person: Any, host: Any, programme: Any) -> list[dict[str, Any]]:
    if host is None or person is None or not person.is_authenticated:
        return []
    looked_at = programme or _likeliest_programme(person, host)
    items = gather(asking_navigation, person=person, host=host, programme=looked_at)
    longest = max((item.url for item in items if request.path.startswith(item.url)), key=len, default="")
    return [{"label": item.label, "url": item.url, "current": item.url == longest} for item in items]
