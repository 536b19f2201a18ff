"""Which pairs a large run looks at: for each partner the consultants who would fit best, rivalry aside."""

import numpy as np

from headwater.engines.matching.fit import Weights, score_pairs
from headwater.web.matching.profiles import for_consultant, for_partner, profile_for_engine
from headwater.web.programmes.models import Participant

EVERY_PAIR_UP_TO = 40_000  # pairs: a pilot and a region; beyond, the best fitting are looked at
LOOKED_AT = 60  # consultants for each partner
AT_ONCE = 200  # partners


def is_large(partners: int, consultants: int) -> bool:
    """Whether a run is worked out in the background, on the best fitting pairs."""
    return partners * consultants > EVERY_PAIR_UP_TO


def pairs_to_look_at(
    partners: list[Participant], consultants: list[Participant], rules: dict
) -> list[tuple[str, str]] | None:
    """The pairs of a large pool that are looked at, by id; None in a small one: every pair is."""
    if not is_large(len(partners), len(consultants)):
        return None
    giving = [for_consultant(profile_for_engine(one, rules)) for one in consultants]
    found: list[tuple[str, str]] = []
    for at in range(0, len(partners), AT_ONCE):
        asking = partners[at : at + AT_ONCE]
        seeking = [for_partner(profile_for_engine(one, rules)) for one in asking]
        scored = score_pairs(seeking, giving, Weights(**rules["weights"]))
        for p, c in _best(scored.partner, scored.consultant, scored.fit):
            found.append((str(asking[p].pk), str(consultants[c].pk)))
    return found


def _best(partner: np.ndarray, consultant: np.ndarray, fit: np.ndarray) -> list[tuple[int, int]]:
    """The best fitting of each partner; of equals, those first in order."""
    order = np.lexsort((consultant, -fit, partner))
    mine = partner[order]
    rank = np.arange(len(mine)) - np.searchsorted(mine, mine)
    stay = order[rank < LOOKED_AT]
    return list(zip(partner[stay].tolist(), consultant[stay].tolist(), strict=True))
