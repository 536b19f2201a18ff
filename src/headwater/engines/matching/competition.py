"""Whether two organisations are immediate rivals for business (R31, R45), with the facts that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import inf, sqrt

from headwater.engines.matching.facts import CompetitionPolicy, OrganisationFacts, SiteFacts, Verdict
from headwater.engines.matching.findings import Fact, Finding, Ground, Outcome


def rivalry(a: OrganisationFacts, b: OrganisationFacts, policy: CompetitionPolicy) -> Verdict:
    """Clear, restricted topics, check or barred for two organisations, the same whichever is named first.

    Rivals have a service type and a client group in common and catchments that meet: all three. One that is
    surely not so makes them no rivals, whatever else is unknown; otherwise the unknown leads to "check",
    never to "clear". Locations count with their uncertainty: apart only when surely apart, near only when
    surely near.
    """
    a, b = sorted((a, b), key=lambda one: one.identifier)
    if a.identifier == b.identifier:
        fact = Fact(Ground.SAME_ORGANISATION, Outcome.BARRED, Finding.SAME_ORGANISATION)
        return Verdict(Outcome.BARRED, (fact,))
    market, nearest = _market(a, b, policy)
    facts = (*_group(a, b, policy), *market, *_commissioners(a, b, policy), *_tenders(a, b, policy))
    outcome = max((fact.outcome for fact in facts), default=Outcome.CLEAR)
    shared = a.federations & b.federations
    if shared:
        known = Fact(Ground.FEDERATION, Outcome.CLEAR, Finding.FEDERATION_SHARED, _listed(shared))
        facts = (*facts, known)
    touched = any(fact.outcome in (Outcome.RESTRICTED, Outcome.CHECK) for fact in facts)
    topics = policy.restricted_topics if touched else frozenset[str]()
    return Verdict(outcome, facts, topics, bool(shared), nearest)


def _group(a: OrganisationFacts, b: OrganisationFacts, policy: CompetitionPolicy) -> tuple[Fact, ...]:
    if policy.same_group == Outcome.CLEAR:
        return ()
    if (a.group is None and b.group != "") or (b.group is None and a.group != ""):
        return (Fact(Ground.GROUP, Outcome.CHECK, Finding.GROUP_UNKNOWN),)
    if a.group and a.group == b.group:
        return (Fact(Ground.GROUP, policy.same_group, Finding.GROUP_SHARED, (a.group,)),)
    return ()


@dataclass(frozen=True)
class _Work:
    """What is done at one place; None is not known."""

    services: frozenset[str] | None
    clients: frozenset[str] | None
    site: SiteFacts | None  # None: some site, not known which


@dataclass(frozen=True)
class _Overlap:
    """Services and client groups two places have in common; None where one of them is not known."""

    services: frozenset[str] | None
    clients: frozenset[str] | None

    @property
    def known(self) -> bool:
        return self.services is not None and self.clients is not None


def _market(
    a: OrganisationFacts, b: OrganisationFacts, policy: CompetitionPolicy
) -> tuple[tuple[Fact, ...], float | None]:
    """The worst any two of their sites, or areas served, lead to."""
    worst: tuple[Fact, ...] = ()
    nearest = inf
    for mine, theirs in product(_works(a), _works(b)):
        overlap = _overlap(mine, theirs, policy)
        if overlap is None:
            continue
        facts, least = _place(mine, theirs, overlap, policy)
        nearest = min(nearest, least)
        worst = _worse(worst, facts)
    whole = _Work(a.service_types, a.client_groups, None), _Work(b.service_types, b.client_groups, None)
    overlap = _overlap(*whole, policy)
    if overlap is not None:
        worst = _worse(worst, _areas(a, b, overlap, policy))
    return worst, None if nearest == inf else nearest


def _works(one: OrganisationFacts) -> list[_Work]:
    if one.sites is None:
        return [_Work(one.service_types, one.client_groups, None)]
    return [
        _Work(
            one.service_types if site.service_types is None else site.service_types,
            one.client_groups if site.client_groups is None else site.client_groups,
            site,
        )
        for site in one.sites
    ]


def _overlap(mine: _Work, theirs: _Work, policy: CompetitionPolicy) -> _Overlap | None:
    """What two places have in common, None when they surely serve different markets."""
    services = _both(mine.services, theirs.services)
    clients = _both(mine.clients, theirs.clients) if policy.client_groups_matter else frozenset({"anyone"})
    if services == frozenset() or clients == frozenset():
        return None
    return _Overlap(services, clients)


def _both(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is not None and right is not None:
        return left & right
    return frozenset() if frozenset() in (left, right) else None


def _place(
    mine: _Work, theirs: _Work, overlap: _Overlap, policy: CompetitionPolicy
) -> tuple[tuple[Fact, ...], float]:
    least, most = _distance(mine.site, theirs.site)
    near, wide = _catchments(mine, theirs, overlap, policy)
    if least > wide:
        return (), least
    outcome, finding, limit = _how_near(least, most, near, wide)
    fact = Fact(
        Ground.PLACE,
        outcome,
        finding,
        least_m=None if limit is None else least,
        most_m=None if limit is None else most,
        limit_m=limit,
    )
    return _with_market(fact, overlap), least


def _how_near(least: float, most: float, near: float, wide: float) -> tuple[Outcome, Finding, float | None]:
    """What a distance between `least` and `most` leads to, and the limit it was held against."""
    if most == inf:
        return Outcome.CHECK, Finding.SITES_UNKNOWN, None
    if most <= near:
        return Outcome.BARRED, Finding.SITES_NEAR, near
    if least <= near:
        return Outcome.CHECK, Finding.SITES_PERHAPS_NEAR, near
    if most <= wide:
        return Outcome.RESTRICTED, Finding.SITES_IN_REACH, wide
    return Outcome.CHECK, Finding.SITES_PERHAPS_IN_REACH, wide


def _areas(
    a: OrganisationFacts, b: OrganisationFacts, overlap: _Overlap, policy: CompetitionPolicy
) -> tuple[Fact, ...]:
    """Areas served beyond the sites: the other side's areas, or the councils its sites stand in."""
    if a.areas == frozenset() and b.areas == frozenset():
        return ()
    shared, unknown = _shared_areas(a, b)
    if shared:
        fact = Fact(Ground.PLACE, policy.same_area_served, Finding.AREAS_SHARED, _listed(shared))
        return _with_market(fact, overlap)
    if unknown:
        return _with_market(Fact(Ground.PLACE, Outcome.CHECK, Finding.AREAS_UNKNOWN), overlap)
    return ()


