"""Start a cascade, note what happened, hear what staff send, answer them, and pass it on to other organisations."""

from headwater.web.cascade.actions.across import note_crossing, say_what_became, take_back_crossing, take_up
from headwater.web.cascade.actions.errors import CannotPassOn, SheetIsClosed, SheetIsFull, UnknownSlip
from headwater.web.cascade.actions.hand_overs import correct_hand_over, note_hand_over, take_back_hand_over
from headwater.web.cascade.actions.practice import set_rules, start_cascade, write_anew
from headwater.web.cascade.actions.sending import answer_signal, send_signal
from headwater.web.cascade.actions.staff import (
    close_sheet,
    open_sheet,
    print_slips,
    replace_code,
    reply,
    take_answer,
    type_in_paper,
)
from headwater.web.cascade.actions.tiers import open_step, plan_step, set_tiers, set_workplaces

__all__ = [
    "CannotPassOn",
    "SheetIsClosed",
    "SheetIsFull",
    "UnknownSlip",
    "answer_signal",
    "close_sheet",
    "correct_hand_over",
    "note_crossing",
    "note_hand_over",
    "open_sheet",
    "open_step",
    "plan_step",
    "print_slips",
    "replace_code",
    "reply",
    "say_what_became",
    "send_signal",
    "set_rules",
    "set_tiers",
    "set_workplaces",
    "start_cascade",
    "take_answer",
    "take_back_crossing",
    "take_back_hand_over",
    "take_up",
    "type_in_paper",
    "write_anew",
]
