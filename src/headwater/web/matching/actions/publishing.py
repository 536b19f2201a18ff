"""Publishing and telling: two separate acts, and undoable until somebody has been told (R36)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.hosts.links import full_address, href
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.pool import gather
from headwater.web.matching.queries import LETTER, can_take_back, letters_of
from headwater.web.matching.solve import permitted_in
from headwater.web.matching.states import ProposalState, RunState
from headwater.web.messages.letters import draft_letter
from headwater.web.messages.models import Letter
from headwater.web.programmes.models import Participant


@transaction.atomic
def publish(*, run: MatchRun, by: Any) -> MatchRun:
    """Let each of a pair see their own proposal and answer it; other drafts are put aside. Nobody is written to."""
    run = MatchRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.DRAFT:
        raise CannotMatch(_("Only a draft can be published."))
    proposals = list(run.proposals.filter(state=ProposalState.DRAFT).with_people())
    if not proposals and run.kind != MatchRun.Kind.DIRECTORY:
        raise CannotMatch(_("There is no pair to publish."))
    list(_locked(proposals))
    _check_still_possible(run, proposals)
    for proposal in proposals:
        proposal.open()
        proposal.save()
    run.publish()
    run.published_at, run.published_by = timezone.now(), by
    run.save()
    for other in MatchRun.objects.filter(programme=run.programme, state=RunState.DRAFT).exclude(pk=run.pk):
        other.put_aside()
        other.save()
    record("publish", by=by, on=run)
    return run


def _locked(proposals: list[MatchProposal]) -> Any:
    ids = {side for one in proposals for side in (one.partner_id, one.consultant_id)}
    return Participant.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk")


def _check_still_possible(run: MatchRun, proposals: list[MatchProposal]) -> None:
    """Everything may have changed since the run: who takes part, places, facts, wishes, pairs barred by hand."""
    pairs = [(str(one.partner_id), str(one.consultant_id)) for one in proposals]
    pool = gather(run.programme, run.rules, these=pairs)
    permitted, left = permitted_in(pool), dict(pool.places)
    to_choose_from = run.kind == MatchRun.Kind.CHOICES
    for proposal, pair in zip(proposals, pairs, strict=True):
        if pair not in permitted or min(left[side] for side in pair) < 1:
            raise CannotMatch(
                _(
                    "%(partner)s and %(consultant)s are not possible as a pair any more. Propose again, then publish."
                )
                % {"partner": proposal.partner.organisation, "consultant": proposal.consultant.organisation}
            )
        for side in () if to_choose_from else pair:
            left[side] -= 1


@transaction.atomic
def notify(*, run: MatchRun, by: Any) -> list[Letter]:
    """Draft a letter to everyone whose published pair waits for an answer. They leave when you send them."""
    if run.state != RunState.PUBLISHED:
        raise CannotMatch(_("Publish first: a letter must find the proposal in its place."))
    open_pairs = run.proposals.filter(state=ProposalState.OPEN).with_people()
    written = set(letters_of(run).exclude(state=Letter.State.DISCARDED).values_list("to", "about_id"))
    drafted = [
        draft_letter(
            to=side.person,
            kind=LETTER,
            template="matching/letters/proposed.txt",
            programme=run.programme,
            about=proposal,
            address=full_address(href("matching:proposal", proposal)),
        )
        for proposal in open_pairs
        for side in proposal.waits_for
        if (side.person_id, str(proposal.pk)) not in written
    ]
    record("notify", by=by, on=run)
    return drafted


@transaction.atomic
def take_back(*, run: MatchRun, by: Any) -> MatchRun:
    """Undo a publication while no letter has left and nobody has answered: the pairs are a draft again."""
    run = MatchRun.objects.select_for_update().get(pk=run.pk)
    if not can_take_back(run):
        raise CannotMatch(_("Somebody has been told or has answered: it cannot be taken back any more."))
    for letter in letters_of(run).filter(state__in=[Letter.State.DRAFT, Letter.State.FAILED]):
        letter.discard()
        letter.save()
    for proposal in run.proposals.all():
        proposal.take_back()
        proposal.save()
    run.take_back()
    run.published_at = run.published_by = None
    run.save()
    record("take-back", by=by, on=run)
    return run
