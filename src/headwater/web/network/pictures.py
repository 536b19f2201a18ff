"""The network of those who agreed to be seen, and the lineage of generations; the tables beside them say the same."""

from collections.abc import Sequence
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headwater.web.network.lineage import Branch, walk
from headwater.web.programmes.models import Participant

ROW, STEP = 28, 6  # pixels for each line, per cent for each generation
LETTERS = 30  # of a name: what a phone can show three generations in
WIDE, TALL = 320, 320


def lineage_picture(trees: Sequence[Branch], names: dict[str, str]) -> SafeString:
    """One line for each leader, one step further in for each generation; filled where they help, open where not yet."""
    lines = [branch for tree in trees for branch in walk(tree)]
    drawn = format_html_join(
        "",
        '{}<circle cx="{}%" cy="{}" r="7" fill="{}" stroke="#14524f" stroke-width="3"/>'
        '<text x="{}%" dx="16" y="{}">{}</text>',
        (
            (
                _elbow(branch, at),
                x,
                y,
                "#14524f" if branch.helped else "#fff",
                x,
                y + 5,
                _short(names, branch),
            )
            for at, branch in enumerate(lines)
            for x, y in [(4 + STEP * branch.generation, ROW * at + 14)]
        ),
    )
    said = "; ".join(_sentence(branch, names) for branch in lines if branch.helped)
    return _svg(_("Who helped whom, from generation to generation"), said, drawn, max(ROW * len(lines), 1))


def _elbow(branch: Branch, at: int) -> SafeString:
    """A short stroke that says: helped by the one a step further out."""
    if not branch.generation:
        return SafeString("")
    x, y = 4 + STEP * branch.generation, ROW * at + 14
    return format_html(
        '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="#14524f" stroke-width="2"/>', x - STEP, x, y, y
    )


def _short(names: dict[str, str], branch: Branch) -> str:
    name = names[branch.mark]
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"


def _sentence(branch: Branch, names: dict[str, str]) -> str:
    helped = ", ".join(names[child.mark] for child in branch.helped)
    return _("%(helper)s helped %(helped)s") % {"helper": names[branch.mark], "helped": helped}


def network_picture(
    shown: Sequence[Participant], ties: Sequence[tuple[Participant, Participant, set[str]]]
) -> SafeString:
    """Those who agreed to be seen on a circle, by the order of their names, a line for each connection."""
    if not shown:
        return SafeString("")
    at = {one.pk: _place(number, len(shown)) for number, one in enumerate(shown)}
    lines = format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#14524f" stroke-width="2"/>',
        ((*at[a.pk], *at[b.pk]) for a, b, _kinds in ties),
    )
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="11" fill="#fff" stroke="#14524f" stroke-width="3"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-size="11">{}</text>',
        ((x, y, x, y + 4, number) for number, (x, y) in enumerate(at.values(), start=1)),
    )
    said = _("%(people)s leaders, %(ties)s connections; the numbers are those of the list.") % {
        "people": len(shown),
        "ties": len(ties),
    }
    return format_html(
        '<svg class="hw-chart" width="100%" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>'
        "<desc>{}</desc>{}{}</svg>",
        TALL, WIDE, TALL, said, _("The network"), said, lines, dots,
    )  # fmt: skip


def _place(number: int, of: int) -> tuple[float, float]:
    angle = 2 * pi * number / of - pi / 2
    return round(WIDE / 2 + 140 * cos(angle), 1), round(TALL / 2 + 140 * sin(angle), 1)


def _svg(title: str, said: str, drawn: SafeString, height: int) -> SafeString:
    return format_html(
        '<svg class="hw-chart" width="100%" height="{}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        height, f"{title}. {said}", title, said, drawn,
    )  # fmt: skip
