"""Trying an action from a page: a refusal becomes words on the page, never an error."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Refusals = type[Exception] | tuple[type[Exception], ...]


def attempt(form: BaseForm, act: Callable[..., Any], *, refusals: Refusals) -> Any:
    """The result of an action with what was typed in a form; None when the form or the action refuses."""
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data)
    except refusals as problem:
        form.add_error(None, str(problem))
        return None


def press(
    request: HttpRequest, act: Callable[[], Any], *, refusals: Refusals, said: str, back: str
) -> HttpResponse:
    """Do what a button is for and go back to a page, with a word on how it went."""
    try:
        act()
    except refusals as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, said)
    return redirect(back)
