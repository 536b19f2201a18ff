"""Assigning supervisors, holding supervision and keeping its notes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.hosts.policy import has_role
from headwater.web.messages.calendar import invitation
from headwater.web.messages.letters import draft_letter
from headwater.web.programmes.models import Participant, Programme
from headwater.web.supervision.models import (
    SupervisionNote,
    SupervisionPlace,
    SupervisionSession,
    SupervisorAssignment,
)


class CannotSupervise(Exception):
    """A step of supervision that is not possible; the message says why."""


@transaction.atomic
def assign_supervisor(
    consultant: Participant, *, supervisor: Any, by: Any, since: date | None = None
) -> SupervisorAssignment:
    """Give a consultant a supervisor from today; an earlier one ends."""
    if consultant.role != Participant.Role.CONSULTANT:
        raise CannotSupervise(_("Supervision is for those in the helping role."))
    if supervisor.pk == consultant.person_id:
        raise CannotSupervise(_("Nobody supervises themselves."))
    if not has_role(supervisor, consultant.host, "faculty"):
        raise CannotSupervise(_("Choose someone with the duty of faculty and supervisor."))
    day = since or timezone.localdate()
    current = SupervisorAssignment.objects.select_for_update().current().filter(consultant=consultant).first()
    if current is not None and current.supervisor_id == supervisor.pk:
        return current
    if current is not None:
        current.ended_on = day
        current.save()
    assignment = SupervisorAssignment.objects.create(consultant=consultant, supervisor=supervisor, since=day)
    record("assign", by=by, on=assignment, about=consultant.person_id)
    return assignment


@transaction.atomic
def plan_supervision(
    *,
    programme: Programme,
    consultants: Iterable[Participant],
    starts_at: datetime,
    minutes: int,
    by: Any,
    place: str = "",
) -> SupervisionSession:
    """Plan supervision with one consultant, or with several as a group; only with one's own supervisees."""
    consultants = list(consultants)
    own = set(
        SupervisorAssignment.objects.current()
        .filter(supervisor=by, consultant__programme=programme)
        .values_list("consultant_id", flat=True)
    )
    if not consultants or {consultant.pk for consultant in consultants} - own:
        raise CannotSupervise(_("Choose among those you supervise."))
    kinds = SupervisionSession.Kind
    session = SupervisionSession.objects.create(
        programme=programme,
        supervisor=by,
        kind=kinds.ONE_TO_ONE if len(consultants) == 1 else kinds.GROUP,
        starts_at=starts_at,
        minutes=minutes,
        place=place.strip(),
    )
    SupervisionPlace.objects.bulk_create(
        SupervisionPlace(session=session, consultant=consultant, host_id=session.host_id)
        for consultant in consultants
    )
    record("plan", by=by, on=session)
    _write_to_those(session, "planned")
    return session


@transaction.atomic
def move_supervision(
    session: SupervisionSession, *, by: Any, starts_at: datetime, minutes: int, place: str = ""
) -> SupervisionSession:
    """Move planned supervision; the letters drafted carry the same calendar entry, so that it moves."""
    session = _own_planned(session, by)
    moved = (starts_at, minutes, place.strip()) != (session.starts_at, session.minutes, session.place)
    session.starts_at, session.minutes, session.place = starts_at, minutes, place.strip()
    session.sequence += int(moved)
    session.version += 1
    session.save()
    record("move", by=by, on=session)
    if moved:
        _write_to_those(session, "moved")
    return session


@transaction.atomic
def hold_supervision(
    session: SupervisionSession, *, by: Any, came: Iterable[Any], minutes: int | None = None
) -> SupervisionSession:
    """Say that supervision was held, for how long and with whom (ids of consultants)."""
    session = _own_planned(session, by)
    if session.starts_at > timezone.now():
        raise CannotSupervise(_("It has not begun yet."))
    came = set(came)
    if not came & set(session.places.values_list("consultant_id", flat=True)):
        raise CannotSupervise(_("Say who came, or cancel the session."))
    session.places.exclude(consultant_id__in=came).update(came=False)
    session.minutes = minutes or session.minutes
    session.note_held()
    session.version += 1
    session.save()
    record("hold", by=by, on=session)
    return session


@transaction.atomic
def cancel_supervision(session: SupervisionSession, *, by: Any) -> SupervisionSession:
    """Cancel planned supervision."""
    session = _own_planned(session, by)
    session.cancel()
    session.version += 1
    session.save()
    record("cancel", by=by, on=session)
    _write_to_those(session, "cancelled")
    return session


@transaction.atomic
def write_note(session: SupervisionSession, *, by: Any, text: str, joint: bool = False) -> SupervisionNote:
    """Keep a note of supervision: one's own, or joint with the other of a one-to-one."""
    is_there = (
        session.supervisor_id == by.pk or session.places.filter(consultant__person=by, came=True).exists()
    )
    if not is_there:
        raise CannotSupervise(_("Only those who take part keep notes."))
    if joint and session.kind != SupervisionSession.Kind.ONE_TO_ONE:
        raise CannotSupervise(_("Joint notes are for one-to-one supervision."))
    if not text.strip():
        raise CannotSupervise(_("There is nothing to keep yet."))
    note = SupervisionNote.objects.create(session=session, author=by, joint=joint, text=text.strip())
    record("note", by=by, on=note, about=by)
    return note


def supervision_invitation(session: SupervisionSession) -> str:
    """The calendar file of supervision: "Meeting" and when."""
    return invitation(
        uid=f"supervision-{session.pk}",
        start=session.starts_at,
        end=session.starts_at + timedelta(minutes=session.minutes),
        sequence=session.sequence,
        cancelled=session.state == SupervisionSession.State.CANCELLED,
        organiser=session.programme.host.contact_email,
    )


def _write_to_those(session: SupervisionSession, what: str) -> None:
    """A letter with the calendar entry to each in it, for supervision still to come; it waits in the outbox."""
    if session.starts_at <= timezone.now():
        return
    for place in session.places.select_related("consultant__person"):
        draft_letter(
            to=place.consultant.person,
            kind=f"supervision_{what}",
            template=f"supervision/letters/{what}.txt",
            programme=session.programme,
            about=session,
            invitation=supervision_invitation(session),
        )


def _own_planned(session: SupervisionSession, by: Any) -> SupervisionSession:
    session = SupervisionSession.objects.select_for_update().get(pk=session.pk)
    if session.supervisor_id != by.pk:
        raise CannotSupervise(_("Only the supervisor who gives it can do this."))
    if session.state != SupervisionSession.State.PLANNED:
        raise CannotSupervise(_("This session is no longer only planned."))
    return session
