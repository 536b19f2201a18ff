"""The staff sheet: a public page behind an unguessable code. It knows nothing of who opens it and writes no trail.

The form carries no form key: a key would be kept with the time (and the person, where one is signed in).
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django_scopes import scope, scopes_disabled

from headwater.web.cascade import actions, queries
from headwater.web.cascade.actions import SheetIsClosed, SheetIsFull, UnknownSlip
from headwater.web.cascade.forms import TapsForm
from headwater.web.cascade.models import StaffSheet, UpwardSignal
from headwater.web.cascade.words import SHEET
from headwater.web.hosts.policy import public


@public
def staff_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Three taps and one line."""
    sheet, language = _sheet(code), _language(request)
    with scope(host=sheet.host), translation.override("cy" if language == "cy" else "en-gb"):
        form = TapsForm(request.POST or None, words=SHEET[language], with_slip=bool(sheet.slips))
        if sheet.closed_on is not None:
            return render(request, "cascade/closed.html", _page(sheet, language))
        if request.method == "POST" and form.is_valid() and _taken(sheet, form, language):
            return redirect(f"{reverse('staff_sheet_thanks', kwargs={'code': code})}?words={language}")
        return render(request, "cascade/sheet.html", _page(sheet, language) | {"form": form})


@public
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """That it has arrived, and a way on for the next person with the same phone."""
    sheet, language = _sheet(code), _language(request)
    with scope(host=sheet.host), translation.override("cy" if language == "cy" else "en-gb"):
        return render(request, "cascade/thanks.html", _page(sheet, language))


def _sheet(code: str) -> StaffSheet:
    with scopes_disabled():
        found = (
            StaffSheet.objects.select_related("host", "tier__cascade__practice__participant__programme")
            .filter(code=code)
            .first()
        )
    if found is None:
        raise Http404
    return found


def _language(request: HttpRequest) -> str:
    """The language chosen on the sheet, else the one the phone asks for; nothing is kept in a cookie."""
    asked = request.GET.get("words")
    if asked in SHEET:
        return asked
    return "cy" if translation.get_language() == "cy" else "en"


def _taken(sheet: StaffSheet, form: TapsForm, language: str) -> bool:
    typed = form.cleaned_data
    try:
        actions.take_answer(
            sheet,
            taps=form.taps,
            line=typed["line"],
            to=typed["to"] or UpwardSignal.To.LEADER,
            slip=typed.get("slip", ""),
            today=timezone.localdate(),
        )
    except (SheetIsFull, SheetIsClosed):
        form.add_error(None, SHEET[language]["full" if sheet.closed_on is None else "closed"])
        return False
    except UnknownSlip:
        form.add_error("slip", SHEET[language]["slip_unknown"])
        return False
    return True


def _page(sheet: StaffSheet, language: str) -> dict[str, Any]:
    words = SHEET[language]
    return {
        "sheet": sheet,
        "practice": sheet.cascade.practice,
        "words": words,
        "language": language,
        "other": "en" if language == "cy" else "cy",
        "promise": words["promise"].format(floor=sheet.programme.floor_leader),
        "with_slip": bool(sheet.slips),
        "replies": queries.replies(sheet),
    }
