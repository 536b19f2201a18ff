"""The competitor test over millions of pairs says what it says of each alone (R31, R45)."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.matching import (
    CompetitionPolicy,
    OrganisationFacts,
    Outcome,
    Rivals,
    SiteFacts,
    Tender,
    rivalry,
)

words = st.none() | st.frozensets(st.sampled_from("xyz"), max_size=2)
place = st.sampled_from([0.0, 1_234.5, 7_999.999, 8_000.0, 20_000.0, 60_000.0])
sites = st.builds(
    SiteFacts,
    st.none() | place,
    place,
    st.sampled_from([None, 0.0, 100.0, 3_000.0]),
    council=st.sampled_from([None, "E", "F"]),
    service_types=words,
    client_groups=words,
)
tenders = st.builds(Tender, st.sampled_from("pq"), st.sampled_from([None, "k", "l"]))
organisations = st.builds(
    OrganisationFacts,
    st.sampled_from("abcdef"),
    words,
    words,
    st.none() | st.lists(sites, max_size=3).map(tuple),
    st.none() | st.frozensets(st.sampled_from("EF"), max_size=1),
    st.none() | st.frozensets(st.sampled_from("kl"), max_size=2),
    st.none() | st.frozensets(tenders, max_size=2),
    st.sampled_from([None, "", "g", "h"]),
)
outcomes = st.sampled_from(Outcome)
policies = st.builds(
    CompetitionPolicy,
    st.just(8_000.0),
    st.just(20_000.0),
    st.dictionaries(st.sampled_from("xyw"), st.sampled_from([0.0, 3_000.0, 30_000.0]), max_size=2),
    st.dictionaries(st.sampled_from("xyw"), st.sampled_from([30_000.0, 70_000.0]), max_size=2),
    st.booleans(),
    *[outcomes] * 5,
)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(organisations, min_size=1, max_size=4), st.lists(organisations, min_size=1, max_size=4), policies
)
def test_every_pair_has_the_outcome_and_the_distance_of_the_test_of_it_alone(left, right, policy):
    rows = [(p, c) for p in range(len(left)) for c in range(len(right))]
    many = Rivals(left, right, policy).verdicts(rows)
    alone = [rivalry(left[p], right[c], policy) for p, c in rows]
    assert many.outcome.tolist() == [verdict.outcome for verdict in alone]
    assert many.nearest_m.tolist() == [inf if v.nearest_m is None else v.nearest_m for v in alone]


def test_many_words_need_more_than_one_word_of_bits():
    names = [f"service {number:03}" for number in range(150)]
    home = OrganisationFacts("a", None, frozenset("o"), (SiteFacts(0.0, 0.0),), tenders=frozenset(), group="")
    home = replace(home, commissioners=frozenset())
    left = [
        replace(home, identifier=f"p{n}", service_types=frozenset({name})) for n, name in enumerate(names)
    ]
    right = [
        replace(home, identifier=f"c{n}", service_types=frozenset({name})) for n, name in enumerate(names)
    ]
    rows = np.argwhere(np.ones((150, 150), dtype=bool))
    policy = CompetitionPolicy(barred_within_by_service={names[140]: 0.0, names[3]: 90.0})
    many = Rivals(left, right, policy).verdicts(rows).outcome.reshape(150, 150)
    assert np.flatnonzero(many.ravel()).tolist() == [n * 151 for n in range(150)]
    assert set(np.diag(many).tolist()) == {Outcome.BARRED}


def test_the_limits_themselves_are_met_alike():
    home = OrganisationFacts("a", frozenset("x"), frozenset("o"), (), tenders=frozenset(), group="")
    home = replace(home, commissioners=frozenset())
    places = [
        SiteFacts(x, 0.0, off) for x in (0, 8_000, 8_100, 19_900, 20_000, 20_100) for off in (0, 100, None)
    ]
    homes = [replace(home, identifier=f"h{n}", sites=(place,)) for n, place in enumerate(places)]
    policy = CompetitionPolicy(barred_within_m=8_000.0, restricted_within_m=20_000.0)
    rows = [(p, c) for p in range(len(homes)) for c in range(len(homes))]
    alone = [rivalry(homes[p], homes[c], policy).outcome for p, c in rows]
    assert Rivals(homes, homes, policy).verdicts(rows).outcome.tolist() == alone
    assert set(alone) == set(Outcome)


def test_no_pairs_have_no_verdicts():
    home = OrganisationFacts("a")
    assert len(Rivals([home], [home], CompetitionPolicy()).verdicts([]).outcome) == 0
