"""What the competitor test knows of an organisation, and a programme's competition policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.findings import Fact, Outcome


@dataclass(frozen=True)
class SiteFacts:
    """One place of work. Eastings and northings in metres on one grid, with how far off they may be.

    `easting_m` or `northing_m` is None when the location is not known; `council` is its council's code, if
    known. `service_types` and `client_groups` narrow those of the organisation; None: the same as the
    organisation's.
    """

    easting_m: float | None = None
    northing_m: float | None = None
    uncertainty_m: float | None = 0.0
    council: str | None = None
    service_types: frozenset[str] | None = None
    client_groups: frozenset[str] | None = None

    @property
    def located(self) -> bool:
        return None not in (self.easting_m, self.northing_m, self.uncertainty_m)


@dataclass(frozen=True)
class Tender:
    """A live tender an organisation bids for."""

    identifier: str
    commissioner: str | None = None


@dataclass(frozen=True)
class OrganisationFacts:
    """What is known of an organisation. **None means not known**; an empty set means known to be none.

    `sites`: every site. `areas`: codes of the councils it serves beyond its sites (home care, outreach).
    `group`: the owner or brand it belongs to ("" when independent). `federations`: bodies it is a member of.
    """

    identifier: str
    service_types: frozenset[str] | None = None
    client_groups: frozenset[str] | None = None
    sites: tuple[SiteFacts, ...] | None = None
    areas: frozenset[str] | None = frozenset()
    commissioners: frozenset[str] | None = None
    tenders: frozenset[Tender] | None = None
    group: str | None = None
    federations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CompetitionPolicy:
    """A programme's written competition policy, as figures (R44, R45). No distance is given by law: they are
    the host's.

    Two organisations with the same service type for the same client group are rivals where their catchments
    meet: sites within `barred_within_m` of one another bar the pair, within `restricted_within_m` restrict
    its topics. `barred_within_by_service` and `restricted_within_by_service` replace these for single
    service types. `client_groups_matter=False` drops client groups from the test.
    """

    barred_within_m: float = 10_000.0
    restricted_within_m: float = 25_000.0
    barred_within_by_service: Mapping[str, float] = field(default_factory=dict)
    restricted_within_by_service: Mapping[str, float] = field(default_factory=dict)
    client_groups_matter: bool = True
    same_group: Outcome = Outcome.BARRED
    same_tender: Outcome = Outcome.BARRED
    tender_of_shared_commissioner: Outcome = Outcome.BARRED
    shared_commissioner: Outcome = Outcome.RESTRICTED
    same_area_served: Outcome = Outcome.BARRED
    restricted_topics: frozenset[str] = frozenset(
        {"prices and fees", "bids and tenders", "pay", "capacity plans", "commissioner negotiation"}
    )

    def __post_init__(self) -> None:
        """Refuse distances that contradict one another."""
        services = {*self.barred_within_by_service, *self.restricted_within_by_service, None}
        for service in services:
            near, wide = self.catchments(service)
            if not 0 <= near <= wide:
                raise BadProblem(
                    "restricted_within_m",
                    f"{wide:g} m is less than the barred {near:g} m" if near >= 0 else "a negative distance",
                    "Make the restricted distance at least the barred one, and both 0 or more",
                )

    def catchments(self, service: str | None) -> tuple[float, float]:
        """Distances in metres within which a rival is barred, and within which topics are restricted."""
        if service is None:
            return self.barred_within_m, self.restricted_within_m
        near = self.barred_within_by_service.get(service, self.barred_within_m)
        wide = self.restricted_within_by_service.get(service, max(self.restricted_within_m, near))
        return near, wide


@dataclass(frozen=True)
class Verdict:
    """The outcome for two organisations, with every fact behind it.

    `nearest_m`: the least distance there may be between sites of the same kind of work, None when none is
    known. `restricted_topics`: what the pair leaves out of its sessions. `same_federation`: a flag, never a
    bar.
    """

    outcome: Outcome
    facts: tuple[Fact, ...]
    restricted_topics: frozenset[str] = frozenset()
    same_federation: bool = False
    nearest_m: float | None = None
