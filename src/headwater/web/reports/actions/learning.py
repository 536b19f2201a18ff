"""Keeping the learning log, and carrying it into the next programme (R71)."""

from typing import Any

from django.db import transaction

from headwater.web.audit.trail import record
from headwater.web.programmes.models import Programme
from headwater.web.reports.models import Lesson


@transaction.atomic
def keep_lesson(lesson: Lesson, *, by: Any) -> Lesson:
    """Keep a line of the log, new or changed."""
    new = lesson._state.adding
    if new:
        lesson.written_by = by
    lesson.save()
    record("create" if new else "edit", by=by, on=lesson)
    return lesson


@transaction.atomic
def remove_lesson(lesson: Lesson, *, by: Any) -> None:
    """Take a line out of the log."""
    record("delete", by=by, on=lesson)
    lesson.delete()


@transaction.atomic
def carry_lessons(programme: Programme, *, to: Programme, by: Any) -> list[Lesson]:
    """Carry the log of a programme into the one that was made from it: what helped stays a lesson, what did not, too."""
    return [
        Lesson.objects.create(
            programme=to,
            noticed_on=lesson.noticed_on,
            challenge=lesson.challenge,
            change=lesson.change,
            helped=lesson.helped,
            seen_in=lesson.seen_in,
            carried_from=lesson,
            written_by=by,
        )
        for lesson in Lesson.objects.filter(programme=programme).order_by("created_at", "pk")
    ]
