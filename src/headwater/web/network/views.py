"""The network: one's own, the one people agreed to be seen in, what comes afterwards, and the generations."""

import django_tables2
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.network import actions, queries
from headwater.web.network.actions import CannotConnect
from headwater.web.network.forms import AlumnusForm, ReachForm, ShowingForm, TieForm
from headwater.web.network.models import Alumnus, Reach, Showing, Tie
from headwater.web.network.pictures import lineage_picture, network_picture
from headwater.web.network.tables import LineageTable
from headwater.web.programmes.models import Participant, Programme
from headwater.web.ui.tables import download
from headwater.web.writes.attempts import attempt


@requires(Permission.SEE_NETWORK, on=Programme, by="slug")
def mine(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The way from the home page to one's own network; those who seek help first."""
    own = Participant.objects.filter(programme=programme, person=request.user).order_by("-role").first()
    if own is None:
        raise Http404
    return redirect(href("network:own", own))


@requires(Permission.KEEP_NETWORK, on=Participant)
def own(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Whom one can turn to, and whether one is seen."""
    said = {one.when: one.people for one in participant.reaches.all()}
    showing = Showing.objects.filter(participant=participant).first()
    page = {
        "participant": participant,
        "reach": ReachForm(initial=said),
        "changed": said.get(Reach.When.NOW, 0) - said.get(Reach.When.BEFORE, 0) if len(said) == 2 else None,
        "ties": participant.ties.select_related("other__organisation"),
        "showing": ShowingForm(initial={"shown": showing is not None and showing.shown}),
        "alumnus": Alumnus.objects.filter(participant=participant).first(),
    }
    return render(request, "network/own.html", page)


@requires(Permission.KEEP_NETWORK, on=Participant)
@require_POST
def say_reach(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Say how many one could ring."""
    form = ReachForm(request.POST)
    if form.is_valid():
        actions.say_reach(participant, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Write a number between 0 and 1000, or leave it empty."))
    return redirect(href("network:own", participant))


@requires(Permission.KEEP_NETWORK, on=Participant)
@require_POST
def show_oneself(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Be seen by others, or no longer."""
    shown = bool(request.POST.get("shown"))
    actions.show_oneself(participant, by=request.user, shown=shown, today=timezone.localdate())
    messages.success(request, _("Others can see you now.") if shown else _("Nobody sees you there any more."))
    return redirect(href("network:own", participant))


@requires(Permission.KEEP_NETWORK, on=Participant)
def add_tie(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Tell of a connection."""
    known = queries.known_to(participant)
    form = TieForm(request.POST or None, known=known, initial={"since": Tie.Since.DURING})
    told = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.tell_tie(participant, by=request.user, **typed),
        refusals=CannotConnect,
    )
    if told:
        messages.success(request, _("Saved."))
        return redirect(href("network:own", participant))
    return render(request, "network/tie.html", {"form": form, "participant": participant})


@requires(Permission.KEEP_NETWORK, on=Tie)
@require_POST
def take_back_tie(request: HttpRequest, tie: Tie) -> HttpResponse:
    """A connection that is none, or is none any more."""
    participant = tie.participant
    actions.take_back_tie(tie, by=request.user)
    messages.success(request, _("Taken away."))
    return redirect(href("network:own", participant))


@requires(Permission.KEEP_NETWORK, on=Participant)
def afterwards(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Say what comes afterwards: help another leader, later, or not."""
    said = Alumnus.objects.filter(participant=participant).first()
    form = AlumnusForm(request.POST or None, instance=said)
    if request.method == "POST" and form.is_valid():
        actions.say_what_next(participant, by=request.user, today=timezone.localdate(), **form.cleaned_data)
        messages.success(request, _("Thank you for telling us."))
        return redirect(href("network:own", participant))
    open_calls = Programme.objects.filter(stage=Programme.Stage.CALL)
    page = {"form": form, "participant": participant, "open_calls": open_calls, "said": said}
    return render(request, "network/afterwards.html", page)


@requires(Permission.SEE_NETWORK, on=Programme, by="slug")
def network(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Those of a programme who agreed to be seen, and the connections between them."""
    shown = queries.shown_in(programme)
    ties = queries.ties_between(shown)
    number = {one.pk: at for at, one in enumerate(shown, start=1)}
    page = {
        "shown": shown,
        "ties": [(number[a.pk], number[b.pk], a, b, sorted(kinds)) for a, b, kinds in ties],
        "picture": network_picture(shown, ties),
    }
    return render(request, "network/network.html", page)


@requires(Permission.READ_NETWORK_COUNTS, on=Programme, by="slug")
def counts(request: HttpRequest, programme: Programme) -> HttpResponse:
    """For the host: connections in counts, and what people do afterwards."""
    page = {
        "counts": queries.network_counts(programme),
        "afterwards": queries.afterwards(programme),
        "floor": max(programme.floor_host, queries.FEWEST),
    }
    return render(request, "network/counts.html", page)


@requires(Permission.READ_LINEAGE, on=Programme, by="slug")
def lineage(request: HttpRequest, programme: Programme) -> HttpResponse:
    """For the host: who helped whom in all of its programmes, from generation to generation."""
    found = queries.lineage()
    table = LineageTable(
        [dict(zip(("helper", "helped", "programme", "generation"), row, strict=True)) for row in found.rows]
    )
    django_tables2.RequestConfig(request, paginate={"per_page": 50}).configure(table)
    page = {"lineage": found, "table": table, "picture": lineage_picture(found.trees, found.names)}
    return download(table, request, name="generations") or render(request, "network/lineage.html", page)
