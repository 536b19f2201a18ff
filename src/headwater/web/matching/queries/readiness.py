"""The pool before a run: needs against expertise, by topic and by place; who is isolated; which rule binds."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from headwater.engines.matching import MatchingError
from headwater.engines.matching.fit import Never
from headwater.web.matching.candidates import is_large
from headwater.web.matching.pool import Pool, gather, rules_of
from headwater.web.matching.reasons import RULE_NAMES, nobody, topic_label
from headwater.web.matching.solve import Match, scored_pairs, solve
from headwater.web.matching.telling import reasons_between, telling_of, why_nobody
from headwater.web.matching.waiting import free_places
from headwater.web.programmes.models import Participant, Programme

FEW = 2  # so many or fewer who could be asked: a partner stands nearly alone


@dataclass(frozen=True)
class TopicRow:
    """How many ask about a topic and how many can speak of it."""

    topic: str
    asked: int
    offered: int


@dataclass(frozen=True)
class PlaceRow:
    """A council area: who seeks help there, who gives it there, and how many could help somebody there.

    Free places are not told: beside "no place left" they would tell of what is sealed.
    """

    place: str
    asked: int
    given: int
    reached: int


@dataclass(frozen=True)
class Alone:
    """A partner whom few could help: how many, and what keeps most of the others from them."""

    partner: Participant
    could: int
    rule: str


@dataclass(frozen=True)
class Readiness:
    """The pool before a run: who could be matched now, and who would certainly have nobody."""

    pool: Pool | None
    seeking: int
    giving: int
    topics: list[TopicRow] = field(default_factory=list)
    places: list[PlaceRow] = field(default_factory=list)
    certain: list[tuple[Participant, str]] = field(default_factory=list)
    alone: list[Alone] = field(default_factory=list)
    rules: list[tuple[str, int]] = field(default_factory=list)
    to_check: int = 0
    problem: str = ""

    @property
    def most(self) -> int:
        return max((max(row.asked, row.offered) for row in self.topics), default=1)


def readiness_of(programme: Programme) -> Readiness:
    """What a run would meet if it were made now. Nothing is kept. Of a large pool only the numbers are told."""
    seeking, giving = _numbers(programme)
    if is_large(seeking, giving):
        return Readiness(None, seeking, giving)
    pool = gather(programme, rules_of(programme))
    if not pool.partners or not pool.consultants:
        return Readiness(pool, len(pool.partners), len(pool.consultants), topics=_topics(pool))
    try:
        telling = telling_of(solve(pool.inputs()))
    except MatchingError as error:
        return Readiness(pool, len(pool.partners), len(pool.consultants), _topics(pool), problem=str(error))
    open_ = _as_if_nobody_were_sealed(pool)
    return Readiness(
        pool=pool,
        seeking=len(pool.partners),
        giving=len(pool.consultants),
        topics=_topics(pool),
        places=_places(pool, open_),
        certain=[(pool.participant(one), nobody(why_nobody(telling, one))) for one in telling.match.unplaced],
        alone=_alone(pool, open_, set(telling.match.unplaced)),
        rules=_rules(open_),
        to_check=pool.count("check"),
    )


def _numbers(programme: Programme) -> tuple[int, int]:
    free = {pk for pk, places in free_places(programme).items() if places}
    sides = Participant.objects.active().filter(programme=programme).values_list("pk", "role")
    counted = Counter(role for pk, role in sides if pk in free)
    return counted[Participant.Role.PARTNER], counted[Participant.Role.CONSULTANT]


def _as_if_nobody_were_sealed(pool: Pool) -> Match:
    """The permitted pairs as they may be counted on a page."""
    inputs = pool.inputs()
    return Match(inputs, scored_pairs(inputs, sealed=False), None, None)


def _topics(pool: Pool) -> list[TopicRow]:
    asked = Counter(topic for one in pool.partners for topic in one.topics)
    offered = Counter(topic for one in pool.consultants for topic in one.topics)
    rows = [TopicRow(topic_label(code), asked[code], offered[code]) for code in asked | offered]
    return sorted(rows, key=lambda row: (-row.asked, row.topic))


def _places(pool: Pool, open_: Match) -> list[PlaceRow]:
    """Each council area from which somebody asks, those with fewest within reach first."""
    asked = Counter(_place(one) for one in pool.partners)
    given = Counter(_place(one) for one in pool.consultants)
    reached: dict[str, set[int]] = {place: set() for place in asked}
    where = [_place(one) for one in pool.partners]
    for p, c in zip(open_.scored.partner.tolist(), open_.scored.consultant.tolist(), strict=True):
        reached[where[p]].add(c)
    rows = [PlaceRow(place, asked[place], given[place], len(reached[place])) for place in asked]
    return sorted(rows, key=lambda row: (row.reached, row.place))


def _place(side: Participant) -> str:
    site = next(iter(side.organisation.sites.all()), None)
    return (site.council if site else "") or _("Not known")


def _alone(pool: Pool, open_: Match, unplaced: set[str]) -> list[Alone]:
    """Partners for whom there are few, those with a place found for them: one refusal and they have nobody."""
    found = []
    for one in pool.partners:
        reasons = reasons_between(open_, str(one.pk))
        could = reasons.pop(int(Never.PERMITTED), 0)
        if could <= FEW and str(one.pk) not in unplaced:
            found.append(Alone(one, could, _strongest(reasons)))
    return sorted(found, key=lambda row: (row.could, row.partner.organisation.name))


def _strongest(reasons: Counter[Any]) -> str:
    told = {code: n for code, n in reasons.items() if code in RULE_NAMES}
    return RULE_NAMES[max(told, key=lambda code: (told[code], -code))]() if told else ""


def _rules(open_: Match) -> list[tuple[str, int]]:
    """How many possible pairs each rule keeps apart, the one that binds most first."""
    counted = Counter(open_.scored.absent_reason.tolist())
    rows = [(RULE_NAMES[code](), n) for code, n in counted.items() if code in RULE_NAMES]
    return sorted(rows, key=lambda row: (-row[1], row[0]))
