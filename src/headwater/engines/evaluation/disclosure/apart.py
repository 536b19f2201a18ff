"""The audit in closed form, for the plain case: everything shown is of the same people and of parts that do not overlap.

Then a world is any choice of whole numbers for the parts, within their bounds, that adds up to those who answered. In a
part of two categories or more nobody is ever pinned down: one person moved within it changes no figure. In a part of one
category c, take insiders of whom k did not say c. The others must all have said c only if no world has k + 1 who did
not; as many as min(the other parts' upper bounds, n - max(c's lower bound, the insiders who said c)) can have. So it is
safe if that is more than the insiders are. Anything else is left to integer programming.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.engines.evaluation.disclosure.tables import Cell, Release


@dataclass(frozen=True)
class Part:
    """Some categories, by their place, and between which numbers of people they hold."""

    places: frozenset[int]
    low: int
    high: int


def plainly_safe(releases: Sequence[Release], insiders: int) -> bool:
    """Whether the closed form proves that these releases pin down nobody; False only says that it does not apply."""
    first = releases[0]
    if (
        any((r.people, r.question) != (first.people, first.question) for r in releases)
        or first.question.topic
    ):
        return False
    parts = parts_of([cell for r in releases for cell in r.cells], len(first.question.categories), first.n)
    if parts is None or not insiders < first.n:
        return False
    return all(
        _room_outside(part, parts, first.n, insiders) > insiders for part in parts if len(part.places) == 1
    )


def _room_outside(part: Part, parts: Sequence[Part], n: int, insiders: int) -> int:
    """How many can have answered otherwise, whatever the insiders did."""
    others = sum(other.high for other in parts if other is not part)
    return min(others, n - max(part.low, insiders))


def parts_of(cells: Sequence[Cell], categories: int, n: int) -> list[Part] | None:
    """The parts that the cells speak of, with all that they say; None where they overlap or clash."""
    parts: list[Part] = []
    unions: list[Part] = []
    for cell in sorted(cells, key=lambda cell: sum(cell.weights)):
        if set(cell.weights) - {0.0, 1.0}:
            return None
        told = Part(_places(cell), int(cell.low), int(cell.high))
        same = [part for part in parts if part.places == told.places]
        if not told.places:
            continue
        if same:
            parts[parts.index(same[0])] = _both(same[0], told)
        elif any(part.places & told.places for part in parts):
            unions.append(told)
        else:
            parts.append(told)
    rest = frozenset(range(categories)).difference(*(part.places for part in parts))
    parts += [Part(rest, 0, n)] if rest else []
    parts = _closed(parts, n)
    fits = all(0 <= part.low <= part.high for part in parts)
    return parts if fits and all(_already_said(union, parts) for union in unions) else None


def _places(cell: Cell) -> frozenset[int]:
    return frozenset(place for place, weight in enumerate(cell.weights) if weight)


def _both(one: Part, other: Part) -> Part:
    return Part(one.places, max(one.low, other.low), min(one.high, other.high))


def _closed(parts: Sequence[Part], n: int) -> list[Part]:
    """The parts with what the others leave for each."""
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    return [Part(p.places, max(p.low, n - (high - p.high)), min(p.high, n - (low - p.low))) for p in parts]


def _already_said(union: Part, parts: Sequence[Part]) -> bool:
    """Whether a cell over several parts says nothing that they do not say by themselves."""
    inside = [part for part in parts if part.places <= union.places]
    if frozenset().union(*(part.places for part in inside)) != union.places:
        return False
    return union.low <= sum(part.low for part in inside) and sum(part.high for part in inside) <= union.high
