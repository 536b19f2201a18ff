"""A cohort of fifteen pairs through a whole evaluation: two roles, late answers, an erasure, repeated releases."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headwater.engines.evaluation import Question, Release, Table, before_and_after

LEVELS = ("1", "2", "3")
BEFORE, AFTER, CHANGE = before_and_after("confidence", LEVELS, polarity=1)
PICKED = Question("chosen fairly", ("yes", "partly", "no"), "guarded")
AGAIN = Question("chosen fairly, six months on", ("yes", "partly", "no"), "guarded")
FUNDER = Question("told the funder", ("nothing", "some", "all"), "guarded", ordered=False)
SEALED = Question("felt judged", ("no", "yes"), "sealed")
QUESTIONS = (BEFORE, AFTER, CHANGE, PICKED, AGAIN, FUNDER)

Publish = Callable[[Sequence[Table], Sequence[Release]], Sequence[Release]]
"""Given new tables and the ledger, everything readers have now been shown."""


@dataclass(frozen=True)
class Story:
    """All that was ever shown of a cohort, and what everyone truly answered."""

    ledger: tuple[Release, ...]
    truth: dict[str, dict[str, str]]


def live_through(seed: int, publish: Publish) -> Story:
    """One cohort: releases when the waves close, after late answers, after an erasure, and six months on."""
    draw = random.Random(seed)
    partners = [f"partner{i:02}" for i in range(15)]
    consultants = [f"consultant{i:02}" for i in range(15)]
    everyone = partners + consultants
    truth = _answers(everyone, draw)
    late = set(draw.sample(everyone, draw.randint(2, 8)))
    on_time = [p for p in everyone if p not in late]
    erased = draw.choice(on_time)
    ledger: Sequence[Release] = ()
    for moment, present, asked in (
        ("closing", on_time, (CHANGE, PICKED, FUNDER, SEALED)),
        ("with late answers", everyone, (CHANGE, PICKED, FUNDER)),
        ("after an erasure", [p for p in everyone if p != erased], (CHANGE, PICKED)),
        ("six months on", everyone, (AGAIN,)),
    ):
        groups = {"partners": partners, "consultants": consultants, "all": everyone}
        tables = [
            Table.of(
                f"{question.name}, {name}, {moment}",
                question,
                {p: truth[question.name][p] for p in group if p in present},
                asked=len(group),
            )
            for question in asked
            for name, group in groups.items()
        ]
        ledger = publish(tables, ledger)
    return Story(tuple(ledger), truth)


def _answers(everyone: Sequence[str], draw: random.Random) -> dict[str, dict[str, str]]:
    """True answers, each question leaning one way by its own amount, so that unanimity and rarity both happen."""
    truth: dict[str, dict[str, str]] = {q.name: {} for q in (*QUESTIONS, SEALED)}
    lean = {q.name: draw.choice([0.4, 0.6, 0.8, 0.95]) for q in (*QUESTIONS, SEALED)}
    place = {pair: i for i, pair in enumerate((a, b) for a in LEVELS for b in LEVELS)}
    for p in everyone:
        start = draw.choice(LEVELS)
        end = LEVELS[-1] if draw.random() < lean[CHANGE.name] else draw.choice(LEVELS)
        for q in (BEFORE, AFTER, CHANGE):
            truth[q.name][p] = q.reading[place[start, end]]
        for q in (PICKED, AGAIN, FUNDER, SEALED):
            usual = draw.random() < lean[q.name]
            truth[q.name][p] = q.categories[0] if usual else draw.choice(q.categories[1:])
    return truth
