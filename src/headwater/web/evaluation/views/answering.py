"""Answering: one short page for each section, on a phone, saved as one goes; signed in, or by one's own link.

These forms carry no form key and leave no line in the trail: neither may tell who answered, or when. The pages are the
same for both ways in; a `Way` names their addresses.
"""

from dataclasses import dataclass
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
    has_looked_back,
    save_answers,
    send_answers,
    take_back_answers,
    withdraw_answers,
)
from headwater.web.evaluation.forms import AnswerForm
from headwater.web.evaluation.keys import sheet_of
from headwater.web.evaluation.models import AnswerSheet, Wave
from headwater.web.evaluation.queries import answered_pages, own_waves, pages_of, spoken_answers
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme


@dataclass(frozen=True)
class Way:
    """A way in to the questions: the names of its pages."""

    begin: str
    section: str
    save: str
    check: str
    take_back: str
    by_link: bool = False


SIGNED_IN = Way(*(f"evaluation:{name}" for name in ("begin", "section", "save", "check", "take_back")))


@requires(Permission.ANSWER_SURVEY, on=Programme, by="slug")
def questions(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The questions one is asked in this programme, and how many minutes they take in all."""
    waves = own_waves(request.user, programme)
    minutes = sum(wave.minutes for wave in waves)
    begun = any(wave.wave.state != Wave.State.PLANNED for wave in waves)
    return render(
        request, "evaluation/questions.html", {"waves": waves, "minutes": minutes, "any_begun": begun}
    )


@requires(Permission.ANSWER_SURVEY, on=Programme, by="slug")
@require_POST
def withdraw(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Erase all one's answers in this programme, as far as anyone can still tell which they are."""
    try:
        withdraw_answers(programme=programme, by=request.user)
        messages.success(request, _("Your answers are erased. What was released before stays as it is."))
    except CannotAnswer as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:questions", programme))


@requires(Permission.ANSWER_SURVEY, on=Wave)
def begin(request: HttpRequest, wave: Wave) -> HttpResponse:
    """What is asked, who reads it, how it will be shown, and where one left off."""
    return begin_page(request, wave, request.user, SIGNED_IN)


@requires(Permission.ANSWER_SURVEY, on=Wave)
def section(request: HttpRequest, wave: Wave, section: str) -> HttpResponse:
    """One page of questions; what is given is kept, and the next page comes."""
    return section_page(request, wave, section, request.user, SIGNED_IN)


@requires(Permission.ANSWER_SURVEY, on=Wave)
@require_POST
def save(request: HttpRequest, wave: Wave, section: str) -> HttpResponse:
    """Keep what is typed so far on a page, as it is typed."""
    return saved(request, wave, section, request.user)


@requires(Permission.ANSWER_SURVEY, on=Wave)
def check(request: HttpRequest, wave: Wave) -> HttpResponse:
    """One's answers on one page, to change or to send."""
    return check_page(request, wave, request.user, SIGNED_IN)


@requires(Permission.ANSWER_SURVEY, on=Wave)
@require_POST
def take_back(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Remove all of one's answers while the questions are open."""
    return taken_back(request, wave, request.user, SIGNED_IN)


def begin_page(request: HttpRequest, wave: Wave, person: Any, way: Way) -> HttpResponse:
    """The first page for a person, whichever way they came."""
    pages, sheet = pages_of(person, wave), sheet_of(person, wave)
    context = {
        "wave": wave,
        "way": way,
        "pages": pages,
        "minutes": pages.minutes,
        "sheet": sheet,
        "locked": has_looked_back(sheet),
        "answered": answered_pages(pages, sheet),
        "readers": [reader.person for reader in wave.readers.select_related("person")],
    }
    return render(request, "evaluation/begin.html", context)


def section_page(request: HttpRequest, wave: Wave, code: str, person: Any, way: Way) -> HttpResponse:
    """A page of questions for a person, whichever way they came."""
    if wave.state != Wave.State.OPEN:
        return redirect(href(way.begin, wave))
    pages, sheet = pages_of(person, wave), sheet_of(person, wave)
    page = pages.page(code, sheet)
    if page is None:
        raise Http404
    form = AnswerForm(request.POST or None, items=page.items, initial=_given(sheet))
    if request.method == "POST" and form.is_valid() and _keep(request, wave, form, person):
        return redirect(_following(wave, page, way, last=page is pages.back))
    context = {"wave": wave, "way": way, "page": page, "pages": pages, "form": form}
    return render(request, "evaluation/section.html", context)


def saved(request: HttpRequest, wave: Wave, code: str, person: Any) -> HttpResponse:
    """What is typed so far, kept; the answer says when."""
    page = pages_of(person, wave).page(code, sheet_of(person, wave))
    if page is None or wave.state != Wave.State.OPEN:
        return JsonResponse({"saved": None}, status=400)
    form = AnswerForm(request.POST, items=page.items)
    form.is_valid()
    try:
        save_answers(wave=wave, answers=form.cleaned_data, by=person)
    except CannotAnswer:
        return JsonResponse({"saved": None}, status=400)
    return JsonResponse({"saved": timezone.localtime().strftime("%H:%M")})


def check_page(request: HttpRequest, wave: Wave, person: Any, way: Way) -> HttpResponse:
    """All answers of a person on one page; sending them leads on to the later page, where there is one."""
    if wave.state != Wave.State.OPEN:
        return redirect(href(way.begin, wave))
    pages = pages_of(person, wave)
    if request.method == "POST":
        send_answers(wave=wave, by=person)
        if pages.back is not None:
            messages.success(request, _("Thank you, your answers are in. One short page is left."))
            return redirect(href(way.section, wave, section=pages.back.code))
        messages.success(
            request, _("Thank you. Your answers are in. You can change them until the questions close.")
        )
        return redirect(href(way.begin, wave))
    sheet = sheet_of(person, wave)
    rows = spoken_answers(pages, sheet, get_language() or "en")
    context = {
        "wave": wave, "way": way, "pages": pages, "rows": rows, "sheet": sheet, "locked": has_looked_back(sheet),
    }  # fmt: skip
    return render(request, "evaluation/check.html", context)


def taken_back(request: HttpRequest, wave: Wave, person: Any, way: Way) -> HttpResponse:
    """All answers of a person in an open wave, removed."""
    try:
        take_back_answers(wave=wave, by=person)
        messages.success(request, _("Your answers are removed."))
    except CannotAnswer as refusal:
        messages.error(request, str(refusal))
    return redirect(href(way.begin, wave))


def _keep(request: HttpRequest, wave: Wave, form: AnswerForm, person: Any) -> bool:
    try:
        save_answers(wave=wave, answers=form.cleaned_data, by=person)
    except CannotAnswer as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _given(sheet: AnswerSheet | None) -> dict[str, Any]:
    return {code: str(answer) for code, answer in sheet.answers.items()} if sheet else {}


def _following(wave: Wave, page: Any, way: Way, *, last: bool) -> str:
    if last:
        return href(way.begin, wave)
    if page.following:
        return href(way.section, wave, section=page.following)
    return href(way.check, wave)
