"""A supervisor's caseload and sessions; a consultant's own supervision; the coordinator's assignments."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Participant, Programme
from headwater.web.supervision import actions, queries
from headwater.web.supervision.actions import CannotSupervise
from headwater.web.supervision.forms import AssignForm, HoldForm, MoveForm, NoteForm, PlanSupervisionForm
from headwater.web.supervision.models import SupervisionSession, SupervisorAssignment
from headwater.web.writes.attempts import attempt, press


@requires(Permission.SUPERVISE, on=Programme, by="slug")
def caseload(request: HttpRequest, programme: Programme) -> HttpResponse:
    """One's supervisees on one page: whose hours are short, whose stance drifts, who has not met."""
    assigned = (
        SupervisorAssignment.objects.current()
        .filter(supervisor=request.user, consultant__programme=programme)
        .select_related("consultant__person", "consultant__organisation", "supervisor")
        .order_by("consultant__person__name")
    )
    found = queries.cases(programme, assigned, today=timezone.localdate(), with_stance=True)
    pairs = queries.pairs_of(found, today=timezone.localdate())
    page = {
        "cases": [(case, pairs.get(case.consultant.pk, [])) for case in found],
        "coming": SupervisionSession.objects.filter(
            programme=programme, supervisor=request.user, state=SupervisionSession.State.PLANNED
        )
        .prefetch_related("places__consultant__person")
        .order_by("starts_at")[:20],
        "programme": programme,
    }
    return render(request, "supervision/caseload.html", page)


@requires(Permission.SUPERVISE, on=Programme, by="slug")
def plan(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Plan supervision with one or several."""
    supervisees = Participant.objects.filter(
        programme=programme, supervisors__supervisor=request.user, supervisors__ended_on__isnull=True
    ).select_related("person", "organisation")
    initial = {"consultants": [request.GET.get("with")]} if request.GET.get("with") else {}
    form = PlanSupervisionForm(request.POST or None, supervisees=supervisees, initial=initial)
    planned = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.plan_supervision(programme=programme, by=request.user, **typed),
        refusals=CannotSupervise,
    )
    if planned:
        messages.success(request, _("Planned. A letter with the calendar entry waits in the outbox."))
        return redirect(href("supervision:session", planned))
    return render(request, "supervision/plan.html", {"form": form, "programme": programme})


@requires(Permission.READ_SUPERVISION, on=SupervisionSession)
def session(request: HttpRequest, supervision_session: SupervisionSession) -> HttpResponse:
    """A supervision meeting and its notes: one's own, and joint ones."""
    one_to_one = supervision_session.kind == SupervisionSession.Kind.ONE_TO_ONE
    form = NoteForm(request.POST or None, one_to_one=one_to_one)
    written = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.write_note(supervision_session, by=request.user, **typed),
        refusals=CannotSupervise,
    )
    if written:
        messages.success(request, _("Kept."))
        return redirect(href("supervision:session", supervision_session))
    page = {
        "form": form,
        "session": supervision_session,
        "places": supervision_session.places.select_related("consultant__person"),
        "notes": queries.readable_notes(supervision_session, request.user),
        "gives": supervision_session.supervisor_id == request.user.pk,
        "begun": supervision_session.starts_at <= timezone.now(),
    }
    if page["gives"]:
        page["prompts"] = queries.prompts_for(supervision_session, today=timezone.localdate())
    return render(request, "supervision/session.html", page)


@requires(Permission.LEAD_SUPERVISION, on=SupervisionSession)
def move(request: HttpRequest, supervision_session: SupervisionSession) -> HttpResponse:
    """Move planned supervision to another day or place."""
    now = {name: getattr(supervision_session, name) for name in ("starts_at", "minutes", "place")}
    form = MoveForm(request.POST or None, initial=now)
    moved = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.move_supervision(supervision_session, by=request.user, **typed),
        refusals=CannotSupervise,
    )
    if moved:
        messages.success(request, _("Moved. Letters that move it in calendars wait in the outbox."))
        return redirect(href("supervision:session", moved))
    return render(request, "supervision/move.html", {"form": form, "session": supervision_session})


