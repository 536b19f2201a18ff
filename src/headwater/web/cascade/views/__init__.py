"""The pages of a cascade."""

from headwater.web.cascade.views.across import (
    across_organisations,
    answer_crossing,
    became,
    crossings,
    rules,
    take_back_crossing,
    take_up,
)
from headwater.web.cascade.views.hearing import (
    close_sheet,
    keep_sheet,
    open_sheet,
    print_sheet,
    print_slips,
    replace_code,
    reply_to,
    staff_say,
    tally,
)
from headwater.web.cascade.views.noting import correct, hand_over, noted, take_back
from headwater.web.cascade.views.passing_on import (
    cascade,
    edit_practice,
    mine,
    own,
    practice,
    sites,
    start,
    write_anew,
)
from headwater.web.cascade.views.sending import answer_signal, send, signal, signals
from headwater.web.cascade.views.tiers import edit_tiers, edit_workplaces, open_step, step

__all__ = [
    "across_organisations",
    "answer_crossing",
    "answer_signal",
    "became",
    "cascade",
    "close_sheet",
    "correct",
    "crossings",
    "edit_practice",
    "edit_tiers",
    "edit_workplaces",
    "hand_over",
    "keep_sheet",
    "mine",
    "noted",
    "open_sheet",
    "open_step",
    "own",
    "practice",
    "print_sheet",
    "print_slips",
    "replace_code",
    "reply_to",
    "rules",
    "send",
    "signal",
    "signals",
    "sites",
    "staff_say",
    "start",
    "step",
    "take_back",
    "take_back_crossing",
    "take_up",
    "tally",
    "write_anew",
]
