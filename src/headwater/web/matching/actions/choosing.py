"""Choosing from the directory: an expression of interest, by the same rules and with the same trail (R29 to R38)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.hosts.links import full_address, href
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.actions.running import proposal_of
from headwater.web.matching.directory import GIVEN, open_directory
from headwater.web.matching.models import MatchProposal
from headwater.web.matching.pool import gather
from headwater.web.matching.queries import LETTER
from headwater.web.matching.solve import permitted_in
from headwater.web.matching.states import ProposalState
from headwater.web.messages.letters import draft_letter
from headwater.web.programmes.models import Participant


@transaction.atomic
def express_interest(*, partner: Participant, consultant: Participant, by: Any) -> MatchProposal:
    """Ask to work with somebody of the directory: an open proposal with one yes; a letter to them is drafted.

    Refused in the same words for every reason that a person may not know.
    """
    run = open_directory(partner.programme)
    if run is None:
        raise CannotMatch(_("The directory is not open now."))
    both = sorted((partner.pk, consultant.pk))
    list(Participant.objects.select_for_update().filter(pk__in=both).order_by("pk").values_list("pk"))
    _check_how_many(partner)
    pair = (str(partner.pk), str(consultant.pk))
    pool = gather(partner.programme, run.rules, only=partner, these=[pair], holding=GIVEN)
    figures = permitted_in(pool).get(pair)
    asked = run.proposals.filter(partner=partner, consultant=consultant).exists()
    if figures is None or asked or min(pool.places[side] for side in pair) < 1:
        raise CannotMatch(_("They have no place for another pair just now. Please choose somebody else."))
    proposal = proposal_of(run, pool, pair, figures)
    proposal.partner_answer, proposal.answered_at = MatchProposal.Answer.YES, timezone.now()
    proposal.open()
    proposal.save()
    record("express-interest", by=by, on=proposal, about=by)
    draft_letter(
        to=consultant.person,
        kind=LETTER,
        template="matching/letters/proposed.txt",
        programme=partner.programme,
        about=proposal,
        address=full_address(href("matching:proposal", proposal)),
    )
    return proposal


def _check_how_many(partner: Participant) -> None:
    most = partner.programme.proposals_each
    waiting = MatchProposal.objects.filter(partner=partner, state=ProposalState.OPEN).count()
    if waiting >= most:
        raise CannotMatch(
            _(
                "You have asked %(n)s. Wait for an answer, or for one of them to say no, before you ask another."
            )
            % {"n": most}
        )
