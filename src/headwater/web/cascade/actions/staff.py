"""Staff sheets: slips and codes, answers that nobody can trace, totals from paper, and what is said back (R10, R11)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade import slips
from headwater.web.cascade.actions.errors import CannotPassOn, SheetIsClosed, SheetIsFull, UnknownSlip
from headwater.web.cascade.models import (
    PaperTally,
    PassingOnRules,
    StaffAnswer,
    StaffSheet,
    UpwardSignal,
    new_code,
)
from headwater.web.cascade.release import due, figures
from headwater.web.cascade.words import ANSWERS, QUESTIONS

FEWEST_PLACES = 60  # answers a sheet without slips takes, however few its staff are


@transaction.atomic
def print_slips(sheet: StaffSheet, *, by: Any, count: int) -> StaffSheet:
    """A new run of slips, one for each person. From now on only a slip of this run counts, and each of them once."""
    sheet = StaffSheet.objects.select_for_update().get(pk=sheet.pk)
    _check_open(sheet)
    if not 1 <= count <= slips.MOST:
        raise CannotPassOn(_("Print between 1 and %(most)s slips.") % {"most": slips.MOST})
    sheet.slips = slips.new_run(count)
    sheet.save(update_fields=["slips"])
    record("print_slips", by=by, on=sheet)
    return sheet


@transaction.atomic
def close_sheet(sheet: StaffSheet, *, by: Any, today: date) -> StaffSheet:
    """Take no more answers on a sheet. What was said back can still be read there."""
    _check_open(sheet)
    sheet.closed_on = today
    sheet.save(update_fields=["closed_on"])
    record("close_sheet", by=by, on=sheet)
    return sheet


@transaction.atomic
def open_sheet(sheet: StaffSheet, *, by: Any) -> StaffSheet:
    """Take answers on a sheet again."""
    sheet.closed_on = None
    sheet.save(update_fields=["closed_on"])
    record("open_sheet", by=by, on=sheet)
    return sheet


@transaction.atomic
def replace_code(sheet: StaffSheet, *, by: Any) -> StaffSheet:
    """A new address for a sheet: paper with the old one leads nowhere, and slips printed for it count no more."""
    _check_open(sheet)
    sheet.code, sheet.slips = new_code(), {}
    sheet.save(update_fields=["code", "slips"])
    record("replace_sheet_code", by=by, on=sheet)
    return sheet


def _check_open(sheet: StaffSheet) -> None:
    if sheet.closed_on is not None:
        raise CannotPassOn(_("This sheet is closed. Open it again first."))


@transaction.atomic
def take_answer(
    sheet: StaffSheet,
    *,
    taps: Mapping[str, str],
    line: str = "",
    to: str = UpwardSignal.To.LEADER,
    slip: str = "",
    today: date,
) -> None:
    """Keep three taps and perhaps a line, apart from each other, with nothing that tells whose they are.

    Leaves no line in the trail. A slip that is spent counts no second time, and nothing tells that it was spent. At the
    floor, and at every fifth answer after it, the figures are made anew and the lines that wait are released together.
    """
    sheet = StaffSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.closed_on is not None:
        raise SheetIsClosed
    answered = StaffAnswer.objects.filter(sheet=sheet).count() + 1
    if sheet.slips:
        if not _spend(sheet, slip):
            return
    elif answered > max(3 * sheet.staff, FEWEST_PLACES):
        raise SheetIsFull
    kept = {asked: taps[asked] for asked in QUESTIONS if taps.get(asked) in ANSWERS}
    StaffAnswer.objects.create(sheet=sheet, month=f"{today:%Y-%m}", taps=kept)
    _shuffle(StaffAnswer, sheet)
    if line.strip():
        UpwardSignal.objects.create(sheet=sheet, text=line.strip(), to=to)
        _shuffle(UpwardSignal, sheet)
    if due(answered, sheet.programme.floor_leader):
        _release(sheet, today)


def _spend(sheet: StaffSheet, slip: str) -> bool:
    """Spend a slip; False where it was spent already. The numbers spent are kept in order, so none tells when."""
    number = slips.number_of(sheet.slips, slip)
    if number is None:
        raise UnknownSlip
    spent = set(sheet.slips["spent"])
    if number in spent:
        return False
    sheet.slips = sheet.slips | {"spent": sorted(spent | {number})}
    sheet.save(update_fields=["slips"])
    return True


def _release(sheet: StaffSheet, today: date) -> None:
    answers = _shuffle(StaffAnswer, sheet)
    sheet.figures = figures((answer.taps for answer in answers), sheet.programme.floor_leader)
    sheet.save(update_fields=["figures"])
    UpwardSignal.objects.filter(sheet=sheet, owed_by__isnull=True).update(
        released_on=today, owed_by=today + timedelta(days=PassingOnRules.of(sheet.programme).reply_days)
    )
    _shuffle(UpwardSignal, sheet)


def _shuffle(model: Any, sheet: StaffSheet) -> list[Any]:
    """Write the rows of a sheet anew in the order of their random ids: not even the file keeps who came first."""
    rows = list(model.objects.filter(sheet=sheet).order_by("id"))
    model.objects.filter(sheet=sheet).delete()
    return model.objects.bulk_create(rows)


@transaction.atomic
def type_in_paper(
    sheet: StaffSheet, *, by: Any, answered: int, counts: Mapping[str, Mapping[str, int]], today: date
) -> PaperTally:
    """Keep the totals of sheets filled in on paper."""
    for asked in QUESTIONS:
        if sum(counts[asked].values()) > answered:
            raise CannotPassOn(_("There are more ticks for one question than sheets. Count again, please."))
    totals = {"answered": answered} | {asked: dict(counts[asked]) for asked in QUESTIONS}
    tally = PaperTally.objects.create(sheet=sheet, month=f"{today:%Y-%m}", totals=totals)
    record("type_in_paper", by=by, on=sheet)
    return tally


@transaction.atomic
def reply(signal: UpwardSignal, *, by: Any, text: str, today: date) -> UpwardSignal:
    """Answer a line, once, for every member of staff of that tier to read on their sheet."""
    if signal.reply:
        raise CannotPassOn(_("This line has its reply already."))
    if not text.strip():
        raise CannotPassOn(_("Write what you say back."))
    signal.reply, signal.replied_on = text.strip(), today
    signal.save(update_fields=["reply", "replied_on"])
    record("reply_to_staff", by=by, on=signal.sheet)
    return signal
