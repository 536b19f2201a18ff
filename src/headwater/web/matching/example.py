"""The example programme's matching, told through the actions people use."""

from datetime import date
from random import Random
from typing import Any

from headwater.web.matching.actions import (
    CannotMatch,
    answer_proposal,
    notify,
    propose_matches,
    publish,
    rule_on_rivalry,
)
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.queries import pairs_to_check
from headwater.web.matching.states import ProposalState
from headwater.web.messages.actions import approve_letters
from headwater.web.messages.models import Letter
from headwater.web.programmes.models import Programme

LOOKED_AT = (
    "Rang both: they support different parts of the county and share no contract. "
    "Prices and bids stay out of their meetings all the same."
)


def match_all(
    programme: Programme, coordinator: Any, rng: Random, today: date, answers: bool = True
) -> list[MatchProposal]:
    """Look at what is not known, try two sets of rules, and publish the one that keeps everybody.

    With ``answers`` the letters leave, nearly everyone says yes, one says no, and those left are matched again.
    Without, it is published and the letters are drafted: everyone can see and answer their own proposal, and
    the coordinator can still take it back. Returns the agreed pairs.
    """
    _look_at_some(programme, coordinator)
    propose_matches(
        programme=programme, by=coordinator, name="Nearness first", weights={"need": 20, "distance": 40}
    )
    run = propose_matches(
        programme=programme, by=coordinator, fairness="leximin", name="Nobody given up for the sum"
    )
    letters = _publish(run, coordinator)
    if not answers:
        return []
    approve_letters(letters, by=coordinator)
    _answer(run, rng, one_says_no=True)
    _once_more(programme, coordinator, rng)
    return list(MatchProposal.objects.filter(programme=programme, state=ProposalState.AGREED).with_people())


def _look_at_some(programme: Programme, coordinator: Any) -> None:
    """Every other question about competition is asked and answered; the rest waits for somebody to ring."""
    for check in pairs_to_check(programme)[::2]:
        rule_on_rivalry(
            partner=check.partner,
            consultant=check.consultant,
            outcome="restricted",
            reason=LOOKED_AT,
            by=coordinator,
        )


def _publish(run: MatchRun, coordinator: Any) -> list[Letter]:
    return notify(run=publish(run=run, by=coordinator), by=coordinator)


def _answer(run: MatchRun, rng: Random, *, one_says_no: bool) -> None:
    """The pairs of the cast say yes; of the others one, drawn, does not take it up."""
    pairs = list(run.proposals.with_people().order_by("partner__organisation__name", "pk"))
    others = [one for one in pairs if not one.partner.person.cast and not one.consultant.person.cast]
    refused = rng.choice(others) if one_says_no and others else None
    for proposal in pairs:
        answer_proposal(proposal=proposal, accept=True, by=proposal.partner.person)
        if proposal is not refused:
            answer_proposal(proposal=proposal, accept=True, by=proposal.consultant.person)
        else:
            answer_proposal(proposal=proposal, accept=False, by=proposal.consultant.person)


def _once_more(programme: Programme, coordinator: Any, rng: Random) -> None:
    """Those whose proposal was not taken up come first: another proposal, without touching the pairs that stand."""
    again = propose_matches(programme=programme, by=coordinator, name="For those still waiting")
    if not again.proposals.exists():
        return
    try:
        approve_letters(_publish(again, coordinator), by=coordinator)
    except CannotMatch:
        return
    _answer(again, rng, one_says_no=False)
