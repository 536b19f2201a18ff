"""What the panel does: share out the reading, say what is seen, step aside."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.applications.models import Application, Assignment, Conflict, Panel, Review
from headwater.web.applications.queries import criteria_of, panel_members, panel_of
from headwater.web.applications.states import READ_BY_PANEL, State
from headwater.web.audit.trail import record
from headwater.web.programmes.models import Programme


class CannotReview(Exception):
    """An application cannot be assigned, read or closed this way; the message says why."""


@transaction.atomic
def assign_reader(*, application: Application, person: Any, by: Any) -> Assignment:
    """Ask a panel member to read an application. Those in conflict with it cannot be asked."""
    if application.state != State.SUBMITTED:
        raise CannotReview(_("Only an application that waits for a decision is read."))
    if person not in panel_members(application.programme):
        raise CannotReview(_("This person is not on the panel."))
    if not Application.objects.known_to(person).filter(pk=application.pk).exists():
        raise CannotReview(_("This person cannot read this application."))
    assignment, new = Assignment.objects.get_or_create(application=application, person=person)
    if new:
        record("assign", by=by, on=application, about=person)
    return assignment


@transaction.atomic
def unassign_reader(*, assignment: Assignment, by: Any) -> None:
    """Take a reading back that has not been done."""
    if assignment.application.reviews.filter(person=assignment.person).exists():
        raise CannotReview(_("This person has already read the application."))
    record("unassign", by=by, on=assignment.application, about=assignment.person)
    assignment.delete()


@transaction.atomic
def share_out_reading(*, programme: Programme, readers: int, by: Any) -> list[Assignment]:
    """Ask panel members until each application has so many readers, the least burdened first; conflicts are kept out."""
    members = panel_members(programme)
    known = {
        member.pk: set(
            Application.objects.known_to(member).filter(programme=programme).values_list("pk", flat=True)
        )
        for member in members
    }
    asked = {member.pk: 0 for member in members}
    for person_id in Assignment.objects.filter(application__programme=programme).values_list(
        "person", flat=True
    ):
        asked[person_id] = asked.get(person_id, 0) + 1
    made = []
    waiting = Application.objects.filter(programme=programme, state=State.SUBMITTED)
    for application in waiting.prefetch_related("assignments").order_by("submitted_at", "pk"):
        have = {item.person_id for item in application.assignments.all()}
        free = [m for m in members if m.pk not in have and application.pk in known[m.pk]]
        free.sort(key=lambda member: asked[member.pk])  # the sort is stable: ties go by name
        for member in free[: max(0, readers - len(have))]:
            made.append(Assignment.objects.create(application=application, person=member))
            asked[member.pk] += 1
            record("assign", by=by, on=application, about=member)
    return made


@transaction.atomic
def review_application(*, application: Application, marks: dict[str, int], comment: str, by: Any) -> Review:
    """Keep what a panel member saw, by each published criterion. It can be changed until the panel closes."""
    if application.state != State.SUBMITTED:
        raise CannotReview(_("A decision about this application was already told."))
    if panel_of(application.programme).closed_at is not None:
        raise CannotReview(_("The panel has closed."))
    wanted = {item["code"] for item in criteria_of(application.programme, application.role)}
    if set(marks) != wanted or not all(mark in Review.Mark.values for mark in marks.values()):
        raise CannotReview(_("Say what you saw for every criterion."))
    review = Review.objects.filter(application=application, person=by).first()
    review = review or Review(application=application, person=by)
    review.marks, review.comment = marks, comment
    review.save()
    record("review", by=by, on=application, about=application.person_id)
    return review


@transaction.atomic
def declare_conflict(*, application: Application, kind: str, by: Any) -> Conflict:
    """Step aside: what this person said is erased, and the application no longer exists for them."""
    if application.state not in READ_BY_PANEL:
        raise CannotReview(_("There is nothing to step aside from."))
    conflict, _new = Conflict.objects.get_or_create(
        application=application, person=by, defaults={"kind": kind}
    )
    application.reviews.filter(person=by).delete()
    application.assignments.filter(person=by).delete()
    record("conflict", by=by, on=application, about=by)
    return conflict


@transaction.atomic
def close_panel(*, programme: Programme, by: Any) -> Panel:
    """End the reading: from now on the coordinator sees what the panel saw, and nobody changes it."""
    panel = panel_of(programme)
    panel.closed_at, panel.closed_by = timezone.now(), by
    panel.save()
    record("close-panel", by=by, on=panel)
    return panel


@transaction.atomic
def reopen_panel(*, programme: Programme, by: Any) -> Panel:
    """Let the panel read on, for example when a late application was let in."""
    panel = panel_of(programme)
    panel.closed_at = panel.closed_by = None
    panel.save()
    record("reopen-panel", by=by, on=panel)
    return panel
