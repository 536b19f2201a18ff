"""A coder's own work: which segments, what was said of them, what may be suggested. Never another coder's."""

from typing import Any

from headwater.engines.evaluation.words import Suggestion, Theme, suggest_themes
from headwater.web.coding.models import Coder, Coding, Mark, Segment


def work_of(coder: Coder) -> list[Segment]:
    """The segments a coder has to code now: the sample, then for the first coder the rest."""
    coding = coder.coding
    segments = Segment.objects.filter(answer__coding=coding).select_related("answer")
    if coding.state == Coding.State.CODING and not coder.finished:
        return list(segments.filter(in_sample=True) if _is_two(coding) else segments)
    if coding.state == Coding.State.COMPARED and coder.place == 1 and _is_two(coding):
        return list(segments.filter(in_sample=False))
    return []


def _is_two(coding: Coding) -> bool:
    return len(coding.coders.all()) > 1


def themes_of(coding: Coding) -> list[dict[str, Any]]:
    """The themes of the codebook as it stands."""
    last = coding.codebooks.order_by("number").last()
    return list(last.themes) if last else []


def as_themes(themes: list[dict[str, Any]]) -> list[Theme]:
    """The themes as the engine reads them."""
    return [Theme(t["code"], t["name"], t.get("definition", ""), tuple(t.get("cues", ()))) for t in themes]


def suggestions_for(coder: Coder) -> dict[Any, tuple[Suggestion, ...]]:
    """Themes suggested for a coder's segments. None in a sample that two code, which must not be led (evidence.md 8)."""
    coding = coder.coding
    if _is_two(coding) and coding.state == Coding.State.CODING:
        return {}
    segments = list(Segment.objects.filter(answer__coding=coding).select_related("answer"))
    found = suggest_themes([segment.words for segment in segments], as_themes(themes_of(coding)))
    return dict(zip((segment.pk for segment in segments), found, strict=True))


def acceptance(coding: Coding) -> dict[str, int]:
    """How suggestions fared: shown, taken, left, and themes ticked that nobody had suggested."""
    shown = taken = unasked = 0
    for mark in Mark.objects.filter(coder__coding=coding):
        if mark.suggested:
            shown += len(mark.suggested)
            taken += len(set(mark.suggested) & set(mark.themes))
            unasked += len(set(mark.themes) - set(mark.suggested))
    return {"shown": shown, "taken": taken, "left": shown - taken, "unasked": unasked}
