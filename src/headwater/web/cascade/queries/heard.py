"""What staff sent, as far as it is released to their leader, and how it was answered (R10, R11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import QuerySet

from headwater.web.cascade.models import Cascade, StaffSheet, UpwardSignal
from headwater.web.cascade.release import of_counts
from headwater.web.cascade.words import ANSWERS, QUESTIONS


@dataclass(frozen=True)
class Heard:
    """What staff of a tier sent, as far as it is released to their leader."""

    sheet: StaffSheet
    figures: dict[str, Any]
    paper: dict[str, Any]
    lines: list[UpwardSignal]

    @property
    def replied(self) -> int:
        return sum(bool(line.reply) for line in self.lines)


def heard(cascade: Cascade) -> list[Heard]:
    """Each tier's released figures, its paper totals and its released lines."""
    floor = cascade.programme.floor_leader
    sheets = list(
        StaffSheet.objects.filter(tier__cascade=cascade)
        .select_related("tier")
        .prefetch_related("tallies")
        .order_by("tier__place", "site")
    )
    lines: dict[Any, list[UpwardSignal]] = {}
    for line in released_lines().filter(sheet__in=sheets):
        lines.setdefault(line.sheet_id, []).append(line)
    return [
        Heard(
            sheet,
            shown := allowed_figures(sheet, floor),
            paper_figures(sheet.tallies.all(), floor),
            lines.get(sheet.pk, []) if shown else [],
        )
        for sheet in sheets
    ]


@dataclass(frozen=True)
class Answered:
    """Lines to one of those who lead: how many, how many answered, the middle of the days it took, how many overdue."""

    to: str
    lines: int
    answered: int
    days: float | None
    overdue: int


def answered(rows: Iterable[Heard], today: date) -> list[Answered]:
    """The lines of a cascade by whom they are meant for (R11)."""
    lines = [line for one in rows for line in one.lines]
    return [
        how_answered(str(to.label), [line for line in lines if line.to == to], today)
        for to in UpwardSignal.To
        if any(line.to == to for line in lines)
    ]


def how_answered(to: str, lines: Sequence[Any], today: date) -> Answered:
    """How a list of lines was answered; days are from the day of the release."""
    took = [
        (line.replied_on - (getattr(line, "released_on", None) or line.sent_on)).days
        for line in lines
        if line.replied_on is not None
    ]
    late = sum(line.replied_on is None and line.owed_by < today for line in lines)
    return Answered(to, len(lines), len(took), median(took) if took else None, late)


def allowed_figures(sheet: StaffSheet, floor: int) -> dict[str, Any]:
    """A sheet's released figures; nothing where the floor has been raised above them since."""
    return sheet.figures if sheet.figures.get("least", 0) >= floor else {}


def released_lines() -> QuerySet[UpwardSignal]:
    """The lines that were released together with others, in the order of their random ids."""
    return UpwardSignal.objects.filter(owed_by__isnull=False)


def paper_figures(tallies: Any, floor: int) -> dict[str, Any]:
    """Paper totals, summed over the sheets typed in, under the same floor and rounding."""
    totals = [tally.totals for tally in tallies]
    counts = {
        asked: {answer: sum(total[asked][answer] for total in totals) for answer in ANSWERS}
        for asked in QUESTIONS
    }
    return of_counts(sum(total["answered"] for total in totals), counts, floor)


def replies(sheet: StaffSheet) -> list[str]:
    """What was said back to the staff of a tier."""
    return list(released_lines().filter(sheet=sheet).exclude(reply="").values_list("reply", flat=True))
