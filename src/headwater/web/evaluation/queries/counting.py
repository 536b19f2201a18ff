"""The evaluator's exact figures of two frozen waves: pairs of answers, counted."""

from collections import Counter
from dataclasses import dataclass

from headwater.engines.evaluation import ChangeCounts
from headwater.web.evaluation.models import AnswerSheet, Wave
from headwater.web.evaluation.questionnaire import Item, Questionnaire
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class Finding:
    """One exact figure, for the evaluator only."""

    number: str
    item: Item
    role: str
    kind: str
    counts: ChangeCounts | None
    count: int
    answered: int
    invited: int
    started: int


def started_in(programme: Programme) -> dict[str, int]:
    """How many took up a place on each side, those who left included."""
    return dict(Counter(Participant.objects.filter(programme=programme).values_list("role", flat=True)))


def sheets_of(wave: Wave) -> list[AnswerSheet]:
    """The sent answers of a wave, in an order that tells nothing."""
    return sorted(
        AnswerSheet.objects.filter(wave=wave, sent=True), key=lambda sheet: (sheet.role, sheet.thread)
    )


def findings(before: Wave, after: Wave) -> list[Finding]:
    """Every figure that the two frozen waves hold, in the order of the questions, partners before consultants."""
    questions = after.questionnaire
    first = {sheet.thread: sheet for sheet in sheets_of(before)}
    second = {sheet.thread: sheet for sheet in sheets_of(after)}
    started = started_in(after.programme)
    found = []
    for role in Participant.Role.values:
        invited = max(before.invited.get(role, 0), after.invited.get(role, 0))
        for place, item in enumerate(_countable(questions, role, before.kind, after.kind), start=1):
            number = f"{role[0].upper()}{place}"
            counted = _compared if item.is_change else _counted
            found.append(counted(number, item, role, first, second, invited, started.get(role, 0)))
    return found


def _countable(questions: Questionnaire, role: str, before: str, after: str) -> list[Item]:
    return [
        item
        for item in questions.items_for(role, after)
        if item.item_class != "sealed" and (not item.is_change or before in item.times)
    ]


Sheets = dict[str, AnswerSheet]


def _compared(
    number: str, item: Item, role: str, first: Sheets, second: Sheets, invited: int, started: int
) -> Finding:
    threads = sorted({t for sheets in (first, second) for t, sheet in sheets.items() if sheet.role == role})
    missing = [None] * max(0, invited - len(threads))
    counts = ChangeCounts.compare(
        [*(_number(first.get(thread), item) for thread in threads), *missing],
        [*(_number(second.get(thread), item) for thread in threads), *missing],
        item.polarity,
        item.scale.threshold,
    )
    return Finding(
        number,
        item,
        role,
        "change",
        counts,
        counts.better,
        counts.answered,
        counts.invited,
        max(started, counts.invited),
    )


def _counted(
    number: str, item: Item, role: str, first: Sheets, second: Sheets, invited: int, started: int
) -> Finding:
    given = [_number(sheet, item) for sheet in second.values() if sheet.role == role]
    answers = [answer for answer in given if answer is not None and answer not in item.left_out]
    said_so = sum(answer in item.counted for answer in answers)
    invited = max(invited, len(given))
    return Finding(number, item, role, "share", None, said_so, len(answers), invited, max(started, invited))


def _number(sheet: AnswerSheet | None, item: Item) -> int | None:
    answer = sheet.answers.get(item.code) if sheet else None
    return answer if isinstance(answer, int) else None


def start_of(wave: Wave) -> Wave | None:
    """The start wave that another wave is compared with."""
    return Wave.objects.filter(programme=wave.programme_id, kind=Wave.Kind.START).exclude(pk=wave.pk).first()
