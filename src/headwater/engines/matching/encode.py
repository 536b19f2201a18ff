"""Profiles as arrays: sets of words as bits, so that millions of pairs are compared at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.profiles import ConsultantProfile, PartnerProfile, Profile

Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class WordSets:
    """One set of words for each person: `bits` (people x 64-bit words) and whether it was said at all."""

    bits: Bits
    said: Flags
    size: Ints

    def shared(self, mine: Ints, other: WordSets, theirs: Ints) -> Ints:
        """How many words person `mine[i]` here and `theirs[i]` there have in common."""
        counts = np.zeros(len(mine), dtype=np.int64)
        for word in range(self.bits.shape[1]):
            counts += np.bitwise_count(self.bits[mine, word] & other.bits[theirs, word])
        return counts


@dataclass(frozen=True, eq=False)
class Crowd:
    """Everything the parts of fit need of one side, as arrays with one row for each person."""

    organisation: Ints  # -1 when not said
    size_band: Floats  # NaN when not said
    place: Floats  # rows of easting, northing in metres; NaN when not known
    uncertainty: Floats
    travel_limit: Floats  # infinite for no limit
    in_person: Flags
    remote: Flags
    words: dict[str, WordSets]

    def __len__(self) -> int:
        return len(self.size_band)


@dataclass(frozen=True, eq=False)
class Both:
    """Both sides encoded with the same words, and the partners' needs in order of importance.

    `needs`: partners x places in the order, the topic's number, or -1; `knows`: consultants x topics.
    """

    partners: Crowd
    consultants: Crowd
    needs: Ints
    knows: Flags


def encode(partners: Sequence[PartnerProfile], consultants: Sequence[ConsultantProfile]) -> Both:
    """Both sides as arrays."""
    organisations = _numbers(p.organisation for p in (*partners, *consultants) if p.organisation is not None)
    words: tuple[dict[str, WordSets], dict[str, WordSets]] = ({}, {})
    for name in ("situations", "service_types", "values", "languages", "availability"):
        columns = [[getattr(p, name) for p in side] for side in (partners, consultants)]
        words[0][name], words[1][name] = _word_sets(columns)
    access = [[p.access_needs for p in partners], [c.meets_access for c in consultants]]
    words[0]["access"], words[1]["access"] = _word_sets(access)
    topics = _numbers(t for p in partners for t in p.needs)
    depth = max((len(p.needs) for p in partners), default=0)
    needs = np.full((len(partners), depth), -1, dtype=np.int64)
    for row, p in enumerate(partners):
        needs[row, : len(p.needs)] = [topics[t] for t in p.needs]
    knows = np.zeros((len(consultants), max(len(topics), 1)), dtype=np.bool_)
    for row, c in enumerate(consultants):
        knows[row, [topics[t] for t in c.expertise if t in topics]] = True
    return Both(
        _crowd(partners, organisations, words[0]), _crowd(consultants, organisations, words[1]), needs, knows
    )


def _numbers(words: Iterable[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(sorted(set(words)))}


def _word_sets(columns: Sequence[Sequence[frozenset[str] | None]]) -> tuple[WordSets, WordSets]:
    numbers = _numbers(word for column in columns for words in column for word in words or ())
    width = max(1, (len(numbers) + 63) // 64)
    left, right = (_encode_column(column, numbers, width) for column in columns)
    return left, right


def _encode_column(column: Sequence[frozenset[str] | None], numbers: dict[str, int], width: int) -> WordSets:
    rows = np.array([row for row, words in enumerate(column) for _ in words or ()], dtype=np.int64)
    codes = np.array([numbers[word] for words in column for word in words or ()], dtype=np.int64)
    bits = np.zeros((len(column), width), dtype=np.uint64)
    flat = bits.reshape(-1)
    np.bitwise_or.at(flat, rows * width + codes // 64, np.uint64(1) << (codes % 64).astype(np.uint64))
    said = np.array([words is not None for words in column], dtype=np.bool_)
    size = np.array([len(words or ()) for words in column], dtype=np.int64)
    return WordSets(bits, said, size)


def _crowd(people: Sequence[Profile], organisations: dict[str, int], words: dict[str, WordSets]) -> Crowd:
    def floats(values: Iterable[float | None], missing: float) -> Floats:
        return np.array([missing if v is None else v for v in values], dtype=np.float64)

    east, north = (floats([getattr(p, name) for p in people], np.nan) for name in ("easting_m", "northing_m"))
    return Crowd(
        organisation=np.array([organisations.get(p.organisation or "", -1) for p in people], dtype=np.int64),
        size_band=floats((p.size_band for p in people), np.nan),
        place=np.column_stack([east, north]),
        uncertainty=floats((p.uncertainty_m for p in people), 0.0),
        travel_limit=floats((p.travel_limit_m for p in people), np.inf),
        in_person=np.array([p.in_person for p in people], dtype=np.bool_),
        remote=np.array([p.remote for p in people], dtype=np.bool_),
        words=words,
    )
