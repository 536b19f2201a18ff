"""A small problem as a Scottish register gives it, worked out by hand: near, of another kind, no rival in reach.

Dundee, with Perth 30 km off. Rivals are care homes for older people among themselves and nurseries among
themselves. With a catchment of 10 km (topics restricted to 25 km):

- Tay Homes (Dundee): Camperdown Homes is 5 km off and barred; Fair City Homes in Perth is clear; the nursery and
  the advice centre in Dundee are of another kind.
- Law Nursery (Dundee): Sidlaw Nursery is barred; all others are of another kind.
- Glen Homes gives no location: a care home may be next door, so both wait for a person to look; the nursery and
  the advice centre are of another kind wherever it stands.

So nobody needs to go to Perth: Law Nursery goes to Camperdown Homes, and Tay Homes and Glen Homes share the
nursery and the advice centre; Glen Homes needs money, which the advice centre knows.
"""

from __future__ import annotations

from headwater.engines.matching import Finding, Outcome, rivalry
from headwater.engines.matching.fit import Never
from headwater.exchange.matching import Rules, read_people, run_match
from headwater.exchange.tables import write_csv

HOMES = {"service types": "Care home service", "client groups": "older people"}
NURSERY = {"service types": "Day care of children", "client groups": "children"}
ADVICE = {"service types": "Advice", "client groups": "older people; children"}
KNOWN = {"group": "none", "commissioners": "none", "tenders": "none", "remote": "no"}
PARTNERS = [
    {"name": "Tay Homes", "postcode": "DD1 4HN", "needs": "people", **HOMES, **KNOWN},
    {"name": "Law Nursery", "postcode": "DD3 6HN", "needs": "people", **NURSERY, **KNOWN},
    {"name": "Glen Homes", "postcode": "", "needs": "money", **HOMES, **KNOWN},
]
CONSULTANTS = [
    {"name": "Camperdown Homes", "postcode": "DD2 4TF", "expertise": "people", **HOMES, **KNOWN},
    {"name": "Sidlaw Nursery", "postcode": "DD3 0AA", "expertise": "people", **NURSERY, **KNOWN},
    {"name": "Fair City Homes", "postcode": "PH1 5PH", "expertise": "people", **HOMES, **KNOWN},
    {"name": "Discovery Advice", "postcode": "DD1 1DB", "expertise": "money", **ADVICE, **KNOWN},
]


def found():
    return run_match(*_people(), Rules())


def _people():
    for kind, rows in (("partners", PARTNERS), ("consultants", CONSULTANTS)):
        columns = list(dict.fromkeys(key for row in rows for key in row))
        yield read_people(write_csv(rows, columns), kind, f"{kind}.csv")


def test_each_is_matched_near_by_with_another_kind_and_no_rival():
    run = found()
    pairs = {(run.problem.partner_name(p), run.problem.consultant_name(c)) for p, c in run.assignment.pairs}
    assert pairs == {
        ("Tay Homes", "Sidlaw Nursery"),
        ("Law Nursery", "Camperdown Homes"),
        ("Glen Homes", "Discovery Advice"),
    }
    assert {verdict.outcome for verdict in run.verdicts.values()} == {Outcome.CLEAR}
    assert run.verification


def test_why_the_others_are_not_there():
    run = found()
    reasons = {
        (PARTNERS[p]["name"], CONSULTANTS[c]["name"]): Never(code)
        for p, c, code in zip(
            run.scored.absent_partner.tolist(),
            run.scored.absent_consultant.tolist(),
            run.scored.absent_reason.tolist(),
            strict=True,
        )
    }
    assert reasons == {
        ("Tay Homes", "Camperdown Homes"): Never.RIVAL,
        ("Law Nursery", "Sidlaw Nursery"): Never.RIVAL,
        ("Glen Homes", "Camperdown Homes"): Never.CHECK,
        ("Glen Homes", "Fair City Homes"): Never.CHECK,
    }


def test_a_location_not_known_is_said_to_be_what_must_be_looked_at():
    partners, consultants = _people()
    verdict = rivalry(partners.rows[2].facts, consultants.rows[2].facts, Rules().policy)
    assert (verdict.outcome, verdict.facts[0].finding) == (Outcome.CHECK, Finding.SITES_UNKNOWN)
