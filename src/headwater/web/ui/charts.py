"""Charts as inline SVG with a title and a description; every chart stands beside a table of the same figures.

Nothing here uses a style attribute, so a strict content security policy holds. Text that comes in is escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

ROW = 34
WIDTH = 640
LABEL = 220


@dataclass(frozen=True)
class Change:
    """How many answered better, the same and worse to one question."""

    label: str
    better: int
    same: int
    worse: int


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval, all in the units of the axis."""

    label: str
    low: float
    value: float
    high: float


def bar(value: float, most: float, *, forecast: bool = False) -> SafeString:
    """One bar for a table cell, as long as value is of most; hidden from screen readers: the cell says it."""
    value, most = float(value or 0), float(most or 0)
    share = min(max(value / most, 0.0), 1.0) * 100 if most > 0 else 0.0
    kind = "forecast" if forecast else "fill"
    return format_html(
        '<svg class="hw-bar" aria-hidden="true" focusable="false">'
        '<rect class="hw-bar__{}" x="0" y="2" width="{}%" height="18" rx="4"/></svg>',
        kind,
        f"{share:.1f}",
    )


def bars(title: str, rows: Sequence[tuple[str, float]], *, unit: str = "") -> SafeString:
    """Horizontal bars, longest value filling the width; rows are (label, value)."""
    most = max((value for _label, value in rows), default=0) or 1
    room = WIDTH - LABEL - 60
    drawn = format_html_join(
        "",
        '<text x="0" y="{}">{}</text>'
        '<rect class="hw-chart__better" x="{}" y="{}" width="{}" height="20" rx="3"/>'
        '<text class="hw-chart__strong" x="{}" y="{}">{}{}</text>',
        (
            (
                y + 15,
                label,
                LABEL,
                y,
                f"{room * max(value, 0) / most:.1f}",
                f"{LABEL + room * max(value, 0) / most + 8:.1f}",
                y + 15,
                _number(value),
                unit,
            )
            for y, (label, value) in _placed(rows)
        ),
    )
    described = "; ".join(f"{label} {_number(value)}{unit}" for label, value in rows)
    return _svg(title, described, drawn, height=ROW * len(rows))


def changes(title: str, rows: Sequence[Change]) -> SafeString:
    """Stacked bars: how many better, same and worse for each question, all on one scale of people."""
    most = max((row.better + row.same + row.worse for row in rows), default=0) or 1
    scale = (WIDTH - LABEL) / most
    drawn = format_html_join("", "{}", ((_change_row(row, y, scale),) for y, row in _placed(rows)))
    described = "; ".join(
        _("%(label)s: %(better)s better, %(same)s the same, %(worse)s worse")
        % {"label": row.label, "better": row.better, "same": row.same, "worse": row.worse}
        for row in rows
    )
    return _svg(title, described, drawn, height=ROW * len(rows))


def _change_row(row: Change, y: int, scale: float) -> SafeString:
    pieces, x = [], float(LABEL)
    for kind, count in (("better", row.better), ("same", row.same), ("worse", row.worse)):
        if count:
            pieces.append(
                (
                    kind,
                    f"{x:.1f}",
                    y,
                    f"{max(count * scale - 2, 1):.1f}",
                    f"{x + count * scale - 10:.1f}",
                    y + 15,
                    _ink(kind),
                    count,
                )
            )
        x += count * scale
    return format_html(
        '<text x="0" y="{}">{}</text>{}',
        y + 15,
        row.label,
        format_html_join(
            "",
            '<rect class="hw-chart__{}" x="{}" y="{}" width="{}" height="20"/>'
            '<text x="{}" y="{}" text-anchor="end"{}>{}</text>',
            pieces,
        ),
    )


def _ink(kind: str) -> SafeString:
    return mark_safe("" if kind == "same" else ' class="hw-chart__on"')  # noqa: S308  (constants)


def key_of_changes() -> SafeString:
    """The key that stands above a chart of changes."""
    return format_html(
        '<ul class="hw-key">{}</ul>',
        format_html_join(
            "",
            '<li><svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">'
            '<rect class="hw-chart__{}" width="10" height="10"/></svg>{}</li>',
            (("better", _("Better")), ("same", _("The same")), ("worse", _("Worse"))),
        ),
    )


def intervals(
    title: str, rows: Sequence[Interval], *, axis: tuple[float, float] = (-1.0, 1.0), percent: bool = True
) -> SafeString:
    """Dots with their intervals on one axis, nought drawn as a line; values outside it stop at its end."""
    low, high = axis
    if not low < high:
        raise ValueError("The axis needs a lower end below its upper end.")

    def place(value: float) -> str:
        share = (min(max(value, low), high) - low) / (high - low)
        return f"{LABEL + 20 + share * (WIDTH - LABEL - 50):.1f}"

    bottom = ROW * len(rows)
    drawn = format_html(
        "{}{}",
        _axis([low, (low + high) / 2, high], place, bottom, percent),
        format_html_join(
            "",
            '<text x="0" y="{}">{}</text><line class="hw-chart__line" x1="{}" x2="{}" y1="{}" y2="{}"/>'
            '<circle class="hw-chart__dot" cx="{}" cy="{}" r="7"/>',
            (
                (y + 15, row.label, place(row.low), place(row.high), y + 10, y + 10, place(row.value), y + 10)
                for y, row in _placed(rows)
            ),
        ),
    )
    described = "; ".join(
        _("%(label)s %(value)s (from %(low)s to %(high)s)")
        % {
            "label": row.label,
            "value": _tick(row.value, percent),
            "low": _tick(row.low, percent),
            "high": _tick(row.high, percent),
        }
        for row in rows
    )
    return _svg(title, described, drawn, height=bottom + 26)


def _axis(ticks: Sequence[float], place, bottom: int, percent: bool) -> SafeString:
    return format_html_join(
        "",
        '<line class="hw-chart__{}" x1="{}" x2="{}" y1="0" y2="{}"/>'
        '<text class="hw-chart__quiet" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (
                "axis" if tick == 0 else "grid",
                place(tick),
                place(tick),
                bottom,
                place(tick),
                bottom + 18,
                _tick(tick, percent),
            )
            for tick in ticks
        ),
    )


def _placed(rows: Sequence) -> list[tuple[int, object]]:
    return [(ROW * index + 6, row) for index, row in enumerate(rows)]


def _number(value: float) -> str:
    return f"{value:g}"


def _tick(value: float, percent: bool) -> str:
    if not percent:
        return _number(value)
    return f"{round(value * 100):+d}%" if value else "0"


def _svg(title: str, description: str, drawn: SafeString, *, height: int) -> SafeString:
    return format_html(
        '<svg class="hw-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        WIDTH,
        max(height, 1),
        title,
        title,
        description,
        drawn,
    )
