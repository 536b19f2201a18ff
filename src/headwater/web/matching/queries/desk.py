"""Runs as the desk shows them, one at a time or two side by side."""

from dataclasses import dataclass
from functools import cached_property
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


SIDES = ("partners", "consultants")
HELD = (ProposalState.DRAFT, ProposalState.OPEN, ProposalState.AGREED)


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
    runs = (
        MatchRun.objects.filter(programme=programme)
        .exclude(state__in=[RunState.ASIDE, RunState.FAILED])
        .order_by("-number")
    )
    drafts = [run for run in runs if run.state in (RunState.DRAFT, RunState.WORKING)]
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
        """Partners with a pair: proposed, waiting for answers or agreed; one not taken up is none."""
        return len({one.partner_id for one in self.proposals if one.state in HELD})

    @property
    def nobody(self) -> int:
        """Partners for whom the run found nobody."""
        return len(self.run.result.get("waiting", ()))

    @property
    def typical_miles(self) -> int | None:
        """The median journey of those who meet in person, in miles by road."""
        known = [one.miles for one in self.best if one.miles is not None and not one.is_remote]
        return round(median(known)) if known else None

    @property
    def by_video(self) -> int:
        return sum(one.is_remote for one in self.best)

    @cached_property
    def best(self) -> list[MatchProposal]:
        """One proposal for each place: the best set, without those shown beside it to choose from."""
        pairs = {(p, c) for p, c, _fit in self.run.result.get("pairs", ())}
        chosen = [one for one in self.proposals if (str(one.partner_id), str(one.consultant_id)) in pairs]
        return chosen or self.proposals

    @cached_property
    def topics(self) -> tuple[int, int]:
        """Topics asked for that somebody is proposed for who can speak of them, and topics asked for in all."""
        people = {one["id"]: set(one["topics"]) for side in SIDES for one in self.run.inputs.get(side, ())}
        asked = sum(len(one["topics"]) for one in self.run.inputs.get("partners", ()))
        met: dict[str, set[str]] = {}
        for one in self.best:
            mine, theirs = (people.get(str(pk), set()) for pk in (one.partner_id, one.consultant_id))
            met.setdefault(str(one.partner_id), set()).update(mine & theirs)
        return sum(map(len, met.values())), asked


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
        return len(self.run.inputs.get("partners", ()))

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
            for row in self.run.result.get("weights", ())
            if row["part"] in CRITERIA
        ]

    @property
    def cost_of_fairness(self) -> int:
        """What raising the least well served costs in all, in hundredths of a full fit."""
        if not self.run.result:
            return 0
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
            for row in result.get("waiting", ())
            if row["partner"] in people
        ],
        without_partner=[people[pk] for pk in result.get("without_partner", ()) if pk in people],
        not_yet=[(people[pk], reasons) for pk, reasons in result.get("not_yet", {}).items() if pk in people],
        drafts=letters_of(run).filter(state=Letter.State.DRAFT).count(),
        can_take_back=can_take_back(run),
    )
