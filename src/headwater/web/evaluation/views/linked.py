"""Answering by one's own link, without an account.

The code stands behind the # of the link, which browsers send to no server, so no log holds it; it is posted once, and
from then on a signed cookie of this browser says who answers, for these pages alone. The site keeps nothing of it: no
session, no line in the trail.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.http import require_POST

from headwater.web.evaluation.actions.waves import ASKED
from headwater.web.evaluation.forms import CodeForm
from headwater.web.evaluation.keys import holder_of_code
from headwater.web.evaluation.models import Wave
from headwater.web.evaluation.views import answering
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import public
from headwater.web.programmes.models import Participant

COOKIE, SALT = "answering", "headwater.answering"
LASTS = 2 * 60 * 60
BY_LINK = answering.Way(
    *(f"evaluation:linked_{name}" for name in ("begin", "section", "save", "check", "take_back")),
    by_link=True,
)


@public
def enter(request: HttpRequest, pk: Any, host: str = "") -> HttpResponse:
    """Give the code of one's own link; from then on this browser may answer, for two hours."""
    wave = _wave(request, pk)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people = _asked(wave)
        person = holder_of_code(wave, form.cleaned_data["code"], people.values())
        if person is not None:
            response = redirect(href(BY_LINK.begin, wave))
            _remember(response, wave, person)
            return response
        form.say_unknown()
    return render(request, "evaluation/enter.html", {"wave": wave, "form": form})


def _linked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever holds a link to a wave; anyone else is asked for the code."""

    @wraps(view)
    def answer(request: HttpRequest, pk: Any, host: str = "", **kwargs: Any) -> HttpResponse:
        wave = _wave(request, pk)
        person = _holder(request, wave)
        if person is None:
            return redirect(href("evaluation:linked", wave))
        with translation.override(person.language):
            return view(request, wave=wave, person=person, **kwargs)

    return public(answer)


@_linked
def begin(request: HttpRequest, wave: Wave, person: Any) -> HttpResponse:
    """What is asked, who reads it, and where one left off."""
    return answering.begin_page(request, wave, person, BY_LINK)


@_linked
def section(request: HttpRequest, wave: Wave, person: Any, section: str) -> HttpResponse:
    """One page of questions."""
    return answering.section_page(request, wave, section, person, BY_LINK)


@require_POST
@_linked
def save(request: HttpRequest, wave: Wave, person: Any, section: str) -> HttpResponse:
    """Keep what is typed so far."""
    return answering.saved(request, wave, section, person)


@_linked
def check(request: HttpRequest, wave: Wave, person: Any) -> HttpResponse:
    """One's answers on one page, to change or to send."""
    return answering.check_page(request, wave, person, BY_LINK)


@require_POST
@_linked
def take_back(request: HttpRequest, wave: Wave, person: Any) -> HttpResponse:
    """Remove all of one's answers while the questions are open."""
    return answering.taken_back(request, wave, person, BY_LINK)


def _wave(request: HttpRequest, pk: Any) -> Wave:
    wave = get_object_or_404(Wave.objects.select_related("programme"), pk=pk)
    request.programme = wave.programme  # type: ignore[attr-defined]
    return wave


def _asked(wave: Wave) -> dict[str, Any]:
    """Everyone who may answer, by id."""
    found = Participant.objects.filter(programme=wave.programme, status__in=ASKED).select_related("person")
    return {str(each.person.pk): each.person for each in found}


def _remember(response: HttpResponse, wave: Wave, person: Any) -> None:
    value = signing.dumps({"wave": str(wave.pk), "person": str(person.pk)}, salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=LASTS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        path=href("evaluation:linked", wave),
    )  # fmt: skip


def _holder(request: HttpRequest, wave: Wave) -> Any | None:
    """Who this browser answers for in this wave, if it has given a code in the last two hours."""
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    if held["wave"] != str(wave.pk):
        return None
    found = Participant.objects.filter(
        programme=wave.programme, status__in=ASKED, person=held["person"]
    ).select_related("person")
    first = found.first()
    return first.person if first else None
