"""Both sides say yes or no, without a reason; two yeses make a pair, and never more pairs than places (R36)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.models import MatchProposal
from headwater.web.matching.pool import load_of
from headwater.web.matching.signals import pair_agreed
from headwater.web.matching.states import ProposalState
from headwater.web.programmes.models import Participant


@transaction.atomic
def answer_proposal(*, proposal: MatchProposal, accept: bool, by: Any) -> MatchProposal:
    """Keep a person's answer. The second yes makes the pair, unless the place has gone meanwhile: then it lapses."""
    _lock(proposal)
    proposal = MatchProposal.objects.select_for_update(of=("self",)).with_people().get(pk=proposal.pk)
    side = proposal.side_of(by)
    if side is None:
        raise CannotMatch(_("Only the two of them answer."))
    if proposal.state != ProposalState.OPEN:
        raise CannotMatch(_("This proposal is not open any more."))
    if proposal.answer_of(by):
        raise CannotMatch(_("You have already answered."))
    setattr(proposal, f"{side.role}_answer", MatchProposal.Answer.YES if accept else MatchProposal.Answer.NO)
    proposal.answered_at = timezone.now()
    if not accept:
        proposal.decline()
    elif not proposal.waits_for:
        _agree(proposal)
    proposal.save()
    record("accept" if accept else "decline", by=by, on=proposal, about=by)
    if proposal.state == ProposalState.AGREED:
        pair_agreed.send(
            sender=MatchProposal,
            partner=proposal.partner,
            consultant=proposal.consultant,
            by=by,
            competition=proposal.competition,
        )
    return proposal


def _lock(proposal: MatchProposal) -> None:
    """Hold both people's rows, always in the same order, so that two who accept at once go one after the other."""
    both = [proposal.partner_id, proposal.consultant_id]
    list(Participant.objects.select_for_update().filter(pk__in=both).order_by("pk").values_list("pk"))


def _agree(proposal: MatchProposal) -> None:
    """Make the pair if both still have a place and take part; what their last places close, lapses."""
    taken = load_of(proposal.programme, (ProposalState.AGREED,))
    sides = (proposal.partner, proposal.consultant)
    free = all(side.status == Participant.Status.ACTIVE and taken[side.pk] < side.capacity for side in sides)
    if not free:
        proposal.lapse()
        return
    proposal.agree()
    for side in sides:
        if taken[side.pk] + 1 >= side.capacity:
            _lapse_others(proposal, side)


def _lapse_others(proposal: MatchProposal, side: Participant) -> None:
    open_pairs = MatchProposal.objects.filter(state=ProposalState.OPEN, **{side.role: side})
    for other in open_pairs.exclude(pk=proposal.pk).select_for_update():
        other.lapse()
        other.save()
