"""Everything a pair does together, and the few things the host does about a pair."""

from headwater.web.engagements.actions.agreement import accept_agreement, keep_agreement, propose_agreement
from headwater.web.engagements.actions.answers import give_pulse, tag_stance
from headwater.web.engagements.actions.beginning import begin
from headwater.web.engagements.actions.endings import ask_to_end, close_for, confirm_end, keep_going, unwind
from headwater.web.engagements.actions.exchange import (
    POWER_TAPS,
    give_power_pulse,
    look_back,
    say_exchange,
)
from headwater.web.engagements.actions.goals import (
    carry_over,
    note_faced,
    note_progress,
    put_goal_aside,
    reword_goal,
    seal_avoided_issue,
    set_goal,
)
from headwater.web.engagements.actions.notes import (
    erase_reflection,
    keep_free,
    keep_reflection,
    let_go,
    reword_note,
    show_reflection,
    thinking_time_file,
    write_note,
)
from headwater.web.engagements.actions.problems import CannotWorkTogether
from headwater.web.engagements.actions.sessions import (
    cancel_session,
    confirm_session,
    correct_session,
    log_session,
    move_session,
    plan_session,
    session_invitation,
    take_back_log,
)
from headwater.web.engagements.actions.steps import (
    agree_phase,
    answer_extension,
    ask_for_extension,
    suggest_phase,
    withdraw_phase,
)
from headwater.web.engagements.actions.words import draft_kind_word

__all__ = [
    "POWER_TAPS",
    "CannotWorkTogether",
    "accept_agreement",
    "agree_phase",
    "answer_extension",
    "ask_for_extension",
    "ask_to_end",
    "begin",
    "cancel_session",
    "carry_over",
    "close_for",
    "confirm_end",
    "confirm_session",
    "correct_session",
    "draft_kind_word",
    "erase_reflection",
    "give_power_pulse",
    "give_pulse",
    "keep_agreement",
    "keep_free",
    "keep_going",
    "keep_reflection",
    "let_go",
    "log_session",
    "look_back",
    "move_session",
    "note_faced",
    "note_progress",
    "plan_session",
    "propose_agreement",
    "put_goal_aside",
    "reword_goal",
    "reword_note",
    "say_exchange",
    "seal_avoided_issue",
    "session_invitation",
    "set_goal",
    "show_reflection",
    "suggest_phase",
    "tag_stance",
    "take_back_log",
    "thinking_time_file",
    "unwind",
    "withdraw_phase",
    "write_note",
]
