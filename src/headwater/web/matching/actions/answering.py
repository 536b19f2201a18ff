"""Both sides say yes or no, without a reason; two yeses make a pair, and never more pairs than places (R36)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.matching.actions.exclusions import add_exclusion
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.actions.waiting import place_came_free
from headwater.web.matching.models import Exclusion, MatchProposal
from headwater.web.matching.signals import pair_agreed, pair_unwound
from headwater.web.matching.states import ProposalState
from headwater.web.matching.waiting import load_of
from headwater.web.programmes.models import Participant


@transaction.atomic
def answer_proposal(*, proposal: MatchProposal, accept: bool, by: Any) -> MatchProposal:
    """Keep a person's answer. The second yes makes the pair, unless the place has gone meanwhile: then it lapses."""
    proposal, side = _open_to(proposal, by)
    setattr(proposal, f"{side.role}_answer", MatchProposal.Answer.YES if accept else MatchProposal.Answer.NO)
    proposal.answered_at = timezone.now()
    lapsed = 0
    if not accept:
        proposal.decline()
    elif not proposal.waits_for:
        lapsed = _agree(proposal)
    proposal.save()
    if accept:
        record("accept", by=by, on=proposal, about=by)
    else:
        record("not-taken-up", on=proposal)  # by whom is nobody's business: the host reads the trail
    if proposal.state == ProposalState.AGREED:
        pair_agreed.send(
            sender=MatchProposal,
            partner=proposal.partner,
            consultant=proposal.consultant,
            by=by,
            competition=proposal.competition,
        )
    if lapsed or proposal.state in (ProposalState.DECLINED, ProposalState.LAPSED):
        place_came_free(programme=proposal.programme)
    return proposal


@transaction.atomic
def pause_instead(*, proposal: MatchProposal, by: Any) -> MatchProposal:
    """Say "not now" instead of yes or no: every proposal that waits for this person closes, and none is made for now.

    Nobody is told of a pause; to the other one and to the coordinator it reads as a place that has gone. The two
    may be proposed to one another again.
    """
    proposal, side = _open_to(proposal, by)
    open_pairs = MatchProposal.objects.filter(state=ProposalState.OPEN, **{side.role: side})
    for one in open_pairs.select_for_update():
        one.answered_at = timezone.now()
        one.lapse()
        one.save()
    add_exclusion(participant=side, kind=Exclusion.Kind.EVERYONE, by=by)
    place_came_free(programme=proposal.programme)
    return MatchProposal.objects.get(pk=proposal.pk)


@transaction.atomic
def unwind(*, proposal: MatchProposal, by: Any) -> MatchProposal:
    """Part a pair that both had agreed to, at the word of either or of the host: nobody's fault, no reason asked.

    The one who seeks help comes first in line for another; the same two are not proposed again.
    """
    _lock(proposal)
    proposal = MatchProposal.objects.select_for_update(of=("self",)).with_people().get(pk=proposal.pk)
    if proposal.state != ProposalState.AGREED:
        raise CannotMatch(_("Only a pair that both have agreed to can part."))
    proposal.part()
    proposal.answered_at = timezone.now()
    proposal.save()
    record("unwind", by=by, on=proposal, about=proposal.partner.person_id)
    sides = {"partner": proposal.partner, "consultant": proposal.consultant}
    pair_unwound.send(sender=MatchProposal, by=by, **sides)
    place_came_free(programme=proposal.programme)
    return proposal


def _open_to(proposal: MatchProposal, by: Any) -> tuple[MatchProposal, Participant]:
    """The proposal, held, and the side of a person who has still to answer it."""
    _lock(proposal)
    proposal = MatchProposal.objects.select_for_update(of=("self",)).with_people().get(pk=proposal.pk)
    side = proposal.side_of(by)
    if side is None:
        raise CannotMatch(_("Only the two of them answer."))
    if proposal.state != ProposalState.OPEN:
        raise CannotMatch(_("This proposal is not open any more."))
    if proposal.answer_of(by):
        raise CannotMatch(_("You have already answered."))
    return proposal, side


def _lock(proposal: MatchProposal) -> None:
    """Hold both people's rows, always in the same order, so that two who accept at once go one after the other."""
    both = [proposal.partner_id, proposal.consultant_id]
    list(Participant.objects.select_for_update().filter(pk__in=both).order_by("pk").values_list("pk"))


def _agree(proposal: MatchProposal) -> int:
    """Make the pair if both still have a place and take part; what their last places close, lapses: how many did."""
    taken = load_of(proposal.programme, (ProposalState.AGREED,))
    sides = (proposal.partner, proposal.consultant)
    free = all(side.status == Participant.Status.ACTIVE and taken[side.pk] < side.capacity for side in sides)
    if not free:
        proposal.lapse()
        return 0
    proposal.agree()
    full = [side for side in sides if taken[side.pk] + 1 >= side.capacity]
    return sum(_lapse_others(proposal, side) for side in full)


def _lapse_others(proposal: MatchProposal, side: Participant) -> int:
    open_pairs = MatchProposal.objects.filter(state=ProposalState.OPEN, **{side.role: side})
    others = list(open_pairs.exclude(pk=proposal.pk).select_for_update())
    for other in others:
        other.answered_at = timezone.now()
        other.lapse()
        other.save()
    return len(others)
