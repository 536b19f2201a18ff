"""Which pairs a large run looks at: each partner's best at first, then whichever could still help, until none can."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching import Candidates
from headwater.engines.matching.fit import Weights
from headwater.web.matching.profiles import for_consultant, for_partner, profile_for_engine
from headwater.web.matching.progress import Tell
from headwater.web.programmes.models import Participant

EVERY_PAIR_UP_TO = 40_000  # pairs: a pilot and a region; beyond, a run is worked out in the background
LOOKED_AT = 60  # consultants for each partner at first
Pair = tuple[str, str]


def is_large(partners: int, consultants: int) -> bool:
    """Whether a run is worked out in the background, without looking at every pair."""
    return partners * consultants > EVERY_PAIR_UP_TO


class Search:
    """The pairs of a large pool that are looked at, by id."""

    def __init__(
        self, partners: list[Participant], consultants: list[Participant], rules: dict[str, Any]
    ) -> None:
        self.ids = [str(one.pk) for one in partners], [str(one.pk) for one in consultants]
        self._candidates = Candidates(
            [for_partner(profile_for_engine(one, rules)) for one in partners],
            [for_consultant(profile_for_engine(one, rules)) for one in consultants],
            Weights(**rules["weights"]),
            most=LOOKED_AT,
            all_up_to=0,
        )

    def first(self, tell: Tell) -> list[Pair]:
        """Each partner's best by rough fit, rivalry aside."""
        rows = self._candidates.first(lambda done, of: tell("nearest", 5 + 15 * done // max(of, 1)))
        return self._named(rows)

    def more(self, problem: Any, assignment: Any, known: list[Pair]) -> list[Pair]:
        """The pairs not looked at yet that could improve a match made for total fit; when there is none, it is the best.

        Where rules leave none of those looked at, every pair.
        """
        if assignment is None:
            return self._every() if len(known) < len(self.ids[0]) * len(self.ids[1]) else []
        at = [{one: i for i, one in enumerate(side)} for side in self.ids]
        rows = np.array([(at[0][p], at[1][c]) for p, c in known], dtype=np.int64).reshape(-1, 2)
        return self._named(self._candidates.helpful(problem, assignment, rows))

    def _every(self) -> list[Pair]:
        return [(p, c) for p in self.ids[0] for c in self.ids[1]]

    def _named(self, rows: NDArray[np.int64]) -> list[Pair]:
        return [(self.ids[0][p], self.ids[1][c]) for p, c in rows.tolist()]
