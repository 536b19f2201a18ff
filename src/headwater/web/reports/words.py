"""In their words: released themes, quotes whose authors approved them, and chosen stories, for one audience.

While a report is a draft, quotes and stories are those whose consent holds now; what is taken back is out of it. When it
is released they are printed: kept with the report as they stand on that day.
"""

from dataclasses import asdict
from typing import Any

from headwater.web.coding.queries import quotes_to_print, released_themes, stories_to_print
from headwater.web.reports.models import Report


def in_their_words(report: Report, audience: str) -> dict[str, Any]:
    """Themes, quotes and stories as they stand in the report for an audience."""
    words = report.first_page(audience).get("words") if report.is_released() else None
    if words is None:
        words = {} if report.is_released() else consented_words(report, audience)
    themes = [
        theme
        for theme in released_themes(report.programme, audience)
        if theme.release.coding.wave_id == report.after_id
    ]
    return {"themes": themes, "coders": max((theme.release.coders for theme in themes), default=0)} | words


def consented_words(report: Report, audience: str) -> dict[str, list[dict[str, Any]]]:
    """The quotes and stories that may be printed today, as plain values."""
    return {
        "quotes": [asdict(quote) | {"id": str(quote.id)} for quote in quotes_to_print(report.programme)],
        "stories": [
            asdict(story) | {"id": str(story.id), "expires": story.expires.isoformat()}
            for story in stories_to_print(report.programme, audience)
        ],
    }
