"""Fit part by part against its definitions, pair by pair (R29 to R35)."""

from __future__ import annotations

import math
import random

import pytest

from headwater.engines.matching import BadProblem
from headwater.engines.matching.fit import (
    PARTS,
    ConsultantProfile,
    Never,
    PartnerProfile,
    Weights,
    score_pairs,
)


def draw_words(rnd, letters, none=0.2):
    return None if rnd.random() < none else frozenset(rnd.sample(letters, rnd.randint(0, 2)))


def draw_profile(rnd, kind, identifier, **more):
    known = rnd.random() < 0.8
    return kind(
        identifier=identifier,
        organisation=rnd.choice([None, "o1", "o2", "o3"]),
        situations=draw_words(rnd, "abc"),
        service_types=draw_words(rnd, "stu"),
        values=draw_words(rnd, "vw"),
        size_band=rnd.choice([None, 0, 1, 2, 5]),
        easting_m=rnd.uniform(0, 60_000) if known else None,
        northing_m=rnd.uniform(0, 60_000) if known else None,
        uncertainty_m=rnd.choice([0.0, 5_000.0]),
        in_person=rnd.random() < 0.8,
        remote=rnd.random() < 0.6,
        travel_limit_m=rnd.choice([None, 20_000.0, 40_000.0]),
        languages=draw_words(rnd, ["cy", "en"], 0.4),
        availability=draw_words(rnd, ["mon", "tue", "wed"], 0.4),
        **more,
    )


def draw_sides(seed):
    rnd = random.Random(seed)
    partners = [
        draw_profile(
            rnd,
            PartnerProfile,
            f"p{i}",
            needs=tuple(rnd.sample("klmn", rnd.randint(0, 3))),
            access_needs=frozenset(rnd.sample(["loop", "step-free"], rnd.choice([0, 0, 1]))),
        )
        for i in range(6)
    ]
    consultants = [
        draw_profile(
            rnd,
            ConsultantProfile,
            f"c{i}",
            expertise=frozenset(rnd.sample("klmnq", rnd.randint(0, 4))),
            meets_access=frozenset(rnd.sample(["loop", "step-free"], rnd.randint(0, 2))),
        )
        for i in range(5)
    ]
    return partners, consultants


def half_up(value):
    return math.floor(value + 0.5)


def apart(p, c):
    if None in (p.easting_m, c.easting_m):
        return None
    return math.hypot(p.easting_m - c.easting_m, p.northing_m - c.northing_m)


def can_meet(p, c):
    if not (p.in_person and c.in_person):
        return False
    limits = [one.travel_limit_m for one in (p, c) if one.travel_limit_m is not None]
    if not limits or apart(p, c) is None:
        return True
    return apart(p, c) - p.uncertainty_m - c.uncertainty_m <= min(limits)


def disjoint(left, right):
    return left is not None and right is not None and not left & right


def reason(p, c, topic_required):
    both_remote = p.remote and c.remote
    if p.organisation and p.organisation == c.organisation:
        return Never.SAME_ORGANISATION
    if disjoint(p.languages, c.languages):
        return Never.NO_SHARED_LANGUAGE
    if not p.access_needs <= c.meets_access:
        return Never.ACCESS
    if not both_remote and not (p.in_person and c.in_person):
        return Never.NO_SHARED_MODE
    if not both_remote and not can_meet(p, c):
        return Never.TOO_FAR
    if disjoint(p.availability, c.availability):
        return Never.NO_SHARED_TIME
    if topic_required and p.needs and not set(p.needs) & c.expertise:
        return Never.NO_TOPIC
    return Never.PERMITTED


def share(left, right):
    return None if left is None or right is None or not left else 100 * len(left & right) / len(left)


def parts(p, c, weights):
    marks = {topic: len(p.needs) - place for place, topic in enumerate(p.needs)}
    met = sum(mark for topic, mark in marks.items() if topic in c.expertise)
    return {
        "need": 100 * met / sum(marks.values()) if marks else None,
        "situation": share(p.situations, c.situations),
        "service": share(p.service_types, c.service_types),
        "size": None
        if None in (p.size_band, c.size_band)
        else 100 * max(0, 1 - abs(p.size_band - c.size_band) / 3),
        "values": share(p.values, c.values),
        "distance": None if apart(p, c) is None else 100 * 0.5 ** (apart(p, c) / weights.half_distance_m),
        "availability": None
        if None in (p.availability, c.availability)
        else 100 * min(1, len(p.availability & c.availability) / weights.slots_enough),
    }


