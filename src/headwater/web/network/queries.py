"""What the pages of the network show: one's own, those who agreed to be seen, and counts for the host."""

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from headwater.web.engagements.models import Engagement
from headwater.web.hosts.models import host_in_scope
from headwater.web.network.lineage import Branch, Generation, Help, branches, by_name, generations, walk
from headwater.web.network.models import Alumnus, Reach, Tie
from headwater.web.programmes.models import Participant, Programme

FEWEST = 5


def known_to(participant: Participant) -> QuerySet[Participant]:
    """Whom a leader may choose by name: those they work with as a pair, and those who agreed to be seen."""
    pairs = Engagement.objects.filter(Q(partner=participant) | Q(consultant=participant))
    together = {pk for pair in pairs.values_list("partner", "consultant") for pk in pair}
    return (
        Participant.objects.filter(programme=participant.programme)
        .filter(Q(pk__in=together) | Q(showing__shown=True))
        .exclude(pk=participant.pk)
        .select_related("person", "organisation")
        .distinct()
    )


def shown_in(programme: Programme) -> list[Participant]:
    """Those who agreed to be seen by others of the programme."""
    return list(
        Participant.objects.filter(programme=programme, showing__shown=True)
        .select_related("person", "organisation")
        .order_by("organisation__name", "pk")
    )


def ties_between(shown: list[Participant]) -> list[tuple[Participant, Participant, set[str]]]:
    """The connections of which both ends agreed to be seen, each once, with what they are."""
    by_pk = {one.pk: one for one in shown}
    kinds: dict[tuple[Any, Any], set[str]] = {}
    for tie in Tie.objects.filter(participant__in=by_pk, other__in=by_pk):
        ends = tuple(sorted((tie.participant_id, tie.other_id), key=str))
        kinds.setdefault(ends, set()).add(str(tie.get_kind_display()))
    return [(by_pk[a], by_pk[b], found) for (a, b), found in kinds.items()]


@dataclass(frozen=True)
class ReachChange:
    """Of those who said both: how many, the middle before and now, how many can ring more, as many, fewer."""

    both: int
    before: float
    now: float
    more: int
    same: int
    fewer: int


@dataclass(frozen=True)
class NetworkCounts:
    """What the host may know of connections; None where fewer than the floor tell of it."""

    reach: ReachChange | None
    introduced: int | None
    joint_work: int | None
    could_ring: int | None
    told_by: int
    taking_part: int


def network_counts(programme: Programme) -> NetworkCounts:
    """Connections in counts: introductions made, joint work begun, whom one could ring before and now (R77)."""
    floor = max(programme.floor_host, FEWEST)
    ties = list(Tie.objects.filter(participant__programme=programme, since=Tie.Since.DURING))
    told_by = len({tie.participant_id for tie in ties})
    enough = told_by >= floor

    def count(kind: str) -> int | None:
        return _apart([tie for tie in ties if tie.kind == kind]) if enough else None

    return NetworkCounts(
        _reach(programme, floor),
        count(Tie.Kind.INTRODUCED),
        count(Tie.Kind.JOINT_WORK),
        count(Tie.Kind.COULD_RING),
        told_by,
        Participant.objects.filter(programme=programme).count(),
    )


def _apart(ties: list[Tie]) -> int:
    """Connections counted once, though both may tell of the same one."""
    return len({frozenset({tie.participant_id, tie.other_id or tie.other_organisation}) for tie in ties})


def _reach(programme: Programme, floor: int) -> ReachChange | None:
    said: dict[Any, dict[str, int]] = {}
    for one in Reach.objects.filter(participant__programme=programme):
        said.setdefault(one.participant_id, {})[one.when] = one.people
    both = [(own["before"], own["now"]) for own in said.values() if len(own) == 2]
    if len(both) < floor:
        return None
    return ReachChange(
        len(both),
        median(before for before, _now in both),
        median(now for _before, now in both),
        sum(now > before for before, now in both),
        sum(now == before for before, now in both),
        sum(now < before for before, now in both),
    )


@dataclass(frozen=True)
class Afterwards:
    """What those who finished say: how many help on, perhaps later, not; and why not, where enough say so."""

    said: int
    next: dict[str, int]
    why: dict[str, int] | None


def afterwards(programme: Programme) -> Afterwards:
    """What partners of a programme do afterwards. Reasons are told of five people or more, each kind in its count."""
    rows = list(
        Alumnus.objects.filter(participant__programme=programme, participant__role=Participant.Role.PARTNER)
    )
    reasons = Counter(str(row.get_why_display()) for row in rows if row.why)
    enough = sum(reasons.values()) >= max(programme.floor_host, FEWEST)
    return Afterwards(
        len(rows),
        {str(label): sum(row.next == value for row in rows) for value, label in Alumnus.Next.choices},
        dict(sorted(reasons.items())) if enough else None,
    )


@dataclass(frozen=True)
class Lineage:
    """The generations of a host's programmes. ``trees`` are those that went on; ``others`` helpers whose have not yet."""

    generations: list[Generation]
    trees: list[Branch]
    others: int
    names: dict[str, str]
    rows: list[tuple[str, str, str, int]]


def lineage() -> Lineage:
    """Who helped whom in every programme of the host whose scope is open (R38)."""
    pairs = list(
        Engagement.objects.select_related("partner__organisation", "consultant__organisation", "programme")
        .filter(host=host_in_scope())
        .order_by("began_on", "pk")
    )
    helps = [
        Help(str(one.consultant.person_id), str(one.partner.person_id), one.state == Engagement.State.ENDED)
        for one in pairs
    ]
    names = {
        str(side.person_id): side.organisation.name for one in pairs for side in (one.partner, one.consultant)
    }
    found = by_name(branches(helps), names)
    trees = [tree for tree in found if tree.goes_on]
    number = {branch.mark: branch.generation for tree in found for branch in walk(tree)}
    rows = [
        (
            one.consultant.organisation.name,
            one.partner.organisation.name,
            one.programme.name,
            number[str(one.consultant.person_id)] + 1,
        )
        for one in pairs
    ]
    return Lineage(
        generations(helps), trees, len(found) - len(trees), names, sorted(rows, key=lambda row: (row[3], row))
    )


def own_generation(person: Any) -> int:
    """Which generation of helper a person would be: 1 where nobody helped them first, else one more than who did."""
    helpers = {
        one.consultant.generation
        for one in Engagement.objects.filter(partner__person=person).select_related("consultant")
    }
    return 1 + min(helpers) if helpers else 1
