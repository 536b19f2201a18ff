"""The coding page: ten segments at a time, saved as one goes, for each coder alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record_read
from headwater.web.coding.actions.marking import finish, mark_segments
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.models import Coder, Coding, Segment
from headwater.web.coding.queries.marking import suggestions_for, themes_of, work_of
from headwater.web.coding.showing import questions_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires

PAGE = 10
NONE = "none-of-them"
KEYS = "123456789qwertyuiopasdfghjklzxcvbnm"


@dataclass(frozen=True)
class Row:
    """A segment to be coded, in the answer it stands in."""

    segment: Segment
    before: str
    after: str
    boxes: list[tuple[str, dict[str, Any], bool]]  # key, theme, ticked
    none: bool
    done: bool
    hints: list[tuple[str, tuple[str, ...]]]  # theme's name, the words that match


@requires(Permission.CODE_ANSWERS, on=Coding)
def code(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Code ten segments; number keys or checkboxes."""
    coder = _coder(request, coding)
    work = work_of(coder)
    if request.method == "POST":
        return _keep(request, coding, coder)
    record_read(by=request.user, on=coding, role=request.decision.role)
    marks = {mark.segment_id: mark.themes for mark in coder.marks.all()}
    page = Paginator(work, PAGE).get_page(request.GET.get("page") or _first_open_page(work, marks))
    hints = suggestions_for(coder) if work else {}
    themes = themes_of(coding)
    return render(
        request,
        "coding/code.html",
        {
            "coding": coding, "coder": coder, "page": page, "themes": list(zip(KEYS, themes, strict=False)),
            "rows": [_row(segment, themes, marks, hints) for segment in page], "none": NONE,
            "done": sum(segment.pk in marks for segment in work), "all": len(work),
            "questions": questions_of(coding), "evaluator": request.decision.role == "evaluator",
        },
    )  # fmt: skip


def _first_open_page(work: list[Segment], marks: Mapping[Any, Any]) -> int:
    """The page with the first segment that is not coded yet."""
    place = next((at for at, segment in enumerate(work) if segment.pk not in marks), 0)
    return place // PAGE + 1


def _row(
    segment: Segment, themes: list[dict[str, Any]], marks: Mapping[Any, Any], hints: Mapping[Any, Any]
) -> Row:
    given = marks.get(segment.pk)
    text = segment.answer.text
    names = {theme["code"]: theme["name"] for theme in themes}
    return Row(
        segment,
        text[: segment.start].strip(),
        text[segment.end :].strip(),
        [(key, theme, theme["code"] in (given or ())) for key, theme in zip(KEYS, themes, strict=False)],
        given == [],
        given is not None,
        [(names[each.theme], each.words) for each in hints.get(segment.pk, ())],
    )


@requires(Permission.CODE_ANSWERS, on=Coding)
@require_POST
def save(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Keep what is ticked while someone codes."""
    try:
        mark_segments(coder=_coder(request, coding), marks=ticked(request.POST), by=request.user)
    except CannotCode as refusal:
        return JsonResponse({"saved": None, "problem": str(refusal)}, status=400)
    return JsonResponse({"saved": timezone.localtime().strftime("%H:%M")})


def _keep(request: HttpRequest, coding: Coding, coder: Coder) -> HttpResponse:
    """Save a page of segments and go on to the next that has something to code, or stay where something is left."""
    marks = ticked(request.POST)
    try:
        mark_segments(coder=coder, marks=marks, by=request.user)
    except CannotCode as refusal:
        messages.error(request, str(refusal))
        return redirect(href("coding:code", coding))
    left = sum(themes is None for themes in marks.values())
    if left:
        messages.error(
            request,
            _(
                "%(left)s segments on this page are not coded yet. Where no theme fits, choose “None of these”."
            )
            % {"left": left},
        )
        return redirect(f"{href('coding:code', coding)}?page={request.POST.get('page', '1')}")
    return redirect(href("coding:code", coding))


def ticked(given: QueryDict) -> dict[str, list[str] | None]:
    """Segment id to its themes; none of them is an empty list, nothing said is None."""
    marks: dict[str, list[str] | None] = {}
    for segment in given.getlist("shown"):
        values = given.getlist(f"segment-{segment}")
        themes = [value for value in values if value != NONE]
        marks[segment] = themes if themes else [] if values else None
    return marks


@requires(Permission.CODE_ANSWERS, on=Coding)
@require_POST
def finish_coding(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Say that one's own coding is done."""
    try:
        after = finish(coder=_coder(request, coding), by=request.user)
        if after.state == Coding.State.COMPARED:
            messages.success(request, _("Both have finished. Now you can see where you agree."))
        else:
            messages.success(
                request, _("Thank you. When the other coder has finished, the evaluator compares.")
            )
    except CannotCode as refusal:
        messages.error(request, str(refusal))
    return redirect(href("coding:code", coding))


def _coder(request: HttpRequest, coding: Coding) -> Coder:
    coder = coding.coders.filter(person=request.user).first()
    if coder is None:
        raise Http404
    return coder
