"""The ledger of releases as the engine's audit reads it: who was counted, what was told, and how answers hang together.

A change is tied to the other changes of the same question: who was better from start to end and worse from start to
follow-up has given three answers, and what is told of one pair may say something of the others. Where a person can stand
in every pair in any way whatever, it does not: any world of one pair goes with any world of the others, person by person,
and the audit of each alone is the audit of all together. So only pairs that hang together are tied.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product

from headwater.engines.evaluation import Question, Table
from headwater.engines.evaluation import Release as Told
from headwater.web.evaluation.models import Release, ReleasedFigure
from headwater.web.evaluation.planning import Plan, plan_of
from headwater.web.evaluation.queries.counting import Finding, direction
from headwater.web.evaluation.questionnaire import Item
from headwater.web.evaluation.showing import CHANGES, Shown, categories_of, cells_of
from headwater.web.programmes.models import Programme

Pairs = tuple[tuple[str, str], ...]


class Ledger:
    """Everything released of a programme, and how new findings stand beside it."""

    def __init__(self, programme: Programme, new: Sequence[Finding] = ()) -> None:
        figures = ReleasedFigure.objects.filter(release__programme=programme).select_related(
            "release__before", "release__after"
        )
        self.rows = list(figures)
        self.plan = plan_of(programme)
        self.items = _items(self.rows, new)
        self.pairs = _pairs(self.rows, new)

    def told(self, audience: str | None = None) -> list[Told]:
        """What was shown, to one audience or to all."""
        return [
            self.as_told(row)
            for row in self.rows
            if row.form != ReleasedFigure.Form.WITHHELD
            and (audience is None or row.release.audience == audience)
        ]

    def as_told(self, row: ReleasedFigure) -> Told:
        """One released figure as the engine reckons with it."""
        question = self.question(row.item, row.role, row.kind, compared_by(row))
        name = f"{row.release_id} {row.number}"
        return Told(name, question, people_of(row), cells_of(shown_in(row), question))

    def table(self, finding: Finding) -> Table:
        """The true answers of a finding, in the groups in which they may be told."""
        question = self.question(finding.item.code, finding.role, finding.kind, finding.compared)
        known = set(question.categories)
        answers = tuple(
            (thread, said if said in known else question.categories[-1]) for thread, said in finding.answers
        )
        return Table(question.name, question, answers, finding.invited)

    def question(self, code: str, role: str, kind: str, compared: tuple[str, str]) -> Question:
        """A figure's question, tied to all others on the same answers."""
        item = self.items[code]
        categories = categories_of(kind, item.item_class)
        sensitivity = "guarded" if item.item_class == "guarded" else "open"
        name = f"{code}, {role}, {' to '.join(compared)}"
        if kind == "share":
            return Question(name, categories, sensitivity)  # type: ignore[arg-type]
        pairs = self.pairs[code, role]
        readings = joint_readings(pairs, tuple(v for v, _w in item.scale.options), *self._measure(role, item))
        if len(readings) == len(CHANGES) ** len(pairs):
            return Question(name, categories, sensitivity)  # type: ignore[arg-type]
        place = pairs.index(compared)
        reading = tuple(joint[place] if joint[place] in categories else categories[-1] for joint in readings)
        return Question(name, categories, sensitivity, topic=f"{code}, {role}", reading=reading)  # type: ignore[arg-type]

    def _measure(self, role: str, item: Item) -> tuple[int, float]:
        plan: Plan = self.plan
        return plan.measure(role, item)


@lru_cache(maxsize=256)
def joint_readings(
    pairs: Pairs, levels: tuple[int, ...], polarity: int, threshold: float
) -> tuple[tuple[str, ...], ...]:
    """Every way in which a person can stand in all the compared pairs at once, whatever they answered.

    Without a threshold only the order of answers matters, so as many levels as there are moments are enough.
    """
    moments = sorted({moment for pair in pairs for moment in pair})
    if not threshold:
        levels = levels[: len(moments)]
    found = {}
    for answers in product(levels, repeat=len(moments)):
        at = dict(zip(moments, answers, strict=True))
        found[tuple(direction(at[a], at[b], polarity, threshold) for a, b in pairs)] = None
    return tuple(found)


def compared_by(row: ReleasedFigure) -> tuple[str, str]:
    """Which two moments a released figure compares."""
    before, after = row.release.before.kind, row.release.after.kind
    return {
        ReleasedFigure.Kind.SHARE: (after, after),
        ReleasedFigure.Kind.LOOKING_BACK: ("then", after),
    }.get(row.kind, (before, after))  # type: ignore[call-overload]


def shown_in(row: ReleasedFigure) -> Shown:
    """What a released figure shows. Readers are taken to know exactly how many answered, whatever band they saw."""
    n = len(people_of(row))
    return Shown(row.form, row.better, row.same, row.worse, n, n, row.invited)


def people_of(row: ReleasedFigure) -> frozenset[str]:
    """Whose answers a released figure counts, by pseudonym."""
    base = row.release.base.get(row.role, [])
    bits = int(row.counted_in or "0", 16)
    return frozenset(thread for place, thread in enumerate(base) if bits >> place & 1)


def counted_in(people: Iterable[str], base: Sequence[str]) -> str:
    """Which of the base are counted, a bit a person, as a hexadecimal number."""
    people = set(people)
    return f"{sum(1 << place for place, thread in enumerate(base) if thread in people):x}"


def _items(rows: Iterable[ReleasedFigure], new: Iterable[Finding]) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for release in {row.release_id: row.release for row in rows}.values():
        items |= _by_code(release)
    return items | {finding.item.code: finding.item for finding in new}


def _by_code(release: Release) -> dict[str, Item]:
    return {item.code: item for item in release.after.questionnaire.items}


def _pairs(rows: Iterable[ReleasedFigure], new: Iterable[Finding]) -> dict[tuple[str, str], Pairs]:
    found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    every = [(row.item, row.role, row.kind, compared_by(row)) for row in rows]
    every += [(f.item.code, f.role, f.kind, f.compared) for f in new]
    for code, role, kind, compared in every:
        if kind != ReleasedFigure.Kind.SHARE:
            found.setdefault((code, role), {})[compared] = None
    return {key: tuple(pairs) for key, pairs in found.items()}
