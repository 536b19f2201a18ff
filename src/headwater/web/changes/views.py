"""Telling of a change, and deciding what happens now."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.changes import actions, queries
from headwater.web.changes.actions import CannotChange
from headwater.web.changes.forms import SettleForm, TellForm
from headwater.web.changes.models import Change
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, requires
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.attempts import attempt, press


@requires(Permission.TELL_CHANGE, on=Participant)
def tell(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Say that something has changed: a participant for themselves, or the coordinator who heard of it."""
    pairs = Engagement.objects.open().filter(**{participant.role: participant}).with_people()
    oneself = participant.person_id == request.user.pk
    form = TellForm(request.POST or None, pairs=pairs, person=participant.person, by_coordinator=not oneself)
    told = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.tell_change(participant, by=request.user, **typed),
        refusals=CannotChange,
    )
    if told:
        messages.success(request, _("Told. Somebody decides what happens now, and you get word."))
        return redirect(href("changes:change", told))
    page = {"form": form, "participant": participant, "oneself": oneself}
    return render(request, "changes/tell.html", page | {"changes": queries.own_changes(participant)})


@requires(Permission.SETTLE_CHANGES, on=Programme, by="slug")
def change_list(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Everything that has changed around people and pairs, what waits first."""
    page = Paginator(queries.changes_of(programme), 25).get_page(request.GET.get("page"))
    return render(request, "changes/list.html", {"page": page, "programme": programme})


@requires(Permission.READ_CHANGE, on=Change)
def change(request: HttpRequest, change: Change) -> HttpResponse:
    """One change: what was told, what it means for the pairs, what was decided."""
    decides = allowed(request.user, Permission.SETTLE_CHANGE, change, request.host)
    page = {"change": change, "decides": decides, "told_by_oneself": change.told_by_id == request.user.pk}
    page["reads_note"] = decides or page["told_by_oneself"]
    if decides:
        page |= {"form": SettleForm(change=change), "verdicts": queries.verdicts_now(change)}
    return render(request, "changes/change.html", page)


@requires(Permission.SETTLE_CHANGE, on=Change)
@require_POST
def settle(request: HttpRequest, change: Change) -> HttpResponse:
    """Decide what happens now."""
    form = SettleForm(request.POST, change=change)
    settled = attempt(
        form,
        lambda **typed: actions.settle_change(change, by=request.user, **typed),
        refusals=CannotChange,
    )
    if settled:
        messages.success(request, _("Decided and done. Letters to those concerned are drafted."))
        return redirect(href("changes:change", settled))
    page = {"change": change, "decides": True, "reads_note": True, "form": form}
    return render(request, "changes/change.html", page | {"verdicts": queries.verdicts_now(change)})


@requires(Permission.TAKE_CHANGE_BACK, on=Change)
@require_POST
def take_back(request: HttpRequest, change: Change) -> HttpResponse:
    """Take back what one told, while nothing is decided."""
    return press(
        request,
        lambda: actions.take_change_back(change, by=request.user),
        refusals=CannotChange,
        said=_("Taken back. What you wrote is gone."),
        back=href("changes:change", change),
    )
