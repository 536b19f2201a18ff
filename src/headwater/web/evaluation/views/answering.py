"""Answering: one short page for each section, on a phone, saved as one goes.

These forms carry no form key and leave no line in the trail: neither may tell who answered, or when.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.evaluation.actions.answers import (
    CannotAnswer,
    save_answers,
    send_answers,
    take_back_answers,
)
from headwater.web.evaluation.forms import AnswerForm
from headwater.web.evaluation.keys import sheet_of
from headwater.web.evaluation.models import Wave
from headwater.web.evaluation.queries import answered_pages, own_waves, pages_of, spoken_answers
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme


@requires(Permission.ANSWER_SURVEY, on=Programme, by="slug")
def questions(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The questions one is asked in this programme, and how many minutes they take in all."""
    waves = own_waves(request.user, programme)
    minutes = sum(wave.minutes for wave in waves)
    return render(request, "evaluation/questions.html", {"waves": waves, "minutes": minutes})


@requires(Permission.ANSWER_SURVEY, on=Wave)
def begin(request: HttpRequest, wave: Wave) -> HttpResponse:
    """What is asked, who reads it, how it will be shown, and where one left off."""
    pages = pages_of(request.user, wave)
    sheet = sheet_of(request.user, wave)
    return render(
        request,
        "evaluation/begin.html",
        {
            "wave": wave,
            "pages": pages,
            "minutes": pages.minutes,
            "sheet": sheet,
            "answered": answered_pages(pages, sheet),
            "readers": [reader.person for reader in wave.readers.select_related("person")],
        },
    )


@requires(Permission.ANSWER_SURVEY, on=Wave)
def section(request: HttpRequest, wave: Wave, section: str) -> HttpResponse:
    """One page of questions; what is given is kept, and the next page comes."""
    if wave.state != Wave.State.OPEN:
        return redirect(href("evaluation:begin", wave))
    pages = pages_of(request.user, wave)
    page = pages.page(section)
    if page is None:
        raise Http404
    form = AnswerForm(request.POST or None, items=page.items, initial=_given(request.user, wave))
    if request.method == "POST" and form.is_valid():
        save_answers(wave=wave, answers=form.cleaned_data, by=request.user)
        return redirect(_following(wave, page))
    return render(
        request, "evaluation/section.html", {"wave": wave, "page": page, "pages": pages, "form": form}
    )


@requires(Permission.ANSWER_SURVEY, on=Wave)
@require_POST
def save(request: HttpRequest, wave: Wave, section: str) -> HttpResponse:
    """Keep what is typed so far on a page, as it is typed."""
    page = pages_of(request.user, wave).page(section)
    if page is None or wave.state != Wave.State.OPEN:
        return JsonResponse({"saved": None}, status=400)
    form = AnswerForm(request.POST, items=page.items)
    form.is_valid()
    save_answers(wave=wave, answers=form.cleaned_data, by=request.user)
    return JsonResponse({"saved": timezone.localtime().strftime("%H:%M")})


@requires(Permission.ANSWER_SURVEY, on=Wave)
def check(request: HttpRequest, wave: Wave) -> HttpResponse:
    """One's answers on one page, to change or to send."""
    if wave.state != Wave.State.OPEN:
        return redirect(href("evaluation:begin", wave))
    if request.method == "POST":
        send_answers(wave=wave, by=request.user)
        messages.success(
            request, _("Thank you. Your answers are in. You can change them until the questions close.")
        )
        return redirect(href("evaluation:begin", wave))
    pages = pages_of(request.user, wave)
    sheet = sheet_of(request.user, wave)
    rows = spoken_answers(pages, sheet, get_language() or "en")
    return render(
        request, "evaluation/check.html", {"wave": wave, "pages": pages, "rows": rows, "sheet": sheet}
    )


@requires(Permission.ANSWER_SURVEY, on=Wave)
@require_POST
def take_back(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Remove all of one's answers while the questions are open."""
    try:
        take_back_answers(wave=wave, by=request.user)
        messages.success(request, _("Your answers are removed."))
    except CannotAnswer as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:begin", wave))


def _given(person: Any, wave: Wave) -> dict[str, Any]:
    sheet = sheet_of(person, wave)
    return {code: str(answer) for code, answer in sheet.answers.items()} if sheet else {}


def _following(wave: Wave, page: Any) -> str:
    if page.following:
        return href("evaluation:section", wave, section=page.following)
    return href("evaluation:check", wave)
