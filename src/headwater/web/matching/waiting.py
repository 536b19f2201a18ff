"""Who waits for a place, who comes first, and how many places are free (R36: an unwound pair is nobody's fault)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.signals import parted_pairs, partners_done
from headwater.web.matching.states import SETTLED, ProposalState, RunState
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class InLine:
    """Someone who waits: since when, whether they come before others, and how many come before them."""

    partner: Participant
    since: datetime
    first: bool
    before: int


def load_of(programme: Programme, states: tuple[str, ...] = SETTLED) -> Counter[Any]:
    """How many places each participant of a programme has given away; a pair that has parted gives its place back.

    Of several open proposals to choose from a person can take up no more than there is place for.
    """
    parted = parted_pairs(programme)
    proposals = MatchProposal.objects.filter(programme=programme, state__in=states)
    rows = proposals.values_list(
        "partner", "consultant", "state", "partner__capacity", "consultant__capacity"
    )
    agreed, open_, most = Counter(), Counter(), {}
    for partner, consultant, state, *capacity in rows:
        if (partner, consultant) in parted:
            continue
        for side, places in zip((partner, consultant), capacity, strict=True):
            most[side] = places
            (agreed if state == ProposalState.AGREED else open_)[side] += 1
    return agreed + Counter({side: min(n, max(0, most[side] - agreed[side])) for side, n in open_.items()})


def free_places(programme: Programme, holding: tuple[str, ...] = SETTLED) -> dict[Any, int]:
    """How many places each participant still has; ``holding``: the states in which a proposal takes one up."""
    taken = load_of(programme, holding)
    sides = Participant.objects.active().filter(programme=programme).values_list("pk", "capacity")
    return {pk: max(0, capacity - taken[pk]) for pk, capacity in sides}


def those_who_are_done(programme: Programme) -> set[Any]:
    """Partners whose pair came to its planned end: they wait for nobody."""
    return partners_done(programme)


def first_in_line(programme: Programme) -> dict[str, int]:
    """Partners whose pair parted through nobody's fault: they come before others (rematch with priority)."""
    return {str(pk): 1 for pk in _parted(programme)}


def _parted(programme: Programme) -> set[Any]:
    unwound = MatchProposal.objects.filter(programme=programme, state=ProposalState.PARTED)
    ended = {partner for partner, _consultant in parted_pairs(programme)}
    return (set(unwound.values_list("partner", flat=True)) | ended) - those_who_are_done(programme)


def waiting_list(programme: Programme) -> list[InLine]:
    """Those who seek help and have nobody, once pairs have been published: in the order in which they come.

    Those whose pair parted come first, then whoever has waited longest.
    """
    if not has_begun(programme):
        return []
    free, done, first = free_places(programme), those_who_are_done(programme), _parted(programme)
    since = _last_heard(programme)
    seeking = Participant.objects.active().filter(programme=programme, role=Participant.Role.PARTNER)
    waiting = [
        (one.pk not in first, since.get(one.pk, one.created_at), str(one.organisation), str(one.pk), one)
        for one in seeking.select_related("organisation", "person", "programme")
        if free[one.pk] and one.pk not in done
    ]
    ordered = sorted(waiting, key=lambda row: row[:4])
    return [InLine(one, when, not later, at) for at, (later, when, _name, _pk, one) in enumerate(ordered)]


def place_in_line(partner: Participant) -> InLine | None:
    """Where somebody stands in line; None when they have a pair, a proposal that waits, or nobody is matched yet."""
    settled = MatchProposal.objects.filter(partner=partner).settled()
    pairs = set(settled.values_list("partner", "consultant"))
    if (pairs and not pairs <= parted_pairs(partner.programme)) or not has_begun(partner.programme):
        return None
    return next((one for one in waiting_list(partner.programme) if one.partner.pk == partner.pk), None)


def has_begun(programme: Programme) -> bool:
    """Whether pairs have been published: from then on who has nobody waits in line."""
    return MatchRun.objects.filter(programme=programme, state=RunState.PUBLISHED).exists()


def _last_heard(programme: Programme) -> dict[Any, datetime]:
    """When each partner last lost a proposal: they wait since then."""
    lost = MatchProposal.objects.filter(
        programme=programme,
        state__in=[ProposalState.DECLINED, ProposalState.LAPSED, ProposalState.PARTED],
        answered_at__isnull=False,
    )
    return dict(lost.order_by("answered_at").values_list("partner", "answered_at"))
