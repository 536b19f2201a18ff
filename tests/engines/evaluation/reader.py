"""An independent reader: the audit's question put in another way, person by person and with the true answers.

The engine reckons with groups and with every make-up of insiders. Here each person is an unknown of their own, the
insiders are named people who say what they truly answered, and the program asks who of the others could have
answered otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

import numpy as np

from headwater.engines.evaluation import Question, Release

Truth = Mapping[str, Mapping[str, str]]
"""The true category of each person under each question name."""


def determined(
    releases: Sequence[Release], question: Question, truth: Truth, insiders: Iterable[str]
) -> set[str]:
    """Those who answered the question and, for all the insiders can tell, can only have said what they said."""
    about = [r for r in releases if r.question.subject == question.subject and r.people]
    people = sorted(frozenset().union(*(r.people for r in about)))
    insiders = set(insiders)
    open_question = {
        p for p in people if p not in insiders and any(p in r.people for r in about if r.question == question)
    }
    program = _Program(about, people, truth, insiders)
    while open_question:
        differs = program.most_otherwise(question, truth, open_question)
        if not differs:
            return open_question
        open_question -= differs
    return set()


class _Program:
    """Binary unknowns z[person, full answer]; one full answer each; every shown cell holds; insiders are known."""

    def __init__(self, about, people, truth, insiders):
        from scipy.optimize import Bounds, LinearConstraint

        self.people, self.size = people, len(about[0].question.readings)
        place = {p: i for i, p in enumerate(people)}
        rows, lows, highs = [], [], []
        for i in range(len(people)):
            row = np.zeros((len(people), self.size))
            row[i] = 1
            rows, lows, highs = [*rows, row], [*lows, 1], [*highs, 1]
        for release in about:
            for cell in release.cells:
                weight = dict(zip(release.question.categories, cell.weights, strict=True))
                row = np.zeros((len(people), self.size))
                for p in release.people:
                    row[place[p]] = [weight[c] for c in release.question.readings]
                rows, lows, highs = [*rows, row], [*lows, cell.low], [*highs, cell.high]
        most = np.ones((len(people), self.size))
        for p in insiders & set(people):
            for release in about:
                if p in release.people:
                    said = truth[release.question.name][p]
                    most[place[p]] *= [c == said for c in release.question.readings]
        self.constraints = LinearConstraint(np.array([r.ravel() for r in rows]), lows, highs)
        self.bounds = Bounds(0, most.ravel())

    def most_otherwise(self, question, truth, who):
        """Of these people, those who answer otherwise than in truth in a world where as many as can be do."""
        from scipy.optimize import milp

        otherwise = np.zeros((len(self.people), self.size))
        for i, p in enumerate(self.people):
            if p in who:
                otherwise[i] = [c != truth[question.name][p] for c in question.readings]
        solved = milp(
            -otherwise.ravel(),
            integrality=np.ones(otherwise.size),
            bounds=self.bounds,
            constraints=self.constraints,
            options={"mip_rel_gap": 0.5},
        )
        assert solved.x is not None, "the true answers themselves must fit"
        world = np.round(solved.x).reshape(otherwise.shape)
        return {p for i, p in enumerate(self.people) if (world[i] * otherwise[i]).sum() > 0}


def cunning_pools(
    releases: Sequence[Release], question: Question, truth: Truth, random
) -> list[tuple[str, ...]]:
    """Threes of insiders in each group: those with the rarest answers, and, where a lot is given, three drawn by it."""
    said = truth[question.name]
    bases = {r.people for r in releases if r.question == question}
    pools = []
    for base in sorted(bases, key=sorted):
        count = {p: sum(said[q] == said[p] for q in base) for p in base}
        pools.append(tuple(sorted(base, key=lambda p: (count[p], p))[:3]))
        if random is not None:
            pools.append(tuple(random.sample(sorted(base), min(3, len(base)))))
    return pools


def someone_determined(
    releases: Sequence[Release], questions: Sequence[Question], truth: Truth, random
) -> bool:
    """Whether any cunning pool of three determines anyone else's answer to any of the questions."""
    return any(
        determined(releases, question, truth, pool)
        for question in questions
        if any(r.question == question and r.people for r in releases)
        for pool in cunning_pools(releases, question, truth, random)
    )


def safe_by_enumeration(releases: Sequence[Release], insiders: int) -> bool:
    """The definition, on a handful of people: list every world, every pool and everything it could say."""
    people = sorted(frozenset().union(*(r.people for r in releases)))
    questions = list(dict.fromkeys(r.question for r in releases))
    size = range(len(questions[0].readings))
    worlds = [
        w for w in product(size, repeat=len(people)) if _fits(releases, dict(zip(people, w, strict=True)))
    ]
    for pool in combinations(range(len(people)), min(insiders, len(people) - 1)):
        views: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
        for world in worlds:
            views.setdefault(tuple(world[i] for i in pool), []).append(world)
        for seen in views.values():
            for i, p in enumerate(people):
                if i in pool:
                    continue
                for question in questions:
                    asked = any(p in r.people for r in releases if r.question == question)
                    if asked and len({question.readings[w[i]] for w in seen}) == 1:
                        return False
    return True


def _fits(releases, world):
    for release in releases:
        weights = [
            dict(zip(release.question.categories, cell.weights, strict=True)) for cell in release.cells
        ]
        for cell, weight in zip(release.cells, weights, strict=True):
            total = sum(weight[release.question.readings[world[p]]] for p in release.people)
            if not cell.low <= total <= cell.high:
                return False
    return True
