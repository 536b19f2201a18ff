"""Everything that changes an application: applying, reading, deciding, joining."""

from headwater.web.applications.actions.applying import (
    CannotApply,
    count_equality_answers,
    draft_name,
    pages_missing,
    save_page,
    start_application,
    submit_application,
    use_form,
    withdraw_application,
)
from headwater.web.applications.actions.deciding import (
    CannotDecide,
    apply_decisions,
    decide,
    deficit_words,
    note_statement_seen,
    take_back_decision,
)
from headwater.web.applications.actions.joining import CannotAnswer, answer_offer
from headwater.web.applications.actions.reviewing import (
    CannotReview,
    assign_reader,
    close_panel,
    declare_conflict,
    reopen_panel,
    review_application,
    share_out_reading,
    unassign_reader,
)

__all__ = [
    "CannotAnswer",
    "CannotApply",
    "CannotDecide",
    "CannotReview",
    "answer_offer",
    "apply_decisions",
    "assign_reader",
    "close_panel",
    "count_equality_answers",
    "decide",
    "declare_conflict",
    "deficit_words",
    "draft_name",
    "note_statement_seen",
    "pages_missing",
    "reopen_panel",
    "review_application",
    "save_page",
    "share_out_reading",
    "start_application",
    "submit_application",
    "take_back_decision",
    "unassign_reader",
    "use_form",
    "withdraw_application",
]
