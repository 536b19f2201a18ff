"""Template tags of the base page, the forms and the charts."""

from typing import Any

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from headwater.web.ui import charts, problems

register = template.Library()


@register.simple_tag
def error_summary(form: Any) -> str:
    """The box "There is a problem" with a link to each field; empty when all is well or already shown."""
    if not form or getattr(form, "summary_shown", False) or not hasattr(form, "errors"):
        return ""
    errors = problems.problems_of(form)
    if not errors:
        return ""
    form.summary_shown = True
    return render_to_string("ui/error_summary.html", {"errors": errors})


@register.simple_tag
def field_problems(field: BoundField) -> list[str]:
    """The sentences that tell what is wrong with one field."""
    return problems.problems_of_field(field)


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    """Buttons for the languages the site speaks; nothing when there is but one or no address to post to."""
    request = context.get("request")
    languages = [(code, name) for code, name in settings.LANGUAGES if code in _OWN_NAMES]
    try:
        url = reverse("set_language") if request and len(languages) > 1 else ""
    except NoReverseMatch:
        url = ""
    return {
        "url": url,
        "languages": [(code, _OWN_NAMES[code]) for code, _ in languages],
        "current": get_language(),
        "next": request.get_full_path() if request else "/",
        "csrf_token": context.get("csrf_token", ""),
    }


_OWN_NAMES = {"en": "English", "en-gb": "English", "cy": "Cymraeg"}


@register.simple_tag
def bar(value: float, most: float, forecast: bool = False) -> str:
    """A bar as long as value is of most; its number stands beside it in the table."""
    return charts.bar(value, most, forecast=forecast)


@register.filter
def widget_kind(field: BoundField) -> str:
    """radios, checkboxes, checkbox, date, file or other: the pattern a form field is drawn with."""
    return problems.widget_kind(field)


@register.filter
def share_of(part: float, whole: float) -> str:
    """Part of whole as a whole percentage, for words beside a bar; empty when whole is nought."""
    return f"{round(100 * part / whole)}%" if whole else ""


@register.filter
def show_when(attrs: dict[str, Any]) -> str:
    """The condition "other_field=value" under which a field is shown, from its widget's data-show-when."""
    return str(attrs.get("data-show-when", ""))


@register.filter
def invalid(attrs: dict[str, Any]) -> bool:
    """Whether a widget is marked as wrongly filled in."""
    return attrs.get("aria-invalid") == "true"
