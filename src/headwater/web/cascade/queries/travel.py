"""The hand-overs of a programme as the engine's events, and its organisations as reporting lines.

Only what leaders noted: what staff answered on their sheets stays within their organisation (promises.md 4.3, row 21),
so that no figure of the engine can tell the host what the staff of one organisation said.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.engines.cascade import Event, Hierarchy, State
from headwater.web.cascade.models import Cascade, Crossing, HandOver, Tier
from headwater.web.cascade.steps import tiers_of
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Programme

STATES = {
    HandOver.Kind.INVITED: State.INVITED,
    HandOver.Kind.RECEIVED: State.RECEIVED,
    HandOver.Kind.UNDERSTOOD: State.UNDERSTOOD,
    HandOver.Kind.TRIED: State.TRIED,
    HandOver.Kind.SUSTAINED: State.SUSTAINED,
    HandOver.Kind.PASSED_ON: State.PASSED_ON,
    HandOver.Kind.FED_BACK: State.FED_BACK,
    HandOver.Kind.ANSWERED: State.ANSWERED,
    HandOver.Kind.NOT_RECEIVED: State.NOT_RECEIVED,
    HandOver.Kind.NOT_UNDERSTOOD: State.NOT_UNDERSTOOD,
    HandOver.Kind.NOT_TRIED: State.NOT_TRIED,
    HandOver.Kind.NOT_SUSTAINED: State.NOT_SUSTAINED,
    HandOver.Kind.NOT_PASSED_ON: State.NOT_PASSED_ON,
}  # one who left had it: what was noted of them stays, and leaving is no state of the practice


@dataclass(frozen=True)
class Travelled:
    """What the engine reads of a programme.

    Organisations and practices go by the text of their ids; `names` says what an organisation is called. The leader is
    tier 0, the tiers of a cascade follow from 1 in their order. `hierarchy` is None while no cascade has begun.
    """

    events: tuple[Event, ...]
    hierarchy: Hierarchy | None
    names: dict[str, str]


def events_for(programme: Programme) -> Travelled:
    """Every hand-over noted in a programme, with the tiers of the organisations it happened in."""
    cascades = list(
        Cascade.objects.filter(practice__participant__programme=programme)
        .select_related("practice__participant__organisation")
        .prefetch_related(
            "tiers__hand_overs__workplace", "tiers__workplaces", "practice__participant__organisation__sites"
        )
        .order_by("started_on", "id")
    )
    origins = _origins(programme)
    events = tuple(
        event for cascade in cascades for event in events_of(cascade, cascade.tiers.all(), origins)
    )
    names = {str(_organisation(one).pk): _organisation(one).name for one in cascades}
    return Travelled(events, _hierarchy(cascades), names)


@dataclass(frozen=True)
class Origin:
    """Where a practice came from: the organisation that told of it, and the practice it was at the very first."""

    organisation: str
    first: str


def _origins(programme: Programme) -> dict[str, Origin]:
    """For each practice that was taken over from another organisation."""
    told = {
        str(crossing.taken_up_as_id): (
            str(crossing.practice.participant.organisation_id),
            crossing.practice_id,
        )
        for crossing in Crossing.objects.standing()
        .filter(practice__participant__programme=programme, taken_up_as__isnull=False)
        .select_related("practice__participant")
    }
    found = {}
    for practice, (organisation, came_from) in told.items():
        first, seen = str(came_from), {practice}
        while first in told and first not in seen:
            seen.add(first)
            first = str(told[first][1])
        found[practice] = Origin(organisation, first)
    return found


def events_of(
    cascade: Cascade, tiers: Iterable[Tier] | None = None, origins: dict[str, Origin] | None = None
) -> list[Event]:
    """The hand-overs of one cascade, its beginning with the leader first; of its tiers as they were read, if they were."""
    own = str(cascade.practice_id)
    origin = (origins or {}).get(own, Origin("", own))
    organisation = str(_organisation(cascade).pk)
    told_by = "" if origin.organisation == organisation else origin.organisation
    first = Event(
        organisation,
        0,
        State.RECEIVED,
        date=cascade.started_on,
        practice=origin.first,
        from_organisation=told_by,
    )
    found = [first]
    for number, tier in enumerate(tiers_of(cascade) if tiers is None else tiers, start=1):
        found += [
            _event(noted, people, organisation, origin.first, number)
            for noted, people in _within(tier, tier.hand_overs.all())
        ]
    return found


def _event(noted: HandOver, people: int, organisation: str, practice: str, tier: int) -> Event:
    return Event(
        organisation=organisation,
        tier=tier,
        state=STATES[HandOver.Kind(noted.kind)],
        people=people,
        date=noted.on,
        precision_days=noted.within.days,
        practice=practice,
        team=str(noted.workplace or ""),
        core_seen=noted.core_seen if noted.core_parts else None,
        core_parts=noted.core_parts or None,
        grade=noted.grade,
    )


def _within(tier: Tier, noted: Iterable[HandOver]) -> list[tuple[HandOver, int]]:
    """The hand-overs that stand, the earliest first, of each kind no more people than the tier has."""
    left: dict[str, int] = defaultdict(lambda: tier.staff)
    kept = []
    known = [one for one in noted if one.taken_back_on is None and one.kind in STATES]
    for one in sorted(known, key=lambda one: (one.on, str(one.pk))):
        people = min(one.people, left[one.kind])
        left[one.kind] -= people
        if people:
            kept.append((one, people))
    return kept


def _organisation(cascade: Cascade) -> Organisation:
    return cascade.practice.participant.organisation


def _hierarchy(cascades: list[Cascade]) -> Hierarchy | None:
    """One leader for each organisation, the staff of a tier spread evenly under the tier before it."""
    largest: dict[Organisation, Cascade] = {}
    for cascade in cascades:
        kept = largest.get(_organisation(cascade))
        if kept is None or _size(cascade) > _size(kept):
            largest[_organisation(cascade)] = cascade
    if not largest:
        return None
    body: list[int] = []
    parent: list[int] = []
    for number, cascade in enumerate(largest.values()):
        above = [len(parent)]
        body.append(number)
        parent.append(-1)
        for tier in cascade.tiers.all():
            own = list(range(len(parent), len(parent) + tier.staff))
            parent += [above[at * len(above) // tier.staff] for at in range(tier.staff)]
            body += [number] * tier.staff
            above = own or above
    names = [str(one.pk) for one in largest]
    return Hierarchy.from_positions(
        body,
        parent,
        names=names,
        region={str(one.pk): site.council for one in largest for site in one.sites.all()[:1] if site.council},
        sector={str(one.pk): one.get_sector_display() for one in largest if one.sector},
    )


def _size(cascade: Cascade) -> tuple[int, int]:
    tiers = cascade.tiers.all()
    return len(tiers), sum(tier.staff for tier in tiers)
