"""What may come, drawn: a fan that widens month by month, and twenty equally likely outcomes as dots.

As in `charts`: inline SVG with a title and a description; every picture stands beside a table of the same figures.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headwater.web.ui.charts import svg

LEFT, WIDE = 13, 84  # per cent of the width: where the plot begins, and how wide it is
TALL = 200
DOT = 7
COLUMNS = 24  # a phone of 320 pixels has room for so many dots beside one another

Bands = Mapping[int, tuple[Sequence[float], Sequence[float]]]


def fan(title: str, middle: Sequence[float], bands: Bands, *, most: float | None = None) -> SafeString:
    """Bands of 50, 80 and 90% by month, the widest behind, and the middle as a line; `most` is the top of the axis."""
    top = round_up(max([most or 0.0, *middle, *(high for _low, highs in bands.values() for high in highs)]))
    last = len(middle) - 1
    shapes = format_html_join(
        "",
        '<polygon class="hw-chart__fan hw-chart__fan--{}" points="{}"/>',
        ((level, _outline(*bands[level], top)) for level in sorted(bands, reverse=True)),
    )
    line = " ".join(f"{month},{_height(value, top):.2f}" for month, value in enumerate(middle))
    plot = format_html(
        '<svg x="{}%" y="10" width="{}%" height="{}" viewBox="0 0 {} 100" preserveAspectRatio="none" aria-hidden="true">'
        '{}<polyline class="hw-chart__middle" vector-effect="non-scaling-stroke" points="{}"/></svg>',
        LEFT, WIDE, TALL, max(last, 1), shapes, line,
    )  # fmt: skip
    drawn = format_html("{}{}{}", _grid(top), plot, _months(last))
    low, high = bands[90]
    described = _("After %(months)s months %(middle)s; nine in ten between %(low)s and %(high)s.") % {
        "months": last,
        "middle": _whole(middle[-1]),
        "low": _whole(low[-1]),
        "high": _whole(high[-1]),
    }
    return svg(title, described, drawn, height=TALL + 40)


def key_of_fan() -> SafeString:
    """The key that stands above a fan."""
    kinds = (
        ("fan--50", _("half of what may come")),
        ("fan--80", _("8 in 10")),
        ("fan--90", _("9 in 10")),
    )
    return format_html(
        '<ul class="hw-key">{}</ul>',
        format_html_join(
            "",
            '<li><svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">'
            '<rect class="hw-chart__fan hw-chart__{}" width="10" height="10"/></svg>{}</li>',
            kinds,
        ),
    )


def dots(title: str, outcomes: Sequence[int], *, most: int, mark: int | None = None) -> SafeString:
    """Equally likely outcomes as dots on one axis from 0 to `most`, those that are alike in a heap; `mark`: where it stands now."""
    top = int(round_up(max(most, *outcomes))) if mark is None else max(most, *outcomes, 1)
    columns = Counter(_column(outcome, top) for outcome in outcomes)
    height = max(columns.values()) * (2 * DOT + 2) + 8
    placed, heap = [], Counter[int]()
    for outcome in sorted(outcomes):
        column = _column(outcome, top)
        heap[column] += 1
        placed.append((_across(column / COLUMNS), height - heap[column] * (2 * DOT + 2) + DOT, DOT))
    circles = format_html_join("", '<circle class="hw-chart__dot" cx="{}" cy="{}" r="{}"/>', placed)
    now = ""
    if mark is not None:
        at = _across(mark / top)
        now = format_html('<line class="hw-chart__axis" x1="{}" x2="{}" y1="0" y2="{}"/>', at, at, height + 4)
    ticks = format_html_join(
        "",
        '<text class="hw-chart__quiet" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((_across(share), height + 22, _whole(share * top)) for share in (0.0, 0.5, 1.0)),
    )
    base = format_html(
        '<line class="hw-chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        _across(0),
        _across(1),
        height + 4,
        height + 4,
    )
    described = ", ".join(str(outcome) for outcome in sorted(outcomes))
    return svg(title, described, format_html("{}{}{}{}", base, now, circles, ticks), height=height + 30)


def _column(outcome: int, top: int) -> int:
    return round(COLUMNS * outcome / top)


def _across(share: float) -> str:
    return f"{6 + 88 * min(max(share, 0.0), 1.0):.2f}%"


def _outline(low: Sequence[float], high: Sequence[float], top: float) -> str:
    there = [f"{month},{_height(value, top):.2f}" for month, value in enumerate(high)]
    back = [f"{month},{_height(value, top):.2f}" for month, value in reversed(list(enumerate(low)))]
    return " ".join([*there, *back])


def _height(value: float, top: float) -> float:
    return 100 - 100 * value / top


def _grid(top: float) -> SafeString:
    return format_html_join(
        "",
        '<line class="hw-chart__grid" x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
        '<text class="hw-chart__quiet" x="{}%" dx="-6" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT, LEFT + WIDE, y, y, LEFT, y + 5, _whole(share * top))
            for share in (0.0, 0.5, 1.0)
            for y in [10 + TALL * (1 - share)]
        ),
    )


def _months(last: int) -> SafeString:
    marks = sorted({0, last // 2, last})
    return format_html_join(
        "",
        '<text class="hw-chart__quiet" x="{}%" y="{}" text-anchor="{}">{}</text>',
        (
            (
                f"{LEFT + WIDE * month / max(last, 1):.2f}",
                TALL + 32,
                "end" if month == last else "middle",
                _("now") if month == 0 else _("month %(n)s") % {"n": month},
            )
            for month in marks
        ),
    )


def round_up(value: float) -> float:
    """The next round number with a round half: 1, 2, 4, 6, 8 or 10 times a power of ten."""
    if value <= 1:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(step for step in (1, 2, 4, 6, 8, 10) if step * power >= value) * power


def _whole(value: float) -> str:
    return f"{ceil(value - 0.5):,}"
