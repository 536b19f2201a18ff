"""Organisations as the competitor test knows them, and its verdicts as plain values that can be kept (R31, R45)."""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES, Vocabulary, code_of, label_of
from headwater.engines.geography import ROAD_FACTOR
from headwater.engines.matching import (
    CompetitionPolicy,
    Fact,
    OrganisationFacts,
    SiteFacts,
    Tender,
    Verdict,
    rivalry,
)
from headwater.web.matching.verdicts import METRES_PER_MILE
from headwater.web.organisations.models import Organisation, Site
from headwater.web.programmes.models import Programme

WIDER = 2.5  # topics are restricted within so many times the catchment


def policy_of(programme: Programme) -> CompetitionPolicy:
    """The programme's competition policy as figures: its catchment in miles is the line for rivals."""
    near = programme.catchment_miles * METRES_PER_MILE
    return CompetitionPolicy(barred_within_m=near, restricted_within_m=WIDER * near)


def facts_of(organisation: Organisation) -> OrganisationFacts:
    """What is on record of an organisation. What nobody has said, not even "none", is not known."""
    sites = [_site(site) for site in organisation.sites.all()]
    return OrganisationFacts(
        identifier=str(organisation.pk),
        service_types=_together(site.service_types for site in sites),
        client_groups=_together(site.client_groups for site in sites),
        sites=tuple(sites) or None,
        commissioners=_said(organisation.known("commissioners"), str),
        tenders=_said(organisation.known("tenders"), _tender),
        group=organisation.known("group"),
        federations=frozenset(map(str, organisation.federations)),
    )


def _said(listed: list[Any] | None, read: Callable[[Any], Any]) -> frozenset[Any] | None:
    return None if listed is None else frozenset(map(read, listed))


def _site(site: Site) -> SiteFacts:
    return SiteFacts(
        easting_m=site.easting,
        northing_m=site.northing,
        uncertainty_m=site.uncertainty_m,
        council=site.council_code or None,
        service_types=labels(SERVICE_TYPES, site.services) or None,
        client_groups=labels(CLIENT_GROUPS, site.client_groups) or None,
    )


def _together(found: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    return frozenset().union(*(words for words in found if words)) or None


def _tender(item: Any) -> Tender:
    if isinstance(item, dict):
        return Tender(str(item.get("name", "")), item.get("commissioner") or None)
    name, _slash, commissioner = str(item).partition(" / ")
    return Tender(name.strip(), commissioner.strip() or None)


def labels(vocabulary: Vocabulary, words: Iterable[str]) -> frozenset[str]:
    """Codes or wordings as the labels people read, so that two wordings of one thing count as one."""
    return frozenset(label_of(vocabulary, code_of(vocabulary, word) or word) for word in words)


def verdict_of(a: OrganisationFacts, b: OrganisationFacts, policy: CompetitionPolicy) -> dict[str, Any]:
    """What the competitor test says of two organisations, as plain values; `verdicts.in_words` says them."""
    return _plain(rivalry(a, b, policy))


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome.name.lower(),
        "facts": [_fact(fact) for fact in verdict.facts],
        "topics": sorted(verdict.restricted_topics),
        "nearest_m": None if verdict.nearest_m is None else round(verdict.nearest_m),
    }


def _fact(fact: Fact) -> dict[str, Any]:
    values = {
        name: list(value) if isinstance(value, tuple) else round(value)
        for name, value in fact.parameters.items()
    }
    return {
        "ground": fact.ground.value,
        "outcome": fact.outcome.name.lower(),
        "finding": fact.finding.value,
        **values,
    }


def digest_of(verdict: dict[str, Any]) -> str:
    """What tells whether the facts behind a verdict have changed."""
    return hashlib.sha256(json.dumps(verdict, sort_keys=True).encode()).hexdigest()


def metres_of_road_miles(miles: int) -> float:
    """How far apart in a straight line two may be for a journey of so many miles by road."""
    return miles * METRES_PER_MILE / ROAD_FACTOR


def road_miles_of(metres: float) -> int:
    """A straight line as whole miles by road, estimated; never shown as exact."""
    return round(metres * ROAD_FACTOR / METRES_PER_MILE)
