"""Who works with whom: the best set of pairs, provably, near each other and never rivals.

`Problem.from_edges` states the question, `assign` answers it, `verify` checks the answer without a solver.
`rivalry` tells whether two organisations compete; `fit.score_pairs` turns profiles into permitted pairs with
fit.
"""

from headwater.engines.matching import fit
from headwater.engines.matching.alternates import Alternative, Rematch, alternatives, rematch
from headwater.engines.matching.assignment import Assignment, Stage
from headwater.engines.matching.better import Better, better_elsewhere
from headwater.engines.matching.candidates import Candidates
from headwater.engines.matching.certificate import Verification, verify
from headwater.engines.matching.circles import Circles, circles
from headwater.engines.matching.competition import rivalry
from headwater.engines.matching.errors import BadProblem, MatchingError, MustsClash
from headwater.engines.matching.exchange_graph import Move
from headwater.engines.matching.facts import (
    CompetitionPolicy,
    OrganisationFacts,
    SiteFacts,
    Tender,
    Verdict,
)
from headwater.engines.matching.findings import Fact, Finding, Ground, Outcome
from headwater.engines.matching.influence import Influence, influence
from headwater.engines.matching.many_rivals import ManyVerdicts, Rivals
from headwater.engines.matching.problem import Problem
from headwater.engines.matching.reasons import (
    HeldBack,
    Option,
    PartnerReasons,
    Shortage,
    explain,
    moves_between,
    options,
)
from headwater.engines.matching.relaxing import Relaxation, relaxing
from headwater.engines.matching.solve import assign
from headwater.engines.matching.tradeoff import TradeoffPoint, tradeoff

__all__ = [
    "Alternative",
    "Assignment",
    "BadProblem",
    "Better",
    "Candidates",
    "Circles",
    "CompetitionPolicy",
    "Fact",
    "Finding",
    "Ground",
    "HeldBack",
    "Influence",
    "ManyVerdicts",
    "MatchingError",
    "Move",
    "MustsClash",
    "Option",
    "OrganisationFacts",
    "Outcome",
    "PartnerReasons",
    "Problem",
    "Relaxation",
    "Rematch",
    "Rivals",
    "Shortage",
    "SiteFacts",
    "Stage",
    "Tender",
    "TradeoffPoint",
    "Verdict",
    "Verification",
    "alternatives",
    "assign",
    "better_elsewhere",
    "circles",
    "explain",
    "fit",
    "influence",
    "moves_between",
    "options",
    "relaxing",
    "rematch",
    "rivalry",
    "tradeoff",
    "verify",
]
