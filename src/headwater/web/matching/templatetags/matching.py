"""Words of the desk that count."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def gain_in_words(points: int) -> str:
    """What a change of fit is to somebody: so many points gained or lost."""
    if not points:
        return _("As good as before")
    told = (
        ngettext("Gains %(n)s point", "Gains %(n)s points", points)
        if points > 0
        else ngettext("Loses %(n)s point", "Loses %(n)s points", -points)
    )
    return told % {"n": abs(points)}


@register.simple_tag
def loss_in_words(points: int) -> str:
    """What a change costs others: so many points, or what they gain by it."""
    return gain_in_words(-points)


@register.simple_tag
def sheet_of(sheets: dict[Any, Any], run: Any) -> Any:
    """The figures of a run, None where they are not shown."""
    return sheets.get(run.pk)
