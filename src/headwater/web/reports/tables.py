"""The released figures of a report as a table to take away: nothing but what the page shows."""

from typing import Any

from django.utils.translation import gettext as _

from headwater.web.reports.building import Built, Line


def columns() -> dict[str, str]:
    """The columns with their headings."""
    return {
        "number": _("Number"), "role": _("Side"), "level": _("Level"), "outcome": _("Outcome"),
        "label": _("About"), "finding": _("Finding"), "form": _("How it is told"), "better": _("Better, or said so"),
        "same": _("The same, or the rest"), "worse": _("Worse"), "answered_from": _("Answered, from"),
        "answered_to": _("Answered, to"), "invited": _("Invited"), "started": _("Started"),
        "low": _("Interval from"), "high": _("Interval to"), "method": _("Method"), "definition": _("Definition"),
        "source": _("Source of the question"),
    }  # fmt: skip


def rows(built: Built) -> list[dict[str, Any]]:
    """One row a figure, in the order of the report."""
    return [
        _row(line, part.people)
        for part in built.roles
        for line in [*(line for level in part.levels for line in level.lines), *part.asked_once]
    ]


def _row(line: Line, people: str) -> dict[str, Any]:
    figure = line.figure
    plain = ("number", "level", "outcome", "form", "better", "same", "worse", "answered_from", "answered_to",
             "invited", "started", "low", "high", "method", "source")  # fmt: skip
    values = {name: getattr(figure, name) for name in plain}
    return values | {
        "role": people,
        "label": line.label,
        "finding": line.finding,
        "definition": line.definition,
    }
