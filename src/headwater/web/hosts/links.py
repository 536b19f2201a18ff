"""Addresses of pages within the host whose scope is open."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django_scopes import get_scope


def href(name: str, *records: Any, **kwargs: Any) -> str:
    """The address of a page of the current host: ``href("applications:detail", application)``.

    A record stands for its ``slug`` where it is a programme, else for its id; named values pass as they are.
    """
    host = get_scope().get("host")
    values = {"host": host.slug} | kwargs
    for item in records:
        if getattr(item, "_meta", None) is not None and item._meta.label == "programmes.Programme":
            values["programme"] = item.slug
        else:
            values["pk"] = getattr(item, "pk", item)
    return reverse(name, kwargs=values)


def full_address(path: str) -> str:
    """A path with the public address before it, for letters and calendar files."""
    return f"{settings.PUBLIC_ADDRESS}{path}"
