"""Concerns and ideas that are sent on, with a reply owed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.cascade import actions, queries
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.forms import AnswerSignalForm, SignalForm
from headwater.web.cascade.models import SentSignal
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, requires
from headwater.web.programmes.models import Programme
from headwater.web.writes.attempts import attempt


@requires(Permission.SEE_SIGNALS, on=Programme, by="slug")
def signals(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The concerns and ideas one owes a reply to, and those one sent."""
    mine = queries.signals_of(programme, request.user, request.host)
    page = {
        "owed": [one for one in mine.owed if one.replied_on is None],
        "answered": Paginator([one for one in mine.owed if one.replied_on], 25).get_page(
            request.GET.get("page")
        ),
        "sent": mine.sent,
        "today": timezone.localdate(),
    }
    return render(request, "cascade/signals.html", page)


@requires(Permission.SEE_SIGNALS, on=Programme, by="slug")
def send(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Send a concern or an idea to someone who owes a reply."""
    sender = queries.sender_in(programme, request.user)
    addressees = queries.addressees(sender)
    form = SignalForm(request.POST or None, addressees=addressees)
    sent = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.send_signal(
            programme, by=request.user, sender=sender, today=timezone.localdate(), **typed
        ),
        refusals=CannotPassOn,
    )
    if sent:
        messages.success(request, _("Sent. A reply is owed by the day you see here."))
        return redirect(href("cascade:signals", programme))
    return render(request, "cascade/send.html", {"form": form})


@requires(Permission.READ_SIGNAL, on=SentSignal)
def signal(request: HttpRequest, sent_signal: SentSignal) -> HttpResponse:
    """One concern or idea, and the reply to it."""
    owes = (
        allowed(request.user, Permission.ANSWER_SIGNAL, sent_signal, request.host)
        and sent_signal.replied_on is None
    )
    page = {"signal": sent_signal, "form": AnswerSignalForm() if owes else None}
    return render(request, "cascade/signal.html", page)


@requires(Permission.ANSWER_SIGNAL, on=SentSignal)
def answer_signal(request: HttpRequest, sent_signal: SentSignal) -> HttpResponse:
    """Say something back, once."""
    form = AnswerSignalForm(request.POST or None)
    said = request.method == "POST" and attempt(
        form,
        lambda text: actions.answer_signal(
            sent_signal, by=request.user, text=text, today=timezone.localdate()
        ),
        refusals=CannotPassOn,
    )
    if said:
        messages.success(request, _("Your reply is with them."))
        return redirect(href("cascade:signals", sent_signal.programme))
    return render(request, "cascade/signal.html", {"signal": sent_signal, "form": form})
