"""What reports may use: released themes, and quotes whose authors have approved the very words."""

from dataclasses import dataclass
from typing import Any

from headwater.web.coding.models import Coding, Contrary, QuoteRequest, ReleasedTheme
from headwater.web.coding.queries.marking import themes_of
from headwater.web.programmes.models import Programme

LEAST_AUTHORS = 3  # promises.md 5, rule 7
MOST_OF_ONE = 2  # evidence.md 7


@dataclass(frozen=True)
class PrintedQuote:
    """Words that may be printed, with the theme they stand for or against. Nothing says on which side their author was."""

    id: Any
    theme: str
    name: str
    against: bool
    wording: str


def released_themes(programme: Programme, audience: str) -> list[ReleasedTheme]:
    """The released counts of people for an audience (``circle`` or ``world``), coding by coding."""
    return list(
        ReleasedTheme.objects.filter(release__programme=programme, release__audience=audience)
        .select_related("release__coding__wave")
        .order_by("release__created_at", "place")
    )


def quotes_to_print(programme: Programme) -> list[PrintedQuote]:
    """Approved quotes of released codings; none at all until three people have approved one."""
    approved = list(
        QuoteRequest.objects.filter(
            segment__answer__coding__programme=programme,
            segment__answer__coding__releases__audience="world",
            state=QuoteRequest.State.APPROVED,
        ).select_related("segment__answer__coding")
    )
    if len({each.thread for each in approved}) < LEAST_AUTHORS:
        return []
    against = set(
        Contrary.objects.filter(segment__in=[each.segment_id for each in approved]).values_list(
            "segment", "theme"
        )
    )
    names = _names({each.segment.answer.coding for each in approved})
    ordered = sorted(approved, key=lambda each: (each.theme, str(each.pk)))
    return [
        PrintedQuote(
            each.pk,
            each.theme,
            names.get((each.segment.answer.coding_id, each.theme), each.theme),
            (each.segment_id, each.theme) in against,
            each.wording,
        )
        for each in ordered
    ]


def _names(codings: set[Coding]) -> dict[tuple[Any, str], str]:
    return {(coding.pk, theme["code"]): theme["name"] for coding in codings for theme in themes_of(coding)}
