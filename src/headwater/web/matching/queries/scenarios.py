"""Scenarios side by side: who gains and who loses, miles, topics met, rivals kept apart; and the curve (R29, R32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headwater.engines.matching.fit import PARTS
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.pool import rules_of
from headwater.web.matching.queries.desk import Sheet
from headwater.web.programmes.models import Participant

UNKNOWN_PART = 50  # a part that one of the two did not say stands in the middle, as in the engine


@dataclass(frozen=True)
class Row:
    """One partner in two scenarios, and what changes for them: fit by the programme's own criteria, 0 to 100."""

    partner: Participant
    before: list[Participant]
    after: list[Participant]
    fit_before: int | None
    fit_after: int | None

    @property
    def change(self) -> int:
        """Points gained, or lost where below 0; having nobody counts as 0 points."""
        return (self.fit_after or 0) - (self.fit_before or 0)


@dataclass(frozen=True)
class Comparison:
    """Runs side by side: their figures, and between the first two everyone whose pair differs."""

    sheets: list[Sheet]
    changed: list[Row]

    @property
    def gains(self) -> int:
        return sum(row.change > 0 for row in self.changed)

    @property
    def loses(self) -> int:
        return sum(row.change < 0 for row in self.changed)


def compare(one: MatchRun, other: MatchRun) -> Comparison:
    """Who moves and what it is to each, how far and how many, between two runs of a programme.

    Both are held against the programme's own criteria, not against those a scenario tried, so that like is
    compared with like.
    """
    sheets = sheets_of([one, other])
    weights = rules_of(one.programme)["weights"]
    before, after = (_by_partner(sheet.best) for sheet in sheets)
    partners = sorted({*before, *after}, key=lambda side: (side.organisation.name, str(side.pk)))
    rows = [_row(side, before.get(side, []), after.get(side, []), weights) for side in partners]
    return Comparison(sheets, [row for row in rows if set(row.before) != set(row.after)])


def sheets_of(runs: Iterable[MatchRun]) -> list[Sheet]:
    """Each run with its pairs, in one query for them all."""
    runs = list(runs)
    proposals = list(MatchProposal.objects.filter(run__in=runs).with_people())
    return [Sheet(run, [one for one in proposals if one.run_id == run.pk]) for run in runs]


def _by_partner(proposals: list[MatchProposal]) -> dict[Participant, list[MatchProposal]]:
    found: dict[Participant, list[MatchProposal]] = {}
    for one in proposals:
        found.setdefault(one.partner, []).append(one)
    return found


def _row(
    side: Participant, before: list[MatchProposal], after: list[MatchProposal], weights: dict[str, int]
) -> Row:
    return Row(
        side,
        [one.consultant for one in before],
        [one.consultant for one in after],
        _fit(before, weights),
        _fit(after, weights),
    )


def _fit(proposals: list[MatchProposal], weights: dict[str, int]) -> int | None:
    if not proposals:
        return None
    return round(
        sum(fit_by(one.detail["parts"], weights, one.is_remote) for one in proposals) / len(proposals)
    )


def fit_by(parts: dict[str, int | None], weights: dict[str, int], remote: bool) -> float:
    """How well a pair fits by given weights, 0 to 100; nearness counts for those who meet in person alone."""
    counted = {
        part: weights[part] for part in PARTS if part in weights and not (remote and part == "distance")
    }
    whole = sum(counted.values())
    points = {part: UNKNOWN_PART if parts.get(part) is None else parts[part] for part in counted}
    return sum(counted[part] * points[part] for part in counted) / whole if whole else 0.0


@dataclass(frozen=True)
class Bend:
    """A point of the curve, with how many partners have nobody there."""

    apart_miles: float | None  # in a straight line; None: no two of a pair do the same work
    placed: int
    nobody: int
    miles: int | None  # the mean journey by road
    rivals: int


def curve_of_run(run: MatchRun) -> list[Bend]:
    """What keeping rivals further apart costs in nearness, as the run kept it."""
    asked = len(run.inputs.get("partners", ()))
    return [_bend(point, asked) for point in run.result.get("curve", ())]


def _bend(point: dict[str, Any], asked: int) -> Bend:
    metres = point["apart_m"]
    return Bend(
        None if metres is None else round(metres / 1609.344, 1),
        point["placed"],
        asked - point["placed"],
        point["miles"],
        point["rivals"],
    )
