"""A form submitted twice does one thing (R3)."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from headwater.web.writes.models import Submission

FORM_KEY = "form_key"
Respond = Callable[[], HttpResponse]


def respond_once(request: HttpRequest, respond: Respond) -> HttpResponse:
    """The answer to a request, everything it writes in one transaction, and only the first time its key comes.

    A page shown again with errors writes nothing and leaves its key free, so that the corrected form works.
    """
    if request.method != "POST":
        return respond()
    key = _key(request)
    with transaction.atomic():
        if key is None:
            return _whole(respond())
        submission, first = Submission.objects.select_for_update().get_or_create(
            key=key, defaults={"person_id": request.user.pk, "path": request.path[:300]}
        )
        if not first:
            return HttpResponseRedirect(_where(submission, request))
        response = _whole(respond())
        if 300 <= response.status_code < 400:
            submission.location = response["Location"][:500]
            submission.save()
        elif not transaction.get_rollback():
            submission.delete()  # saved while being typed: the form itself is still to come with this key
        return response


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(FORM_KEY, ""))
    except ValueError:
        return None


def _whole(response: HttpResponse) -> HttpResponse:
    if response.status_code >= 400 or _shows_form_again(response):
        transaction.set_rollback(True)
    return response


def _shows_form_again(response: HttpResponse) -> bool:
    return response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")


def _where(submission: Submission, request: HttpRequest) -> str:
    same = submission.person_id == request.user.pk and submission.path == request.path
    return submission.location if same and submission.location else request.path
