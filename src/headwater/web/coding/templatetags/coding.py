"""Numbers of agreement and released counts in words."""

from django import template
from django.utils.translation import gettext as _

from headwater.web.coding.models import ReleasedTheme

register = template.Library()


@register.filter
def two_places(value: float | None) -> str:
    """A coefficient with two places, or a dash."""
    return "–" if value is None else f"{value:.2f}"


@register.filter
def percent(value: float | None) -> str:
    """A share of 1 as a whole percentage, or a dash."""
    return "–" if value is None else f"{100 * value:.0f}%"


@register.filter
def reading_words(reading: str) -> str:
    """What an agreement allows, in a few words."""
    return {
        "rely": _("rely on it"),
        "tentative": _("tentative"),
        "do not count": _("not counted"),
        "not defined": _("not known: not counted"),
        "one coder": _("one coder only"),
    }.get(reading, reading)


@register.filter
def reading_colour(reading: str) -> str:
    """The colour beside those words."""
    return {"rely": "green", "tentative": "yellow", "one coder": "yellow"}.get(reading, "")


@register.filter
def shown_count(figure: ReleasedTheme) -> str:
    """As much of a count of people as was released."""
    values = {
        "people": figure.people,
        "of": figure.answered_to
        if figure.answered_from == figure.answered_to
        else f"{figure.answered_from}–{figure.answered_to}",
        "invited": figure.invited,
    }
    words = {
        "exact": _("%(people)s of %(of)s who answered, of %(invited)s asked"),
        "at_least": _("at least %(people)s of %(of)s who answered, of %(invited)s asked"),
        "at_most": _("at most %(people)s of %(of)s who answered, of %(invited)s asked"),
        "rounded": _("about %(people)s of %(of)s who answered, of %(invited)s asked"),
        "withheld": _("not shown"),
    }
    if figure.people is None and figure.form != "withheld":
        return str(_("few") if figure.form == "at_most" else _("nearly all"))
    return str(words[figure.form] % values)
