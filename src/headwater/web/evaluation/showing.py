"""As much of a figure as may be shown outside the evaluator's room (promises.md 5, evidence.md 9).

The engine decides: `protect` merges, rounds, hides and says in words, and `audit` judges the whole ledger. Here its
releases become the figures that a report prints. Two audiences: the circle (the host and those who take part) sees what
the engine allows; funders and the public see that same figure made coarser, so that both together tell no more than the
finer one alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from headwater.engines.evaluation import (
    Cell,
    ChangeCounts,
    Question,
    Release,
    Rules,
    Table,
    count_cell,
    net_change,
    protect,
    share,
)

LEAST_ASKED = 10
INSIDERS = 3
MARGIN = INSIDERS + 1
LEAST_ANSWERED = 2 * MARGIN + 1  # of eight, "at most four" and "at least four" would leave no safe third
SMALLEST_CELL = 3
STEP = 5
CHANGES = ("better", "same", "worse")
CHANGES_GUARDED = ("better", "same or worse")
SAID = ("said so", "did not")


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


def rules(floor: int) -> Rules:
    """The engine's rules for a floor; nine answers are the least, whatever a programme set."""
    return Rules(insiders=INSIDERS, least_asked=LEAST_ASKED, least_answered=max(LEAST_ANSWERED, floor))


def categories_of(kind: str, item_class: str) -> tuple[str, ...]:
    """Into which groups the answers of a figure fall: of a guarded change, only better and the rest."""
    if kind == "share":
        return SAID
    return CHANGES_GUARDED if item_class == "guarded" else CHANGES


def shown_of(release: Release, invited: int) -> Shown:
    """What the engine allows of a table, as a figure: never more, in the words that a report has."""
    n, first = release.n, release.question.categories[0]
    if not release.cells:
        return withheld(n, invited)
    if release.form == "numbers":
        return _exact(release, invited)
    low, high = _range_of(first, release)
    bound = Shown("withheld", None, None, None, n, n, invited)
    if high == n and low > 0:
        return replace(bound, form="at_least", better=low)
    if low == 0 and high < n:
        return replace(bound, form="at_most", better=high)
    only = tuple(float(category == first) for category in release.question.categories)
    own = [cell for cell in release.cells if cell.weights == only]
    if own and release.form in ("rounded", "some hidden"):
        return replace(bound, form="rounded", better=int(own[0].shown))
    return withheld(n, invited)


def _exact(release: Release, invited: int) -> Shown:
    n = release.n
    counts = [release.exact([category]) for category in release.question.categories]
    better = counts[0]
    if better is None:
        return withheld(n, invited)
    if len(counts) == len(CHANGES) and None not in counts:
        net = net_change(*(count or 0 for count in counts))
        return Shown("exact", *counts, n, n, invited, net.value, net.low, net.high, net.method)
    part = share(better, n)
    return Shown(
        "exact", better, n - better, None, n, n, invited, part.value, part.low, part.high, part.method
    )


def _range_of(category: str, release: Release) -> tuple[int, int]:
    """Between which counts a category lies, by the cells that are shown."""
    low, high, n = 0, release.n, release.n
    place = release.question.categories.index(category)
    for cell in release.cells:
        if not any(cell.weights):
            continue
        others = sum(cell.weights) - cell.weights[place]
        if cell.weights[place]:
            high = min(high, int(cell.high))
            low = max(low, 0 if others else int(cell.low))
        else:
            high = min(high, n - int(cell.low))
            alone = others == len(cell.weights) - 1
            low = max(low, n - int(cell.high) if alone else 0)
    return low, high


def cells_of(shown: Shown, question: Question) -> tuple[Cell, ...]:
    """What a shown figure tells, as the engine reckons with it: for the ledger that every later release is judged by."""
    n, first, rest = shown.answered_to, question.categories[:1], question.categories[1:]

    def cell(part: tuple[str, ...], low: int, high: int) -> Cell:
        return count_cell(question, part, max(0, low), min(n, high), shown.form)

    if shown.form == "exact":
        counts = [shown.better or 0, shown.same or 0]
        if shown.worse is None:
            return (cell(first, counts[0], counts[0]),)
        counts.append(shown.worse)
        return tuple(cell((c,), k, k) for c, k in zip(question.categories, counts, strict=True))
    if shown.form == "at_least":
        return (cell(first, n - MARGIN if shown.better is None else shown.better, n),)
    if shown.form == "at_most":
        return (cell(first, 0, MARGIN if shown.better is None else shown.better),)
    if shown.form == "rounded":
        near = [(first, shown.better), (rest, shown.same)]
        reach = STEP // 2
        return tuple(cell(part, k - reach, k + reach) for part, k in near if k is not None)
    return ()


def show_change(counts: ChangeCounts, floor: int, item_class: str = "open") -> Shown:
    """Better, the same and worse for the circle, with no other release to look at."""
    numbers = (counts.better, counts.same, counts.worse)
    if item_class == "guarded":
        numbers = (counts.better, counts.same + counts.worse)  # type: ignore[assignment]
    return _alone(numbers, categories_of("change", item_class), item_class, counts.invited, floor)


def show_share(count: int, answered: int, invited: int, floor: int) -> Shown:
    """How many of those who answered said so, for the circle, with no other release to look at."""
    return _alone((count, answered - count), SAID, "open", invited, floor)


def _alone(
    counts: Iterable[int], categories: tuple[str, ...], item_class: str, invited: int, floor: int
) -> Shown:
    said = [c for c, count in zip(categories, counts, strict=True) for _each in range(count)]
    question = Question("figure", categories, "guarded" if item_class == "guarded" else "open")
    table = Table.of("figure", question, {f"{place:06}": c for place, c in enumerate(said)}, invited)
    return shown_of(protect([table], rules(floor)).releases[0], invited)


def show_to_world(shown: Shown, floor: int) -> Shown:
    """The same figure for funders and the public: nothing that the circle's figure does not already tell."""
    low, high = band(shown.answered_to, shown.invited)
    coarse = replace(shown, answered_from=low, answered_to=high, value=None, low=None, high=None, method="")
    nothing = replace(coarse, form="withheld", better=None, same=None, worse=None)
    if shown.form == "withheld" or shown.answered_to < floor:
        return nothing
    if shown.form in ("at_least", "at_most"):
        margin = shown.answered_to - MARGIN if shown.form == "at_least" else MARGIN
        return replace(coarse, better=None, same=None, worse=None) if shown.better == margin else nothing
    if shown.form == "rounded":
        return coarse
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


def withheld(answered: int, invited: int) -> Shown:
    """A figure of which nothing is told, with how many answered as a band."""
    low, high = band(answered, invited)
    return Shown("withheld", None, None, None, low, high, invited)
