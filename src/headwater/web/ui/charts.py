"""Charts as inline SVG with a title and a description; every chart stands beside a table of the same figures.

Nothing here uses a style attribute, so a strict content security policy holds. Text that comes in is escaped.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

LINE = 20  # one line of words
BAR = 20
AIR = 12
LETTERS = 36  # in a line: what a phone of 320 pixels can show


@dataclass(frozen=True)
class Change:
    """How many answered better, the same and worse to one question."""

    label: str
    better: int
    same: int
    worse: int


@dataclass(frozen=True)
class Stack:
    """A bar in up to three pieces, and the sentence that says what it shows."""

    label: str
    better: int
    rest: int
    worse: int
    words: str


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
    share = _percent(value / most) if most > 0 else "0%"
    kind = "forecast" if forecast else "fill"
    return format_html(
        '<svg class="hw-bar" aria-hidden="true" focusable="false">'
        '<rect class="hw-bar__{}" x="0" y="2" width="{}" height="18" rx="4"/></svg>',
        kind,
        share,
    )


@dataclass(frozen=True)
class _Row:
    """Where one row stands: its lines of words, and the top of its bar under them, in pixels."""

    words: SafeString
    top: int


def _lay_out(labels: Sequence[str]) -> tuple[list[_Row], int]:
    """Rows one under the other, long labels on several lines, and the height of them all."""
    rows, y = [], 0
    for label in labels:
        lines = textwrap.wrap(str(label), LETTERS) or [""]
        words = format_html_join(
            "", '<text x="0" y="{}">{}</text>', ((y + LINE * n + 15, line) for n, line in enumerate(lines))
        )
        y += LINE * len(lines) + 2
        rows.append(_Row(words, y))
        y += BAR + AIR
    return rows, y


def bars(title: str, rows: Sequence[tuple[str, float]], *, unit: str = "") -> SafeString:
    """Horizontal bars, the longest value filling four fifths of the width; rows are (label, value)."""
    most = max((value for _label, value in rows), default=0) or 1
    places, height = _lay_out([label for label, _value in rows])
    drawn = format_html_join(
        "",
        '{}<rect class="hw-chart__better" x="0" y="{}" width="{}" height="20"/>'
        '<text class="hw-chart__strong" x="{}" dx="8" y="{}">{}{}</text>',
        (
            (place.words, place.top, length, length, place.top + 15, _number(value), unit)
            for place, (_label, value) in zip(places, rows, strict=True)
            for length in [_percent(0.8 * value / most)]
        ),
    )
    described = "; ".join(f"{label} {_number(value)}{unit}" for label, value in rows)
    return svg(title, described, drawn, height=height)


def changes(title: str, rows: Sequence[Change]) -> SafeString:
    """Stacked bars: how many better, same and worse for each question, all on one scale of people."""
    most = max((row.better + row.same + row.worse for row in rows), default=0) or 1
    places, height = _lay_out([row.label for row in rows])
    drawn = format_html_join(
        "",
        "{}{}",
        ((place.words, _pieces(row, place.top, most)) for place, row in zip(places, rows, strict=True)),
    )
    described = "; ".join(
        _("%(label)s: %(better)s better, %(same)s the same, %(worse)s worse")
        % {"label": row.label, "better": row.better, "same": row.same, "worse": row.worse}
        for row in rows
    )
    return svg(title, described, drawn, height=height)


def _pieces(row: Change, top: int, most: int) -> SafeString:
    pieces, done = [], 0
    for kind, count in (("better", row.better), ("same", row.same), ("worse", row.worse)):
        if count:
            start, end = _percent(done / most), _percent((done + count) / most)
            told = count if count / most > 0.055 else ""  # a narrower piece would cut its own number
            pieces.append((kind, start, top, _percent(count / most), end, top + 15, kind, told))
        done += count
    return format_html_join(
        "",
        '<rect class="hw-chart__piece hw-chart__{}" x="{}" y="{}" width="{}" height="20"/>'
        '<text x="{}" dx="-6" y="{}" text-anchor="end" class="hw-chart__on-{}">{}</text>',
        pieces,
    )


def stacks(title: str, rows: Sequence[Stack]) -> SafeString:
    """Stacked bars whose words are given with them: for counts of which only a part may be told."""
    most = max((row.better + row.rest + row.worse for row in rows), default=0) or 1
    places, height = _lay_out([row.label for row in rows])
    drawn = format_html_join(
        "",
        "{}{}",
        (
            (place.words, _pieces(Change(row.label, row.better, row.rest, row.worse), place.top, most))
            for place, row in zip(places, rows, strict=True)
        ),
    )
    return svg(title, "; ".join(f"{row.label}: {row.words}" for row in rows), drawn, height=height)


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
        return _percent(0.06 + 0.88 * (min(max(value, low), high) - low) / (high - low))

    ticks = [low, (low + high) / 2, high]
    places, height = _lay_out([row.label for row in rows])
    drawn = format_html_join(
        "",
        '{}{}<line class="hw-chart__line" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<circle class="hw-chart__dot" cx="{}" cy="{}" r="7"/>',
        (
            (
                at.words,
                _marks(ticks, place, at.top),
                place(row.low),
                place(row.high),
                middle,
                middle,
                place(row.value),
                middle,
            )
            for at, row in zip(places, rows, strict=True)
            for middle in [at.top + 10]
        ),
    )
    drawn = format_html("{}{}", drawn, _axis_words(ticks, place, height + 8, percent))
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
    return svg(title, described, drawn, height=height + 16)


def _marks(ticks: Sequence[float], place: Callable[[float], str], top: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="hw-chart__{}" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        (
            ("axis" if tick == 0 else "grid", place(tick), place(tick), top - 2, top + BAR + 2)
            for tick in ticks
        ),
    )


def _axis_words(ticks: Sequence[float], place: Callable[[float], str], y: int, percent: bool) -> SafeString:
    return format_html_join(
        "",
        '<text class="hw-chart__quiet" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((place(tick), y, _tick(tick, percent)) for tick in ticks),
    )


def _percent(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.2f}%"


def _number(value: float) -> str:
    return f"{value:g}"


def _tick(value: float, percent: bool) -> str:
    if not percent:
        return _number(value)
    return f"{round(value * 100):+d}%" if value else "0"


def svg(title: str, description: str, drawn: SafeString, *, height: int) -> SafeString:
    """Lengths across are percentages, so the words keep their size on a phone."""
    return format_html(
        '<svg class="hw-chart" width="100%" height="{}" role="img" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        max(height, 1),
        f"{title}. {description}" if description else title,
        title,
        description,
        drawn,
    )
