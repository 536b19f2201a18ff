"""A practice on its way as a picture: steps from tier to tier, and what comes back (R1, R11). The table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STEP = 5  # per cent that each tier stands further in
LINE, BAR, GAP = 22, 16, 8  # pixels
ARROWS = {
    "on": "M4 2v12h10M10 9l5 5-5 5",
    "back": "M18 20V8H8M12 3 7 8l5 5",
}


@dataclass(frozen=True)
class FlowStep:
    """A tier in the picture: how many have it and tried it, and what came back from there."""

    name: str
    staff: int
    received: int
    tried: int
    sent_back: int
    answered: int


def flow(leader: str, steps: Sequence[FlowStep]) -> SafeString:
    """Each tier a bar, one step further in than the last; between them an arrow on and an arrow back, with numbers."""
    parts, y = [_words(0, 16, leader, "hw-chart__strong")], LINE
    for place, step in enumerate(steps):
        x = STEP * (place + 1)
        parts += _between(x, y, step)
        y += 2 * LINE + GAP
        parts += _tier(x, y, step)
        y += LINE + BAR + GAP
    title = _("How far it has come, and what came back")
    said = "; ".join(_sentence(step) for step in steps)
    return format_html(
        '<svg class="hw-chart" width="100%" height="{}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        y, f"{title}. {said}", title, said, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _sentence(step: FlowStep) -> str:
    told = {
        "name": step.name, "received": step.received, "staff": step.staff, "tried": step.tried,
        "back": step.sent_back, "answered": step.answered,
    }  # fmt: skip
    return (
        _(
            "%(name)s: %(received)s of %(staff)s have it, %(tried)s tried it, %(back)s sent back, %(answered)s answered"
        )
        % told
    )


def _between(x: int, y: int, step: FlowStep) -> list[SafeString]:
    on = ngettext("%(people)s person has it", "%(people)s people have it", step.received) % {
        "people": step.received
    }
    back = _("%(back)s sent back, %(answered)s answered") % {
        "back": step.sent_back,
        "answered": step.answered,
    }
    return [
        _arrow("on", x, y),
        _words(x, y + 16, on, "", dx=24),
        _arrow("back", x, y + LINE),
        _words(x, y + LINE + 16, back, "hw-chart__quiet", dx=24),
    ]


def _tier(x: int, y: int, step: FlowStep) -> list[SafeString]:
    width = 100 - x
    label = _("%(name)s, %(staff)s people") % {"name": step.name, "staff": step.staff}
    top = y + LINE
    return [
        _words(x, y + 16, label, "hw-chart__strong"),
        _bar("hw-chart__grid", x, top, width, 'fill="none" '),
        _bar("hw-chart__same", x, top, width * _share(step.received, step.staff)),
        _bar("hw-chart__better", x, top, width * _share(step.tried, step.staff)),
    ]


def _share(part: int, whole: int) -> float:
    return min(part / whole, 1.0) if whole else 0.0


def _bar(kind: str, x: float, y: int, width: float, more: str = "") -> SafeString:
    return format_html(
        '<rect class="{}" {}x="{}%" y="{}" width="{}%" height="{}"/>',
        kind, SafeString(more), x, y, round(width, 2), BAR,
    )  # fmt: skip


def _words(x: int, y: int, words: str, kind: str, dx: int = 0) -> SafeString:
    return format_html('<text class="{}" x="{}%" dx="{}" y="{}">{}</text>', kind, x, dx, y, words)


def _arrow(which: str, x: int, y: int) -> SafeString:
    return format_html(
        '<svg x="{}%" y="{}" width="20" height="22" viewBox="0 0 20 22" aria-hidden="true">'
        '<path d="{}" fill="none" stroke="#14524f" stroke-width="2"/></svg>',
        x, y, ARROWS[which],
    )  # fmt: skip
