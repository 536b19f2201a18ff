"""How far two coders agree, where they differ, and what a segment speaks of in the end."""

from dataclasses import dataclass
from typing import Any

from headwater.engines.evaluation import agreement
from headwater.engines.evaluation.words import set_agreement
from headwater.web.coding.models import Coding, Mark, Segment, Settlement
from headwater.web.coding.queries.marking import themes_of

RESAMPLES = 500


@dataclass(frozen=True)
class Difference:
    """A theme that one of two coders saw in a segment and the other did not."""

    segment: Segment
    theme: str
    seen_by: int  # the place of the coder who saw it
    settlement: Settlement | None

    @property
    def is_settled(self) -> bool:
        return self.settlement is not None


def measure(coding: Coding) -> dict[str, Any]:
    """Agreement for each theme and for whole sets, as plain values; empty where one person coded alone."""
    rows = _rows(coding)
    if rows is None:
        return {}
    first, second = rows
    themes = {}
    for theme in themes_of(coding):
        code = theme["code"]
        ratings = [["yes" if code in given else "no" for given in row] for row in (first, second)]
        found = agreement(ratings, resamples=RESAMPLES)
        themes[code] = {
            "alpha": found.alpha.value, "low": found.alpha.low, "high": found.alpha.high,
            "percent": found.percent, "ac1": found.ac1, "base": dict(found.base_rates).get("yes", 0.0),
            "reading": found.reading, "units": found.units,
        }  # fmt: skip
    sets = [[frozenset(given) for given in row] for row in rows]
    whole = {name: set_agreement(sets, name).alpha for name in ("jaccard", "masi")}
    return {"themes": themes, "whole": whole, "units": len(first)}


def _rows(coding: Coding) -> tuple[list[list[str]], list[list[str]]] | None:
    """The themes each coder gave to the segments of the sample, in the same order."""
    coders = list(coding.coders.all())
    if len(coders) < 2:
        return None
    sample = list(Segment.objects.filter(answer__coding=coding, in_sample=True).values_list("pk", flat=True))
    given = {
        (mark.coder_id, mark.segment_id): mark.themes
        for mark in Mark.objects.filter(coder__in=coders, segment__in=sample)
    }
    first, second = ([given[coder.pk, pk] for pk in sample] for coder in coders)
    return first, second


def differences(coding: Coding) -> list[Difference]:
    """Every difference of the sample, in the order of the answers; none before both coders have finished."""
    if coding.state not in (Coding.State.COMPARED, Coding.State.SETTLED):
        return []
    by_segment: dict[Any, dict[int, set[str]]] = {}
    marks = Mark.objects.filter(segment__answer__coding=coding, segment__in_sample=True)
    for mark in marks.select_related("coder"):
        by_segment.setdefault(mark.segment_id, {})[mark.coder.place] = set(mark.themes)
    settled = {
        (each.segment_id, each.theme): each
        for each in Settlement.objects.filter(segment__answer__coding=coding)
    }
    found = []
    for segment in Segment.objects.filter(answer__coding=coding, in_sample=True).select_related("answer"):
        first, second = (by_segment.get(segment.pk, {}).get(place, set()) for place in (1, 2))
        for theme in sorted(first ^ second):
            found.append(
                Difference(segment, theme, 1 if theme in first else 2, settled.get((segment.pk, theme)))
            )
    return found


def final_themes(coding: Coding) -> dict[Any, set[str]]:
    """What each segment speaks of in the end: what both saw, what was settled, and the first coder's word on the rest."""
    final: dict[Any, set[str]] = {}
    sampled: dict[Any, list[set[str]]] = {}
    marks = Mark.objects.filter(segment__answer__coding=coding).select_related("segment", "coder")
    for mark in marks:
        if mark.segment.in_sample:
            sampled.setdefault(mark.segment_id, []).append(set(mark.themes))
        elif mark.coder.place == 1:
            final[mark.segment_id] = set(mark.themes)
    for pk, both in sampled.items():
        final[pk] = set.intersection(*both)
    for each in Settlement.objects.filter(segment__answer__coding=coding, holds=True):
        final.setdefault(each.segment_id, set()).add(each.theme)
    return final
