"""One's own information: what is held, who has seen it, taking it away, being forgotten."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.rights import actions, queries
from headwater.web.rights.actions import CannotAnswer
from headwater.web.rights.erasing import CannotForget, forget
from headwater.web.rights.forms import DecideForm, ForgetForm
from headwater.web.rights.models import DataRequest, RequestedText
from headwater.web.rights.register import WRITTEN_BY_OTHERS
from headwater.web.rights.taking_away import gathered, own_copy
from headwater.web.writes.attempts import attempt, press


@requires(Permission.READ_OWN_DATA)
def own(request: HttpRequest) -> HttpResponse:
    """Everything held about oneself in this host, by kind: why, and who can read it now."""
    page = {
        "kinds": queries.kinds_held(request.user),
        "waiting": queries.waits_with_authors(request.user),
        "requests": DataRequest.objects.filter(person=request.user),
    }
    return render(request, "rights/own.html", page)


@requires(Permission.READ_OWN_TRAIL)
def seen(request: HttpRequest) -> HttpResponse:
    """Who has looked at one's information, and what was done with it."""
    page = Paginator(queries.who_has_seen(request.user, request.host), 25).get_page(request.GET.get("page"))
    return render(request, "rights/seen.html", {"page": page, "lines": queries.lines(page.object_list)})


@requires(Permission.READ_OWN_DATA)
def read_all(request: HttpRequest) -> HttpResponse:
    """All of it, to read on one page before or instead of taking it away."""
    return render(request, "rights/all.html", {"content": gathered(request.user, request.host)})


@requires(Permission.READ_OWN_DATA)
@require_POST
def take_away(request: HttpRequest) -> HttpResponse:
    """The copy of one's own information, as a file."""
    record("download", by=request.user, host=request.host, about=request.user)
    return HttpResponse(
        own_copy(request.user, request.host),
        headers={
            "Content-Type": "application/zip",
            "Content-Disposition": 'attachment; filename="your-information.zip"',
        },
    )


@requires(Permission.READ_OWN_DATA)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for what others wrote of oneself."""
    return press(
        request,
        lambda: actions.ask_for_the_rest(by=request.user),
        refusals=CannotAnswer,
        said=_("Asked. You have an answer within 30 days, and see here how far it is."),
        back=href("rights:own"),
    )


@requires(Permission.TAKE_DATA_REQUEST_BACK, on=DataRequest)
@require_POST
def take_back(request: HttpRequest, data_request: DataRequest) -> HttpResponse:
    """Take a request back."""
    return press(
        request,
        lambda: actions.take_request_back(data_request, by=request.user),
        refusals=CannotAnswer,
        said=_("Taken back."),
        back=href("rights:own"),
    )


@requires(Permission.READ_OWN_DATA)
def be_forgotten(request: HttpRequest) -> HttpResponse:
    """Be forgotten in this host: what goes, what stays without a name, and the last word."""
    form = ForgetForm(request.POST if request.method == "POST" else None)
    person = request.user
    done = request.method == "POST" and attempt(
        form, lambda **_typed: (forget(person, host=request.host),), refusals=CannotForget
    )
    if done:
        logout(request)
        messages.success(request, _("You are forgotten here. Thank you for what you gave."))
        return redirect("front")
    return render(request, "rights/forget.html", {"form": form, "kinds": queries.kinds_held(request.user)})


@requires(Permission.ANSWER_DATA_REQUESTS)
def request_list(request: HttpRequest) -> HttpResponse:
    """Requests for data and how many days are left: never what a text says."""
    found = DataRequest.objects.select_related("person").prefetch_related("texts")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "rights/requests.html", {"page": page})


@requires(Permission.ANSWER_DATA_REQUEST, on=DataRequest)
@require_POST
def settle(request: HttpRequest, data_request: DataRequest) -> HttpResponse:
    """Remind authors, or say that everything is answered."""
    if request.POST.get("do") == "remind":
        act, said = actions.remind_authors, _("Reminded.")
    else:
        act, said = actions.answer_request, _("Answered. The person gets word that it waits for them.")
    return press(
        request,
        lambda: act(data_request, by=request.user),
        refusals=CannotAnswer,
        said=said,
        back=href("rights:requests"),
    )


@requires(Permission.DECIDE_OWN_TEXT, on=RequestedText)
def text(request: HttpRequest, requested_text: RequestedText) -> HttpResponse:
    """One's own text that somebody asked for: give it, a part of it, or hold it back for a reason."""
    words = actions.original(requested_text)
    form = DecideForm(request.POST or None, words=words)
    decided = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.decide_text(requested_text, by=request.user, **typed),
        refusals=CannotAnswer,
    )
    if decided:
        messages.success(request, _("Kept. Thank you."))
        return redirect("programmes:home", host=request.host.slug)
    what = next(kind.what for kind in WRITTEN_BY_OTHERS if kind.label == requested_text.kind)
    page = {"form": form, "text": requested_text, "words": words, "what": what}
    return render(request, "rights/text.html", page)
