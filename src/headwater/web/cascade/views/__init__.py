from headwater.web.cascade.views.hearing import print_sheet, reply_to, tally
from headwater.web.cascade.views.passing_on import (
    across_organisations,
    cascade,
    edit_practice,
    edit_tiers,
    hand_over,
    own,
    start,
)

__all__ = [
    "across_organisations",
    "cascade",
    "edit_practice",
    "edit_tiers",
    "hand_over",
    "own",
    "print_sheet",
    "reply_to",
    "start",
    "tally",
]
