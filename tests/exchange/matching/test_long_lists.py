"""Long lists are matched from candidates, and come to what looking at every pair comes to (R29, R38)."""

from __future__ import annotations

import random

import pytest

from headwater.engines.matching import MustsClash, OrganisationFacts, SiteFacts
from headwater.exchange.matching import People, Person, Rules, run_match
from headwater.exchange.matching.results import result_files
from headwater.exchange.matching.rules import NamedPair, SharedLimit
from headwater.exchange.matching.search import Search
from headwater.exchange.tables import read_csv
from tests.engines.matching.people import draw_people


def drawn(seed, n=40, m=15, minimum=0):
    """Two lists of people whose organisations may compete."""
    rnd = random.Random(seed)
    sides = []
    for people in draw_people(seed, n, m):
        rows = []
        for one in people:
            facts = OrganisationFacts(
                one.organisation or one.identifier,
                one.service_types,
                rnd.choice([None, frozenset({"older people"})]),
                (SiteFacts(one.easting_m, one.northing_m, one.uncertainty_m),),
                commissioners=rnd.choice([None, frozenset()]),
                tenders=frozenset(),
                group="",
            )
            fewest = minimum if one.identifier in ("c0", "c1") else 0
            groups = {"host": rnd.choice("NS"), "funder": rnd.choice("FG")}
            rows.append(Person(one, facts, rnd.choice([1, 1, 3]) if fewest else 1, fewest, groups))
        sides.append(People(tuple(rows), ()))
    return sides


def outcome(seed, rules, minimum=0, **options):
    """Who is placed and how well, from how many permitted pairs; None where the musts clash."""
    try:
        found = Search(*drawn(seed, minimum=minimum), rules, **options).find()
    except MustsClash:
        return None
    return found.assignment.placed, found.assignment.total_fit, found.problem.edge_count


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(unknown_rivalry="allow", never=(NamedPair("p1", "c2"),)),
        Rules(unknown_rivalry="allow", hosts=(SharedLimit("N", 1, 4),), funders=(SharedLimit("F", most=5),)),
    ],
)
def test_candidates_come_to_the_match_over_every_pair(rules):
    fewer = 0
    for seed in range(12):
        whole, long = outcome(seed, rules), outcome(seed, rules, all_up_to=0, most=2)
        assert (whole and whole[:2]) == (long and long[:2])
        fewer += bool(whole and long and long[2] < whole[2])
    assert fewer > 5


def test_a_minimum_that_no_candidate_meets_is_looked_for_among_all():
    kept = 0
    for seed in range(12):
        rules = Rules(unknown_rivalry="allow")
        whole = outcome(seed, rules, minimum=1)
        long = outcome(seed, rules, minimum=1, all_up_to=0, most=1)
        assert (whole and whole[:2]) == (long and long[:2])
        kept += whole is not None
    assert kept > 2


def test_leximin_on_long_lists_says_how_far_its_proof_goes():
    rules = Rules(unknown_rivalry="allow", fairness="leximin")
    assert Search(*drawn(3), rules).find().whole
    assert not Search(*drawn(3), rules, all_up_to=0).find().whole


def test_on_long_lists_what_others_would_lose_is_told_as_a_bound_that_holds():
    compared = 0
    for seed in range(5):
        people, rules = drawn(seed), Rules(unknown_rivalry="allow")
        exact = run_match(*people, rules)
        bounded = run_match(*people, rules, exact_up_to=0)
        assert exact.assignment.pairs.tolist() == bounded.assignment.pairs.tolist()
        reasons = {one.partner: one for one in exact.reasons}
        for at, (partner, _) in enumerate(exact.assignment.pairs.tolist()):
            best, better = reasons[partner].best, bounded.better
            assert int(better.consultant[at]) == (-1 if best is None else best.consultant)
            if best is not None and best.possible and best.places_change == 0:
                assert int(better.gain[at]) == best.gain
                assert int(better.cost_at_least[at]) <= best.cost_to_others
                compared += 1
        rows = read_csv(result_files(bounded, {})["pairs.csv"])
        told = {row["a better fit for the partner alone"].split(" (+")[0] for row in rows}
        assert told <= {"none: this is the best permitted", *(f"c{n}" for n in range(15))}
    assert compared > 8
