"""As much of staff's answers as their own leader may see (promises.md section 5, rules 1, 3, 4 and 5).

Nothing below the floor. Counts are rounded to five one by one, and where nearly all said the same only that is told.
Figures move on in steps of five answers, so that nobody can watch one answer arrive.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from headwater.web.cascade.words import ANSWERS, QUESTIONS

LEAST = 8
STEP = 5
NEARLY_ALL = 0.8


def due(answered: int, floor: int) -> bool:
    """Whether figures are made anew with this many answers: at the floor, then at every fifth after it."""
    floor = max(floor, LEAST)
    return answered >= floor and (answered - floor) % STEP == 0


def rounded(count: int) -> int:
    """A count to the nearest five."""
    return STEP * ((2 * count + STEP) // (2 * STEP))


def figures(answers: Iterable[Mapping[str, str]], floor: int) -> dict[str, Any]:
    """The figures of a list of taps; empty below the floor."""
    answers = list(answers)
    if len(answers) < max(floor, LEAST):
        return {}
    counts = {asked: Counter(taps.get(asked) for taps in answers) for asked in QUESTIONS}
    return of_counts(len(answers), counts, floor)


def of_counts(answered: int, counts: Mapping[str, Mapping[str, int]], floor: int) -> dict[str, Any]:
    """The figures of counts: the total rounded, each question as three rounded counts or one "most"."""
    if answered < max(floor, LEAST):
        return {}
    made: dict[str, Any] = {"answered": rounded(answered), "least": answered}
    return made | {asked: _question(counts[asked]) for asked in QUESTIONS}


def _question(counts: Mapping[str, int]) -> dict[str, Any]:
    cells = {answer: rounded(counts.get(answer, 0)) for answer in ANSWERS}
    whole = sum(cells.values())
    most = next((answer for answer in ANSWERS if whole and cells[answer] > NEARLY_ALL * whole), None)
    return {"most": most} if most else {"counts": cells}
