""" "I have seen or heard something": one plain route to a named person outside the pair."""

from typing import Any

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
from headwater.web.supervision.forms import AnswerForm, ConcernForm, CouncilContactForm, PassOnForm, StepForm
from headwater.web.supervision.models import Concern, CouncilContact
from headwater.web.writes.attempts import attempt, press


@requires(Permission.RAISE_CONCERN)
def raise_concern(request: HttpRequest) -> HttpResponse:
    """Tell one named person what was seen or heard."""
    programmes = programmes_of(request.user, request.host)
    programme = programmes[0] if len(programmes) == 1 else None
    can = queries.concern_hearers(request.host, programme=programme, about_host=False, but=request.user)
    form = _concern_form(request, can)
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
    page = {"form": form, "own": own, "can": can, "councils": queries.councils_of(request.user)}
    return render(request, "supervision/raise.html", page)


def _concern_form(request: HttpRequest, can: list[Any]) -> ConcernForm:
    outside = {person.pk for person in can if has_role(person, request.host, "concern_lead")}
    first = next((person.pk for person in can if person.pk in outside), None)
    initial = {"kind": request.GET.get("kind"), "addressed_to": first, "how": ConcernForm.TALK}
    return ConcernForm(request.POST or None, hearers=_as_rows(can), outside=outside, initial=initial)


def _as_rows(people: list[Any]) -> Any:
    return get_user_model().objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")


@requires(Permission.READ_CONCERN, on=Concern)
def concern(request: HttpRequest, concern: Concern) -> HttpResponse:
    """A concern, for the one who raised it and those who hear it."""
    raised_it = concern.raised_by_id == request.user.pk
    page = {
        "concern": concern,
        "hearers": concern.hearers.select_related("person"),
        "raised_it": raised_it,
        "holds": concern.addressed_to_id == request.user.pk,
        "steps": [] if raised_it else concern.steps.select_related("by"),
        "form": AnswerForm(),
        "step_form": StepForm(),
    }
    return render(request, "supervision/concern.html", page)


@requires(Permission.ANSWER_CONCERN, on=Concern)
@require_POST
def answer_concern(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Say that one has heard it, keep what was done, or close it with an answer."""
    acts = {
        "hear": (
            lambda: actions.hear_concern(concern, by=request.user),
            _("The person who raised it learns that you have heard it."),
        ),
        "step": (
            lambda: actions.note_step(concern, by=request.user, text=request.POST.get("text", "")),
            _("Kept, for those who hear this concern."),
        ),
        "close": (
            lambda: actions.close_concern(concern, by=request.user, answer=request.POST.get("answer", "")),
            _("Closed. The person who raised it can read your answer."),
        ),
    }
    act, said = acts.get(request.POST.get("do", ""), acts["close"])
    back = href("supervision:concern", concern)
    return press(request, act, refusals=CannotRaise, said=said, back=back)


@requires(Permission.ANSWER_CONCERN, on=Concern)
def pass_on(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Put a concern into another's hands; the one who raised it can read who knows now."""
    can = actions.can_be_passed_to(concern, by=request.user)
    form = PassOnForm(request.POST or None, hearers=_as_rows(can))
    passed = request.method == "POST" and attempt(
        form, lambda to: actions.pass_on(concern, by=request.user, to=to), refusals=CannotRaise
    )
    if passed:
        messages.success(request, _("Passed on. The person who raised it is told, and reads who knows now."))
        return redirect(href("supervision:concern", concern))
    return render(request, "supervision/pass_on.html", {"form": form, "concern": concern, "can": can})


@requires(Permission.HANDLE_CONCERNS)
def concern_list(request: HttpRequest) -> HttpResponse:
    """The concerns told or passed to oneself."""
    rows = Concern.objects.known_to(request.user).select_related("addressed_to")
    page = Paginator(rows.order_by("closed_at", "created_at", "pk"), 25).get_page(request.GET.get("page"))
    return render(request, "supervision/concerns.html", {"page": page})


@requires(Permission.KEEP_COUNCIL_CONTACTS)
def councils(request: HttpRequest) -> HttpResponse:
    """The councils of every place that takes part, and how to reach their safeguarding teams."""
    return render(request, "supervision/councils.html", {"lines": queries.councils_of_everyone()})


@requires(Permission.KEEP_COUNCIL_CONTACTS)
def keep_council(request: HttpRequest) -> HttpResponse:
    """Write down how to reach a council's safeguarding team."""
    name = request.POST.get("council") or request.GET.get("council", "")
    known = CouncilContact.objects.filter(council=name).first() or CouncilContact(council=name)
    form = CouncilContactForm(request.POST or None, instance=known)
    kept = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.keep_council_contact(by=request.user, **typed),
        refusals=CannotRaise,
    )
    if kept:
        messages.success(request, _("Saved. Those with a place there see it when they raise something."))
        return redirect(href("supervision:councils"))
    return render(request, "supervision/council.html", {"form": form})
