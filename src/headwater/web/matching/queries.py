"""What the pages of matching show."""

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import QuerySet

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES
from headwater.engines.matching import MatchingError
from headwater.web.matching.facts import digest_of, facts_of, labels, policy_of, verdict_of
from headwater.web.matching.models import HandRule, MatchProposal, MatchRun, RivalryRuling
from headwater.web.matching.pool import Pool, gather, outcome_of, rules_of, rulings_of
from headwater.web.matching.reasons import CRITERIA, help_in_words, nobody, topic_label
from headwater.web.matching.signals import parted_pairs
from headwater.web.matching.solve import Alternative, Match, alternatives, answer_of, solve
from headwater.web.matching.states import ProposalState, RunState
from headwater.web.messages.models import Letter
from headwater.web.programmes.models import Participant, Programme


def replayed(run: MatchRun) -> bool:
    """Whether the engine, given what the run kept, answers the same again."""
    again = answer_of(solve(run.inputs))
    return all(run.result[name] == value for name, value in again.items())


LETTER = "match_proposed"


def letters_of(run: MatchRun) -> QuerySet[Letter]:
    """Every letter that tells of a proposal of this run."""
    about = [str(pk) for pk in run.proposals.values_list("pk", flat=True)]
    return Letter.objects.filter(kind=LETTER, about_id__in=about)


def can_take_back(run: MatchRun) -> bool:
    """Whether nobody has been told or has answered yet."""
    told = letters_of(run).filter(state__in=[Letter.State.QUEUED, Letter.State.SENT]).exists()
    answered = any(
        one.partner_answer or one.consultant_answer or one.state != ProposalState.OPEN
        for one in run.proposals.all()
    )
    return run.state == RunState.PUBLISHED and not told and not answered


def current_run(programme: Programme) -> MatchRun | None:
    """The run the desk shows: the newest draft, else the newest that was published."""
    runs = MatchRun.objects.filter(programme=programme).exclude(state=RunState.ASIDE).order_by("-number")
    drafts = [run for run in runs if run.state == RunState.DRAFT]
    return next(iter(drafts or runs), None)


def names_of(programme: Programme) -> dict[str, Participant]:
    """Everyone in a programme by id as text, with person and organisation."""
    people = Participant.objects.filter(programme=programme).select_related("person", "organisation")
    return {str(one.pk): one for one in people}


@dataclass(frozen=True)
class Waiting:
    """A partner without a pair: why, and what would help."""

    partner: Participant
    why: str
    helps: list[str]


@dataclass(frozen=True)
class Sheet:
    """A run and its pairs, with the figures that tell runs apart."""

    run: MatchRun
    proposals: list[MatchProposal]

    @property
    def placed(self) -> int:
        """Partners with a pair."""
        return len({one.partner_id for one in self.proposals})

    @property
    def nobody(self) -> int:
        """Partners without one."""
        return len(self.run.result["waiting"])

    @property
    def typical_miles(self) -> int | None:
        """The median journey of those who meet in person, in miles by road."""
        known = [one.miles for one in self.proposals if one.miles is not None and not one.is_remote]
        return round(median(known)) if known else None

    @property
    def by_video(self) -> int:
        return sum(one.is_remote for one in self.proposals)


@dataclass(frozen=True)
class Desk(Sheet):
    """One run as the desk shows it: figures, who has nobody, and what can be done next."""

    waiting: list[Waiting]
    without_partner: list[Participant]
    not_yet: list[tuple[Participant, list[str]]]
    drafts: int
    can_take_back: bool

    @property
    def asked(self) -> int:
        """Partners the run looked at."""
        return self.placed + self.nobody

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.proposals)

    @property
    def open(self) -> int:
        return self.count(ProposalState.OPEN)

    @property
    def agreed(self) -> int:
        return self.count(ProposalState.AGREED)

    @property
    def declined(self) -> int:
        """Not taken up by one of the two, or closed because the place went to another pair."""
        return self.count(ProposalState.DECLINED) + self.count(ProposalState.LAPSED)

    @property
    def weights(self) -> list[dict[str, Any]]:
        """Each criterion: how much it was meant to count, and how much it decided (R32)."""
        return [
            row | {"label": CRITERIA[row["part"]]}
            for row in self.run.result["weights"]
            if row["part"] in CRITERIA
        ]

    @property
    def cost_of_fairness(self) -> int:
        """What raising the least well served costs in all, in hundredths of a full fit."""
        return round((self.run.result["best_total"] - self.run.result["total_fit"]) / 10)


def desk_of(run: MatchRun) -> Desk:
    """A run with everything around it."""
    people = names_of(run.programme)
    result = run.result
    organisations = {pk: str(one.organisation) for pk, one in people.items()}
    return Desk(
        run=run,
        proposals=list(run.proposals.with_people()),
        waiting=[
            Waiting(people[row["partner"]], nobody(row["why"]), help_in_words(row["help"], organisations))
            for row in result["waiting"]
            if row["partner"] in people
        ],
        without_partner=[people[pk] for pk in result["without_partner"] if pk in people],
        not_yet=[(people[pk], reasons) for pk, reasons in result["not_yet"].items() if pk in people],
        drafts=letters_of(run).filter(state=Letter.State.DRAFT).count(),
        can_take_back=can_take_back(run),
    )


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


