"""Pages of supervision, and the plain route for a concern."""

from headwater.web.supervision.views.concerns import (
    answer_concern,
    concern,
    concern_list,
    councils,
    keep_council,
    pass_on,
    raise_concern,
)
from headwater.web.supervision.views.openings import (
    ask_to_open,
    decide_opening,
    opened_concern,
    opened_goals,
    opened_notes,
    opening,
    opening_list,
    transparency,
)
from headwater.web.supervision.views.supervision import (
    assign,
    assignments,
    calendar_file,
    cancel,
    caseload,
    hold,
    own_supervision,
    plan,
    session,
)

__all__ = [
    "answer_concern",
    "ask_to_open",
    "assign",
    "assignments",
    "calendar_file",
    "cancel",
    "caseload",
    "concern",
    "concern_list",
    "councils",
    "decide_opening",
    "hold",
    "keep_council",
    "opened_concern",
    "opened_goals",
    "opened_notes",
    "opening",
    "opening_list",
    "own_supervision",
    "pass_on",
    "plan",
    "raise_concern",
    "session",
    "transparency",
]
