"""How well each pair fits, part by part from 0 to 100, and why some pairs must never be (R29 to R35)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.encode import Both, Floats, encode
from headwater.engines.matching.profiles import (
    PARTS,
    SENTENCES,
    ConsultantProfile,
    Never,
    PartnerProfile,
    Profile,
    Weights,
)

__all__ = [
    "PARTS",
    "SENTENCES",
    "ConsultantProfile",
    "Never",
    "PartnerProfile",
    "Profile",
    "ScoredPairs",
    "Weights",
    "score_pairs",
]

CHUNK = 400_000
SCALE = 10  # fit runs from 0 to 100 * SCALE, so that few pairs tie
UNKNOWN_PART = 50
_NO_REASON = 255


@dataclass(frozen=True, eq=False)
class ScoredPairs:
    """Permitted pairs with their fit and its parts, and the pairs looked at that must never be, with the
    reason.

    `partner`, `consultant`: positions. `fit`: whole numbers from 0 to 1000, the weighted mean of the parts
    times ten. `parts`: pairs x parts, 0 to 100, in the order of `PARTS`; `known`: the same shape, false
    where one side did not say and the part stands at 50. `remote`: the pair would meet remotely, and
    distance does not count. `distance_m`: NaN where not known. `absent_*`: the pairs that must never be,
    `absent_reason` from `Never`.
    """

    partner: Ints
    consultant: Ints
    fit: Ints
    parts: NDArray[np.uint8] = field(repr=False)
    known: Flags = field(repr=False)
    remote: Flags = field(repr=False)
    distance_m: Floats = field(repr=False)
    absent_partner: Ints = field(repr=False)
    absent_consultant: Ints = field(repr=False)
    absent_reason: NDArray[np.uint8] = field(repr=False)
    absent_fit: Ints = field(repr=False)


def score_pairs(
    partners: Sequence[PartnerProfile],
    consultants: Sequence[ConsultantProfile],
    weights: Weights | None = None,
    *,
    pairs: ArrayLike | None = None,
    barred: ArrayLike = (),
    barred_reason: ArrayLike = Never.RIVAL,
) -> ScoredPairs:
    """Fit and parts of every permitted pair.

    `pairs`: rows (partner, consultant) to look at; every pair when left out. `barred`: rows of pairs that
    must never be for a reason found elsewhere, with `barred_reason` (one of `Never`, or one for each row).
    """
    both = encode(partners, consultants)
    rows = _all_pairs(both) if pairs is None else np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    return score_encoded(both, weights or Weights(), rows, barred, barred_reason)


def score_encoded(
    both: Both, weights: Weights, rows: Ints, barred: ArrayLike = (), barred_reason: ArrayLike = Never.RIVAL
) -> ScoredPairs:
    """`score_pairs` for people already encoded."""
    reasons = _given_reasons(rows, barred, barred_reason, len(both.consultants))
    found = [
        _score_chunk(both, weights, rows[at : at + CHUNK], reasons[at : at + CHUNK])
        for at in range(0, max(len(rows), 1), CHUNK)
    ]
    return ScoredPairs(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _all_pairs(both: Both) -> Ints:
    n, m = len(both.partners), len(both.consultants)
    return np.column_stack([np.repeat(np.arange(n), m), np.tile(np.arange(m), n)])


def _given_reasons(rows: Ints, barred: ArrayLike, reason: ArrayLike, width: int) -> NDArray[np.uint8]:
    """The reason given for each row, `Never.PERMITTED` where none is."""
    result = np.zeros(len(rows), dtype=np.uint8)
    given = np.asarray(barred, dtype=np.int64).reshape(-1, 2)
    if not len(given):
        return result
    codes = np.broadcast_to(np.asarray(reason, dtype=np.uint8), len(given))
    keys = given[:, 0] * width + given[:, 1]
    order = np.lexsort((codes, keys))
    wanted = rows[:, 0] * width + rows[:, 1]
    at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    hit = keys[order][at] == wanted
    result[hit] = codes[order][at][hit]
    return result


def _score_chunk(
    both: Both, weights: Weights, rows: Ints, given: NDArray[np.uint8]
) -> tuple[NDArray[np.generic], ...]:
    p, c = rows[:, 0], rows[:, 1]
    apart = np.hypot(*(both.partners.place[p] - both.consultants.place[c]).T)
    meet = _can_meet(both, p, c, apart)
    need, topic = _need_part(both, p, c)
    reason = _reasons(both, weights, p, c, given, meet, topic, apart)
    stay = reason == Never.PERMITTED
    parts, known = _parts(both, weights, p, c, need, apart)
    remote = ~meet & both.partners.remote[p] & both.consultants.remote[c]
    fit = _weigh(parts, weights, remote)
    permitted = (p, c, fit, parts, known, remote, apart)
    return (*(column[stay] for column in permitted), p[~stay], c[~stay], reason[~stay], fit[~stay])


def _can_meet(both: Both, p: Ints, c: Ints, apart: Floats) -> Flags:
    """Both meet in person, and neither surely has to travel beyond their limit."""
    slack = both.partners.uncertainty[p] + both.consultants.uncertainty[c]
    limit = np.minimum(both.partners.travel_limit[p], both.consultants.travel_limit[c])
    too_far = apart - slack > limit  # false where the distance is not known
    result: Flags = both.partners.in_person[p] & both.consultants.in_person[c] & ~too_far
    return result


def _reasons(
    both: Both,
    weights: Weights,
    p: Ints,
    c: Ints,
    given: NDArray[np.uint8],
    meet: Flags,
    topic: Flags,
    apart: Floats,
) -> NDArray[np.uint8]:
    """The first reason, in the order of `Never`, for which a pair must never be."""
    left, right = both.partners, both.consultants
    either = left.remote[p] & right.remote[c]
    in_person = left.in_person[p] & right.in_person[c]
    unmet = left.words["access"].shared(p, right.words["access"], c) < left.words["access"].size[p]
    same = (left.organisation[p] >= 0) & (left.organisation[p] == right.organisation[c])
    nothing = np.zeros(len(p), dtype=np.bool_)
    result = np.where(given > 0, given, _NO_REASON)
    for code, holds in (
        (Never.SAME_ORGANISATION, same),
        (Never.NO_SHARED_LANGUAGE, _shares_none(both, "languages", p, c)),
        (Never.ACCESS, unmet),
        (Never.NO_SHARED_MODE, ~either & ~in_person),
        (Never.TOO_FAR, ~either & in_person & ~meet),
        (Never.NO_SHARED_TIME, _shares_none(both, "availability", p, c)),
        (Never.NO_TOPIC, ~topic if weights.topic_required else nothing),
    ):
        result = np.where(holds, np.minimum(result, code), result)
    return np.where(result == _NO_REASON, Never.PERMITTED, result).astype(np.uint8)


def _shares_none(both: Both, name: str, p: Ints, c: Ints) -> Flags:
    """Both said, and nothing is in common."""
    left, right = both.partners.words[name], both.consultants.words[name]
    result: Flags = left.said[p] & right.said[c] & (left.shared(p, right, c) == 0)
    return result


def _need_part(both: Both, p: Ints, c: Ints) -> tuple[Floats, Flags]:
    """The share of the needs met, the first counting most (k needs weigh k, k - 1, ... 1), and whether any
    is.

    NaN where the partner named none.
    """
    depth = both.needs.shape[1]
    asked = (both.needs >= 0).sum(axis=1)
    met, whole = np.zeros(len(p)), np.zeros(len(p))
    for place in range(depth):
        topic = both.needs[p, place]
        weight = np.where(topic >= 0, asked[p] - place, 0)
        whole += weight
        met += weight * both.knows[c, np.maximum(topic, 0)]
    with np.errstate(invalid="ignore"):
        return 100 * met / np.where(whole > 0, whole, np.nan), (met > 0) | (whole == 0)


def _parts(
    both: Both, weights: Weights, p: Ints, c: Ints, need: Floats, apart: Floats
) -> tuple[NDArray[np.uint8], Flags]:
    left, right = both.partners, both.consultants
    slots = left.words["availability"].shared(p, right.words["availability"], c)
    said = left.words["availability"].said[p] & right.words["availability"].said[c]
    size = 100 * np.maximum(0, 1 - np.abs(left.size_band[p] - right.size_band[c]) / 3)
    by_name = {
        "need": need,
        "situation": _share(both, "situations", p, c),
        "service": _share(both, "service_types", p, c),
        "size": size,
        "values": _share(both, "values", p, c),
        "distance": 100 * 0.5 ** (apart / weights.half_distance_m),
        "availability": np.where(said, 100 * np.minimum(1, slots / weights.slots_enough), np.nan),
    }
    table = np.column_stack([by_name[name] for name in PARTS])
    known = ~np.isnan(table)
    whole = np.where(known, np.floor(np.where(known, table, 0) + 0.5), UNKNOWN_PART)
    return whole.astype(np.uint8), known


def _share(both: Both, name: str, p: Ints, c: Ints) -> Floats:
    """How much of what the partner named the consultant shares; NaN where one did not say or named
    nothing.
    """
    left, right = both.partners.words[name], both.consultants.words[name]
    whole = np.where(left.said[p] & right.said[c] & (left.size[p] > 0), left.size[p], np.nan)
    result: Floats = 100 * left.shared(p, right, c) / whole
    return result


def _weigh(parts: NDArray[np.uint8], weights: Weights, remote: Flags) -> Ints:
    """The weighted mean times ten, rounded half up; distance counts only for those who meet in person."""
    share = np.tile(np.array(weights.of_parts), (len(parts), 1))
    share[remote, PARTS.index("distance")] = 0
    mean = (parts * share).sum(axis=1) / share.sum(axis=1)
    result: Ints = np.floor(mean * SCALE + 0.5).astype(np.int64)
    return result
