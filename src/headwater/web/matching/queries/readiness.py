"""The pool before a run."""

from collections import Counter
from dataclasses import dataclass

from headwater.engines.matching import MatchingError
from headwater.web.matching.pool import Pool, gather, rules_of
from headwater.web.matching.reasons import topic_label
from headwater.web.matching.solve import solve
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class TopicRow:
    """How many ask about a topic and how many can speak of it."""

    topic: str
    asked: int
    offered: int


@dataclass(frozen=True)
class Readiness:
    """The pool before a run: who could be matched now, and who would certainly have nobody."""

    pool: Pool
    topics: list[TopicRow]
    certain: list[Participant]
    to_check: list[tuple[Participant, Participant]]
    problem: str

    @property
    def most(self) -> int:
        return max((max(row.asked, row.offered) for row in self.topics), default=1)


def readiness_of(programme: Programme) -> Readiness:
    """What a run would meet if it were made now. Nothing is kept."""
    pool = gather(programme, rules_of(programme))
    unplaced, problem = [], ""
    try:
        unplaced = solve(pool.inputs()).unplaced
    except MatchingError as error:
        problem = str(error)
    return Readiness(
        pool=pool,
        topics=_topics(pool),
        certain=[pool.participant(one) for one in unplaced],
        to_check=[
            (pool.participant(p), pool.participant(c))
            for (p, c), verdict in pool.verdicts.items()
            if verdict["decided"] == "check"
        ],
        problem=problem,
    )


def _topics(pool: Pool) -> list[TopicRow]:
    asked = Counter(topic for one in pool.partners for topic in one.topics)
    offered = Counter(topic for one in pool.consultants for topic in one.topics)
    rows = [TopicRow(topic_label(code), asked[code], offered[code]) for code in asked | offered]
    return sorted(rows, key=lambda row: (-row.asked, row.topic))