@pytest.mark.parametrize("topic_required", [False, True])
def test_every_pair_has_the_parts_the_fit_and_the_reason_of_the_definitions(topic_required):
    weights = Weights(topic_required=topic_required)
    for seed in range(60):
        partners, consultants = draw_sides(seed)
        scored = score_pairs(partners, consultants, weights)
        absent = {
            (int(p), int(c)): Never(int(r))
            for p, c, r in zip(
                scored.absent_partner, scored.absent_consultant, scored.absent_reason, strict=True
            )
        }
        row = {
            (int(p), int(c)): i
            for i, (p, c) in enumerate(zip(scored.partner, scored.consultant, strict=True))
        }
        for i, p in enumerate(partners):
            for j, c in enumerate(consultants):
                expected = reason(p, c, topic_required)
                assert absent.get((i, j), Never.PERMITTED) == expected
                if expected != Never.PERMITTED:
                    continue
                at = row[i, j]
                whole = {
                    name: 50 if value is None else half_up(value)
                    for name, value in parts(p, c, weights).items()
                }
                assert dict(zip(PARTS, scored.parts[at].tolist(), strict=True)) == whole
                assert scored.known[at].tolist() == [parts(p, c, weights)[name] is not None for name in PARTS]
                assert scored.remote[at] == (not can_meet(p, c))
                counted = {
                    name: w
                    for name, w in zip(PARTS, weights.of_parts, strict=True)
                    if name != "distance" or can_meet(p, c)
                }
                mean = sum(w * whole[name] for name, w in counted.items()) / sum(counted.values())
                assert abs(scored.fit[at] - 10 * mean) <= 0.5 + 1e-9


def test_a_reason_found_elsewhere_is_kept_and_a_sealed_one_shows_only_where_nothing_else_does():
    partners, consultants = draw_sides(3)
    plain = score_pairs(partners, consultants)
    every = [(p, c) for p in range(6) for c in range(5)]
    sealed = score_pairs(partners, consultants, barred=every, barred_reason=Never.UNAVAILABLE)
    assert len(sealed.fit) == 0
    before = dict(
        zip(zip(plain.absent_partner, plain.absent_consultant, strict=True), plain.absent_reason, strict=True)
    )
    after = dict(
        zip(
            zip(sealed.absent_partner, sealed.absent_consultant, strict=True),
            sealed.absent_reason,
            strict=True,
        )
    )
    assert after == {pair: before.get(pair, Never.UNAVAILABLE) for pair in every}
    rivals = score_pairs(
        partners,
        consultants,
        barred=every + every,
        barred_reason=[Never.UNAVAILABLE] * 30 + [Never.RIVAL] * 30,
    )
    assert set(rivals.absent_reason.tolist()) <= {Never.SAME_ORGANISATION, Never.RIVAL}
    assert Never.RIVAL in rivals.absent_reason


def test_only_the_pairs_asked_for_are_looked_at():
    partners, consultants = draw_sides(5)
    whole, some = (
        score_pairs(partners, consultants),
        score_pairs(partners, consultants, pairs=[[2, 3], [0, 1]]),
    )
    fits = dict(zip(zip(whole.partner, whole.consultant, strict=True), whole.fit, strict=True))
    assert len(some.fit) + len(some.absent_reason) == 2
    for p, c, f in zip(some.partner, some.consultant, some.fit, strict=True):
        assert fits[p, c] == f


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"need": -1}, "need"),
        ({"distance": float("nan")}, "distance"),
        ({"half_distance_m": 0}, "half_distance_m or slots_enough"),
    ],
)
def test_weights_that_cannot_be_weighed_are_refused(change, field):
    with pytest.raises(BadProblem) as caught:
        Weights(**change)
    assert caught.value.field == field
