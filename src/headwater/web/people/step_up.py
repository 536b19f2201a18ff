"""Asking again who someone is, right before what weighs most: a second factor, used within the last minutes."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def stepped_up(view: View) -> View:
    """A page only for someone who has a passkey or authenticator and has just used it; the example asks for neither."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
        from allauth.mfa.utils import is_mfa_enabled

        if settings.DEMONSTRATION:
            return view(request, *args, **kwargs)
        if not is_mfa_enabled(request.user):
            messages.info(
                request, _("For this you need a passkey or an authenticator. Set one up here first.")
            )
            return redirect("mfa_index")
        if not did_recently_reauthenticate(request):
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return answer
