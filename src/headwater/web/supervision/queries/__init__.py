"""What the pages of supervision, concerns and openings read."""

from headwater.web.supervision.queries.concerns import (
    CouncilLine,
    concern_hearers,
    councils_of,
    councils_of_everyone,
)
from headwater.web.supervision.queries.openings import opened_goals, opened_notes, openings_by_month
from headwater.web.supervision.queries.supervision import (
    Case,
    advice_share,
    cases,
    readable_notes,
    supervisors_of,
)

__all__ = [
    "Case",
    "CouncilLine",
    "advice_share",
    "cases",
    "concern_hearers",
    "councils_of",
    "councils_of_everyone",
    "opened_goals",
    "opened_notes",
    "openings_by_month",
    "readable_notes",
    "supervisors_of",
]
