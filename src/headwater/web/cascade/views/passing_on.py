"""A leader's own pages: what is passed on, to whom, and how far it has come."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade import actions, queries
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.coverage import coverage, left_out
from headwater.web.cascade.forms import HandOverForm, PracticeForm, StartForm, TiersForm, as_lines
from headwater.web.cascade.models import Cascade, HandOver, Practice
from headwater.web.cascade.words import QUESTIONS, SHEET
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.attempts import attempt


@requires(Permission.KEEP_CASCADE, on=Participant)
def own(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The practices one passes on in one's own organisation."""
    rows = Cascade.objects.filter(practice__participant=participant).select_related("practice")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "cascade/own.html", {"participant": participant, "page": page})


@requires(Permission.KEEP_CASCADE, on=Participant)
def start(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Write down a practice and whom it should reach."""
    form = StartForm(request.POST or None, initial={"started_on": timezone.localdate()})
    made = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.start_cascade(participant, by=request.user, **typed),
        refusals=CannotPassOn,
    )
    if made:
        messages.success(request, _("Written down. Print a sheet for each tier when you have told them."))
        return redirect(href("cascade:cascade", made))
    return render(request, "cascade/start.html", {"form": form, "participant": participant})


@requires(Permission.KEEP_CASCADE, on=Cascade)
def cascade(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """How far a practice has come, what staff said, and what they sent."""
    rows, heard = coverage(cascade), queries.heard(cascade)
    lines = [line for one in heard for line in one.lines]
    events = HandOver.objects.filter(tier__cascade=cascade).select_related("tier")
    page = {
        "cascade": cascade,
        "practice": cascade.practice,
        "rows": rows,
        "left_out": left_out(rows),
        "heard": heard,
        "questions": [(asked, SHEET["en"][asked]) for asked in QUESTIONS],
        "lines": len(lines),
        "replied": sum(bool(line.reply) for line in lines),
        "events": Paginator(events, 25).get_page(request.GET.get("page")),
        "floor": cascade.programme.floor_leader,
    }
    return render(request, "cascade/cascade.html", page)


@requires(Permission.KEEP_CASCADE, on=Practice)
def edit_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Change the practice itself."""
    form = PracticeForm(request.POST or None, instance=practice)
    back = href("cascade:cascade", practice.cascades.get())
    if request.method == "POST" and form.is_valid():
        form.save()
        record("edit_practice", by=request.user, on=practice)
        messages.success(request, _("Saved."))
        return redirect(back)
    return render(request, "cascade/practice.html", {"form": form, "back_to": back})


@requires(Permission.KEEP_CASCADE, on=Cascade)
def edit_tiers(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """Change whom it should reach."""
    form = TiersForm(request.POST or None, initial={"tiers": as_lines(cascade.tiers.all())})
    done = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.set_tiers(cascade, by=request.user, **typed),
        refusals=CannotPassOn,
    )
    if done:
        messages.success(request, _("Saved."))
        return redirect(href("cascade:cascade", cascade))
    return render(request, "cascade/tiers.html", {"form": form, "cascade": cascade})


@requires(Permission.KEEP_CASCADE, on=Cascade)
def hand_over(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """Note what happened with a tier, and when."""
    today = timezone.localdate()
    form = HandOverForm(request.POST or None, tiers=cascade.tiers.all(), initial={"on": today})
    noted = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.note_hand_over(by=request.user, today=today, **typed),
        refusals=CannotPassOn,
    )
    if noted:
        messages.success(request, _("Noted."))
        return redirect(href("cascade:cascade", cascade))
    return render(request, "cascade/hand_over.html", {"form": form, "cascade": cascade})


@requires(Permission.READ_CASCADE_COUNTS, on=Programme, by="slug")
def across_organisations(request: HttpRequest, programme: Programme) -> HttpResponse:
    """For the host: that practices travel, in counts across organisations and nothing else."""
    return render(request, "cascade/across.html", {"counts": queries.across(programme)})
