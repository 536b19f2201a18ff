"""The pairs as a small map of dots and lines, drawn from the places on record; the list beside it says the same."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headwater.web.matching.models import MatchProposal, MatchRun

WIDE, TALL, EDGE = 640.0, 420.0, 24.0  # units of the drawing
Place = tuple[float, float]


def pairs_map(run: MatchRun, proposals: Iterable[MatchProposal]) -> SafeString:
    """Circles seek help, squares give it, a line joins a pair (dashed by video); empty when no place is known.

    Places are those the run kept: as near as the postcode says, north at the top, both axes on one scale.
    """
    known = _places(run.inputs)
    if len(known) < 2:
        return SafeString("")
    at = _on_paper(known)
    seeks = [(one["name"], at[one["id"]]) for one in run.inputs["partners"] if one["id"] in at]
    gives = [(one["name"], at[one["id"]]) for one in run.inputs["consultants"] if one["id"] in at]
    words = _("Circles seek help, squares give it; a line joins a pair, dashed where they meet by video.")
    return format_html(
        '<svg class="hw-chart" width="100%" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>'
        "<desc>{}</desc>{}{}{}</svg>",
        int(WIDE), int(TALL), words, _("Where the pairs are"), words,
        _lines(at, proposals), _squares(gives), _circles(seeks),
    )  # fmt: skip


def _places(inputs: dict[str, Any]) -> dict[str, Place]:
    everyone = (*inputs["partners"], *inputs["consultants"])
    return {one["id"]: (one["easting"], one["northing"]) for one in everyone if one["easting"] is not None}


def _on_paper(known: dict[str, Place]) -> dict[str, Place]:
    west, north = min(x for x, _y in known.values()), max(y for _x, y in known.values())
    broad = max(x for x, _y in known.values()) - west
    high = north - min(y for _x, y in known.values())
    scale = min((WIDE - 2 * EDGE) / max(broad, 1), (TALL - 2 * EDGE) / max(high, 1))
    left = (WIDE - scale * broad) / 2
    top = (TALL - scale * high) / 2
    return {pk: (left + scale * (x - west), top + scale * (north - y)) for pk, (x, y) in known.items()}


def _lines(at: dict[str, Place], proposals: Iterable[MatchProposal]) -> SafeString:
    ends = ((at.get(str(one.partner_id)), at.get(str(one.consultant_id)), one.is_remote) for one in proposals)
    return format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#14524f" stroke-width="2"{}/>',
        (
            (*_short(a), *_short(b), SafeString(' stroke-dasharray="5 5"' if remote else ""))
            for a, b, remote in ends
            if a and b
        ),
    )


def _circles(people: list[tuple[str, Place]]) -> SafeString:
    return format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="7" fill="#fff" stroke="#14524f" stroke-width="3"><title>{}</title></circle>',
        ((*_short(place), name) for name, place in people),
    )


def _squares(people: list[tuple[str, Place]]) -> SafeString:
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="12" height="12" fill="#e09f3e" stroke="#22282b"><title>{}</title></rect>',
        ((*_short((x - 6, y - 6)), name) for name, (x, y) in people),
    )


def _short(place: Place) -> tuple[float, float]:
    return round(place[0], 1), round(place[1], 1)
