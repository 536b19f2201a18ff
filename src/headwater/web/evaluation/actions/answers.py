"""Answering: saved as one goes, sent once, changed until the wave closes. The trail tells of none of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.evaluation.keys import alias_of, sheet_of, thread_of
from headwater.web.evaluation.models import AnswerSheet, Wave
from headwater.web.evaluation.questionnaire import PREFER_NOT, THEN
from headwater.web.evaluation.rules import role_of
from headwater.web.programmes.models import Programme


class CannotAnswer(Exception):
    """An answer cannot be taken; the message says why."""


@transaction.atomic
def save_answers(*, wave: Wave, answers: dict[str, Any], by: Any, send: bool = False) -> AnswerSheet:
    """Keep some answers of one's own; those not named stay as they are, an empty one is taken back.

    With ``send`` they are ready to be counted as well.
    """
    wave = _open(wave)
    sheet = _own_sheet(wave, by)
    asked = {item.code: item for item in wave.questionnaire.asked(sheet.role, wave.time)}
    for code, value in answers.items():
        if code not in asked:
            raise CannotAnswer(_("That question is not one of yours."))
        _in_order(sheet, code)
        if value in ("", None):
            sheet.answers.pop(code, None)
        else:
            sheet.answers[code] = _checked(asked[code], value)
    sheet.sent = sheet.sent or send
    sheet.save()
    return sheet


@transaction.atomic
def send_answers(*, wave: Wave, by: Any) -> AnswerSheet:
    """Say that one's answers are ready to be counted. They can still be changed until the wave closes."""
    sheet = _own_sheet(_open(wave), by)
    sheet.sent = True
    sheet.save()
    return sheet


@transaction.atomic
def take_back_answers(*, wave: Wave, by: Any) -> bool:
    """Remove all of one's answers in an open wave; whether there were any."""
    _open(wave)
    sheet = sheet_of(by, wave)
    if sheet is None:
        return False
    sheet.answers, sheet.sent = {}, False  # the row stays where it is: a gap would tell as much as a name
    sheet.save()
    return True


def _own_sheet(wave: Wave, by: Any) -> AnswerSheet:
    sheet, _new = AnswerSheet.objects.select_for_update().get_or_create(
        wave=wave,
        alias=alias_of(by, wave),
        defaults={"thread": thread_of(by, wave.programme), "role": role_of(by, wave)},
    )
    return sheet


@transaction.atomic
def withdraw_answers(*, programme: Programme, by: Any) -> int:
    """Erase all of one's answers in a programme, frozen ones too; how many waves they were in.

    Possible while the programme's key is there. What was released stays, since taking one person out of it would tell
    what they had answered; nothing that is counted later has them in it.
    """
    thread = thread_of(by, programme)
    if not thread:
        raise CannotAnswer(_("The key is destroyed: nobody can tell any more which answers are yours."))
    mine = AnswerSheet.objects.filter(wave__programme=programme, thread=thread).select_related("wave")
    found = [sheet for sheet in mine if sheet.answers or sheet.sent]
    for sheet in found:
        if sheet.wave.state == Wave.State.OPEN:
            sheet.answers, sheet.sent = {}, False
            sheet.save()
        else:
            sheet.delete()
    return len(found)


def has_looked_back(sheet: AnswerSheet | None) -> bool:
    """Whether someone has begun to look back: from then on their answers about now stay as they are."""
    return sheet is not None and any(code.startswith(THEN) for code in sheet.answers)


def _in_order(sheet: AnswerSheet, code: str) -> None:
    """Now first, then locked; the time before only afterwards, so that neither is fitted to the other."""
    if code.startswith(THEN) and not sheet.sent:
        raise CannotAnswer(_("First say how it is now, and send that. Looking back comes after."))
    if not code.startswith(THEN) and has_looked_back(sheet):
        raise CannotAnswer(_("You have looked back since, so your answers about now stay as they are."))


def _open(wave: Wave) -> Wave:
    wave = Wave.objects.select_for_update().select_related("programme").get(pk=wave.pk)
    if wave.state != Wave.State.OPEN:
        raise CannotAnswer(_("These questions are not open."))
    return wave


def _checked(item: Any, value: Any) -> Any:
    if item.scale.kind == "text":
        return str(value)[:4000]
    if value == PREFER_NOT and item.item_class == "guarded":
        return PREFER_NOT
    known = {option for option, _words in item.scale.options}
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = None
    if number not in known:
        raise CannotAnswer(_("Choose one of the answers that are offered."))
    return number
