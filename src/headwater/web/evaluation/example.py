"""The example's answers, given through the same actions that people use: most move on, some stay, one slips back."""

import random
from dataclasses import replace
from typing import Any

from headwater.web.evaluation.actions.answers import save_answers
from headwater.web.evaluation.actions.plans import freeze_plan
from headwater.web.evaluation.actions.releases import release_findings
from headwater.web.evaluation.actions.waves import ASKED, close_wave, freeze_wave, open_wave, plan_waves
from headwater.web.evaluation.models import Release, Wave
from headwater.web.evaluation.questionnaire import THEN, Item
from headwater.web.evaluation.told import DIFFERENT, IN_THE_WAY
from headwater.web.programmes.models import Participant, Programme

FIRST_CONSULTANT = 15  # of those who tell in their own words


def tell_start(*, programme: Programme, coordinator: Any, evaluator: Any) -> Wave:
    """Waves planned, start questions answered by nearly everyone, closed and frozen."""
    plan_waves(programme=programme, by=coordinator)
    wave = open_wave(wave=_wave(programme, Wave.Kind.START), by=coordinator)
    for participant in _asked(programme):
        _answer(wave, participant, _first_answers(wave, participant))
    freeze_plan(programme=programme, by=evaluator)
    return _finish(wave, coordinator, evaluator)


def tell_end(*, programme: Programme, coordinator: Any, evaluator: Any, rng: random.Random) -> list[Release]:
    """End questions, with a quarter of each side missing; frozen, and the findings released."""
    wave = open_wave(wave=_wave(programme, Wave.Kind.END), by=coordinator)
    for role in Participant.Role.values:
        people = [participant for participant in _asked(programme) if participant.role == role]
        for number, participant in enumerate(people):
            if number % 4 != 3:
                now = _last_answers(wave, participant, number, rng)
                _answer(wave, participant, now)
                _answer(wave, participant, _back_answers(wave, participant, number))
    after = _finish(wave, coordinator, evaluator)
    return release_findings(before=_wave(programme, Wave.Kind.START), after=after, by=evaluator)


def tell_open_start(
    *, programme: Programme, coordinator: Any, rng: random.Random, answered: float = 0.6
) -> Wave:
    """The start questions while they are open: some have answered, the cast among those who have not."""
    plan_waves(programme=programme, by=coordinator)
    wave = open_wave(wave=_wave(programme, Wave.Kind.START), by=coordinator)
    people = [participant for participant in _asked(programme) if not participant.person.cast]
    for participant in people[: round(answered * len(people))]:
        _answer(wave, participant, _first_answers(wave, participant))
    return wave


def _wave(programme: Programme, kind: str) -> Wave:
    return Wave.objects.select_related("programme").get(programme=programme, kind=kind)


def _asked(programme: Programme) -> list[Participant]:
    found = Participant.objects.filter(programme=programme, status__in=ASKED).select_related("person")
    return sorted(found, key=lambda participant: (participant.role, participant.person.email))


def _answer(wave: Wave, participant: Participant, answers: dict[str, Any]) -> None:
    save_answers(wave=wave, answers=answers, by=participant.person, send=True)


def _finish(wave: Wave, coordinator: Any, evaluator: Any) -> Wave:
    close_wave(wave=wave, by=coordinator)
    return freeze_wave(wave=wave, by=evaluator)


def _first_answers(wave: Wave, participant: Participant) -> dict[str, Any]:
    items = wave.questionnaire.items_for(participant.role, wave.time)
    return {item.code: _start_value(item, participant) for item in items if item.is_change}


def _start_value(item: Item, participant: Participant) -> int:
    """Somewhat below the middle for those who seek help, somewhat above for those who give it; the same each time."""
    role, own = participant.role, random.Random(f"{participant.person.email} {item.code}")  # noqa: S311
    options = [value for value, _words in item.scale.options]
    middle = (len(options) - 1) * (0.35 if role == Participant.Role.PARTNER else 0.55)
    place = round(middle + own.choice((-0.6, 0, 0, 0.6)))
    place = min(max(place, 0), len(options) - 1)
    return options[place] if item.polarity == 1 else options[len(options) - 1 - place]


def _last_answers(wave: Wave, participant: Participant, number: int, rng: random.Random) -> dict[str, Any]:
    """What someone says at the end: about six in ten up a step, three in ten the same, one in ten down."""
    answers: dict[str, Any] = {}
    for place, item in enumerate(wave.questionnaire.items_for(participant.role, wave.time)):
        if item.scale.kind == "text":
            answers[item.code] = _words(item, participant, number)
        elif item.is_change:
            answers[item.code] = _moved(item, participant, (number * 3 + place + rng.choice((0, 0, 1))) % 10)
        else:
            answers[item.code] = _said(item, (number + place) % 10)
    return answers


def _back_answers(wave: Wave, participant: Participant, number: int) -> dict[str, Any]:
    """What someone says of the time before, looking back: as it was, or for every third a step lower."""
    answers = {}
    for item in wave.questionnaire.looking_back(participant.role, wave.time):
        asked = replace(item, code=item.code.removeprefix(THEN))
        options = [value for value, _words in item.scale.options]
        place = options.index(_start_value(asked, participant)) - (number % 3 == 0) * item.polarity
        answers[item.code] = options[min(max(place, 0), len(options) - 1)]
    return answers


def _moved(item: Item, participant: Participant, luck: int) -> int:
    """Seven in ten move up and one in ten down; organisations move less than their leaders."""
    up, stay = (7, 9) if item.level == "individual" else (4, 8)
    options = [value for value, _words in item.scale.options]
    step = max(1, round(len(options) / 4)) * item.polarity
    start = options.index(_start_value(item, participant))
    move = step if luck < up else 0 if luck < stay else -step
    return options[min(max(start + move, 0), len(options) - 1)]


def _said(item: Item, luck: int) -> int:
    options = [value for value, _words in item.scale.options if value not in item.left_out]
    others = [value for value in options if value not in item.counted] or options
    return max(item.counted) if luck < 6 else others[luck % len(others)]


def _words(item: Item, participant: Participant, number: int) -> str:
    """Each person's own words; nobody writes what another wrote, and some leave it empty."""
    told = DIFFERENT if item.code == "helped" else IN_THE_WAY
    place = number if participant.role == Participant.Role.PARTNER else FIRST_CONSULTANT + number
    return told[place] if place < len(told) else ""
