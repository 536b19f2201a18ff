"""Who waits for a place, who comes first, and how many places are free (R36: an unwound pair is nobody's fault)."""

from collections import Counter
from collections.abc import Iterable
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
    proposals = MatchProposal.objects.filter(programme=programme, state__in=states)
    return _load(proposals.values_list(*SIDES), parted_pairs(programme))


SIDES = ("partner", "consultant", "state", "partner__capacity", "consultant__capacity")


def _load(rows: Iterable[tuple[Any, ...]], parted: set[tuple[Any, Any]]) -> Counter[Any]:
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
    unwound = MatchProposal.objects.filter(programme=programme, state=ProposalState.PARTED)
    ended = {partner for partner, _consultant in parted_pairs(programme)}
    first = (set(unwound.values_list("partner", flat=True)) | ended) - those_who_are_done(programme)
    return {str(pk): 1 for pk in first}


def waiting_list(programme: Programme) -> list[InLine]:
    """Those who seek help and have nobody, once pairs have been published: in the order in which they come.

    Those whose pair parted come first, then whoever has waited longest: since the day they came, or since they
    last lost a proposal.
    """
    if not has_begun(programme):
        return []
    parted, done = parted_pairs(programme), those_who_are_done(programme)
    rows = list(MatchProposal.objects.filter(programme=programme).values_list(*SIDES, "answered_at"))
    load = _load([row[:5] for row in rows if row[2] in SETTLED], parted)
    first = {row[0] for row in rows if row[2] == ProposalState.PARTED} | {partner for partner, _ in parted}
    lost = sorted((row[5], row[0]) for row in rows if row[2] in LOST and row[5])
    since = {partner: when for when, partner in lost}
    seeking = Participant.objects.active().filter(programme=programme, role=Participant.Role.PARTNER)
    waiting = [
        (one.pk not in first, since.get(one.pk, one.created_at), str(one.organisation), str(one.pk), one)
        for one in seeking.select_related("organisation", "person", "programme")
        if load[one.pk] < one.capacity and one.pk not in done
    ]
    ordered = sorted(waiting, key=lambda row: row[:4])
    return [InLine(one, when, not later, at) for at, (later, when, _name, _pk, one) in enumerate(ordered)]


LOST = (ProposalState.DECLINED, ProposalState.LAPSED, ProposalState.PARTED)


def place_in_line(partner: Participant) -> InLine | None:
    """Where somebody stands in line; None when they have a pair, a proposal that waits, or nobody is matched yet."""
    return next((one for one in waiting_list(partner.programme) if one.partner.pk == partner.pk), None)


def has_begun(programme: Programme) -> bool:
    """Whether pairs have been published: from then on who has nobody waits in line."""
    return MatchRun.objects.filter(programme=programme, state=RunState.PUBLISHED).exists()
