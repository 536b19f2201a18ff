"""The directory: whom a partner may ask, where partners choose for themselves (one of the three ways of making pairs)."""

from dataclasses import dataclass
from typing import Any

from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.pool import gather
from headwater.web.matching.reasons import reasons_for
from headwater.web.matching.solve import permitted_in
from headwater.web.matching.states import ProposalState, RunState
from headwater.web.programmes.models import Participant, Programme

GIVEN = (ProposalState.AGREED,)  # what takes up a place where people choose: being asked does not


@dataclass(frozen=True)
class Entry:
    """Somebody a partner may ask: who, how they would meet, and what speaks for it."""

    consultant: Participant
    miles: int | None
    remote: bool
    restricted: bool
    reasons: list[dict[str, Any]]


def open_directory(programme: Programme) -> MatchRun | None:
    """The run by whose rules partners choose now; None while no directory is published."""
    runs = MatchRun.objects.filter(
        programme=programme, kind=MatchRun.Kind.DIRECTORY, state=RunState.PUBLISHED
    )
    return runs.select_related("programme").order_by("-number").first()


def entries_for(partner: Participant, run: MatchRun) -> list[Entry]:
    """Those with a free place whom the rules permit, the best fitting first. Whoever is not permitted, or was asked, is not there.

    A place that somebody has asked for and not been given yet is still free.
    """
    pool = gather(partner.programme, run.rules, only=partner, holding=GIVEN)
    asked = {str(pk) for pk in run.proposals.filter(partner=partner).values_list("consultant", flat=True)}
    found = [
        (figures["fit"], pool.participant(consultant), figures, pool.standing[seeks, consultant].decided)
        for (seeks, consultant), figures in permitted_in(pool).items()
        if pool.places[consultant] and consultant not in asked
    ]
    ordered = sorted(found, key=lambda row: (-row[0], row[1].organisation.name, str(row[1].pk)))
    return [
        Entry(
            consultant,
            figures["miles"],
            figures["remote"],
            decided == "restricted",
            reasons_for(partner, consultant, figures),
        )
        for _fit, consultant, figures, decided in ordered
    ]


def asked_by(partner: Participant) -> list[MatchProposal]:
    """Whom a partner has asked and who has not answered, or who said yes."""
    states = [ProposalState.OPEN, ProposalState.AGREED]
    return list(MatchProposal.objects.filter(partner=partner, state__in=states).with_people())
