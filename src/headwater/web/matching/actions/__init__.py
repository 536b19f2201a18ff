"""Everything that changes who works with whom. Each is atomic and returns what changed."""

from headwater.web.matching.actions.answering import answer_proposal
from headwater.web.matching.actions.by_hand import lift_hand_rule, rule_by_hand, rule_on_rivalry
from headwater.web.matching.actions.exclusions import add_exclusion, remove_exclusion, take_over_wishes
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.actions.publishing import notify, publish, take_back
from headwater.web.matching.actions.running import bring_back, propose_matches, put_aside

__all__ = [
    "CannotMatch",
    "add_exclusion",
    "answer_proposal",
    "bring_back",
    "lift_hand_rule",
    "notify",
    "propose_matches",
    "publish",
    "put_aside",
    "remove_exclusion",
    "rule_by_hand",
    "rule_on_rivalry",
    "take_back",
    "take_over_wishes",
]
