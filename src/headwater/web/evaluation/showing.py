"""As much of a figure as may be shown outside the evaluator's room (promises.md 5, evidence.md 9).

Two audiences. The circle (host and those who take part) sees counts only where no three people who pool their own
answers could tell anyone else's: the cells of 1 or 2 are merged first, and a count within four of nobody or
everybody becomes "at most" or "at least" (within, not nearer than: that a bound is shown tells that the bound's
own value would have been shown otherwise). Funders and the public see that same figure made coarser: rounded to five,
in words. The coarser one is made from the finer one, so that both together tell no more than the finer alone.
"""

from dataclasses import dataclass, replace

from headwater.engines.evaluation import ChangeCounts, net_change, share

LEAST_ASKED = 10
INSIDERS = 3
MARGIN = INSIDERS + 1
LEAST_ANSWERED = 2 * MARGIN + 1  # of eight, "at most four" and "at least four" would leave no safe third
SMALLEST_CELL = 3
STEP = 5


@dataclass(frozen=True)
class Shown:
    """What of a figure may be seen. ``better`` is a bound where ``form`` is "at_least" or "at_most".

    ``same`` holds "the same or worse" together where ``worse`` is None. ``value``, ``low`` and ``high`` are a share from
    -1 to 1 with its 95% interval, only where nothing beyond the counts can be worked out from them.
    """

    form: str
    better: int | None
    same: int | None
    worse: int | None
    answered_from: int
    answered_to: int
    invited: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""


def show_change(counts: ChangeCounts, floor: int) -> Shown:
    """Better, the same and worse for the circle."""
    n = counts.answered
    if not _enough(n, counts.invited, floor):
        return _withheld(n, counts.invited)
    cells = (counts.better, counts.same, counts.worse)
    if min(cells) >= SMALLEST_CELL and n - max(cells) >= MARGIN:
        net = net_change(*cells)
        return Shown("exact", *cells, n, n, counts.invited, net.value, net.low, net.high, net.method)
    return show_share(counts.better, n, counts.invited, floor)


def show_share(count: int, answered: int, invited: int, floor: int) -> Shown:
    """How many of those who answered said so, for the circle; the rest are shown together."""
    if not _enough(answered, invited, floor):
        return _withheld(answered, invited)
    if count <= MARGIN:
        return Shown("at_most", MARGIN, None, None, answered, answered, invited)
    if answered - count <= MARGIN:
        return Shown("at_least", answered - MARGIN, None, None, answered, answered, invited)
    part = share(count, answered)
    return Shown(
        "exact",
        count,
        answered - count,
        None,
        answered,
        answered,
        invited,
        part.value,
        part.low,
        part.high,
        part.method,
    )


def show_to_world(shown: Shown, floor: int) -> Shown:
    """The same figure for funders and the public: nothing that the circle's figure does not already tell."""
    low, high = band(shown.answered_to, shown.invited)
    coarse = replace(shown, answered_from=low, answered_to=high, value=None, low=None, high=None, method="")
    if shown.form == "withheld" or shown.answered_to < floor:
        return replace(coarse, form="withheld", better=None, same=None, worse=None)
    if shown.form != "exact":
        return replace(coarse, better=None, same=None, worse=None)
    better = round_to_step(shown.better or 0)
    rest = round_to_step((shown.same or 0) + (shown.worse or 0))
    return replace(coarse, form="rounded", better=better, same=rest, worse=None)


def band(answered: int, invited: int) -> tuple[int, int]:
    """How many answered, as a band of five: all that a host ever sees of who answered (row 16)."""
    low = STEP * ((answered - 1) // STEP) if answered else 0
    return low, min(low + STEP, max(invited, answered))


def round_to_step(count: int) -> int:
    """A count to the nearest five."""
    return STEP * ((2 * count + STEP) // (2 * STEP))


def _enough(answered: int, invited: int, floor: int) -> bool:
    return invited >= LEAST_ASKED and answered >= max(LEAST_ANSWERED, floor)


def _withheld(answered: int, invited: int) -> Shown:
    low, high = band(answered, invited)
    return Shown("withheld", None, None, None, low, high, invited)
