""" "I have seen or heard something": one plain route to a named person outside the pair."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import has_role, requires
from headwater.web.programmes.queries import programmes_of
from headwater.web.supervision import actions, queries
from headwater.web.supervision.actions import CannotRaise
from headwater.web.supervision.forms import AnswerForm, ConcernForm
from headwater.web.supervision.models import Concern
from headwater.web.writes.attempts import attempt, press


@requires(Permission.RAISE_CONCERN)
def raise_concern(request: HttpRequest) -> HttpResponse:
    """Tell one named person what was seen or heard."""
    programmes = programmes_of(request.user, request.host)
    programme = programmes[0] if len(programmes) == 1 else None
    can = queries.concern_hearers(request.host, programme=programme, about_host=False, but=request.user)
    hearers = get_user_model().objects.filter(pk__in=[person.pk for person in can]).order_by("name")
    outside = {person.pk for person in can if has_role(person, request.host, "concern_lead")}
    first = next((person.pk for person in can if person.pk in outside), None)
    initial = {"kind": request.GET.get("kind"), "addressed_to": first}
    form = ConcernForm(request.POST or None, hearers=hearers, outside=outside, initial=initial)
    raised = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.raise_concern(
            by=request.user, host=request.host, programme=programme, **typed
        ),
        refusals=CannotRaise,
    )
    if raised:
        messages.success(request, _("Told. Only the person you chose can read it."))
        return redirect(href("supervision:concern", raised))
    own = Concern.objects.filter(raised_by=request.user)[:20]
    return render(request, "supervision/raise.html", {"form": form, "own": own, "can": can})


@requires(Permission.READ_CONCERN, on=Concern)
def concern(request: HttpRequest, concern: Concern) -> HttpResponse:
    """A concern, for the one who raised it and the one who hears it."""
    hears = concern.addressed_to_id == request.user.pk
    page = {"concern": concern, "hears": hears, "form": AnswerForm()}
    return render(request, "supervision/concern.html", page)


@requires(Permission.ANSWER_CONCERN, on=Concern)
@require_POST
def answer_concern(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Say that one has heard it, or close it with an answer."""
    back = href("supervision:concern", concern)
    if request.POST.get("do") == "hear":
        return press(
            request,
            lambda: actions.hear_concern(concern, by=request.user),
            refusals=CannotRaise,
            said=_("The person who raised it learns that you have heard it."),
            back=back,
        )
    answer = request.POST.get("answer", "")
    return press(
        request,
        lambda: actions.close_concern(concern, by=request.user, answer=answer),
        refusals=CannotRaise,
        said=_("Closed. The person who raised it can read your answer."),
        back=back,
    )


@requires(Permission.HANDLE_CONCERNS)
def concern_list(request: HttpRequest) -> HttpResponse:
    """The concerns told to oneself."""
    rows = Concern.objects.filter(addressed_to=request.user).order_by("closed_at", "created_at")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "supervision/concerns.html", {"page": page})
