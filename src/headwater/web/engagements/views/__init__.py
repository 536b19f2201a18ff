"""Pages of a pair, and the coordinator's pages of facts."""

from headwater.web.engagements.views.agreement import accept_agreement, agreement, write_agreement
from headwater.web.engagements.views.endings import confirm_end, end, faced, keep_going
from headwater.web.engagements.views.facts import answer_extension, close, engagement_list, facts, stance
from headwater.web.engagements.views.goals import add_goal, avoided, edit_goal, progress, put_aside
from headwater.web.engagements.views.sessions import (
    calendar_file,
    cancel,
    confirm,
    correct,
    log,
    log_planned,
    move,
    plan,
    pulse,
    take_back,
)
from headwater.web.engagements.views.together import (
    agree_phase,
    extension,
    suggest_phase,
    together,
    withdraw_phase,
)

__all__ = [
    "accept_agreement",
    "add_goal",
    "agree_phase",
    "agreement",
    "answer_extension",
    "avoided",
    "calendar_file",
    "cancel",
    "close",
    "confirm",
    "confirm_end",
    "correct",
    "edit_goal",
    "end",
    "engagement_list",
    "extension",
    "faced",
    "facts",
    "keep_going",
    "log",
    "log_planned",
    "move",
    "plan",
    "progress",
    "pulse",
    "put_aside",
    "stance",
    "suggest_phase",
    "take_back",
    "together",
    "withdraw_phase",
    "write_agreement",
]
