"""How long the audit and the protection take for 15, 80 and 4,500 people, and a simulated reader of many cohorts.

`./run bench evaluation` prints the times; `./run bench evaluation --cohorts 200` also takes so many
random cohorts through late answers, an erasure and repeated releases, lets the independent reader of the tests
(person by person, integer programming, three insiders) loose on what was shown, and counts whom it determines.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

from tests.engines.evaluation.cohorts import QUESTIONS, live_through
from tests.engines.evaluation.reader import someone_determined

from headwater.engines.evaluation import (
    Question,
    Release,
    Table,
    audit,
    before_and_after,
    net_change,
    protect,
    shift,
)
from headwater.engines.evaluation.disclosure.audit import _told_about

SIZES = (15, 80, 4_500)
LEVELS = ("1", "2", "3", "4", "5")


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run, in seconds: the machine may be shared."""
    _told_about.cache_clear()
    start = time.process_time()
    work()
    return time.process_time() - start


def single(people: int, draw: random.Random) -> list[Table]:
    """Better, same or worse for each of two roles of so many people."""
    question = Question("confidence", ("better", "same", "worse"), "guarded")
    return [
        Table.of(
            role,
            question,
            {f"{role}{i}": draw.choices(question.categories, (6, 3, 2))[0] for i in range(people)},
        )
        for role in ("partner", "consultant")
    ]


def paired(people: int, draw: random.Random) -> list[Table]:
    """The answers before, the answers after and the change of so many people on a five-point item."""
    questions = before_and_after("calm", LEVELS, polarity=1)
    answers = {f"p{i}": draw.randrange(len(LEVELS) ** 2) for i in range(people)}
    return [Table.of(q.name, q, {p: q.reading[k] for p, k in answers.items()}) for q in questions]


def times() -> None:
    """A table of processor seconds, after one run that loads the solver."""
    protect(single(15, random.Random(0)))
    print(f"{'people':>8} {'':>28} {'audit':>9} {'protect':>9}")
    for people in SIZES:
        for name, make in (("two roles, one question", single), ("before, after and change", paired)):
            tables = make(people, random.Random(people))
            made = protect(tables)
            print(
                f"{people:>8} {name:>28} {seconds(lambda m=made: audit(m.ledger)):>8.2f}s "
                f"{seconds(lambda t=tables: protect(t)):>8.2f}s   {', '.join(r.form for r in made.releases)}"
            )
    draw = random.Random(1)
    for people in SIZES:
        d = [draw.choice((-1, 0, 0, 1, 1, 2)) for _ in range(people)]
        zero = [0] * people
        print(
            f"{people:>8} net change {1e3 * seconds(lambda n=people: net_change(n, 0, 0)):8.2f} ms, "
            f"shift {1e3 * seconds(lambda z=zero, x=d: shift(z, x)):8.1f} ms"
        )


def simulated(cohorts: int) -> None:
    """How many cohorts have anyone determined, as shipped and with the cumulative rule taken out."""

    def shipped(tables: Sequence[Table], ledger: Sequence[Release]) -> Sequence[Release]:
        return protect(tables, ledger=ledger).ledger

    def forgetful(tables: Sequence[Table], ledger: Sequence[Release]) -> Sequence[Release]:
        return (*ledger, *(r for t in tables for r in protect([t]).ledger))

    for name, publish, number in (
        ("as shipped", shipped, cohorts),
        ("each table by itself, no ledger", forgetful, max(1, cohorts // 10)),
    ):
        start, told = time.process_time(), 0
        for seed in range(number):
            story = live_through(seed, publish)
            told += someone_determined(story.ledger, QUESTIONS, story.truth, random.Random(seed))
        took = time.process_time() - start
        print(f"{name}: someone determined in {told} of {number} cohorts ({took:.0f} s of processor)")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cohorts", type=int, default=0)
    cohorts = parser.parse_args().cohorts
    times()
    if cohorts:
        simulated(cohorts)


if __name__ == "__main__":
    main()
