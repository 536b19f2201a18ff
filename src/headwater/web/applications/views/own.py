"""An application as its author, the panel and the coordinator open it; the statement and the offer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.applications import actions
from headwater.web.applications.definitions import Form, spoken
from headwater.web.applications.forms import OfferForm
from headwater.web.applications.models import Application
from headwater.web.applications.queries import form_of, panel_of, pending_decision
from headwater.web.applications.states import CAN_BE_DECIDED, CAN_BE_WITHDRAWN, State
from headwater.web.applications.views.writing import answered
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, requires


@requires(Permission.SEE_OWN_APPLICATIONS)
def own(request: HttpRequest) -> HttpResponse:
    """Your applications to this host's programmes."""
    applications = (
        Application.objects.filter(person=request.user).select_related("programme").order_by("-created_at")
    )
    rows = [
        {"application": item, "role": item.programme.word(item.role), "state": state_for_applicant(item)}
        for item in applications
    ]
    return render(request, "applications/own.html", {"rows": rows})


def state_for_applicant(application: Application) -> str:
    """Where an application stands, in words for its author: nothing pending shows."""
    return {
        State.DRAFT: _("You are writing it"),
        State.SUBMITTED: _("Sent in"),
        State.ACCEPTED: _("There is news for you"),
        State.WAITING: _("There is news for you"),
        State.NOT_YET: _("There is news for you"),
        State.JOINED: _("You take part"),
        State.DECLINED: _("You declined the place"),
        State.WITHDRAWN: _("Withdrawn and erased"),
    }[application.state]


@requires(Permission.READ_APPLICATION, on=Application)
def detail(request: HttpRequest, application: Application) -> HttpResponse:
    """One application: its author's own page, or what the panel and the coordinator read."""
    whole = form_of(application.programme, application.role)
    if application.person_id == request.user.pk:
        return render(request, "applications/own_application.html", _for_author(application, whole))
    context = {
        "application": application,
        "parts": answered(application, whole),
        "one": application.programme.word(application.role),
    }
    return render(request, "applications/read.html", context | _for_reader(request, application))


def _for_author(application: Application, whole: Form) -> dict[str, Any]:
    missing = actions.pages_missing(application, whole) if application.is_draft else []
    steps = [
        {
            "label": spoken(item.title),
            "state": "later" if item.code in missing else "done",
            "url": href("applications:page", application, page=item.code),
        }
        for item in whole.pages
    ]
    for step in steps:
        if step["state"] == "later":
            step["state"] = "current"
            break
    return {
        "application": application,
        "one": application.programme.word(application.role),
        "steps": steps if application.is_draft else [],
        "next_page": missing[0] if missing else "",
        "parts": answered(application, whole) if not application.is_draft else [],
        "can_withdraw": application.state in CAN_BE_WITHDRAWN,
        "state_words": state_for_applicant(application),
        "ask_equality": not application.equality_asked
        and application.programme.call_is_open(timezone.localdate()),
    }


def _for_reader(request: HttpRequest, application: Application) -> dict[str, Any]:
    def may(permission: Permission) -> bool:
        return allowed(request.user, permission, application, request.host)

    panel_open = panel_of(application.programme).closed_at is None
    return {
        "can_score": may(Permission.SCORE_APPLICATION)
        and application.state == State.SUBMITTED
        and panel_open,
        "can_read_reviews": may(Permission.READ_REVIEWS),
        "can_decide": may(Permission.DECIDE_APPLICATION) and application.state in CAN_BE_DECIDED,
        "can_assign": may(Permission.DECIDE_APPLICATION) and application.state == State.SUBMITTED,
        "can_declare": may(Permission.DECLARE_CONFLICT),
        "pending": pending_decision(application) if may(Permission.DECIDE_APPLICATION) else None,
    }


@requires(Permission.READ_DECISION, on=Application)
def statement(request: HttpRequest, application: Application) -> HttpResponse:
    """The selection statement: criteria, strengths seen, the reason, the route in, and who decided (R25)."""
    found = application.statements.select_related("decision").first()
    if found is None:
        raise Http404
    actions.note_statement_seen(statement=found, by=request.user)
    context = {
        "application": application,
        "content": found.content,
        "return_on": found.decision.return_on,
        "route": Application.Route(found.content["route_in"]).label,
        "mine": application.person_id == request.user.pk,
        "one": application.programme.word(application.role),
        "offer": application.state == State.ACCEPTED,
    }
    return render(request, "applications/statement.html", context)


@requires(Permission.ANSWER_OFFER, on=Application)
def offer(request: HttpRequest, application: Application) -> HttpResponse:
    """Take up the place, or decline it. Either needs no reason."""
    if application.state != State.ACCEPTED:
        return redirect(href("applications:statement", application))
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, application, accept=form.cleaned_data["answer"] == "yes")
    context = {"form": form, "application": application, "one": application.programme.word(application.role)}
    return render(request, "applications/offer.html", context)


def _answer(request: HttpRequest, application: Application, *, accept: bool) -> HttpResponse:
    try:
        actions.answer_offer(application=application, accept=accept, by=request.user)
    except actions.CannotAnswer as problem:
        messages.error(request, str(problem))
        return redirect(href("applications:detail", application))
    if accept:
        messages.success(request, _("Welcome. We are glad that you take part."))
        return redirect(href("programmes:programme_home", application.programme))
    messages.success(
        request, _("Thank you for telling us. The place goes to someone else, and you can apply again.")
    )
    return redirect(href("applications:detail", application))
