"""What the host may know: how far practices travel in a programme, over three organisations or more, or "cannot tell"."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext as _

from headwater.web.cascade.coverage import Coverage, coverage_of
from headwater.web.cascade.models import Cascade, Crossing, HandOver, SentSignal, StaffSheet, UpwardSignal
from headwater.web.cascade.queries.heard import Answered, allowed_figures, how_answered, released_lines
from headwater.web.cascade.steps import standing
from headwater.web.programmes.models import Participant, Programme

LEAST_ORGANISATIONS = 3
LEAST_LINES = 5


@dataclass(frozen=True)
class Depth:
    """Tiers at the same distance from the leader, over the organisations; figures are None where few tell of too few."""

    number: int
    organisations: int
    staff: int | None
    received: int | None
    without: int | None
    unknown: int | None
    tried: int | None
    sustained: int | None
    days: float | None


@dataclass(frozen=True)
class Fidelity:
    """Parts of the core that were seen, of those there were, each time someone looked."""

    organisations: int
    looked: int
    seen: int
    parts: int


class Transmission(NamedTuple):
    """Of those who seek help: how many pass something on, to the tier next to them, and to the last tier (R88)."""

    partners: int
    began: int
    next_tier: int
    front_line: int


@dataclass(frozen=True)
class AcrossOrganisations:
    """What the coordinator may know: counts over the organisations, and nothing of any one of them."""

    organisations: int
    cascades: int
    answered: int | None
    depths: list[Depth]
    fidelity: Fidelity | None
    sent_back: Answered | None
    received: int
    crossings: dict[str, int]
    transmission: Transmission

    @property
    def back_per_hundred(self) -> int | None:
        """Lines that came back for every hundred people who received something (R11)."""
        if self.sent_back is None or not self.received:
            return None
        return round(100 * self.sent_back.lines / self.received)


def across(programme: Programme, today: date) -> AcrossOrganisations:
    """Counts of a programme. Staff's answers are summed from rounded figures already released, so they tell no more."""
    cascades = list(
        Cascade.objects.filter(practice__participant__programme=programme)
        .select_related("practice__participant")
        .prefetch_related("tiers__hand_overs")
    )
    rows = [
        (_organisation(cascade), row)
        for cascade in cascades
        for row in coverage_of(cascade.tiers.all(), cascade.started_on)
    ]
    depths = _depths(rows)
    return AcrossOrganisations(
        organisations=len({_organisation(cascade) for cascade in cascades}),
        cascades=len(cascades),
        answered=_staff_answers(programme),
        depths=depths,
        fidelity=_fidelity(cascades),
        sent_back=_sent_back(programme, today),
        received=sum(depth.received or 0 for depth in depths),
        crossings=_crossings(programme),
        transmission=_transmission(programme, cascades),
    )


def _transmission(programme: Programme, cascades: Iterable[Cascade]) -> Transmission:
    partners = set(
        Participant.objects.filter(programme=programme, role=Participant.Role.PARTNER)
        .exclude(status=Participant.Status.WITHDRAWN)
        .values_list("pk", flat=True)
    )
    own = [cascade for cascade in cascades if cascade.practice.participant_id in partners]
    began = {cascade.practice.participant_id for cascade in own}
    reached = {
        place: {
            cascade.practice.participant_id
            for cascade in own
            for tier in list(cascade.tiers.all())[place:][:1]
            if any(event.kind == HandOver.Kind.RECEIVED for event in standing(tier))
        }
        for place in (0, -1)
    }
    return Transmission(len(partners), len(began), len(reached[0]), len(reached[-1]))


def _organisation(cascade: Cascade) -> object:
    return cascade.practice.participant.organisation_id


def _depths(rows: Iterable[tuple[object, Coverage]]) -> list[Depth]:
    by_place: dict[int, list[tuple[object, Coverage]]] = defaultdict(list)
    for organisation, row in rows:
        by_place[row.tier.place].append((organisation, row))
    return [_depth(place + 1, own) for place, own in sorted(by_place.items())]


