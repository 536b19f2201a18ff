"""Reading what was opened, and how often that happens: the one, for a day; the other, for everyone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from headwater.web.engagements.models import SharedNote
from headwater.web.engagements.queries import GoalLine, goal_lines
from headwater.web.supervision.models import Opening, SupervisionNote, SupervisionSession


def opened_goals(opening: Opening) -> list[GoalLine]:
    """The goals of the pair that was opened, with the latest progress."""
    return goal_lines(opening.engagement)


def opened_shared_notes(opening: Opening) -> list[SharedNote]:
    """The notes the pair shares, each with who wrote it."""
    return list(opening.engagement.notes.select_related("author__person"))


def opened_notes(opening: Opening) -> list[SupervisionNote]:
    """The notes of one-to-one supervision of the pair's consultant since the pair began; a group's stay closed."""
    engagement = opening.engagement
    return list(
        SupervisionNote.objects.filter(
            session__kind=SupervisionSession.Kind.ONE_TO_ONE,
            session__places__consultant=engagement.consultant_id,
            session__starts_at__date__gte=engagement.began_on,
        ).select_related("author", "session")
    )


@dataclass(frozen=True)
class OpeningsOfMonth:
    """How often something was asked for, and opened, in a month."""

    month: Any
    asked: int
    opened: int


def openings_by_month() -> list[OpeningsOfMonth]:
    """For each month with any, how many openings were asked for and allowed: the count everyone may read."""
    rows = (
        Opening.objects.order_by()
        .values(month=TruncMonth("created_at"))
        .annotate(asked=Count("pk"), opened=Count("pk", filter=Q(state=Opening.State.OPENED)))
        .order_by("-month")
    )
    return [OpeningsOfMonth(row["month"], row["asked"], row["opened"]) for row in rows]
