"""The judge: can a reader, or a few insiders who pool what they know of themselves, pin down anyone's answer?

A person is pinned down when every possible world, given all releases and the insiders' own answers, gives that person
the same answer to a question. The audit asks it not of the true answers but of every world that fits what was shown,
for every make-up the insiders could have. Its verdict therefore depends on nothing but the releases: a refusal gives
nothing away, and no ledger needs to keep an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from headwater.engines.evaluation.disclosure.apart import plainly_safe
from headwater.engines.evaluation.disclosure.pools import Pools
from headwater.engines.evaluation.disclosure.tables import Question, Release
from headwater.engines.evaluation.disclosure.worlds import Worlds, worlds_of
from headwater.engines.evaluation.estimate import EvaluationError, whole

Floats = NDArray[np.float64]

METHOD = (
    "integer programming over every set of answers that fits all releases, for every make-up of the insiders"
)
SOURCE = (
    "cell bounds: Fischetti and Salazar 2001, Management Science 47, 1008-1027; "
    "refusals that tell nothing: Kenthapadi, Mishra and Nissim 2005, PODS, 118-127"
)


@dataclass(frozen=True)
class Disclosure:
    """A way in which somebody's answer would be known.

    `insiders` are the answers that would have to be pooled: (how many, what they said). `people` is how many
    others would then be known to have said `category`.
    """

    question: str
    category: str
    people: int
    insiders: tuple[tuple[int, str], ...]

    @property
    def sentence(self) -> str:
        """The disclosure in words."""
        pooled = ", ".join(f"{number} who said {said}" for number, said in self.insiders)
        who = f"{pooled} together could" if pooled else "Any reader could"
        return f'{who} tell that {self.people} others answered "{self.category}" to "{self.question}".'


@dataclass(frozen=True)
class Audit:
    """Whether everything released so far keeps everyone's answer open; `n` is how many people it counts."""

    safe: bool
    found: tuple[Disclosure, ...]
    insiders: int
    releases: int
    n: int
    method: str = METHOD
    source: str = SOURCE

    @property
    def subjects(self) -> frozenset[str]:
        """The questions about which something would be known."""
        return frozenset(disclosure.question for disclosure in self.found)


def audit(tables: Sequence[Release], insiders: int = 3) -> Audit:
    """Whether any reader, with up to `insiders` people who pool their own answers, can pin down anyone's answer.

    `tables` are all releases ever made to the same or a wider audience, the new one among them. Whoever answered is
    taken to be known. For each group and question the first disclosure found is told.
    """
    whole("insiders", insiders)
    if len({release.question.name for release in tables}) != len({release.question for release in tables}):
        raise EvaluationError("Two different questions have one name: give each wording and wave its own.")
    subjects: dict[str, list[Release]] = {}
    for release in tables:
        if release.people:
            subjects.setdefault(release.question.subject, []).append(release)
    found = [d for about in subjects.values() for d in _told_about(tuple(about), insiders)]
    people: frozenset[str] = frozenset().union(*(release.people for release in tables))
    return Audit(not found, tuple(found), insiders, len(tables), len(people))


@lru_cache(maxsize=512)
def _told_about(releases: tuple[Release, ...], insiders: int) -> tuple[Disclosure, ...]:
    """What would be known about one subject. Kept, since a protection asks it of the same releases more than once."""
    if plainly_safe(releases, insiders):
        return ()
    return tuple(disclosures(worlds_of(releases), insiders))


def disclosures(worlds: Worlds, insiders: int) -> Iterator[Disclosure]:
    """The first disclosure for each group of people and each question they answered."""
    pools = Pools(worlds, min(insiders, sum(worlds.groups) - 1))
    for group in range(len(worlds.groups)):
        for question in worlds.questions:
            if not worlds.answered(group, question):
                continue
            for category in question.categories:
                pool = _pinned(worlds, pools, group, question, category, insiders)
                if pool is not None:
                    yield _disclosure(worlds, group, question, category, pool)
                    break


def _pinned(
    worlds: Worlds, pools: Pools, group: int, question: Question, category: str, insiders: int
) -> Floats | None:
    """A pool of insiders who would know that all others of the group answered `category`, or None.

    Such a pool must hold everyone of the group who answered otherwise: where more of them than can pool always did,
    there is none.
    """
    otherwise = worlds.where([group], question, [c for c in question.categories if c != category])
    fewest, _ = worlds.range(otherwise)
    if fewest > insiders:
        return None
    inside = worlds.where([group], question, question.categories)
    pool = pools.telling(otherwise, inside, worlds.groups[group], fewest)
    return None if pool is None else _fewest_needed(worlds, otherwise, pool)


def _fewest_needed(worlds: Worlds, otherwise: Floats, pool: Floats) -> Floats:
    """The same pool without those whose knowledge it can spare."""
    for unknown in np.flatnonzero(pool):
        while pool[unknown]:
            fewer = pool.copy()
            fewer[unknown] -= 1
            world = worlds.largest(otherwise, at_least=fewer)
            if world is None or world @ otherwise > fewer @ otherwise:
                break
            pool = fewer
    return pool


def _disclosure(worlds: Worlds, group: int, question: Question, category: str, pool: Floats) -> Disclosure:
    """The pool in words: each kind of insider by the answers they gave."""
    table = pool.reshape(len(worlds.groups), len(worlds.kinds))
    kinds = [" / ".join(kind) for kind in worlds.kinds]
    numbers = table.sum(axis=0)
    told = tuple((int(k), kind) for k, kind in zip(numbers, kinds, strict=True) if k)
    return Disclosure(question.name, category, int(worlds.groups[group] - table[group].sum()), told)
