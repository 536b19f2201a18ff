"""What changed, how sure one may be, what may be shown of it, and what it cost.

Frozen values in, frozen results out. Every result carries its n, its method and its source; there is no
interval below 8 answers, no p-value for the body of a report, and no sentence that claims a cause.
"""

from headwater.engines.evaluation.agreement import Agreement, agreement
from headwater.engines.evaluation.change import ChangeBounds, ChangeCounts, change_bounds, net_change
from headwater.engines.evaluation.costs import (
    BreakEven,
    CostPerOrganisation,
    CostPerOutcome,
    FullCost,
    break_even_success,
    cost_per_organisation,
    cost_per_outcome,
    external_price,
)
from headwater.engines.evaluation.disclosure.audit import Audit, Disclosure, audit
from headwater.engines.evaluation.disclosure.protect import Protection, protect
from headwater.engines.evaluation.disclosure.rules import Rules
from headwater.engines.evaluation.disclosure.tables import (
    Cell,
    Question,
    Release,
    Table,
    before_and_after,
    count_cell,
    mean_cell,
    percentage_cell,
)
from headwater.engines.evaluation.disclosure.worlds import reader_range
from headwater.engines.evaluation.estimate import Estimate, EvaluationError, PValue
from headwater.engines.evaluation.ranks import shift, signed_rank_p
from headwater.engines.evaluation.shares import Adjusted, holm, share, sign_test
from headwater.engines.evaluation.wording import (
    CausalWording,
    ChangeWords,
    bounds_sentence,
    change_sentence,
    net_sentence,
    plain,
    share_sentence,
)

__all__ = [
    "Adjusted",
    "Agreement",
    "Audit",
    "BreakEven",
    "CausalWording",
    "Cell",
    "ChangeBounds",
    "ChangeCounts",
    "ChangeWords",
    "CostPerOrganisation",
    "CostPerOutcome",
    "Disclosure",
    "Estimate",
    "EvaluationError",
    "FullCost",
    "PValue",
    "Protection",
    "Question",
    "Release",
    "Rules",
    "Table",
    "agreement",
    "audit",
    "before_and_after",
    "bounds_sentence",
    "break_even_success",
    "change_bounds",
    "change_sentence",
    "cost_per_organisation",
    "cost_per_outcome",
    "count_cell",
    "external_price",
    "holm",
    "mean_cell",
    "net_change",
    "net_sentence",
    "percentage_cell",
    "plain",
    "protect",
    "reader_range",
    "share",
    "share_sentence",
    "shift",
    "sign_test",
    "signed_rank_p",
]
