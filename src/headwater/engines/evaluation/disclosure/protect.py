"""From true tables to what may be shown: merge, round, hide what must be hidden, and say the rest in words.

Each table first gets a form by rules that look at that table alone; then the whole ledger is audited with the new
releases in it, and where it fails the tables on that subject are rounded, then the cheapest set of cells is hidden,
then words are tried. What cannot be shown safely even so is withheld, with the reason. Nothing leaves unaudited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.engines.evaluation.disclosure.audit import SOURCE as AUDIT_SOURCE
from headwater.engines.evaluation.disclosure.audit import Audit, audit
from headwater.engines.evaluation.disclosure.forms import (
    HIDDEN,
    delicate,
    hiding,
    merged,
    own_form,
    rounded,
    withheld,
)
from headwater.engines.evaluation.disclosure.hiding import cheapest_to_hide
from headwater.engines.evaluation.disclosure.rules import RULES, Rules
from headwater.engines.evaluation.disclosure.tables import Cell, Release, Table, count_cell
from headwater.engines.evaluation.disclosure.worlds import reader_range
from headwater.engines.evaluation.estimate import EvaluationError


@dataclass(frozen=True)
class Protection:
    """What may be shown of each table, in the order given; the ledger to keep from now on, and its audit.

    `n` is how many people the ledger counts.
    """

    releases: tuple[Release, ...]
    ledger: tuple[Release, ...]
    audit: Audit
    n: int
    method: str = "merge, round, hide, words; each audited over the whole ledger"
    source: str = "the release rules of Headwater; " + AUDIT_SOURCE


def protect(tables: Sequence[Table], rules: Rules = RULES, ledger: Sequence[Release] = ()) -> Protection:
    """Releases of these tables that the audit passes together with everything in the ledger.

    Give the tables with the most important first: where two cannot both be shown, the earlier one is kept.
    """
    if len({table.name for table in tables}) != len(tables):
        raise EvaluationError("Two tables have one name: give each its own.")
    ledger = tuple(release for release in ledger if release.cells)
    if not audit(ledger, rules.insiders).safe:
        raise EvaluationError(
            "What was released before is already unsafe: tell the evaluator before adding to it."
        )
    forms = _settled(tables, rules, ledger)
    fresh = [table for table in tables if table.name not in forms]
    for table in fresh:
        beside = [t for t in fresh if t.question == table.question] if rules.overlap else [table]
        forms[table.name] = own_form(table, merged(table.question, beside, rules.small), rules)
    forms = _jointly(fresh, forms, rules, ledger)
    releases = tuple(forms[table.name] for table in tables)
    kept = (*ledger, *(r for r in releases if r.cells and r not in ledger))
    verdict = audit(kept, rules.insiders)
    if not verdict.safe:
        raise EvaluationError("The protection did not hold: nothing is released. Please report this.")
    return Protection(releases, kept, verdict, verdict.n)


# --- who may be reported on at all: looks at who answered, never at what they said -------------------------------


def _settled(tables: Sequence[Table], rules: Rules, ledger: Sequence[Release]) -> dict[str, Release]:
    """Tables whose form does not depend on the answers: released before, or not to be shown whatever they are."""
    settled: dict[str, Release] = {}
    bases: list[tuple[str, frozenset[str]]] = [(r.question.name, r.people) for r in ledger]
    for table in tables:
        earlier = [people for name, people in bases if name == table.question.name]
        before = [r for r in ledger if (r.question, r.people) == (table.question, table.people)]
        reason = _refusal(table, earlier, rules)
        if before:
            settled[table.name] = before[0]
        elif reason:
            settled[table.name] = withheld(table, reason)
        else:
            bases.append((table.question.name, table.people))
    return settled


def _refusal(table: Table, earlier: Sequence[frozenset[str]], rules: Rules) -> str:
    if table.question.sensitivity == "sealed":
        return "A sealed question is never tabulated: only in words, from three voices or more."
    if table.asked < rules.least_asked or table.n < rules.least_answered:
        return f"Too few: shown from {rules.least_asked} asked and {rules.least_answered} answered."
    if not rules.overlap and any(people & table.people for people in earlier):
        return (
            "Some of these people are already counted in a table of this question: add up the parts instead."
        )
    if _smallest_difference([*earlier, table.people]) < rules.crowd:
        return (
            f"It differs by fewer than {rules.crowd} people from what was already shown of this question: "
            "add them to the next wave."
        )
    return ""


def _smallest_difference(bases: Sequence[frozenset[str]]) -> int:
    """The size of the smallest group of people that the bases tell apart from all others."""
    sizes: dict[tuple[bool, ...], int] = {}
    for person in frozenset().union(*bases):
        membership = tuple(person in base for base in bases)
        sizes[membership] = sizes.get(membership, 0) + 1
    return min(sizes.values(), default=0)


# --- all tables and the ledger together --------------------------------------------------------------------------


def _jointly(
    tables: Sequence[Table], forms: dict[str, Release], rules: Rules, ledger: Sequence[Release]
) -> dict[str, Release]:
    """The forms, changed where together with the ledger they would tell on someone."""
    by_name = {table.name: table for table in tables}
    for subject in dict.fromkeys(table.question.subject for table in tables):
        before = [r for r in ledger if r.question.subject == subject]
        mine = {n: forms[n] for n in by_name if forms[n].question.subject == subject and forms[n].cells}
        if _keeps(mine, before, by_name, rules):
            continue
        coarse = {
            n: rounded(by_name[n], r, rules.rounding) if r.form in ("numbers", "some hidden") else r
            for n, r in mine.items()
        }
        forms = {**forms, **_least_hidden(coarse, before, by_name, rules)}
    return forms


def _keeps(
    forms: dict[str, Release], before: Sequence[Release], tables: dict[str, Table], rules: Rules
) -> bool:
    """Whether these forms pass the audit, and no hidden small cell can be worked out too closely."""
    shown = [*before, *(r for r in forms.values() if r.cells)]
    if not audit(shown, rules.insiders).safe:
        return False
    for name, release in forms.items():
        for part in _small_and_hidden(tables[name], release, rules):
            low, high = reader_range(shown, release.people, release.question, part)
            if high - low < rules.gap:
                return False
    return True


def _small_and_hidden(table: Table, release: Release, rules: Rules) -> list[list[str]]:
    """The delicate cells of a release that are hidden because they are small."""
    if not delicate(table.question) or release.form != "some hidden":
        return []
    shown = {
        c for cell in release.cells for c, w in zip(table.question.categories, cell.weights, strict=True) if w
    }
    return [[c] for c in table.question.categories if c not in shown and 0 < table.count([c]) < rules.small]


def _least_hidden(
    forms: dict[str, Release], before: Sequence[Release], tables: dict[str, Table], rules: Rules
) -> dict[str, Release]:
    """The forms with the cheapest set of cells hidden that makes them safe, wholly hidden ones told in words."""
    places = [(n, i) for n, r in forms.items() for i, c in enumerate(r.cells) if c.shown != HIDDEN]
    already = {n: {i for i, c in enumerate(r.cells) if c.shown == HIDDEN} for n, r in forms.items()}

    def with_hidden(chosen: frozenset[int]) -> dict[str, Release]:
        hide = {n: already[n] | {places[k][1] for k in chosen if places[k][0] == n} for n in forms}
        return {n: hiding(r, hide[n]) for n, r in forms.items()}

    order = {name: place for place, name in enumerate(forms)}
    costs = [_worth(forms[n].cells[i]) / (1 + 0.001 * order[n]) for n, i in places]
    chosen = cheapest_to_hide(costs, lambda hidden: _keeps(with_hidden(hidden), before, tables, rules))
    return _with_words(with_hidden(chosen), before, tables, rules)


def _worth(cell: Cell) -> float:
    """What hiding a cell costs: the people it tells of, and one for its being there."""
    return 1.0 + (cell.low + cell.high) / 2


def _with_words(
    forms: dict[str, Release], before: Sequence[Release], tables: dict[str, Table], rules: Rules
) -> dict[str, Release]:
    """For tables that lost every figure, half or more in words where that is true and safe."""
    for name in [n for n, r in forms.items() if not r.cells]:
        table = tables[name]
        half = (table.n + 1) // 2
        for part in [[c] for c in table.question.categories if table.count([c]) >= half]:
            cell = count_cell(table.question, part, half, table.n, f"half or more of {table.n}")
            told = Release(
                name, table.question, table.people, (cell,), "words", "Counts would tell on someone."
            )
            if _keeps({**forms, name: told}, before, tables, rules):
                forms = {**forms, name: told}
                break
    return forms
