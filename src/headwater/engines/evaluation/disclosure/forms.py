"""The forms in which one table can be shown: merged counts, rounded ones, some hidden, words, nothing.

A table in which all but a few say the same is told in words at once ("at least 11 of 15"), one person before the
audit would insist. Were it not, readers who know these rules could reckon backwards from which form they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headwater.engines.evaluation.disclosure.rules import Rules
from headwater.engines.evaluation.disclosure.tables import Cell, Form, Question, Release, Table, count_cell

HIDDEN = "not shown"
LEFT_OUT = "Some figures are left out to protect others."


def merged(question: Question, tables: Sequence[Table], small: int) -> tuple[tuple[str, ...], ...]:
    """Categories merged with a neighbour until no table has a cell of 1 up to `small`, alike in all the tables.

    On an open question only the last category (worse, disagree) is watched; unordered categories do not merge.
    """
    parts: list[tuple[str, ...]] = [(category,) for category in question.categories]
    while question.ordered and len(parts) > 2:
        watched = range(len(parts)) if question.sensitivity == "guarded" else [len(parts) - 1]
        weak = [i for i in watched if any(0 < t.count(parts[i]) < small for t in tables)]
        if not weak:
            break
        i = min(weak, key=lambda w: (sum(t.count(parts[w]) for t in tables), -w))
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(parts)]
        j = min(beside, key=lambda b: (sum(t.count(parts[b]) for t in tables), abs(b - len(parts) // 2)))
        low, high = min(i, j), max(i, j)
        parts[low : high + 1] = [parts[low] + parts[high]]
    return tuple(parts)


def own_form(table: Table, parts: tuple[tuple[str, ...], ...], rules: Rules) -> Release:
    """Words if nearly all say the same; else the merged counts, small cells of unordered categories hidden."""
    largest = max(parts, key=table.count)
    if table.n - table.count(largest) <= rules.insiders + 1:
        return in_words(table, largest, rules)
    counts = [(part, table.count(part)) for part in parts]
    cells = tuple(count_cell(table.question, part, k, k, str(k)) for part, k in counts)
    release = Release(table.name, table.question, table.people, cells)
    hide = {i for i, (_, k) in enumerate(counts) if 0 < k < rules.small and delicate(table.question)}
    return hiding(release, hide)


def delicate(question: Question) -> bool:
    return question.sensitivity == "guarded"


def in_words(table: Table, part: tuple[str, ...], rules: Rules) -> Release:
    """ "At least so many": as far down as keeps open, for any pool of insiders, that someone else differs."""
    least = table.n - rules.insiders - 1
    cell = count_cell(table.question, part, least, table.n, f"at least {least} of {table.n}")
    note = "Nearly all or most gave this answer; more would tell on the others."
    return Release(table.name, table.question, table.people, (cell,), "words", note)


def withheld(table: Table, reason: str) -> Release:
    return Release(table.name, table.question, table.people, (), "withheld", reason)


def rounded(table: Table, release: Release, base: int) -> Release:
    """Every count rounded by itself to the base: 0 means 0 to 2 when it is 5."""
    cells = []
    for cell in release.cells:
        if cell.shown == HIDDEN:
            cells.append(cell)
            continue
        part = [c for c, weight in zip(table.question.categories, cell.weights, strict=True) if weight]
        near = base * ((2 * table.count(part) + base) // (2 * base))
        low, high = max(0, near - base // 2), min(table.n, near + (base - 1) // 2)
        cells.append(count_cell(table.question, part, low, high, str(near)))
    note = " ".join(filter(None, [release.note, f"Rounded to the nearest {base}."]))
    form: Form = "rounded" if release.form == "numbers" else release.form
    return replace(release, cells=tuple(cells), form=form, note=note)


def hiding(release: Release, hide: set[int]) -> Release:
    """The release without the cells at these places."""
    if not hide:
        return release
    cells = tuple(
        Cell(c.label, (0.0,) * len(c.weights), 0, 0, HIDDEN) if i in hide else c
        for i, c in enumerate(release.cells)
    )
    if all(cell.shown == HIDDEN for cell in cells):
        return replace(release, cells=(), form="withheld", note="It cannot be shown beside the other tables.")
    return replace(
        release, cells=cells, form="some hidden", note="Some figures are left out to protect others."
    )
