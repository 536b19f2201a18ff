"""One curve through a few points, as inline SVG; the same figures stand in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from headwater.web.ui.charts import _percent, svg

TALL, TOP = 240, 44  # pixels: the field of the curve, and the words above it
LEFT, WIDE = 0.12, 0.80  # shares of the width: where the field begins, and how wide it is


@dataclass(frozen=True)
class Point:
    """A point of the curve: where it stands, and the words for where it stands across and up."""

    x: float
    y: float
    x_words: str
    y_words: str


def curve(title: str, points: Sequence[Point], *, across: str, up: str) -> SafeString:
    """A line from point to point with both axes named; both begin at nought. Empty without two points."""
    if len(points) < 2:
        return SafeString("")
    far = max(point.x for point in points) or 1
    high = max(point.y for point in points) or 1
    places = [(LEFT + WIDE * point.x / far, round(TOP + TALL * (1 - point.y / high))) for point in points]
    drawn = format_html("{}{}{}{}", _axes(across, up), _line(places), _dots(places), _words(places, points))
    described = "; ".join(f"{point.x_words}: {point.y_words}" for point in points)
    return svg(title, described, drawn, height=TOP + TALL + 64)


def _axes(across: str, up: str) -> SafeString:
    foot = TOP + TALL
    return format_html(
        '<line class="hw-chart__axis" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<line class="hw-chart__axis" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="hw-chart__quiet" x="0" y="16">{}</text>'
        '<text class="hw-chart__quiet" x="{}" y="{}" text-anchor="end">{}</text>',
        *(_percent(LEFT), _percent(LEFT + WIDE + 0.04), foot, foot),
        *(_percent(LEFT), _percent(LEFT), TOP - 8, foot),
        up,
        *(_percent(1), foot + 56, across),
    )


def _line(places: Sequence[tuple[float, int]]) -> SafeString:
    return format_html_join(
        "",
        '<line class="hw-chart__line" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        ((_percent(x), y, _percent(u), v) for (x, y), (u, v) in pairwise(places)),
    )


def _dots(places: Sequence[tuple[float, int]]) -> SafeString:
    return format_html_join(
        "", '<circle class="hw-chart__dot" cx="{}" cy="{}" r="7"/>', ((_percent(x), y) for x, y in places)
    )


def _words(places: Sequence[tuple[float, int]], points: Sequence[Point]) -> SafeString:
    """What the ends say: a word at every point would lie on its neighbours."""
    shown = [0, len(points) - 1]
    return format_html_join(
        "",
        '<text class="hw-chart__strong" x="{}" dx="{}" y="{}" text-anchor="{}">{}</text>'
        '<text class="hw-chart__quiet" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (
                *(_percent(places[at][0]), aside, places[at][1] - 14, anchor, points[at].y_words),
                *(_percent(places[at][0]), TOP + TALL + 24, "middle", points[at].x_words),
            )
            for at, anchor, aside in zip(shown, ("start", "middle"), (8, 0), strict=True)
        ),
    )
