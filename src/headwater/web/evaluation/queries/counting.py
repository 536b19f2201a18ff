"""The evaluator's exact figures of two frozen waves: each person's two answers, compared and counted."""

from collections import Counter
from dataclasses import dataclass

from headwater.engines.evaluation import ChangeCounts
from headwater.web.evaluation.models import AnswerSheet, Wave
from headwater.web.evaluation.planning import Plan, plan_of
from headwater.web.evaluation.questionnaire import THEN, Item
from headwater.web.evaluation.showing import SAID
from headwater.web.programmes.models import Participant, Programme

Sheets = dict[str, AnswerSheet]
Moment = tuple[
    Sheets, str
]  # the sheets of a wave by thread, and what the code of a question begins with there


@dataclass(frozen=True)
class Finding:
    """One exact figure, for the evaluator only. ``answers`` are each person's, by pseudonym.

    ``compared`` names the two moments, or one where the question is asked once. ``threshold`` and ``polarity`` are
    those of the frozen plan where it names the outcome.
    """

    number: str
    item: Item
    role: str
    kind: str
    compared: tuple[str, str]
    answers: tuple[tuple[str, str], ...]
    invited: int
    started: int
    threshold: float
    polarity: int
    is_primary: bool

    @property
    def answered(self) -> int:
        """How many answered so that they are counted."""
        return len(self.answers)

    @property
    def count(self) -> int:
        """How many got better, or said so."""
        return sum(said in ("better", SAID[0]) for _thread, said in self.answers)

    @property
    def counts(self) -> ChangeCounts | None:
        """Better, the same, worse and missing; None where the question is asked once."""
        if self.kind == "share":
            return None
        of = Counter(said for _thread, said in self.answers)
        missing = self.invited - self.answered
        return ChangeCounts(of["better"], of["same"], of["worse"], missing, self.invited)


def started_in(programme: Programme) -> dict[str, int]:
    """How many took up a place on each side, those who left included."""
    return dict(Counter(Participant.objects.filter(programme=programme).values_list("role", flat=True)))


def sheets_of(wave: Wave) -> list[AnswerSheet]:
    """The sent answers of a wave, in an order that tells nothing."""
    return sorted(
        AnswerSheet.objects.filter(wave=wave, sent=True), key=lambda sheet: (sheet.role, sheet.thread)
    )


def start_of(wave: Wave) -> Wave | None:
    """The start wave that another wave is compared with."""
    return Wave.objects.filter(programme=wave.programme_id, kind=Wave.Kind.START).exclude(pk=wave.pk).first()


def direction(first: float, second: float, polarity: int, threshold: float) -> str:
    """Whether the second of two answers is better, the same or worse; only more than the threshold counts."""
    change = polarity * (second - first)
    return "better" if change > threshold else "worse" if change < -threshold else "same"


def findings(before: Wave, after: Wave) -> list[Finding]:
    """Every figure that the two frozen waves hold, in the order of the questions, partners before consultants."""
    first = {sheet.thread: sheet for sheet in sheets_of(before)}
    second = {sheet.thread: sheet for sheet in sheets_of(after)}
    plan, started = plan_of(after.programme), started_in(after.programme)
    found = []
    for role in Participant.Role.values:
        sides = tuple(
            {t: sheet for t, sheet in sheets.items() if sheet.role == role} for sheets in (first, second)
        )
        least = max(before.invited.get(role, 0), after.invited.get(role, 0), len(sides[0] | sides[1]))
        count = _Counting(before, after, role, sides, plan, least, max(started.get(role, 0), least))
        found += count.all()
    return found


@dataclass(frozen=True)
class _Counting:
    """The figures of one role."""

    before: Wave
    after: Wave
    role: str
    sides: tuple[Sheets, ...]
    plan: Plan
    invited: int
    started: int

    def all(self) -> list[Finding]:
        items = [item for item in self._asked() if item.item_class != "sealed"]
        found = [
            (self._change if item.is_change else self._share)(item, f"{self.role[0].upper()}{place}")
            for place, item in enumerate(items, start=1)
        ]
        back = {i.code for i in self.after.questionnaire.looking_back(self.role, self.after.time)}
        for place, item in enumerate(items, start=1):
            if THEN + item.code in back:
                found += self._looked_back(item, f"{self.role[0].upper()}{place}")
        return found

    def _asked(self) -> list[Item]:
        """What both waves ask; a second start is compared with the first and nothing else is counted."""
        return [
            item
            for item in self.after.questionnaire.items_for(self.role, self.after.time)
            if (self.before.time in item.times if item.is_change else self.after.time != "start")
        ]

    def _change(self, item: Item, number: str) -> Finding:
        moments = (self.sides[0], ""), (self.sides[1], "")
        return self._compare(item, number, "change", (self.before.kind, self.after.kind), *moments)

    def _looked_back(self, item: Item, number: str) -> list[Finding]:
        then, now = (self.sides[1], THEN), (self.sides[1], "")
        at_the_time = (self.sides[0], "")
        end, start = self.after.kind, self.before.kind
        return [
            self._compare(item, f"{number}-then", "then", ("then", end), then, now),
            self._compare(item, f"{number}-back", "yardstick", (start, "then"), at_the_time, then),
        ]

    def _compare(
        self, item: Item, number: str, kind: str, compared: tuple[str, str], one: Moment, other: Moment
    ) -> Finding:
        polarity, threshold = self.plan.measure(self.role, item)
        pairs = {
            thread: (_number(one, thread, item), _number(other, thread, item))
            for thread in sorted(one[0].keys() & other[0].keys())
        }
        answers = tuple(
            (thread, direction(a, b, polarity, threshold))
            for thread, (a, b) in pairs.items()
            if a is not None and b is not None
        )
        return self._finding(number, item, kind, compared, answers)

    def _share(self, item: Item, number: str) -> Finding:
        given = {thread: _number((self.sides[1], ""), thread, item) for thread in sorted(self.sides[1])}
        answers = tuple(
            (thread, SAID[0] if answer in item.counted else SAID[1])
            for thread, answer in given.items()
            if answer is not None and answer not in item.left_out
        )
        return self._finding(number, item, "share", (self.after.kind, self.after.kind), answers)

    def _finding(
        self,
        number: str,
        item: Item,
        kind: str,
        compared: tuple[str, str],
        answers: tuple[tuple[str, str], ...],
    ) -> Finding:
        polarity, threshold = self.plan.measure(self.role, item)
        primary = kind == "change" and self.plan.is_primary(self.role, item)
        return Finding(
            number, item, self.role, kind, compared, answers, self.invited, self.started, threshold, polarity,
            primary,
        )  # fmt: skip


def _number(moment: Moment, thread: str, item: Item) -> int | None:
    sheets, beginning = moment
    answer = sheets[thread].answers.get(beginning + item.code)
    return answer if isinstance(answer, int) else None
