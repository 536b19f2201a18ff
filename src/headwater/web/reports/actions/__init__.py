"""Everything that writes a report or the log of what was learned."""

from headwater.web.reports.actions.learning import carry_lessons, keep_lesson, remove_lesson
from headwater.web.reports.actions.reporting import (
    CannotReport,
    draft_report,
    release_report,
    respond,
    write_report,
)

__all__ = [
    "CannotReport",
    "carry_lessons",
    "draft_report",
    "keep_lesson",
    "release_report",
    "remove_lesson",
    "respond",
    "write_report",
]
