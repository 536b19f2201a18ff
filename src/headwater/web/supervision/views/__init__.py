"""Pages of supervision, and the plain route for a concern."""

from headwater.web.supervision.views.concerns import answer_concern, concern, concern_list, raise_concern
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
    "assign",
    "assignments",
    "calendar_file",
    "cancel",
    "caseload",
    "concern",
    "concern_list",
    "hold",
    "own_supervision",
    "plan",
    "raise_concern",
    "session",
]
