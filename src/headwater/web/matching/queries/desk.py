"""Runs as the desk shows them, one at a time or two side by side."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import QuerySet

from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.reasons import CRITERIA, help_in_words, nobody
from headwater.web.matching.solve import answer_of, solve
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
