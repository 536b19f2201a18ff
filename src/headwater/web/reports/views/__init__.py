"""Pages of reports and of the learning log."""

from headwater.web.reports.views.learning import add_lesson, edit_lesson, learning, remove_lesson
from headwater.web.reports.views.reading import edit, public_report, release, report, reports, respond

__all__ = [
    "add_lesson",
    "edit",
    "edit_lesson",
    "learning",
    "public_report",
    "release",
    "remove_lesson",
    "report",
    "reports",
    "respond",
]
