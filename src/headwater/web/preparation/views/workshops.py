"""Workshops and trainings: planned, offered, booked, and who came."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from headwater.web.audit.trail import record
from headwater.web.hosts.links import full_address, href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.preparation import actions
from headwater.web.preparation.actions import CannotPrepare
from headwater.web.preparation.forms import CodeForm, WorkshopForm
from headwater.web.preparation.models import Booking, Workshop
from headwater.web.preparation.tables import WorkshopFilter, WorkshopTable
from headwater.web.programmes.models import Participant, Programme
from headwater.web.ui.codes import square
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
    own = _own(request, workshop)
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
    own = _own(request, workshop)
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
    meant = _meant(workshop)
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
    page = {"workshop": workshop, "rows": _rows(meant, said), "choices": Booking.Attendance.choices[1:]}
    return render(request, "preparation/attendance.html", page)


def _meant(workshop: Workshop) -> QuerySet:
    """Everyone who takes part on the side it is for."""
    return (
        Participant.objects.active()
        .filter(programme=workshop.programme_id, role=workshop.role)
        .select_related("person", "organisation")
        .order_by("person__name", "pk")
    )


def _own(request: HttpRequest, workshop: Workshop) -> Participant | None:
    """The reader as one it is meant for."""
    return Participant.objects.filter(
        programme=workshop.programme_id, person=request.user, role=workshop.role
    ).first()


def _rows(meant: QuerySet, said: dict[Any, str]) -> list[tuple[Participant, str]]:
    """Everyone it is meant for with what was said of them, those who booked first."""
    rows = [(participant, said.get(participant.pk, "")) for participant in meant]
    return sorted(rows, key=lambda row: row[1] == "")


@requires(Permission.RECORD_ATTENDANCE, on=Workshop)
def sheet(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A page to print: a square and a short code for those with a phone, a box beside each name for the others."""
    address = full_address(href("preparation:here", code=workshop.code))
    said = {booking.participant_id: booking.attendance for booking in workshop.bookings.all()}
    page = {
        "workshop": workshop,
        "address": address,
        "square": square(address),
        "rows": _rows(_meant(workshop), said),
    }
    record("print", by=request.user, on=workshop, role=request.decision.role)
    return render(request, "preparation/sheet.html", page)


@requires(Permission.READ_EVENT, on=Workshop, by="code")
def here(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Say that one is there, by the code of the day."""
    own = _own(request, workshop)
    if request.method == "POST" and own is not None:
        return press(
            request,
            lambda: actions.say_present(workshop, participant=own, by=request.user),
            refusals=CannotPrepare,
            said=_("Noted: you are here. Nothing else to do."),
            back=href("preparation:workshop", workshop),
        )
    booking = workshop.bookings.filter(participant=own).first() if own else None
    page = {"workshop": workshop, "participant": own, "booking": booking}
    page["is_on"] = workshop.is_on(timezone.now())
    return render(request, "preparation/here.html", page)


@requires(Permission.SEE_HOME)
def type_code(request: HttpRequest) -> HttpResponse:
    """Type the code of the sheet, where a camera will not do."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect(href("preparation:here", code=form.cleaned_data["code"]))
    return render(request, "preparation/type_code.html", {"form": form})
