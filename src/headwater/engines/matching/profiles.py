"""What a match knows of a partner and of a consultant, and how much each part of fit counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from headwater.engines.matching.errors import BadProblem


class Never(IntEnum):
    """Why two people are not matched; the order is the order in which reasons are looked for."""

    PERMITTED = 0
    SAME_ORGANISATION = 1
    RIVAL = 2  # barred by the competition policy
    CHECK = 3  # rivalry not known: a person must look first
    NO_SHARED_LANGUAGE = 4
    ACCESS = 5
    NO_SHARED_MODE = 6  # one only in person, the other only remotely
    TOO_FAR = 7  # beyond the travel limit, and not both willing to meet remotely
    NO_SHARED_TIME = 8
    NO_TOPIC = 9  # nothing the partner needs is among what the consultant knows
    UNAVAILABLE = 10  # no place for this partner; all that a sealed exclusion ever says
    NOT_A_CANDIDATE = 11  # left out by the search for candidates


SENTENCES = {
    Never.PERMITTED: "permitted",
    Never.UNAVAILABLE: "this consultant has no place for this partner",
    Never.SAME_ORGANISATION: "they work for the same organisation",
    Never.RIVAL: "their organisations are immediate rivals",
    Never.CHECK: "whether their organisations are rivals is not known yet",
    Never.NO_SHARED_LANGUAGE: "they share no language",
    Never.ACCESS: "an access need is not met",
    Never.NO_SHARED_MODE: "one meets only in person, the other only remotely",
    Never.TOO_FAR: "they are beyond the travel limit",
    Never.NO_SHARED_TIME: "they share no time in the week",
    Never.NO_TOPIC: "the consultant knows none of the topics asked for",
    Never.NOT_A_CANDIDATE: "others are nearer or know more of the topics",
}

PARTS = ("need", "situation", "service", "size", "values", "distance", "availability")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What both sides say of themselves. **None means not said**; an empty set means none.

    `size_band`: 0 upward, smallest organisation first. `easting_m`, `northing_m`: metres on one grid, None
    when not known, then far-off is not assumed. `travel_limit_m`: None for no limit. `availability`: names
    of weekly slots.
    """

    identifier: str
    organisation: str | None = None
    situations: frozenset[str] | None = None
    service_types: frozenset[str] | None = None
    values: frozenset[str] | None = None
    size_band: int | None = None
    easting_m: float | None = None
    northing_m: float | None = None
    uncertainty_m: float = 0.0
    in_person: bool = True
    remote: bool = True
    travel_limit_m: float | None = None
    languages: frozenset[str] | None = None
    availability: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class PartnerProfile(Profile):
    """A leader who seeks help. `needs`: topics, the most important first. `access_needs`: all must be met."""

    needs: tuple[str, ...] = ()
    access_needs: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ConsultantProfile(Profile):
    """An experienced leader. `expertise`: topics they can speak from experience on. `meets_access`: needs
    they meet.
    """

    expertise: frozenset[str] = frozenset()
    meets_access: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Weights:
    """How much each part counts, and the figures its 0 to 100 rests on.

    A pair at `half_distance_m` has a distance part of 50; `slots_enough` shared weekly slots make 100.
    `topic_required`: a consultant who knows none of the topics asked for is never matched.
    """

    need: float = 40
    situation: float = 15
    service: float = 10
    size: float = 5
    values: float = 5
    distance: float = 20
    availability: float = 5
    half_distance_m: float = 20_000.0
    slots_enough: int = 2
    topic_required: bool = False

    def __post_init__(self) -> None:
        """Refuse weights that cannot be weighed."""
        for name in PARTS:
            value = getattr(self, name)
            if not 0 <= value < float("inf"):
                raise BadProblem(name, f"the weight {value}", "Use 0 or more")
        if self.half_distance_m <= 0 or self.slots_enough < 1:
            raise BadProblem(
                "half_distance_m or slots_enough", "not above 0", "Use a distance and a number above 0"
            )
        if sum(self.of_parts) - self.distance <= 0:
            raise BadProblem(
                "weights", "only distance counts", "Give at least one other part a weight above 0"
            )

    @property
    def of_parts(self) -> tuple[float, ...]:
        """The weights in the order of `PARTS`."""
        return tuple(float(getattr(self, name)) for name in PARTS)