def _shared_areas(a: OrganisationFacts, b: OrganisationFacts) -> tuple[frozenset[str], bool]:
    """Councils that one serves and the other serves or stands in; and whether what is not known could add one."""
    stands_a, stands_b = _stands_in(a), _stands_in(b)
    meetings = ((a.areas, b.areas), (a.areas, stands_b), (stands_a, b.areas))
    shared = frozenset[str]().union(*(x & y for x, y in meetings if x is not None and y is not None))
    unknown = any(None in pair and frozenset() not in pair for pair in meetings)
    return shared, unknown


def _stands_in(one: OrganisationFacts) -> frozenset[str] | None:
    """The councils its sites stand in, None when one of them is not known."""
    if one.sites is None or any(site.council is None for site in one.sites):
        return None
    return frozenset(site.council for site in one.sites if site.council is not None)


def _with_market(fact: Fact, overlap: _Overlap) -> tuple[Fact, ...]:
    """The place with what is done there; an outcome that rests on the unknown is a check."""
    outcome = fact.outcome if overlap.known or fact.outcome == Outcome.CLEAR else Outcome.CHECK
    parts = [replace(fact, outcome=outcome)]
    for ground, common, shared, unknown in (
        (Ground.SERVICE, overlap.services, Finding.SERVICES_SHARED, Finding.SERVICES_UNKNOWN),
        (Ground.CLIENTS, overlap.clients, Finding.CLIENTS_SHARED, Finding.CLIENTS_UNKNOWN),
    ):
        if common is None:
            parts.append(Fact(ground, Outcome.CHECK, unknown))
        else:
            parts.append(Fact(ground, outcome, shared, _listed(common)))
    return tuple(parts)


def _worse(left: tuple[Fact, ...], right: tuple[Fact, ...]) -> tuple[Fact, ...]:
    def severity(facts: tuple[Fact, ...]) -> int:
        return max((int(fact.outcome) for fact in facts), default=0)

    return right if severity(right) > severity(left) else left


