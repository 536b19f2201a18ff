"""``{% csrf_token %}`` that also carries the key which makes a form work once."""

import uuid

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html

from headwater.web.writes.once import FORM_KEY

register = template.Library()


@register.simple_tag(takes_context=True, name="csrf_token")
def csrf_token(context: template.Context) -> str:
    """Hidden fields for a form that changes something: who may submit it, and that it counts once."""
    request = context.get("request")
    if request is None:
        return ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        get_token(request),
        FORM_KEY,
        request.POST.get(FORM_KEY) or uuid.uuid4(),
    )
