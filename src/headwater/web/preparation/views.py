"""Pages of preparation: workshops, attendance, training and readiness, and each person's own preparation."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.preparation import actions, queries
from headwater.web.preparation.actions import CannotPrepare
from headwater.web.preparation.forms import GuideForm, ReadinessForm, WorkshopForm
from headwater.web.preparation.models import Booking, PreparationGuide, Workshop
from headwater.web.preparation.tables import WorkshopFilter, WorkshopTable
from headwater.web.programmes.models import Participant, Programme
from headwater.web.ui.tables import download
from headwater.web.writes.attempts import attempt, press


@requires(Permission.MANAGE_EVENTS, on=Programme, by="slug")
def workshop_list(request: HttpRequest, programme: Programme) -> HttpResponse:
    """All workshops and trainings of a programme."""
    rows = Workshop.objects.filter(programme=programme).with_numbers()
    narrowed = WorkshopFilter(request.GET, queryset=rows)
    table = WorkshopTable(narrowed.qs, order_by="starts_at")
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    taken = download(table, request, name="workshops")
    if taken is not None:
        record("export", by=request.user, on=programme, role=request.decision.role)
        return taken
    return render(request, "preparation/list.html", {"table": table, "filter": narrowed})


@requires(Permission.MANAGE_EVENTS, on=Programme, by="slug")
def add_workshop(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Plan a workshop or training."""
    form = WorkshopForm(request.POST or None, programme=programme)
    planned = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.plan_workshop(programme=programme, by=request.user, **typed),
        refusals=CannotPrepare,
    )
    if planned:
        messages.success(request, _("Planned. Nobody is told until you offer it."))
        return redirect(href("preparation:workshop", planned))
    return render(request, "preparation/edit.html", {"form": form, "programme": programme})


