"""Themes with the people who spoke of them, words for and against, quotes asked for, and the author's own page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record_read
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.actions.quoting import (
    answer_quote,
    ask_to_quote,
    own_quotes,
    release_themes,
    set_against,
    write_about_quotes,
)
from headwater.web.coding.models import Coding, QuoteRequest
from headwater.web.coding.queries.counting import quotes_of, theme_counts
from headwater.web.coding.queries.marking import acceptance, themes_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme

COMPARED = (Coding.State.COMPARED, Coding.State.SETTLED)


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def themes(request: HttpRequest, coding: Coding) -> HttpResponse:
    """How many people spoke of each theme, for the evaluator; then what of it may be made known."""
    if coding.state not in COMPARED:
        raise Http404
    record_read(by=request.user, on=coding, role=request.decision.role)
    return render(
        request,
        "coding/themes.html",
        {
            "coding": coding,
            "counts": theme_counts(coding),
            "acceptance": acceptance(coding),
            "releases": coding.releases.prefetch_related("themes"),
        },
    )


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def theme_quotes(request: HttpRequest, coding: Coding, theme: str) -> HttpResponse:
    """A theme's words, those against it beside those for it."""
    held = next((each for each in themes_of(coding) if each["code"] == theme), None)
    if held is None or coding.state not in COMPARED:
        raise Http404
    if request.method == "POST":
        return _note(request, coding, theme)
    record_read(by=request.user, on=coding, role=request.decision.role)
    supporting, against = quotes_of(coding, theme)
    return render(
        request,
        "coding/quotes.html",
        {
            "coding": coding, "theme": held, "supporting": supporting, "against": against,
            "settled": coding.state == Coding.State.SETTLED,
        },
    )  # fmt: skip


def _note(request: HttpRequest, coding: Coding, theme: str) -> HttpResponse:
    segment, step = request.POST.get("segment"), request.POST.get("step")
    try:
        if step == "ask":
            ask_to_quote(coding=coding, segment=segment, theme=theme, by=request.user)
            messages.success(
                request, _("The author finds the question on their own page. You are not told who it is.")
            )
        elif step in ("against", "for"):
            set_against(
                coding=coding, segment=segment, theme=theme, against=step == "against", by=request.user
            )
    except CannotCode as refusal:
        messages.error(request, str(refusal))
    return redirect(href("coding:quotes", coding, theme=theme))


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
@require_POST
def release(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Make the counts known."""
    try:
        release_themes(coding=coding, by=request.user)
        messages.success(request, _("The themes are in the ledger. A report can use them now."))
    except CannotCode as refusal:
        messages.error(request, str(refusal))
    return redirect(href("coding:themes", coding))


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
@require_POST
def write_letters(request: HttpRequest, coding: Coding) -> HttpResponse:
    """The same letter to everyone, so that nobody can tell whose words are asked for."""
    count = write_about_quotes(coding=coding, by=request.user)
    messages.success(
        request, _("%(count)s letters wait for the coordinator to send them.") % {"count": count}
    )
    return redirect(href("coding:themes", coding))


@requires(Permission.ANSWER_SURVEY, on=Programme, by="slug")
def own_words(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The words of one's own that may be quoted, or not. Nothing here is noted in the trail."""
    if request.method == "POST":
        try:
            answer_quote(
                programme=programme, quote=request.POST.get("quote"), by=request.user,
                approve=request.POST.get("answer") == "yes",
            )  # fmt: skip
        except CannotCode as refusal:
            messages.error(request, str(refusal))
        return redirect(href("coding:own_words", programme))
    quotes = own_quotes(request.user, programme)
    return render(request, "coding/own_words.html", {"quotes": quotes, "states": QuoteRequest.State})