def _depth(number: int, rows: list[tuple[object, Coverage]]) -> Depth:
    told = [(organisation, row) for organisation, row in rows if row.touched]
    organisations = len({organisation for organisation, _ignored in told})
    if organisations < LEAST_ORGANISATIONS:
        return Depth(number, organisations, None, None, None, None, None, None, None)
    known = [row for _ignored, row in told]
    days = [row.days for row in known if row.days is not None]
    return Depth(
        number,
        organisations,
        sum(row.tier.staff for row in known),
        sum(row.received for row in known),
        sum(row.without for row in known),
        sum(row.unknown for row in known),
        sum(row.steps[2].people for row in known),
        sum(row.steps[3].people for row in known),
        median(days) if len(days) >= LEAST_ORGANISATIONS else None,
    )


def _fidelity(cascades: Iterable[Cascade]) -> Fidelity | None:
    looked: list[tuple[object, HandOver]] = [
        (_organisation(cascade), event)
        for cascade in cascades
        for tier in cascade.tiers.all()
        for event in standing(tier)
        if event.core_parts and event.core_seen is not None
    ]
    organisations = len({organisation for organisation, _ignored in looked})
    if organisations < LEAST_ORGANISATIONS:
        return None
    seen = sum(event.core_seen * event.people for _ignored, event in looked)
    parts = sum(event.core_parts * event.people for _ignored, event in looked)
    return Fidelity(organisations, sum(event.people for _ignored, event in looked), seen, parts)


def _staff_answers(programme: Programme) -> int | None:
    sheets = [
        (sheet.tier.cascade.practice.participant.organisation_id, shown["answered"])
        for sheet in StaffSheet.objects.filter(
            tier__cascade__practice__participant__programme=programme
        ).select_related("tier__cascade__practice__participant")
        if (shown := allowed_figures(sheet, programme.floor_leader))
    ]
    enough = len({organisation for organisation, _ignored in sheets}) >= LEAST_ORGANISATIONS
    return sum(count for _ignored, count in sheets) if enough else None


def _sent_back(programme: Programme, today: date) -> Answered | None:
    """Lines of staff that are released, from three organisations or more and five lines or more, and how they fared."""
    lines: list[UpwardSignal] = list(
        released_lines()
        .filter(sheet__tier__cascade__practice__participant__programme=programme)
        .select_related("sheet__tier__cascade__practice__participant")
        .defer("text")
    )
    organisations = {line.sheet.cascade.participant.organisation_id for line in lines}
    if len(organisations) < LEAST_ORGANISATIONS or len(lines) < LEAST_LINES:
        return None
    return how_answered("", lines, today)


def _crossings(programme: Programme) -> dict[str, int]:
    """How often a practice went to another organisation, each kind apart (R7)."""
    rows = list(Crossing.objects.standing().filter(practice__participant__programme=programme))
    found = {str(kind.label): sum(row.kind == kind for row in rows) for kind in Crossing.Kind}
    return {label: count for label, count in found.items() if count} | _kinds_beside(rows)


def _kinds_beside(rows: list[Crossing]) -> dict[str, int]:
    beside = {
        _("From one sector to another"): sum(row.between_sectors is True for row in rows),
        _("Passed on there"): sum(row.state == Crossing.State.TAKEN_UP for row in rows),
    }
    return {label: count for label, count in beside.items() if count}


def signals_by_addressee(programme: Programme, today: date) -> list[Answered]:
    """Concerns and ideas that leaders and the host sent on, by whom they were meant for (R11)."""
    rows = list(SentSignal.objects.filter(programme=programme).defer("text", "reply"))
    return [
        how_answered(str(to.label), [row for row in rows if row.to == to], today)
        for to in SentSignal.To
        if any(row.to == to for row in rows)
    ]
