"""Organisations' facts as arrays: one row for each organisation and one for each place of its work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.encode import Bits, Floats
from headwater.engines.matching.facts import OrganisationFacts, SiteFacts

Words = frozenset[str] | None


@dataclass(frozen=True, eq=False)
class Sets:
    """One set of words for each row, as bits; `said` is false where the set is not known."""

    bits: Bits
    said: Flags
    empty: Flags  # known to be none

    def of(self, rows: Ints) -> Sets:
        """The sets of these rows."""
        return Sets(self.bits[rows], self.said[rows], self.empty[rows])


@dataclass(frozen=True, eq=False)
class Works:
    """What is done at each place. `starts[o]` to `starts[o + 1]` are the places of organisation `o`."""

    starts: Ints
    services: Sets
    clients: Sets
    located: Flags
    easting: Floats
    northing: Floats
    off: Floats  # how far off the location may be


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything the competitor test needs of each organisation, in rows."""

    identifier: Ints
    works: Works
    services: Sets  # of the organisation as a whole
    clients: Sets
    areas: Sets
    stands: Sets  # the councils its sites stand in
    group: Ints  # -1 not known, 0 independent
    commissioners: Sets
    tenders: Sets
    tender_commissioners: Sets
    unnamed_tender: Flags  # a tender whose commissioner is not known


def encode_facts(people: Sequence[OrganisationFacts]) -> tuple[Facts, tuple[str, ...]]:
    """The facts in the order given (of both sides, one after the other, so that words have one number), and
    the service types in the order of their bits.
    """
    works = [work for one in people for work in _works(one)]
    counts = [1 if one.sites is None else len(one.sites) for one in people]
    services = _vocabulary([*(s for s, _, _ in works), *(one.service_types for one in people)])
    clients = _vocabulary([*(c for _, c, _ in works), *(one.client_groups for one in people)])
    stands = [_stands_in(one) for one in people]
    councils = _vocabulary([*stands, *(one.areas for one in people)])
    named = [_tender_commissioners(one) for one in people]
    bodies = _vocabulary([*named, *(one.commissioners for one in people)])
    tenders: list[Words] = [
        None if one.tenders is None else frozenset(t.identifier for t in one.tenders) for one in people
    ]
    groups = {name: at for at, name in enumerate(["", *sorted({one.group for one in people if one.group})])}
    identifiers = {name: at for at, name in enumerate(dict.fromkeys(one.identifier for one in people))}
    return Facts(
        identifier=np.array([identifiers[one.identifier] for one in people], dtype=np.int64),
        works=_places(works, counts, services, clients),
        services=_sets([one.service_types for one in people], services),
        clients=_sets([one.client_groups for one in people], clients),
        areas=_sets([one.areas for one in people], councils),
        stands=_sets(stands, councils),
        group=np.array([-1 if one.group is None else groups[one.group] for one in people], dtype=np.int64),
        commissioners=_sets([one.commissioners for one in people], bodies),
        tenders=_sets(tenders, _vocabulary(tenders)),
        tender_commissioners=_sets(named, bodies),
        unnamed_tender=np.array([any(t.commissioner is None for t in one.tenders or ()) for one in people]),
    ), tuple(services)


def _works(one: OrganisationFacts) -> list[tuple[Words, Words, SiteFacts | None]]:
    if one.sites is None:
        return [(one.service_types, one.client_groups, None)]
    return [
        (
            one.service_types if site.service_types is None else site.service_types,
            one.client_groups if site.client_groups is None else site.client_groups,
            site,
        )
        for site in one.sites
    ]


def _places(
    works: Sequence[tuple[Words, Words, SiteFacts | None]],
    counts: Sequence[int],
    services: dict[str, int],
    clients: dict[str, int],
) -> Works:
    located = np.array([site is not None and site.located for _, _, site in works], dtype=np.bool_)

    def metres(name: str) -> Floats:
        return np.array(
            [
                getattr(site, name) if known else 0.0
                for (_, _, site), known in zip(works, located, strict=True)
            ],
            dtype=np.float64,
        )

    return Works(
        starts=np.concatenate([[0], np.cumsum(np.array(counts, dtype=np.int64))]),
        services=_sets([s for s, _, _ in works], services),
        clients=_sets([c for _, c, _ in works], clients),
        located=located,
        easting=metres("easting_m"),
        northing=metres("northing_m"),
        off=metres("uncertainty_m"),
    )


def _stands_in(one: OrganisationFacts) -> Words:
    if one.sites is None or any(site.council is None for site in one.sites):
        return None
    return frozenset(site.council for site in one.sites if site.council is not None)


def _tender_commissioners(one: OrganisationFacts) -> Words:
    return frozenset(t.commissioner for t in one.tenders or () if t.commissioner is not None)


def _vocabulary(sets: Iterable[Words]) -> dict[str, int]:
    return {word: at for at, word in enumerate(sorted({word for words in sets for word in words or ()}))}


def _sets(column: Sequence[Words], numbers: dict[str, int]) -> Sets:
    width = max(1, (len(numbers) + 63) // 64)
    rows = np.array([row for row, words in enumerate(column) for _ in words or ()], dtype=np.int64)
    codes = np.array([numbers[word] for words in column for word in words or ()], dtype=np.int64)
    bits: NDArray[np.uint64] = np.zeros((len(column), width), dtype=np.uint64)
    np.bitwise_or.at(
        bits.reshape(-1), rows * width + codes // 64, np.uint64(1) << (codes % 64).astype(np.uint64)
    )
    return Sets(
        bits,
        said=np.array([words is not None for words in column], dtype=np.bool_),
        empty=np.array([words is not None and not words for words in column], dtype=np.bool_),
    )
