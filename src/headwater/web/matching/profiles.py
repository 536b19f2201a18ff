"""A participant as the engine knows them: plain values that a run keeps."""

from typing import Any

from headwater.data.vocabularies import SERVICE_TYPES
from headwater.engines.matching.fit import ConsultantProfile, PartnerProfile
from headwater.web.matching.facts import labels, metres_of_road_miles
from headwater.web.programmes.models import Participant

SIZES = {size: band for band, size in enumerate(("micro", "small", "medium", "large"))}
ACCESS = ("step_free", "hearing_loop", "breaks", "support")  # what a partner may need, a consultant arrange
Values = dict[str, Any]


def profile_for_engine(side: Participant, rules: dict[str, Any]) -> Values:
    """What the engine may know of one person, by the rules of a run."""
    sites = list(side.organisation.sites.all())
    site = next(iter(sites), None)
    limits = [miles for miles in (rules["maximum_miles"], side.travel_miles) if miles]
    return {
        "id": str(side.pk),
        "name": f"{side.organisation} ({side.person})",
        "organisation": str(side.organisation_id),
        "topics": list(side.topics),
        "situations": sorted(side.situations),
        "services": sorted(labels(SERVICE_TYPES, {word for one in sites for word in one.services})),
        "values": sorted(side.values),
        "size": SIZES.get(side.organisation.size),
        "easting": site.easting if site else None,
        "northing": site.northing if site else None,
        "uncertainty": (site.uncertainty_m if site else None) or 0,
        "in_person": side.mode != Participant.Mode.REMOTE,
        "remote": side.mode != Participant.Mode.IN_PERSON and rules["remote_allowed"],
        "travel_m": metres_of_road_miles(min(limits)) if limits else None,
        "languages": sorted(side.meeting_languages),
        "access": _access(side),
    }


def _access(side: Participant) -> list[str]:
    """What a partner needs to meet, and what a consultant arranges; one who has not said is asked, not left out."""
    if side.role == Participant.Role.CONSULTANT and not side.access:
        return list(ACCESS)
    return [code for code in ACCESS if code in side.access]


def for_partner(one: Values) -> PartnerProfile:
    """The engine's profile of someone who seeks help, from kept values."""
    return PartnerProfile(**_said(one), needs=tuple(one["topics"]), access_needs=frozenset(one["access"]))


def for_consultant(one: Values) -> ConsultantProfile:
    """The engine's profile of someone who gives help, from kept values."""
    return ConsultantProfile(
        **_said(one), expertise=frozenset(one["topics"]), meets_access=frozenset(one["access"])
    )


def _said(one: Values) -> Values:
    return {
        "identifier": one["id"],
        "organisation": one["organisation"],
        "situations": frozenset(one["situations"]) or None,
        "service_types": frozenset(one["services"]) or None,
        "values": frozenset(one["values"]) or None,
        "size_band": one["size"],
        "easting_m": one["easting"],
        "northing_m": one["northing"],
        "uncertainty_m": one["uncertainty"],
        "in_person": one["in_person"],
        "remote": one["remote"],
        "travel_limit_m": one["travel_m"],
        "languages": frozenset(one["languages"]) or None,
    }