def _distance(mine: SiteFacts | None, theirs: SiteFacts | None) -> tuple[float, float]:
    """The least and the most metres there may be between two sites."""
    if mine is None or theirs is None or not mine.located or not theirs.located:
        return 0.0, inf
    assert mine.easting_m is not None and theirs.easting_m is not None
    assert mine.northing_m is not None and theirs.northing_m is not None
    east, north = mine.easting_m - theirs.easting_m, mine.northing_m - theirs.northing_m
    apart = sqrt(east * east + north * north)  # as `many_rivals` counts it, to the last bit
    slack = (mine.uncertainty_m or 0.0) + (theirs.uncertainty_m or 0.0)
    return max(0.0, apart - slack), apart + slack


def _catchments(
    mine: _Work, theirs: _Work, overlap: _Overlap, policy: CompetitionPolicy
) -> tuple[float, float]:
    """The widest catchments of the services in common; of all they may have in common where that is not
    known.
    """
    if overlap.services is not None:
        services: list[str | None] = [*overlap.services]
    elif mine.services is not None or theirs.services is not None:
        services = [*(mine.services or theirs.services or ())]
    else:
        services = [None, *policy.barred_within_by_service, *policy.restricted_within_by_service]
    pairs = [policy.catchments(service) for service in services]
    return max(near for near, _ in pairs), max(wide for _, wide in pairs)


def _commissioners(a: OrganisationFacts, b: OrganisationFacts, policy: CompetitionPolicy) -> tuple[Fact, ...]:
    if policy.shared_commissioner == Outcome.CLEAR:
        return ()
    shared = _both(a.commissioners, b.commissioners)
    if shared is None:
        return (Fact(Ground.COMMISSIONER, Outcome.CHECK, Finding.COMMISSIONERS_UNKNOWN),)
    if not shared:
        return ()
    names = _listed(shared)
    return (Fact(Ground.COMMISSIONER, policy.shared_commissioner, Finding.COMMISSIONERS_SHARED, names),)


def _tenders(a: OrganisationFacts, b: OrganisationFacts, policy: CompetitionPolicy) -> tuple[Fact, ...]:
    """The same live tender; or a live tender of one with a commissioner the other works or bids for."""
    outcomes = policy.same_tender, policy.tender_of_shared_commissioner
    if max(outcomes) == Outcome.CLEAR:
        return ()
    named = [None if one.tenders is None else {t.identifier for t in one.tenders} for one in (a, b)]
    same = frozenset(named[0] & named[1]) if named[0] is not None and named[1] is not None else None
    if same:
        return (Fact(Ground.TENDER, policy.same_tender, Finding.TENDERS_SHARED, _listed(same)),)
    shared = _tender_commissioners(a, b) | _tender_commissioners(b, a)
    if shared:
        outcome, finding = policy.tender_of_shared_commissioner, Finding.TENDER_CONCERNS_BOTH
        return (Fact(Ground.TENDER, outcome, finding, _listed(shared)),)
    if _may_meet(a, b) or _may_meet(b, a):
        return (Fact(Ground.TENDER, Outcome.CHECK, Finding.TENDERS_UNKNOWN),)
    return ()


def _tender_commissioners(bidder: OrganisationFacts, other: OrganisationFacts) -> frozenset[str]:
    """Commissioners whose live tender the bidder is in, and for whom the other works or bids too."""
    other_tenders = {one.commissioner for one in other.tenders or ()}
    theirs = {*(other.commissioners or ()), *other_tenders}
    mine = {one.commissioner for one in bidder.tenders or ()}
    return frozenset(name for name in mine & theirs if name is not None)


def _may_meet(bidder: OrganisationFacts, other: OrganisationFacts) -> bool:
    """Whether what is not known could hide a tender of the bidder that concerns the other."""
    if bidder.tenders == frozenset():
        return False
    if bidder.tenders is None:
        return other.tenders != frozenset() or other.commissioners != frozenset()
    unnamed = any(one.commissioner is None for one in bidder.tenders)
    return other.tenders is None or other.commissioners is None or (unnamed and bool(other.commissioners))


def _listed(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