@requires(Permission.READ_SUPERVISION, on=SupervisionSession)
def calendar_file(request: HttpRequest, supervision_session: SupervisionSession) -> HttpResponse:
    """Supervision for one's own calendar."""
    return HttpResponse(
        actions.supervision_invitation(supervision_session),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )


@requires(Permission.LEAD_SUPERVISION, on=SupervisionSession)
def hold(request: HttpRequest, supervision_session: SupervisionSession) -> HttpResponse:
    """Say that supervision was held."""
    places = Participant.objects.filter(supervision_places__session=supervision_session).select_related(
        "person", "organisation"
    )
    initial = {"came": list(places), "minutes": supervision_session.minutes}
    form = HoldForm(request.POST or None, places=places, initial=initial)
    held = request.method == "POST" and attempt(
        form,
        lambda came, minutes: actions.hold_supervision(
            supervision_session, by=request.user, came=[one.pk for one in came], minutes=minutes
        ),
        refusals=CannotSupervise,
    )
    if held:
        messages.success(request, _("Kept."))
        return redirect(href("supervision:session", supervision_session))
    return render(request, "supervision/hold.html", {"form": form, "session": supervision_session})


@requires(Permission.LEAD_SUPERVISION, on=SupervisionSession)
@require_POST
def cancel(request: HttpRequest, supervision_session: SupervisionSession) -> HttpResponse:
    """Cancel planned supervision."""
    return press(
        request,
        lambda: actions.cancel_supervision(supervision_session, by=request.user),
        refusals=CannotSupervise,
        said=_("Cancelled. Letters that take it out of calendars wait in the outbox."),
        back=href("supervision:session", supervision_session),
    )


@requires(Permission.READ_SUPERVISION, on=Participant)
def own_supervision(request: HttpRequest, participant: Participant) -> HttpResponse:
    """A consultant's own supervision: who, when, and the hours against what is due."""
    assigned = list(
        SupervisorAssignment.objects.current()
        .filter(consultant=participant)
        .select_related("consultant__person", "supervisor")
    )
    found = queries.cases(participant.programme, assigned, today=timezone.localdate())
    sessions = participant.supervision_sessions.select_related("supervisor")
    page = {
        "case": found[0] if found else None,
        "participant": participant,
        "page": Paginator(sessions, 25).get_page(request.GET.get("page")),
    }
    return render(request, "supervision/own.html", page)


@requires(Permission.ASSIGN_SUPERVISORS, on=Programme, by="slug")
def assignments(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Who supervises whom, and the hours held against those due: never what was said."""
    consultants = (
        programme.participants.filter(role=Participant.Role.CONSULTANT, status=Participant.Status.ACTIVE)
        .select_related("person", "organisation")
        .order_by("person__name")
    )
    page = Paginator(consultants, 25).get_page(request.GET.get("page"))
    assigned = (
        SupervisorAssignment.objects.current()
        .filter(consultant__in=list(page.object_list))
        .select_related("consultant", "supervisor")
    )
    found = {
        case.consultant.pk: case for case in queries.cases(programme, assigned, today=timezone.localdate())
    }
    rows = [(consultant, found.get(consultant.pk)) for consultant in page.object_list]
    return render(request, "supervision/assignments.html", {"page": page, "rows": rows})


@requires(Permission.ASSIGN_SUPERVISORS, on=Participant)
def assign(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Give a consultant a supervisor."""
    can = queries.supervisors_of(request.host, participant.programme)
    supervisors = get_user_model().objects.filter(pk__in=[person.pk for person in can]).order_by("name")
    form = AssignForm(request.POST or None, supervisors=supervisors)
    assigned = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.assign_supervisor(participant, by=request.user, **typed),
        refusals=CannotSupervise,
    )
    if assigned:
        messages.success(request, _("Saved."))
        return redirect(href("supervision:assignments", participant.programme))
    return render(request, "supervision/assign.html", {"form": form, "participant": participant})
