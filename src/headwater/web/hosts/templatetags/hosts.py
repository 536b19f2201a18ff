"""Tags every template may use: addresses, words of the programme, and whether something is allowed."""

from typing import Any

from django import template

from headwater.web.hosts import links
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed

register = template.Library()


@register.simple_tag
def href(name: str, *records: Any, **kwargs: Any) -> str:
    """``{% href "applications:detail" application %}``: the address of a page of this host."""
    return links.href(name, *records, **kwargs)


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str, record: Any = None) -> bool:
    """``{% may "edit_programme" programme as can_edit %}``: whether the reader is allowed to."""
    request = context["request"]
    return allowed(request.user, Permission(permission), record, request.host)


@register.simple_tag(takes_context=True)
def word(context: template.Context, role: str, form: str = "one") -> str:
    """``{% word "partner" "many" %}``: what this programme calls a role, in the reader's language (R52)."""
    from headwater.web.hosts.words import spoken

    programme = context.get("programme") or getattr(context.get("request"), "programme", None)
    return spoken(getattr(programme, "words", None) or {}, role, form)
