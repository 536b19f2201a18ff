"""A question, the answers to it, and what of them is shown.

A `Table` holds the truth and never leaves the evaluator. A `Release` holds only what readers see, and whose answers it
counts: it is what the ledger keeps. Each `Cell` of a release is a statement that some sum over the people counted lies
between two ends: an exact count, a rounded one, a band of words, a percentage and a mean all say no more than that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from headwater.engines.evaluation.estimate import EvaluationError

Sensitivity = Literal["open", "guarded", "sealed"]
Form = Literal["numbers", "rounded", "some hidden", "words", "withheld"]


@dataclass(frozen=True)
class Question:
    """A closed question as it is tabulated: its categories in order, and how delicate it is.

    Questions with one `topic` are readings of one answer a person gave (before, after, and the change between them):
    `reading` then names, for each full answer to the topic in a fixed order, the category it falls in. `ordered` says
    whether neighbouring categories may be merged.
    """

    name: str
    categories: tuple[str, ...]
    sensitivity: Sensitivity = "open"
    ordered: bool = True
    topic: str = ""
    reading: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.categories)) != len(self.categories) or len(self.categories) < 2:
            raise EvaluationError(f'"{self.name}" needs two or more categories, all different.')
        if set(self.reading) - set(self.categories):
            raise EvaluationError(f'"{self.name}": a reading names a category that is not one of its own.')
        if bool(self.topic) != bool(self.reading):
            raise EvaluationError(f'"{self.name}": a topic and a reading go together.')

    @property
    def subject(self) -> str:
        """What ties questions together: their topic, or the question itself."""
        return self.topic or self.name

    @property
    def readings(self) -> tuple[str, ...]:
        """The category of each full answer to the subject."""
        return self.reading or self.categories


def before_and_after(
    name: str, levels: Sequence[str], polarity: int, sensitivity: Sensitivity = "open"
) -> tuple[Question, Question, Question]:
    """Three questions on one topic: the answer before, the answer after, and better, same or worse.

    `levels` run from the lowest answer to the highest; `polarity` is 1 if the highest is best, else -1.
    """
    places = range(len(levels))
    pairs = [(i, j) for i in places for j in places]
    way = {True: "better", False: "worse"}
    change = tuple("same" if i == j else way[(j - i) * polarity > 0] for i, j in pairs)
    given = tuple(levels)

    def question(part: str, categories: tuple[str, ...], reading: tuple[str, ...]) -> Question:
        return Question(f"{name}, {part}", categories, sensitivity, topic=name, reading=reading)

    return (
        question("before", given, tuple(levels[i] for i, _ in pairs)),
        question("after", given, tuple(levels[j] for _, j in pairs)),
        question("change", ("better", "same", "worse"), change),
    )


@dataclass(frozen=True)
class Table:
    """The true answers to one question of one group: who (by pseudonym) said what, and how many were asked."""

    name: str
    question: Question
    answers: tuple[tuple[str, str], ...]
    asked: int

    def __post_init__(self) -> None:
        unknown = {said for _, said in self.answers} - set(self.question.categories)
        if unknown:
            raise EvaluationError(f'"{self.name}": {sorted(unknown)} are not answers to this question.')
        if len(self.people) != len(self.answers) or self.asked < len(self.answers):
            raise EvaluationError(
                f'"{self.name}": each person answers once, and no more answer than were asked.'
            )

    @classmethod
    def of(cls, name: str, question: Question, answers: Mapping[str, str], asked: int | None = None) -> Self:
        """A table from a mapping of pseudonym to category; `asked` defaults to those who answered."""
        return cls(name, question, tuple(sorted(answers.items())), len(answers) if asked is None else asked)

    @property
    def people(self) -> frozenset[str]:
        """Those who answered."""
        return frozenset(person for person, _ in self.answers)

    @property
    def n(self) -> int:
        """How many answered."""
        return len(self.answers)

    def count(self, categories: Sequence[str]) -> int:
        """How many answered with one of these categories."""
        wanted = set(categories)
        return sum(said in wanted for _, said in self.answers)


@dataclass(frozen=True)
class Cell:
    """One shown figure: `low` <= the sum over the people counted of their category's weight <= `high`.

    `weights` stand in the order of the question's categories; for a count they are 1 and 0.
    """

    label: str
    weights: tuple[float, ...]
    low: float
    high: float
    shown: str


def count_cell(question: Question, categories: Sequence[str], low: int, high: int, shown: str) -> Cell:
    """A cell that says how many chose one of these categories: between `low` and `high`, printed as `shown`."""
    weights = tuple(float(category in categories) for category in question.categories)
    return Cell(" or ".join(categories), weights, low, high, shown)


def percentage_cell(question: Question, categories: Sequence[str], percent: int, n: int) -> Cell:
    """What a whole percentage of a known number gives away: 86% of 14 is 12."""
    low, high = math.ceil((percent - 0.5) * n / 100 - 1e-9), math.floor((percent + 0.5) * n / 100 + 1e-9)
    return count_cell(question, categories, max(0, low), min(n, high), f"{percent}%")


def mean_cell(question: Question, scores: Sequence[float], mean: float, step: float, n: int) -> Cell:
    """What a mean of `n` people, shown to the nearest `step`, gives away of the sum of their scores."""
    low, high = (mean - step / 2) * n, (mean + step / 2) * n
    return Cell("mean", tuple(float(s) for s in scores), low - 1e-9, high + 1e-9, f"{mean:g}")


@dataclass(frozen=True)
class Release:
    """What readers are shown of one table, and whose answers it counts. It holds no answer: the ledger is made of it.

    `n` is taken to be known to every reader, whether printed or not, and so is who answered: nothing here is
    safe only because somebody does not know that.
    """

    name: str
    question: Question
    people: frozenset[str]
    cells: tuple[Cell, ...]
    form: Form = "numbers"
    note: str = ""

    def __post_init__(self) -> None:
        for cell in self.cells:
            if len(cell.weights) != len(self.question.categories):
                raise EvaluationError(f'"{self.name}": a cell has not one weight for each category.')

    @property
    def n(self) -> int:
        """How many answers it counts."""
        return len(self.people)

    def exact(self, categories: Sequence[str]) -> int | None:
        """The count of these categories if it is shown exactly, else None.

        Percentages, intervals and sentences may be made only of counts this gives: 86% of 14 is 12, and an interval
        gives its count away as surely.
        """
        wanted = tuple(float(category in categories) for category in self.question.categories)
        for cell in self.cells:
            if cell.weights == wanted and cell.low == cell.high:
                return int(cell.low)
        return None

    @classmethod
    def plain(cls, table: Table) -> Self:
        """Every count of a table as it is, with no protection at all: for tests, and to show what it would give."""
        counts = [(c, table.count([c])) for c in table.question.categories]
        cells = tuple(count_cell(table.question, [c], k, k, str(k)) for c, k in counts)
        return cls(table.name, table.question, table.people, cells)
