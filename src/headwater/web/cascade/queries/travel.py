"""The hand-overs of a programme as the engine's events, and its organisations as reporting lines.

Only what leaders noted: what staff answered on their sheets stays within their organisation (promises.md 4.3, row 21),
so that no figure of the engine can tell the host what the staff of one organisation said.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.engines.cascade import Event, Hierarchy, State
from headwater.web.cascade.models import Cascade, HandOver, Tier
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
    HandOver.Kind.NOT_RECEIVED: State.NOT_RECEIVED,
}


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
        .prefetch_related("tiers__hand_overs", "practice__participant__organisation__sites")
        .order_by("started_on", "id")
    )
    events = tuple(event for cascade in cascades for event in events_of(cascade))
    names = {str(_organisation(one).pk): _organisation(one).name for one in cascades}
    return Travelled(events, _hierarchy(cascades), names)


def events_of(cascade: Cascade) -> list[Event]:
    """The hand-overs of one cascade, its beginning with the leader first."""
    organisation, practice = str(_organisation(cascade).pk), str(cascade.practice_id)
    first = Event(organisation, 0, State.RECEIVED, date=cascade.started_on, practice=practice)
    found = [first]
    for number, tier in enumerate(cascade.tiers.all(), start=1):
        found += [
            Event(
                organisation=organisation,
                tier=number,
                state=STATES[HandOver.Kind(noted.kind)],
                people=people,
                date=noted.on,
                practice=practice,
                team=noted.where,
            )
            for noted, people in _within(tier, tier.hand_overs.all())
        ]
    return found


def _within(tier: Tier, noted: Iterable[HandOver]) -> list[tuple[HandOver, int]]:
    """The hand-overs of a tier, the earliest first, of each kind no more people than the tier has."""
    left: dict[str, int] = defaultdict(lambda: tier.staff)
    kept = []
    for one in sorted(noted, key=lambda one: (one.on, str(one.pk))):
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
        if kept is None or _staff(cascade) > _staff(kept):
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
            above = own
    names = [str(one.pk) for one in largest]
    return Hierarchy.from_positions(
        body,
        parent,
        names=names,
        region={str(one.pk): site.council for one in largest for site in one.sites.all()[:1] if site.council},
        sector={str(one.pk): one.get_sector_display() for one in largest if one.sector},
    )


def _staff(cascade: Cascade) -> int:
    return sum(tier.staff for tier in cascade.tiers.all())
