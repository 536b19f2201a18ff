"""Other organisations: whom a practice was told to, what became of it there, and what the host may know."""

import django_tables2
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.cascade import actions, queries
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.forms import BecameForm, CrossingForm, RulesForm, StartForm
from headwater.web.cascade.models import Crossing, PassingOnRules, Practice
from headwater.web.cascade.tables import DepthTable
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Participant, Programme
from headwater.web.ui.tables import download
from headwater.web.writes.attempts import attempt, press


@requires(Permission.KEEP_CASCADE, on=Practice)
def crossings(request: HttpRequest, practice: Practice) -> HttpResponse:
    """The organisations a practice was told to; tell of another."""
    today = timezone.localdate()
    form = CrossingForm(request.POST or None, known=_known(practice.participant), initial={"on": today})
    noted = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.note_crossing(practice, by=request.user, today=today, **typed),
        refusals=CannotPassOn,
    )
    if noted:
        messages.success(request, _("Noted."))
        return redirect(href("cascade:crossings", practice))
    rows = practice.crossings.standing().select_related("to_participant__organisation")
    page = {"practice": practice, "rows": rows, "form": form, "cascade": practice.cascades.first()}
    return render(request, "cascade/crossings.html", page)


def _known(participant: Participant) -> QuerySet[Participant]:
    """The other one of each pair a participant is in."""
    pairs = Engagement.objects.filter(Q(partner=participant) | Q(consultant=participant))
    others = {pk for pair in pairs.values_list("partner", "consultant") for pk in pair} - {participant.pk}
    return Participant.objects.filter(pk__in=others).select_related("person", "organisation")


@requires(Permission.KEEP_CASCADE, on=Crossing)
def became(request: HttpRequest, crossing: Crossing) -> HttpResponse:
    """What became of a practice in another organisation, as far as its teller knows."""
    form = BecameForm(request.POST or None, initial={"state": crossing.state})
    said = request.method == "POST" and attempt(
        form,
        lambda state: actions.say_what_became(crossing, by=request.user, state=state),
        refusals=CannotPassOn,
    )
    if said:
        messages.success(request, _("Noted."))
        return redirect(href("cascade:crossings", crossing.practice))
    return render(request, "cascade/became.html", {"form": form, "crossing": crossing})


@requires(Permission.KEEP_CASCADE, on=Crossing)
@require_POST
def take_back_crossing(request: HttpRequest, crossing: Crossing) -> HttpResponse:
    """Take back what was noted by mistake."""
    return press(
        request,
        lambda: actions.take_back_crossing(crossing, by=request.user, today=timezone.localdate()),
        refusals=CannotPassOn,
        said=_("Taken back."),
        back=href("cascade:crossings", crossing.practice),
    )


@requires(Permission.ANSWER_CROSSING, on=Crossing)
def take_up(request: HttpRequest, crossing: Crossing) -> HttpResponse:
    """Write down, as one's own, a practice one was told of, and whom it should reach here."""
    told = crossing.practice
    form = StartForm(
        request.POST or None,
        initial={
            "sentence": told.sentence,
            "core": told.core,
            "signs": told.signs,
            "adaptable": told.adaptable,
            "started_on": timezone.localdate(),
        },
    )
    made = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.take_up(crossing, by=request.user, **typed),
        refusals=CannotPassOn,
    )
    if made:
        messages.success(request, _("Written down. It is yours to shape now."))
        return redirect(href("cascade:cascade", made))
    return render(request, "cascade/take_up.html", {"form": form, "crossing": crossing})


@requires(Permission.ANSWER_CROSSING, on=Crossing)
@require_POST
def answer_crossing(request: HttpRequest, crossing: Crossing) -> HttpResponse:
    """Say that one did not receive it, or that it is not for one's own organisation."""
    state = request.POST.get("state", "")
    wanted = (
        state
        if state in (Crossing.State.NOT_RECEIVED, Crossing.State.NOT_FOR_US)
        else Crossing.State.RECEIVED
    )
    return press(
        request,
        lambda: actions.say_what_became(crossing, by=request.user, state=wanted),
        refusals=CannotPassOn,
        said=_("Thank you. That is worth knowing too."),
        back=href("cascade:own", crossing.to_participant),
    )


@requires(Permission.READ_CASCADE_COUNTS, on=Programme, by="slug")
def across_organisations(request: HttpRequest, programme: Programme) -> HttpResponse:
    """For the host: how far practices travel, in counts over three organisations or more."""
    today = timezone.localdate()
    counts = queries.across(programme, today)
    table = DepthTable(counts.depths)
    django_tables2.RequestConfig(request, paginate=False).configure(table)
    page = {
        "counts": counts,
        "table": table,
        "signals": queries.signals_by_addressee(programme, today),
        "least": queries.LEAST_ORGANISATIONS,
        "more": queries.figures_beside(programme, request.user),
    }
    return download(table, request, name="passing-it-on") or render(request, "cascade/across.html", page)


@requires(Permission.EDIT_PROGRAMME, on=Programme, by="slug")
def rules(request: HttpRequest, programme: Programme) -> HttpResponse:
    """How practices are passed on in this programme."""
    form = RulesForm(request.POST or None, instance=PassingOnRules.of(programme))
    if request.method == "POST" and form.is_valid():
        actions.set_rules(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(href("cascade:across", programme))
    return render(request, "cascade/rules.html", {"form": form})
