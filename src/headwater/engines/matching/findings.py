"""What a verdict on competition rests on, as data: a key, its parameters, and the English sentence made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


class Outcome(IntEnum):
    """What the competitor test says of two organisations, mildest first."""

    CLEAR = 0
    RESTRICTED = 1  # may work together; some topics are left out
    CHECK = 2  # something that decides is not known: a person must look
    BARRED = 3


class Ground(Enum):
    """What a fact in a verdict is about."""

    SAME_ORGANISATION = "same organisation"
    GROUP = "brand or group"
    SERVICE = "service type"
    CLIENTS = "client group"
    PLACE = "catchment"
    COMMISSIONER = "commissioner"
    TENDER = "live tender"
    FEDERATION = "federation"


class Finding(Enum):
    """What was found. The values are message keys: they do not change, so that they can be translated."""

    SAME_ORGANISATION = "same-organisation"
    GROUP_SHARED = "group-shared"
    GROUP_UNKNOWN = "group-unknown"
    SERVICES_SHARED = "services-shared"
    SERVICES_UNKNOWN = "services-unknown"
    CLIENTS_SHARED = "clients-shared"
    CLIENTS_UNKNOWN = "clients-unknown"
    SITES_NEAR = "sites-near"
    SITES_PERHAPS_NEAR = "sites-perhaps-near"
    SITES_IN_REACH = "sites-in-reach"
    SITES_PERHAPS_IN_REACH = "sites-perhaps-in-reach"
    SITES_UNKNOWN = "sites-unknown"
    AREAS_SHARED = "areas-shared"
    AREAS_UNKNOWN = "areas-unknown"
    COMMISSIONERS_SHARED = "commissioners-shared"
    COMMISSIONERS_UNKNOWN = "commissioners-unknown"
    TENDERS_SHARED = "tenders-shared"
    TENDER_CONCERNS_BOTH = "tender-concerns-both"
    TENDERS_UNKNOWN = "tenders-unknown"
    FEDERATION_SHARED = "federation-shared"


TEMPLATES = {
    Finding.SAME_ORGANISATION: "Both belong to the same organisation.",
    Finding.GROUP_SHARED: "Both belong to {names}.",
    Finding.GROUP_UNKNOWN: "The brand or group of one of them is not known.",
    Finding.SERVICES_SHARED: "Both: {names}.",
    Finding.SERVICES_UNKNOWN: "Service types are not known for both.",
    Finding.CLIENTS_SHARED: "Both: {names}.",
    Finding.CLIENTS_UNKNOWN: "Client groups are not known for both.",
    Finding.SITES_NEAR: "Sites within {most} of one another (limit {limit}).",
    Finding.SITES_PERHAPS_NEAR: "Sites between {least} and {most} apart; the limit is {limit}.",
    Finding.SITES_IN_REACH: "Sites {most} apart: near enough for restricted topics (limit {limit}).",
    Finding.SITES_PERHAPS_IN_REACH: "Sites between {least} and {most} apart; topics are restricted within {limit}.",
    Finding.SITES_UNKNOWN: "The location of a site of one of them is not known.",
    Finding.AREAS_SHARED: "Both serve {names}.",
    Finding.AREAS_UNKNOWN: "The areas served are not known for both.",
    Finding.COMMISSIONERS_SHARED: "Both are commissioned by {names}.",
    Finding.COMMISSIONERS_UNKNOWN: "Commissioners are not known for both.",
    Finding.TENDERS_SHARED: "Both bid for {names}.",
    Finding.TENDER_CONCERNS_BOTH: "A live tender of {names} concerns both.",
    Finding.TENDERS_UNKNOWN: "Live tenders are not known for both.",
    Finding.FEDERATION_SHARED: "Both are members of {names}.",
}


@dataclass(frozen=True)
class Fact:
    """One thing found out, as data, and what it alone would lead to. `str()` says it in English.

    `names`: what both have in common, sorted. `least_m`, `most_m`: between which distances sites are apart,
    in metres; `limit_m`: the distance of the policy it was held against. None where the finding has none.
    """

    ground: Ground
    outcome: Outcome
    finding: Finding
    names: tuple[str, ...] = ()
    least_m: float | None = None
    most_m: float | None = None
    limit_m: float | None = None

    @property
    def parameters(self) -> dict[str, tuple[str, ...] | float]:
        """What the sentence of this finding is filled with, by name; only what it has."""
        given: dict[str, tuple[str, ...] | float | None] = {
            "names": self.names or None,
            "least_m": self.least_m,
            "most_m": self.most_m,
            "limit_m": self.limit_m,
        }
        return {name: value for name, value in given.items() if value is not None}

    @property
    def text(self) -> str:
        """The fact in English, distances in kilometres."""
        return TEMPLATES[self.finding].format(
            names=", ".join(self.names),
            least=_km(self.least_m),
            most=_km(self.most_m),
            limit=_km(self.limit_m),
        )

    def __str__(self) -> str:
        return self.text


def _km(metres: float | None) -> str:
    return "" if metres is None else f"{metres / 1000:.1f} km"
