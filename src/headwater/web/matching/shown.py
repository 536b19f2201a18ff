"""What a run keeps beside its pairs: who has nobody and why, what decided, what stood in the way (R32, R47)."""

from collections import Counter
from typing import Any

from django.utils import timezone

from headwater.engines.matching import options
from headwater.web.matching.pool import Pair, Pool
from headwater.web.matching.solve import Match
from headwater.web.matching.telling import curve_of, telling_of, weights_felt, what_would_help, why_nobody

MOST_HELPED = 60  # for so many without a pair, what would help is worked out with the run


def what_the_desk_says(pool: Pool, match: Match) -> dict[str, Any]:
    """What the desk says beside the pairs, kept as it was when the run was made."""
    telling = telling_of(match)
    given = {c for _, c in match.pairs}
    small = pool.pairs is None
    return {
        "made_on": timezone.localdate().isoformat(),
        "waiting": [
            {
                "partner": partner,
                "why": why_nobody(telling, partner),
                "help": what_would_help(telling, partner) if i < MOST_HELPED and small else [],
            }
            for i, partner in enumerate(match.unplaced)
        ],
        "weights": weights_felt(telling),
        "without_partner": [one for one in match.consultants if one not in given],
        "not_yet": {str(pk): reasons for pk, (_, reasons) in pool.not_yet.items()},
        "kept_apart": pool.count("barred"),
        "to_check": pool.count("check"),
        "curve": curve_of(telling) if small else [],
    }


def several_for_each(match: Match, each: int) -> list[Pair]:
    """The best set, and beside it for each partner the others who would cost the whole least, up to ``each`` in all.

    Nobody who gives help is shown to more than ``each`` for every place they have.
    """
    if match.problem is None or match.assignment is None:
        return []
    places = {one["id"]: one["places"] for one in match.inputs["consultants"]}
    found = list(match.pairs)
    asked, shown = Counter(p for p, _ in found), Counter(c for _, c in found)
    for at, partner in enumerate(match.partners):
        for one in options(match.problem, match.assignment, at, most=2 * each):
            consultant = match.consultants[one.consultant]
            if asked[partner] < each and shown[consultant] < each * places[consultant]:
                found.append((partner, consultant))
                asked[partner] += 1
                shown[consultant] += 1
    return found
