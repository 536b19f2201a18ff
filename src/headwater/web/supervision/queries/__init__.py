"""What the pages of supervision, concerns and openings read."""

from headwater.web.supervision.queries.concerns import (
    CouncilLine,
    concern_hearers,
    councils_of,
    councils_of_everyone,
)
from headwater.web.supervision.queries.openings import (
    opened_goals,
    opened_notes,
    opened_shared_notes,
    openings_by_month,
)
from headwater.web.supervision.queries.prompts import PairOfCase, Prompts, pairs_of, prompts_for
from headwater.web.supervision.queries.supervision import (
    Case,
    Hours,
    advice_share,
    cases,
    hours_of,
    readable_notes,
    supervisors_of,
)

__all__ = [
    "Case",
    "CouncilLine",
    "Hours",
    "PairOfCase",
    "Prompts",
    "advice_share",
    "cases",
    "concern_hearers",
    "councils_of",
    "councils_of_everyone",
    "hours_of",
    "opened_goals",
    "opened_notes",
    "opened_shared_notes",
    "openings_by_month",
    "pairs_of",
    "prompts_for",
    "readable_notes",
    "supervisors_of",
]