@dataclass(frozen=True)
class Other:
    """Another consultant for the partner of a pair, and what it would cost, in words a person can weigh."""

    consultant: Participant
    change: int
    moves: list[tuple[Participant, Participant | None]]


def others_for(proposal: MatchProposal) -> list[Other]:
    """Whom the partner could have instead, the least costly first, by the rules and inputs of the run."""
    match: Match = solve(proposal.run.inputs)
    people = names_of(proposal.programme)
    found: list[Alternative] = alternatives(match, str(proposal.partner_id))
    return [
        Other(
            people[one.consultant],
            round(one.change / 10),
            [(people[who], people.get(to or "")) for who, to in one.moves],
        )
        for one in found
    ]


def profile_of(side: Participant, programme: Programme) -> dict[str, Any]:
    """One of a pair as the other may see them: who they are and what they bring, nothing they only told the host."""
    sites = list(side.organisation.sites.all())
    services = {word for site in sites for word in site.services}
    groups = {word for site in sites for word in site.client_groups}
    return {
        "side": side,
        "role": programme.word(side.role),
        "topics": [topic_label(code) for code in side.topics],
        "offers": [topic_label(code) for code in side.offers],
        "services": sorted(labels(SERVICE_TYPES, services)),
        "groups": sorted(labels(CLIENT_GROUPS, groups)),
        "councils": sorted({site.council for site in sites if site.council}),
        "size": side.organisation.get_size_display(),
        "mode": side.get_mode_display(),
    }


def hand_rules(programme: Programme, **narrowed: Any) -> list[HandRule]:
    """Pairs pinned or barred by hand."""
    rules = HandRule.objects.filter(programme=programme, **narrowed)
    return list(rules.select_related("partner__organisation", "consultant__organisation", "by", "programme"))


@dataclass(frozen=True)
class Check:
    """Two organisations a person must look at, or has looked at: the facts, and the decision."""

    partner: Participant
    consultant: Participant
    verdict: dict[str, Any]
    ruling: RivalryRuling | None

    @property
    def holds(self) -> bool:
        """Whether the decision still counts: the facts are those that were looked at."""
        return self.ruling is not None and self.ruling.facts_digest == digest_of(self.verdict)


def pairs_to_check(programme: Programme) -> list[Check]:
    """What waits for a person first, then what was decided."""
    pool = gather(programme, rules_of(programme))
    rulings = rulings_of(programme)
    found = [
        Check(pool.participant(p), pool.participant(c), _facts(verdict), rulings.get((p, c)))
        for (p, c), verdict in pool.verdicts.items()
        if verdict["outcome"] == "check" or (p, c) in rulings
    ]
    return sorted(
        found, key=lambda one: (one.holds, one.partner.organisation.name, one.consultant.organisation.name)
    )


def _facts(verdict: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in verdict.items() if name != "decided"}


def pair_to_check(partner: Participant, consultant: Participant) -> Check:
    """One pair of organisations with its facts."""
    verdict = verdict_of(
        facts_of(partner.organisation), facts_of(consultant.organisation), policy_of(partner.programme)
    )
    ruling = rulings_of(partner.programme).get((str(partner.pk), str(consultant.pk)))
    return Check(partner, consultant, verdict, ruling)


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side: their figures, and everyone whose pair differs."""

    sheets: tuple[Sheet, Sheet]
    changed: list[tuple[Participant, Participant | None, Participant | None]]


def compare(one: MatchRun, other: MatchRun) -> Comparison:
    """Who moves, how far and how many, between two runs of a programme."""
    proposals = list(MatchProposal.objects.filter(run__in=[one, other]).with_people())
    first, second = (Sheet(run, [p for p in proposals if p.run_id == run.pk]) for run in (one, other))
    before, after = ({p.partner: p.consultant for p in sheet.proposals} for sheet in (first, second))
    partners = sorted({*before, *after}, key=lambda side: (side.organisation.name, str(side.pk)))
    changed = [
        (side, before.get(side), after.get(side)) for side in partners if before.get(side) != after.get(side)
    ]
    return Comparison((first, second), changed)


def changed_since(programme: Programme) -> list[tuple[MatchProposal, Check]]:
    """Pairs that stand, of which the facts on record now say worse than when they were proposed (R45).

    A register was brought in again, a tender began, somebody joined a group: a person must look.
    """
    parted, found = parted_pairs(programme), []
    rulings, policy = rulings_of(programme), policy_of(programme)
    standing = MatchProposal.objects.filter(programme=programme).settled().with_sites()
    for pair in standing:
        if (pair.partner_id, pair.consultant_id) in parted:
            continue
        verdict = verdict_of(
            facts_of(pair.partner.organisation), facts_of(pair.consultant.organisation), policy
        )
        ruling = rulings.get((str(pair.partner_id), str(pair.consultant_id)))
        if WORSE.index(outcome_of(verdict, ruling)) > WORSE.index(pair.competition):
            found.append((pair, Check(pair.partner, pair.consultant, verdict, ruling)))
    return found


WORSE = ("clear", "restricted", "check", "barred")
"""What the competitor test can say, mildest first."""
