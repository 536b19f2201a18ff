"""Partners and consultants drawn at random, with everything left unsaid that can be."""

from __future__ import annotations

import random

from headwater.engines.matching.fit import ConsultantProfile, PartnerProfile


def draw_people(seed: int, n: int = 12, m: int = 9) -> tuple[list[PartnerProfile], list[ConsultantProfile]]:
    """Two sides of a few people each."""
    rnd = random.Random(seed)

    def words(letters, most):
        return rnd.choice([None, frozenset(rnd.sample(letters, rnd.randint(0, most)))])

    def profile(name):
        known = rnd.random() < 0.9
        return {
            "identifier": name,
            "organisation": rnd.choice([None, *"abcdefgh"]),
            "situations": words("stuv", 3),
            "service_types": words("xyz", 2),
            "values": words("klm", 2),
            "size_band": rnd.choice([None, 0, 1, 2, 5]),
            "easting_m": rnd.uniform(0, 90_000) if known else None,
            "northing_m": rnd.uniform(0, 90_000) if known else None,
            "uncertainty_m": rnd.choice([0.0, 100.0, 4_000.0]),
            "in_person": rnd.random() < 0.8,
            "remote": rnd.random() < 0.5,
            "travel_limit_m": rnd.choice([None, 20_000.0, 50_000.0]),
            "languages": rnd.choice([None, frozenset({"en"}), frozenset({"cy"}), frozenset({"cy", "en"})]),
            "availability": words("1234", 3),
        }

    topics = "ABCDE"
    return (
        [
            PartnerProfile(
                **profile(f"p{i}"),
                needs=tuple(rnd.sample(topics, rnd.randint(0, 3))),
                access_needs=frozenset(rnd.sample("!?", rnd.choice([0, 0, 0, 1]))),
            )
            for i in range(n)
        ],
        [
            ConsultantProfile(
                **profile(f"c{i}"),
                expertise=frozenset(rnd.sample(topics, rnd.randint(0, 4))),
                meets_access=frozenset(rnd.sample("!?", rnd.randint(0, 2))),
            )
            for i in range(m)
        ],
    )
