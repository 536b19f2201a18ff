"""Who works with whom: the best set of pairs, provably, near each other and never rivals.

`Problem.from_edges` states the question, `assign` answers it, `verify` checks the answer without a solver.
`rivalry` tells whether two organisations compete; `fit.score_pairs` turns profiles into permitted pairs with
fit.
"""

from headwater.engines.matching import fit
from headwater.engines.matching.assignment import Assignment, Stage
from headwater.engines.matching.certificate import Verification, verify
from headwater.engines.matching.competition import rivalry
from headwater.engines.matching.errors import BadProblem, MatchingError, MustsClash
from headwater.engines.matching.facts import (
    CompetitionPolicy,
    Fact,
    Ground,
    OrganisationFacts,
    Outcome,
    SiteFacts,
    Tender,
    Verdict,
)
from headwater.engines.matching.problem import Problem
from headwater.engines.matching.solve import assign

__all__ = [
    "Assignment",
    "BadProblem",
    "CompetitionPolicy",
    "Fact",
    "Ground",
    "MatchingError",
    "MustsClash",
    "OrganisationFacts",
    "Outcome",
    "Problem",
    "SiteFacts",
    "Stage",
    "Tender",
    "Verdict",
    "Verification",
    "assign",
    "fit",
    "rivalry",
    "verify",
]
