"""Everything that changes who works with whom. Each is atomic and returns what changed."""

from headwater.web.matching.actions.answering import answer_proposal, pause_instead, unwind
from headwater.web.matching.actions.by_hand import lift_hand_rule, rule_by_hand, rule_on_rivalry, swap_by_hand
from headwater.web.matching.actions.choosing import express_interest
from headwater.web.matching.actions.exclusions import add_exclusion, remove_exclusion, take_over_wishes
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.actions.publishing import notify, publish, take_back
from headwater.web.matching.actions.rechecking import recheck_competition
from headwater.web.matching.actions.running import bring_back, propose_matches, put_aside, work_out
from headwater.web.matching.actions.waiting import (
    draft_for_those_who_wait,
    offer_by_itself,
    place_came_free,
)

__all__ = [
    "CannotMatch",
    "add_exclusion",
    "answer_proposal",
    "bring_back",
    "draft_for_those_who_wait",
    "express_interest",
    "lift_hand_rule",
    "notify",
    "offer_by_itself",
    "pause_instead",
    "place_came_free",
    "propose_matches",
    "publish",
    "put_aside",
    "recheck_competition",
    "remove_exclusion",
    "rule_by_hand",
    "rule_on_rivalry",
    "swap_by_hand",
    "take_back",
    "take_over_wishes",
    "unwind",
    "work_out",
]
