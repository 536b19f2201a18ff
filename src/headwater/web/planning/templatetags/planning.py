"""Figures of planning as people read them."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headwater.engines.cascade import Reproduction
from headwater.web.ui import outcomes

register = template.Library()


@register.filter
def people(number: float | None) -> str:
    """A number of people, whole, with commas."""
    return "–" if number is None else f"{round(number):,}"


@register.filter
def percent(share: float | None) -> str:
    """A share as whole per cent."""
    return "–" if share is None else f"{share:.0%}"


@register.simple_tag
def span(low: float, high: float) -> str:
    """From so many to so many."""
    return _("%(low)s to %(high)s") % {"low": people(low), "high": people(high)}


@register.simple_tag
def share_span(bands: Mapping[int, tuple[float, float]]) -> str:
    """The 90% band of a share."""
    low, high = bands[90]
    return _("%(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}


@register.simple_tag
def key_of_fan() -> SafeString:
    return outcomes.key_of_fan()


@register.simple_tag
def handed_on(number: Reproduction) -> str:
    """How many others each hands on to in the end, and how likely that is above one."""
    low, high = number.bands[90]
    return _(
        "In the end each tells between %(low)s and %(high)s others (9 in 10). That this is above one, so that it "
        "carries itself: %(above)s."
    ) % {"low": f"{low:.1f}", "high": f"{high:.1f}", "above": percent(number.above_one)}
