"""How many people spoke of each theme (people, not mentions, R70), and their words for and against it."""

from dataclasses import dataclass
from typing import Any

from headwater.web.coding.models import Answer, Coding, Contrary, QuoteRequest, Segment
from headwater.web.coding.queries.agreeing import final_themes
from headwater.web.coding.queries.marking import themes_of
from headwater.web.programmes.models import Participant

ONE_CODER, NOT_DEFINED = "one coder", "not defined"
COUNTED = ("rely", "tentative", ONE_CODER)


@dataclass(frozen=True)
class ThemeCount:
    """A theme with the people who spoke of it, by role; for the evaluator only."""

    theme: dict[str, Any]
    people: dict[str, int]
    everyone: int
    segments: int
    against: int
    reading: str

    @property
    def counts(self) -> bool:
        """Whether the coders agreed enough for it to be counted."""
        return self.reading in COUNTED


def readings(coding: Coding) -> dict[str, str]:
    """What the agreement on each theme allows."""
    measured = coding.agreement.get("themes")
    return {
        theme["code"]: measured.get(theme["code"], {}).get("reading", NOT_DEFINED) if measured else ONE_CODER
        for theme in themes_of(coding)
    }


def answered(coding: Coding) -> dict[str, set[str]]:
    """Role to the threads of those who answered in their own words."""
    found: dict[str, set[str]] = {role: set() for role in Participant.Role.values}
    for role, thread in Answer.objects.filter(coding=coding).values_list("role", "thread"):
        found[role].add(thread)
    return found


def theme_counts(coding: Coding) -> list[ThemeCount]:
    """Each theme of the codebook, in its order."""
    final = final_themes(coding)
    segments = list(Segment.objects.filter(answer__coding=coding).select_related("answer"))
    against = set(Contrary.objects.filter(segment__answer__coding=coding).values_list("segment", "theme"))
    reading = readings(coding)
    counts = []
    for theme in themes_of(coding):
        code = theme["code"]
        spoken = [each for each in segments if code in final.get(each.pk, ())]
        people = {
            role: len({s.answer.thread for s in spoken if s.answer.role == role})
            for role in Participant.Role.values
        }
        everyone = len({s.answer.thread for s in spoken})
        contrary = sum((s.pk, code) in against for s in spoken)
        counts.append(ThemeCount(theme, people, everyone, len(spoken), contrary, reading[code]))
    return counts


@dataclass(frozen=True)
class Quote:
    """A segment of a theme, with whether its author lets it be printed."""

    segment: Segment
    request: QuoteRequest | None


def quotes_of(coding: Coding, code: str) -> tuple[list[Quote], list[Quote]]:
    """The words for a theme and those against it."""
    final = final_themes(coding)
    against = set(
        Contrary.objects.filter(segment__answer__coding=coding, theme=code).values_list("segment", flat=True)
    )
    asked = {each.segment_id: each for each in QuoteRequest.objects.filter(segment__answer__coding=coding)}
    spoken = [
        Quote(segment, asked.get(segment.pk))
        for segment in Segment.objects.filter(answer__coding=coding).select_related("answer")
        if code in final.get(segment.pk, ())
    ]
    return (
        [each for each in spoken if each.segment.pk not in against],
        [each for each in spoken if each.segment.pk in against],
    )
