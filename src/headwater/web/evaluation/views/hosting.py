"""The host's pages: when to ask, and how many have answered, as a band. Never an answer, never a name."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.evaluation.actions import instruments, waves
from headwater.web.evaluation.forms import QuestionsForm, WaveForm
from headwater.web.evaluation.models import Instrument, Wave
from headwater.web.evaluation.queries import minutes_asked, waves_with_bands
from headwater.web.evaluation.questionnaire import InstrumentError
from headwater.web.evaluation.xlsform import write_xlsform
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme


@requires(Permission.MANAGE_WAVES, on=Programme, by="slug")
def wave_list(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The waves of a programme with their dates and bands of response; planning them when there are none."""
    if request.method == "POST":
        waves.plan_waves(programme=programme, by=request.user)
        messages.success(request, _("The waves are planned. Check their dates."))
        return redirect(href("evaluation:waves", programme))
    return render(
        request,
        "evaluation/waves.html",
        {
            "waves": waves_with_bands(programme),
            "evaluators": waves.evaluators_of(programme),
            "minutes": minutes_asked(programme),
            "planned_again": Wave.objects.filter(programme=programme, kind=Wave.Kind.START_AGAIN).exists(),
        },
    )


@requires(Permission.MANAGE_WAVES, on=Wave)
def dates(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Change the days of a wave."""
    form = WaveForm(request.POST or None, instance=wave)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(href("evaluation:waves", wave.programme))
    return render(request, "evaluation/dates.html", {"wave": wave, "form": form})


@requires(Permission.MANAGE_WAVES, on=Programme, by="slug")
@require_POST
def second_start(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Plan a second start for a cohort that waits."""
    waves.plan_second_start(programme=programme, by=request.user)
    messages.success(request, _("A second start is planned. Check its dates."))
    return redirect(href("evaluation:waves", programme))


@requires(Permission.MANAGE_WAVES, on=Wave)
@require_POST
def move(request: HttpRequest, wave: Wave, step: str) -> HttpResponse:
    """Open a wave, remind everyone of it, or close it."""
    steps = {
        "open": (
            waves.open_wave,
            _("The questions are open. The letters wait in the outbox for you to send."),
        ),
        "remind": (waves.remind, _("Everyone who was asked gets a reminder with a link of their own.")),
        "close": (waves.close_wave, _("The questions are closed.")),
    }
    act, told = steps[step]
    try:
        act(wave=wave, by=request.user)
        messages.success(request, told)
    except waves.CannotMoveWave as refusal:
        messages.error(request, str(refusal))
    return redirect(href("evaluation:waves", wave.programme))


@requires(Permission.MANAGE_WAVES, on=Programme, by="slug")
def instrument(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The questions of a programme: read them, take them away as a file, bring others."""
    held = Instrument.objects.filter(programme=programme).first()
    if held is None:
        return redirect(href("evaluation:waves", programme))
    if request.GET.get("download") in FILES:
        return _file(held, request.GET["download"])
    if "definition" in request.POST:
        return _use(request, programme, held)
    form = QuestionsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _look_first(request, held, form.cleaned_data["file"])
    return _questions_page(request, held, form)


def _questions_page(request: HttpRequest, held: Instrument, form: QuestionsForm) -> HttpResponse:
    return render(request, "evaluation/instrument.html", {"questionnaire": held.questionnaire, "form": form})


def _look_first(request: HttpRequest, held: Instrument, definition: dict[str, Any]) -> HttpResponse:
    """What a file would change, before anything is changed."""
    found = instruments.compare(held.questionnaire, definition)
    text = json.dumps(definition, ensure_ascii=False)
    return render(request, "evaluation/instrument_look.html", {"found": found, "definition": text})


def _use(request: HttpRequest, programme: Programme, held: Instrument) -> HttpResponse:
    form = QuestionsForm()
    try:
        instruments.replace_questions(programme=programme, text=request.POST["definition"], by=request.user)
    except (InstrumentError, instruments.CannotChangeQuestions) as refusal:
        form = QuestionsForm(request.POST, request.FILES)
        form.add_error("file", str(refusal))
        return _questions_page(request, held, form)
    messages.success(request, _("These are the questions now."))
    return redirect(href("evaluation:instrument", programme))


def _file(held: Instrument, kind: str) -> HttpResponse:
    write, content_type = FILES[kind]
    return HttpResponse(
        write(held.definition),
        headers={
            "Content-Type": content_type,
            "Content-Disposition": f'attachment; filename="questions.{kind}"',
        },
    )


def _as_json(definition: dict[str, Any]) -> str:
    return json.dumps(definition, ensure_ascii=False, indent=1)


FILES = {
    "json": (_as_json, "application/json; charset=utf-8"),
    "xlsx": (write_xlsform, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
