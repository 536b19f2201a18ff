"""What people do in supervision, with concerns, and to open what is confidential."""

from headwater.web.supervision.actions.concerns import (
    CannotRaise,
    can_be_passed_to,
    close_concern,
    hear_concern,
    keep_council_contact,
    note_step,
    pass_on,
    raise_concern,
)
from headwater.web.supervision.actions.openings import (
    CannotOpen,
    ask_to_open,
    decline_opening,
    open_it,
    people_concerned,
)
from headwater.web.supervision.actions.supervision import (
    CannotSupervise,
    assign_supervisor,
    cancel_supervision,
    hold_supervision,
    move_supervision,
    plan_supervision,
    supervision_invitation,
    write_note,
)

__all__ = [
    "CannotOpen",
    "CannotRaise",
    "CannotSupervise",
    "ask_to_open",
    "assign_supervisor",
    "can_be_passed_to",
    "cancel_supervision",
    "close_concern",
    "decline_opening",
    "hear_concern",
    "hold_supervision",
    "keep_council_contact",
    "move_supervision",
    "note_step",
    "open_it",
    "pass_on",
    "people_concerned",
    "plan_supervision",
    "raise_concern",
    "supervision_invitation",
    "write_note",
]
