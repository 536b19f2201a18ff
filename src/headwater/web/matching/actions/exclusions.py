"""Sealing and unsealing: whom a participant does not work with. Only they and the engine ever read it (R37)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.actions.waiting import place_came_free
from headwater.web.matching.models import Exclusion, MatchProposal
from headwater.web.matching.seals import means
from headwater.web.matching.states import ProposalState
from headwater.web.programmes.models import Participant


@transaction.atomic
def add_exclusion(*, participant: Participant, kind: str, target: str = "", by: Any) -> Exclusion:
    """Keep a participant apart from somebody from now on; an open proposal of such a pair is not taken up."""
    target = " ".join(target.split())
    if kind == Exclusion.Kind.EVERYONE:
        target = ""
    elif not target:
        raise CannotMatch(_("Write the name of the organisation or person."))
    exclusion = Exclusion.objects.create(participant=participant, kind=kind, target=target)
    record("seal", by=by, on=exclusion, about=participant.person_id)
    _close_open(participant, exclusion)
    return exclusion


def _close_open(participant: Participant, exclusion: Exclusion) -> None:
    """An open proposal that the exclusion forbids is declined like any other, without a reason."""
    if exclusion.kind == Exclusion.Kind.EVERYONE:
        return
    open_pairs = MatchProposal.objects.filter(state=ProposalState.OPEN).of(participant.person)
    for proposal in open_pairs.with_people().select_for_update(of=("self",)):
        side = proposal.side_of(participant.person)
        if side.pk == participant.pk and means(exclusion, proposal.other_side(participant.person)):
            setattr(proposal, f"{participant.role}_answer", MatchProposal.Answer.NO)
            proposal.answered_at = timezone.now()
            proposal.decline()
            proposal.save()
            record("not-taken-up", on=proposal)
            place_came_free(programme=proposal.programme)


@transaction.atomic
def remove_exclusion(*, exclusion: Exclusion, by: Any) -> None:
    """Take an exclusion back; the name is erased."""
    record("unseal", by=by, on=exclusion, about=exclusion.participant.person_id)
    exclusion.delete()


@transaction.atomic
def take_over_wishes(*, participant: Participant, wishes: Iterable[Any]) -> list[Exclusion]:
    """The sealed wishes written with an application, from the day the place is taken up."""
    return [
        Exclusion.objects.create(participant=participant, kind=wish.kind, target=wish.name)
        for wish in wishes
        if wish.name.strip()
    ]
