"""Everyone who could be matched now, as the plain values the engine gets and a run keeps."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from headwater.data.vocabularies import SERVICE_TYPES
from headwater.engines.matching.fit import Never
from headwater.web.matching.facts import (
    digest_of,
    facts_of,
    labels,
    metres_of_road_miles,
    policy_of,
    verdict_of,
)
from headwater.web.matching.models import HandRule, MatchProposal, RivalryRuling
from headwater.web.matching.seals import sealed_pairs
from headwater.web.matching.signals import parted_pairs
from headwater.web.matching.states import SETTLED, ProposalState
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Participant, Programme
from headwater.web.programmes.signals import reasons_to_wait

DEFAULT_WEIGHTS = {"need": 40, "situation": 15, "service": 15, "size": 5, "values": 5, "distance": 20}
SIZES = {size: band for band, size in enumerate(("micro", "small", "medium", "large"))}
Pair = tuple[str, str]  # ids of a partner and a consultant, as text


@dataclass(frozen=True)
class Pool:
    """Who can be matched now, who cannot yet and why, and what stands between each two."""

    programme: Programme
    partners: list[Participant]
    consultants: list[Participant]
    places: dict[str, int]  # free places of each participant
    not_yet: dict[Any, tuple[Participant, list[str]]]
    verdicts: dict[Pair, dict[str, Any]]
    never: list[tuple[str, str, int]]  # pairs with a reason of engines.matching.fit.Never
    pins: list[Pair]
    rules: dict[str, Any] = field(default_factory=dict)

    def participant(self, identifier: str) -> Participant:
        """One of the pool by id."""
        return self._by_id[identifier]

    @property
    def _by_id(self) -> dict[str, Participant]:
        return {str(side.pk): side for side in (*self.partners, *self.consultants)}

    def inputs(self) -> dict[str, Any]:
        """All the engine sees, as values that can be kept: from them the same match comes out again.

        People stand in the order of their organisations' names: what is equal in all else is settled by it.
        """
        return {
            "partners": [_profile(side, self) for side in self.partners],
            "consultants": [_profile(side, self) for side in self.consultants],
            "never": [list(row) for row in sorted(self.never)],
            "pins": [list(pair) for pair in sorted(self.pins)],
            **{name: self.rules[name] for name in ("weights", "fairness")},
        }


def rules_of(
    programme: Programme, *, fairness: str = "none", weights: dict[str, int] | None = None
) -> dict[str, Any]:
    """The rules of a run: what is never allowed and what is preferred, as the desk shows them."""
    return {
        "fairness": fairness,
        "weights": {**DEFAULT_WEIGHTS, **(weights or programme.matching_weights), "availability": 0},
        "maximum_miles": programme.maximum_miles,
        "remote_allowed": programme.remote_allowed,
        "catchment_miles": programme.catchment_miles,
        "cross_sector_only": programme.cross_sector_only,
    }


def gather(programme: Programme, rules: dict[str, Any]) -> Pool:
    """The pool as it stands: those with a free place and nothing to wait for, and every pair that must not be."""
    partners, consultants, places, not_yet = _sides(programme)
    verdicts = _verdicts(programme, partners, consultants)
    never = _never(programme, partners, consultants, verdicts)
    known = {str(side.pk) for side in (*partners, *consultants)}
    by_hand = HandRule.objects.filter(programme=programme).values_list("partner", "consultant", "kind")
    hand = [(str(p), str(c), kind) for p, c, kind in by_hand if {str(p), str(c)} <= known]
    return Pool(
        programme=programme,
        partners=partners,
        consultants=consultants,
        places=places,
        not_yet=not_yet,
        verdicts=verdicts,
        never=never + [(p, c, int(Never.UNAVAILABLE)) for p, c, kind in hand if kind == HandRule.Kind.BAR],
        pins=[(p, c) for p, c, kind in hand if kind == HandRule.Kind.PIN],
        rules=rules,
    )


def load_of(programme: Programme, states: tuple[str, ...] = SETTLED) -> Counter[Any]:
    """How many places each participant of a programme has given away; a pair that has parted gives its place back."""
    parted = parted_pairs(programme)
    pairs = MatchProposal.objects.filter(programme=programme, state__in=states).values_list(
        "partner", "consultant"
    )
    return Counter(side for pair in pairs if tuple(pair) not in parted for side in pair)


def _sides(programme: Programme) -> tuple[list[Participant], list[Participant], dict[str, int], dict]:
    taken = load_of(programme)
    partners, consultants, places, not_yet = [], [], {}, {}
    people = (
        Participant.objects.active()
        .filter(programme=programme)
        .select_related("person", "organisation", "programme")
        .prefetch_related("organisation__sites")
        .order_by("organisation__name", "person__name", "pk")
    )
    for side in people:
        free = max(0, side.capacity - taken[side.pk])
        if side.role == Participant.Role.PARTNER and not free:
            continue
        if reasons := reasons_to_wait(side, before="matching"):
            not_yet[side.pk] = (side, reasons)
            continue
        places[str(side.pk)] = free
        (partners if side.role == Participant.Role.PARTNER else consultants).append(side)
    return partners, consultants, places, not_yet


def _verdicts(
    programme: Programme, partners: list[Participant], consultants: list[Participant]
) -> dict[Pair, dict[str, Any]]:
    policy = policy_of(programme)
    bodies: dict[Any, Organisation] = {
        side.organisation_id: side.organisation for side in (*partners, *consultants)
    }
    facts = {pk: facts_of(body) for pk, body in bodies.items()}
    return {
        (str(p.pk), str(c.pk)): verdict_of(facts[p.organisation_id], facts[c.organisation_id], policy)
        for p in partners
        for c in consultants
    }


def outcome_of(verdict: dict[str, Any], ruling: RivalryRuling | None) -> str:
    """What counts for a pair: the decision of a person while the facts are those they saw, else the verdict."""
    if ruling is not None and ruling.facts_digest == digest_of(verdict):
        return ruling.outcome
    return verdict["outcome"]


def rulings_of(programme: Programme) -> dict[Pair, RivalryRuling]:
    """The latest decision of a person about each pair."""
    found: dict[Pair, RivalryRuling] = {}
    for ruling in RivalryRuling.objects.filter(programme=programme).order_by("created_at", "pk"):
        found[str(ruling.partner_id), str(ruling.consultant_id)] = ruling
    return found


def _never(
    programme: Programme,
    partners: list[Participant],
    consultants: list[Participant],
    verdicts: dict[Pair, dict[str, Any]],
) -> list[tuple[str, str, int]]:
    rows = []
    rulings = rulings_of(programme)
    for pair, verdict in verdicts.items():
        outcome = outcome_of(verdict, rulings.get(pair))
        verdict["decided"] = outcome
        if outcome in ("barred", "check"):
            rows.append((*pair, int(Never.RIVAL if outcome == "barred" else Never.CHECK)))
    closed = sealed_pairs(partners, consultants) | _over(programme, verdicts)
    rows += [(*pair, int(Never.UNAVAILABLE)) for pair in closed]
    if programme.cross_sector_only:
        rows += [
            (str(p.pk), str(c.pk), int(Never.NOT_A_CANDIDATE))
            for p in partners
            for c in consultants
            if p.organisation.sector and p.organisation.sector == c.organisation.sector
        ]
    return rows


def _over(programme: Programme, verdicts: dict[Pair, Any]) -> set[Pair]:
    """Pairs that one of them did not take up, or that have parted: they are not proposed again."""
    past = MatchProposal.objects.filter(programme=programme, state=ProposalState.DECLINED)
    pairs = {(str(p), str(c)) for p, c in past.values_list("partner", "consultant")}
    pairs |= {(str(p), str(c)) for p, c in parted_pairs(programme)}
    return pairs & verdicts.keys()


def _profile(side: Participant, pool: Pool) -> dict[str, Any]:
    rules = pool.rules
    site = next(iter(side.organisation.sites.all()), None)
    services = {word for one in side.organisation.sites.all() for word in one.services}
    limits = [miles for miles in (rules["maximum_miles"], side.travel_miles) if miles]
    return {
        "id": str(side.pk),
        "name": f"{side.organisation} ({side.person})",
        "organisation": str(side.organisation_id),
        "topics": list(side.topics),
        "situations": sorted(side.situations),
        "services": sorted(labels(SERVICE_TYPES, services)),
        "values": sorted(side.values),
        "size": SIZES.get(side.organisation.size),
        "easting": site.easting if site else None,
        "northing": site.northing if site else None,
        "uncertainty": (site.uncertainty_m if site else None) or 0,
        "in_person": side.mode != Participant.Mode.REMOTE,
        "remote": side.mode != Participant.Mode.IN_PERSON and rules["remote_allowed"],
        "travel_m": metres_of_road_miles(min(limits)) if limits else None,
        "languages": sorted(side.meeting_languages),
        "places": pool.places[str(side.pk)],
    }
