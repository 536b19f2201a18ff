"""Words of the report."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headwater.web.programmes.models import Party
from headwater.web.reports import sentences
from headwater.web.reports.models import Lesson

register = template.Library()


@register.filter
def paragraphs(text: str) -> SafeString:
    """A text in paragraphs, one a blank line."""
    parts = [part.strip() for part in (text or "").replace("\r\n", "\n").split("\n\n")]
    return format_html_join("", '<p class="govuk-body">{}</p>', ((part,) for part in parts if part))


@register.filter
def route_name(way: str) -> str:
    """How someone came to the programme."""
    return sentences.route_name(way)


@register.filter
def capacity_name(code: str) -> str:
    """In what capacity a body stands behind the programme."""
    return str(Party.Capacity(code).label)


@register.filter
def helped_name(code: str) -> str:
    """Whether what was changed helped."""
    return str(Lesson.Helped(code).label)


@register.filter
def enough_sentence(dose: dict[str, Any]) -> str:
    """How many pairs met often enough, as far as it may be told."""
    shown = dose.get("enough") or {}
    values = {"count": shown.get("better"), "pairs": dose.get("pairs"), "floor": dose.get("floor")}
    told = {
        "exact": _("%(count)s of %(pairs)s pairs met at least %(floor)s times."),
        "at_least": _("At least %(count)s of %(pairs)s pairs met at least %(floor)s times."),
        "at_most": _("At most %(count)s of %(pairs)s pairs met at least %(floor)s times."),
        "rounded": _("About %(count)s of %(pairs)s pairs met at least %(floor)s times."),
    }
    if values["count"] is None:
        told |= {
            "at_least": _("Most of %(pairs)s pairs met at least %(floor)s times."),
            "at_most": _("Few of %(pairs)s pairs met at least %(floor)s times."),
        }
    return told.get(shown.get("form", ""), "") % values


@register.filter
def together_sentence(figure: dict[str, Any]) -> str:
    """What pairs say of working together, as far as it may be told, with how many answered of how many."""
    return sentences.together(figure)
