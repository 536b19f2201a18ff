"""Released figures in words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def in_words(figures: dict[str, Any], asked: str) -> str:
    """What staff said to one question: the three rounded counts, or that nearly all said the same."""
    told = figures[asked]
    if "most" in told:
        return {"yes": _("most said yes"), "partly": _("most said partly"), "no": _("most said no")}[
            told["most"]
        ]
    return _("about %(yes)s yes, %(partly)s partly, %(no)s no") % told["counts"]
