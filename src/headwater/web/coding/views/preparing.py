"""Taking open answers up, for the evaluator: names, segments, codebook, and who codes beside them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.engines.evaluation import EvaluationError
from headwater.engines.evaluation.words import Mask, sample_size
from headwater.web.audit.trail import record_read
from headwater.web.coding.actions.marking import begin, possible_coders
from headwater.web.coding.actions.preparing import (
    CannotCode,
    mask_answer,
    original_texts,
    remove_theme,
    save_theme,
    split_answer,
    take_up,
)
from headwater.web.coding.forms import BeginForm, TakeUpForm, ThemeForm
from headwater.web.coding.models import Answer, Coding, Segment
from headwater.web.coding.queries.marking import themes_of
from headwater.web.coding.queries.names import masks_for
from headwater.web.coding.showing import MaskedAnswer, begun_codings, free_questions, progress
from headwater.web.evaluation.models import Wave
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme

PAGE = 10


@requires(Permission.RELEASE_FINDINGS, on=Programme, by="slug")
def open_answers_page(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The codings of a programme, and the questions of frozen waves that can be taken up."""
    language = get_language() or "en"
    waves = free_questions(programme, request.user, language)
    forms = [(wave, TakeUpForm(choices=choices, prefix=str(wave.pk))) for wave, choices in waves]
    if request.method == "POST":
        return _take_up(request, programme, dict(waves))
    return render(
        request,
        "coding/open_answers.html",
        {"codings": begun_codings(programme, request.user), "waves": forms},
    )


def _take_up(request: HttpRequest, programme: Programme, waves: dict[Wave, Any]) -> HttpResponse:
    wave = next((each for each in waves if str(each.pk) == request.POST.get("wave")), None)
    if wave is None:
        raise Http404
    try:
        items = request.POST.getlist(f"{wave.pk}-items")
        return redirect(
            href("coding:coding", take_up(programme=programme, wave=wave, items=items, by=request.user))
        )
    except CannotCode as refusal:
        messages.error(request, str(refusal))
        return redirect(href("coding:open_answers", programme))


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def overview(request: HttpRequest, coding: Coding) -> HttpResponse:
    """How far a coding has come, and the next thing to do."""
    return render(request, "coding/coding.html", {"coding": coding, **progress(coding, request.user)})


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def names(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Answers as they were given, with what may be a name in each, to be confirmed one by one."""
    if coding.state != Coding.State.PREPARING:
        return redirect(href("coding:coding", coding))
    record_read(by=request.user, on=coding, role=request.decision.role)
    answers = coding.answers.all()
    if "all" not in request.GET and answers.filter(is_masked=False).exists():
        answers = answers.filter(is_masked=False)
    page = Paginator(answers, PAGE).get_page(request.GET.get("page"))
    texts = original_texts(coding)
    shown = [
        MaskedAnswer(a, texts.get(a.answer, ""), m) for a, m in masks_for(coding, list(page), texts).items()
    ]
    if request.method == "POST":
        return _mask(request, coding, shown)
    return render(request, "coding/names.html", {"coding": coding, "page": page, "answers": shown})


def _mask(request: HttpRequest, coding: Coding, shown: list[MaskedAnswer]) -> HttpResponse:
    undecided = 0
    try:
        for one in [each for each in shown if str(each.answer.pk) in request.POST.getlist("shown")]:
            decided = one.decided(request.POST)
            if decided is None:
                undecided += 1
                continue
            masks = [Mask(mask.start, mask.end, kind) for mask, kind in decided]
            also = request.POST.get(f"also-{one.answer.pk}", "").splitlines()
            mask_answer(answer=one.answer, original=one.original, masks=masks, also=also, by=request.user)
    except (CannotCode, EvaluationError) as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    if undecided:
        messages.error(
            request, _("%(n)s answers are not decided yet: choose for each name.") % {"n": undecided}
        )
    elif not coding.answers.filter(is_masked=False).exists():
        messages.success(request, _("Every answer has been read for names."))
        return redirect(href("coding:coding", coding))
    return redirect(href("coding:names", coding))


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def segments(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Each answer with one segment a line; joined and split by moving the line breaks."""
    if coding.state != Coding.State.PREPARING:
        return redirect(href("coding:coding", coding))
    record_read(by=request.user, on=coding, role=request.decision.role)
    masked = coding.answers.filter(is_masked=True).prefetch_related("segments")
    page = Paginator(masked, PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        return _split(request, coding, list(page))
    lines = [
        (answer, "\n".join(" ".join(answer.text[s.start : s.end].split("\n")) for s in answer.segments.all()))
        for answer in page
    ]
    return render(request, "coding/segments.html", {"coding": coding, "page": page, "lines": lines})


def _split(request: HttpRequest, coding: Coding, answers: list[Answer]) -> HttpResponse:
    try:
        for answer in answers:
            lines = request.POST.get(f"lines-{answer.pk}")
            if lines is not None:
                split_answer(answer=answer, lines=lines, by=request.user)
        messages.success(request, _("The segments are saved."))
    except (CannotCode, EvaluationError) as refusal:
        messages.error(request, str(refusal))
    return redirect(request.get_full_path())


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def codebook(request: HttpRequest, coding: Coding) -> HttpResponse:
    """The themes as they stand, and what was changed when."""
    versions = list(coding.codebooks.select_related("by"))
    return render(
        request, "coding/codebook.html", {"coding": coding, "themes": themes_of(coding), "versions": versions}
    )


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def theme(request: HttpRequest, coding: Coding, theme: str = "") -> HttpResponse:
    """Add a theme, or change one."""
    held = next((each for each in themes_of(coding) if each["code"] == theme), None)
    if theme and held is None:
        raise Http404
    initial = {**held, "cues": ", ".join(held["cues"])} if held else {}
    form = ThemeForm(request.POST or None, initial=initial, begun=coding.state != Coding.State.PREPARING)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            save_theme(coding=coding, theme=given, why=given.get("why", ""), by=request.user, old=theme)
            return redirect(href("coding:codebook", coding))
        except CannotCode as refusal:
            form.add_error(None, str(refusal))
    return render(request, "coding/theme.html", {"coding": coding, "form": form, "theme": held})


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
@require_POST
def remove(request: HttpRequest, coding: Coding, theme: str) -> HttpResponse:
    """Take a theme out before coding begins."""
    try:
        remove_theme(coding=coding, code=theme, by=request.user)
        messages.success(request, _("The theme is taken out."))
    except CannotCode as refusal:
        messages.error(request, str(refusal))
    return redirect(href("coding:codebook", coding))


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def begin_page(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Name the second coder and begin."""
    form = BeginForm(request.POST or None, people=possible_coders(coding))
    if request.method == "POST" and form.is_valid():
        try:
            begin(coding=coding, second=form.chosen, by=request.user)
            return redirect(href("coding:code", coding))
        except CannotCode as refusal:
            form.add_error(None, str(refusal))
    count = Segment.objects.filter(answer__coding=coding).count()
    return render(
        request,
        "coding/begin.html",
        {"coding": coding, "form": form, "count": count, "sample": sample_size(count)},
    )