@requires(Permission.MANAGE_EVENTS, on=Workshop)
def edit_workshop(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Change a planned workshop."""
    form = WorkshopForm(request.POST or None, programme=workshop.programme, instance=workshop)
    changed = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.change_workshop(workshop, by=request.user, **typed),
        refusals=CannotPrepare,
    )
    if changed:
        messages.success(request, _("Saved. If it moved, letters to those who booked wait in the outbox."))
        return redirect(href("preparation:workshop", changed))
    return render(request, "preparation/edit.html", {"form": form, "workshop": workshop})


@requires(Permission.READ_EVENT, on=Workshop)
def workshop(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A workshop, and a place at it."""
    own = Participant.objects.filter(
        programme=workshop.programme_id, person=request.user, role=workshop.role
    ).first()
    page = {
        "workshop": workshop,
        "participant": own,
        "booking": workshop.bookings.filter(participant=own).first() if own else None,
        "left": workshop.places - workshop.bookings.count(),
        "make_ups": workshop.make_ups.to_come(),
        "now": timezone.now(),
    }
    return render(request, "preparation/workshop.html", page)


@requires(Permission.READ_EVENT, on=Workshop)
@require_POST
def book(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Take a place, or give it back."""
    own = Participant.objects.filter(
        programme=workshop.programme_id, person=request.user, role=workshop.role
    ).first()
    back = href("preparation:workshop", workshop)
    if own is None:
        return redirect(back)
    gives_up = request.POST.get("do") == "give_up"
    act = actions.give_up_place if gives_up else actions.book
    return press(
        request,
        lambda: act(workshop, participant=own, by=request.user),
        refusals=CannotPrepare,
        said=_("Your place is free for someone else.") if gives_up else _("You have a place."),
        back=back,
    )


@requires(Permission.READ_EVENT, on=Workshop)
def calendar_file(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The workshop for one's own calendar."""
    return HttpResponse(
        actions.workshop_invitation(workshop),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )


@requires(Permission.MANAGE_EVENTS, on=Workshop)
@require_POST
def offer(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Draft an offer to everyone it is meant for."""
    return press(
        request,
        lambda: actions.offer_workshop(workshop, by=request.user),
        refusals=CannotPrepare,
        said=_("The letters wait in the outbox until you approve them."),
        back=href("preparation:workshop", workshop),
    )


@requires(Permission.MANAGE_EVENTS, on=Workshop)
@require_POST
def cancel(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Cancel a planned workshop."""
    return press(
        request,
        lambda: actions.cancel_workshop(workshop, by=request.user),
        refusals=CannotPrepare,
        said=_("Cancelled. Letters to those who booked wait in the outbox."),
        back=href("preparation:workshop", workshop),
    )


@requires(Permission.RECORD_ATTENDANCE, on=Workshop)
def attendance(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Say who came: everyone on one page."""
    meant = (
        Participant.objects.active()
        .filter(programme=workshop.programme_id, role=workshop.role)
        .select_related("person", "organisation")
        .order_by("person__name")
    )
    said = {booking.participant_id: booking.attendance for booking in workshop.bookings.all()}
    if request.method == "POST":
        typed = {participant.pk: request.POST.get(str(participant.pk)) for participant in meant}
        return press(
            request,
            lambda: actions.take_attendance(
                workshop,
                attendance={key: value for key, value in typed.items() if value in Booking.Attendance.values},
                by=request.user,
            ),
            refusals=CannotPrepare,
            said=_("Kept. You can correct it later."),
            back=href("preparation:workshop", workshop),
        )
    rows = [(participant, said.get(participant.pk, "")) for participant in meant]
    rows.sort(key=lambda row: row[1] == "")
    page = {"workshop": workshop, "rows": rows, "choices": Booking.Attendance.choices[1:]}
    return render(request, "preparation/attendance.html", page)


@requires(Permission.DECIDE_READINESS, on=Programme, by="slug")
def training(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every consultant's training against the hours asked for, and whether they are ready."""
    consultants = (
        programme.participants.filter(role=Participant.Role.CONSULTANT, status=Participant.Status.ACTIVE)
        .select_related("person", "organisation")
        .order_by("person__name")
    )
    page = Paginator(consultants, 25).get_page(request.GET.get("page"))
    plans = queries.training_plans(programme, page.object_list)
    return render(request, "preparation/training.html", {"page": page, "plans": plans})


@requires(Permission.DECIDE_READINESS, on=Participant)
def readiness(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Decide whether a consultant is ready, with a reason."""
    form = ReadinessForm(request.POST or None)
    decided = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.decide_readiness(participant, by=request.user, **typed),
        refusals=CannotPrepare,
    )
    if decided:
        messages.success(request, _("Decided."))
        return redirect(href("preparation:training", participant.programme))
    page = {"form": form, "participant": participant, "plan": queries.training_plan(participant)}
    page["earlier"] = participant.readiness_checks.select_related("by")
    return render(request, "preparation/readiness.html", page)


@requires(Permission.PREPARE, on=Participant)
def own(request: HttpRequest, participant: Participant) -> HttpResponse:
    """One's own preparation: the checklist of a partner, the training of a consultant, and dates to choose."""
    checklist = queries.checklist_of(participant)
    is_partner = participant.role == Participant.Role.PARTNER
    if request.method == "POST":
        return _keep_preparation(request, participant)
    page: dict[str, Any] = {
        "participant": participant,
        "workshops": queries.workshops_of(participant),
        "now": timezone.now(),
        "checklist": checklist if is_partner else None,
        "plan": None if is_partner else queries.training_plan(participant),
    }
    return render(request, "preparation/own.html", page)


def _keep_preparation(request: HttpRequest, participant: Participant) -> HttpResponse:
    return press(
        request,
        lambda: actions.prepare(
            participant,
            done=request.POST.getlist("done"),
            acknowledged="acknowledged" in request.POST,
            by=request.user,
        ),
        refusals=CannotPrepare,
        said=_("Kept."),
        back=href("preparation:own", participant),
    )


@requires(Permission.MANAGE_EVENTS, on=Programme, by="slug")
def guide(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Write what partners can expect, and how they prepare."""
    current = PreparationGuide.objects.filter(programme=programme).first()
    initial = {
        "expectation": current.expectation if current else "",
        "steps": "\n".join(step["text"] for step in current.steps) if current else "",
    }
    form = GuideForm(request.POST or None, initial=initial)
    written = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.write_guide(programme=programme, by=request.user, **typed),
        refusals=CannotPrepare,
    )
    if written:
        messages.success(request, _("Saved."))
        return redirect(href("preparation:list", programme))
    return render(request, "preparation/guide.html", {"form": form, "programme": programme})
