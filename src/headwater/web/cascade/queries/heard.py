"""What the pages of a cascade show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from headwater.web.cascade.models import Cascade, StaffSheet, UpwardSignal
from headwater.web.cascade.release import of_counts
from headwater.web.cascade.words import ANSWERS, QUESTIONS
from headwater.web.programmes.models import Programme

LEAST_ORGANISATIONS = 3


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
        .order_by("tier__place")
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


@dataclass(frozen=True)
class AcrossOrganisations:
    """What the coordinator may know: that practices travel, and how many answered where three organisations did."""

    organisations: int
    cascades: int
    answered: int | None


def across(programme: Programme) -> AcrossOrganisations:
    """Counts of a programme. The answers are summed from rounded figures already released, so they tell no more."""
    cascades = Cascade.objects.filter(practice__participant__programme=programme)
    organisations = set(cascades.values_list("practice__participant__organisation", flat=True))
    sheets = [
        (sheet.tier.cascade.practice.participant.organisation_id, shown["answered"])
        for sheet in StaffSheet.objects.filter(tier__cascade__in=cascades).select_related(
            "tier__cascade__practice__participant"
        )
        if (shown := allowed_figures(sheet, programme.floor_leader))
    ]
    enough = len({organisation for organisation, _ in sheets}) >= LEAST_ORGANISATIONS
    total = sum(answered for _, answered in sheets) if enough else None
    return AcrossOrganisations(len(organisations), len(cascades), total)
