"""Generations: who helped whom, and who of those helped went on to help (R38). From the pairs, and from nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, order=True)
class Help:
    """One leader helped another, each by a mark of their own; ``ended``: whether that pair has come to its end."""

    helper: str
    helped: str
    ended: bool = True


@dataclass
class Branch:
    """A leader with those they helped. ``generation`` is 0 for one whom nobody of the programme helped first."""

    mark: str
    generation: int
    helped: list["Branch"] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        """Whether someone they helped has helped on."""
        return any(branch.helped for branch in self.helped)


@dataclass(frozen=True)
class Generation:
    """Helpers of one generation, how many they helped, how many of those came to an end, and how many help on."""

    number: int
    helpers: int
    helped: int
    ended: int
    help_on: int


def generation_of(helps: Iterable[Help]) -> dict[str, int]:
    """For each leader in any pair the steps since a first helper; the shortest way where several helped one.

    Those who help each other in a circle begin where nobody outside helped them first: at 0.
    """
    helped_by: dict[str, set[str]] = defaultdict(set)
    everyone: set[str] = set()
    for one in helps:
        everyone |= {one.helper, one.helped}
        if one.helper != one.helped:
            helped_by[one.helped].add(one.helper)
    found = {mark: 0 for mark in everyone if not helped_by[mark]}
    while len(found) < len(everyone):
        near = {
            mark: 1 + min(found[helper] for helper in helped_by[mark] if helper in found)
            for mark in everyone - set(found)
            if helped_by[mark] & set(found)
        }
        found |= near or {min(everyone - set(found)): 0}
    return found


def generations(helps: Sequence[Help]) -> list[Generation]:
    """How each generation of helpers fared: the first ones are generation 0."""
    number = generation_of(helps)
    helpers = {one.helper for one in helps}
    found = []
    for generation in sorted({number[helper] for helper in helpers}):
        own = [one for one in helps if number[one.helper] == generation]
        found.append(
            Generation(
                generation,
                len({one.helper for one in own}),
                len({one.helped for one in own}),
                len({one.helped for one in own if one.ended}),
                len({one.helped for one in own} & helpers),
            )
        )
    return found


def branches(helps: Sequence[Help]) -> list[Branch]:
    """The helpers nobody helped first, each with those they helped, and so on; everyone stands once."""
    number = generation_of(helps)
    helped: dict[str, set[str]] = defaultdict(set)
    parent: dict[str, Help] = {}
    for one in sorted(helps, key=lambda one: (number[one.helper], one.helper, one.helped)):
        if one.helped not in parent and number[one.helped] == number[one.helper] + 1:
            parent[one.helped] = one
            helped[one.helper].add(one.helped)

    def branch(mark: str) -> Branch:
        return Branch(mark, number[mark], [branch(child) for child in sorted(helped[mark])])

    return [branch(mark) for mark in sorted(number) if mark not in parent]


def walk(branch: Branch) -> Iterable[Branch]:
    """A branch and everyone in it, each before those they helped."""
    yield branch
    for child in branch.helped:
        yield from walk(child)


def by_name(found: Sequence[Branch], names: dict[str, Any]) -> list[Branch]:
    """The same branches in the order of what their leaders are called."""
    for branch in found:
        branch.helped = by_name(branch.helped, names)
    return sorted(found, key=lambda branch: str(names.get(branch.mark, branch.mark)))
