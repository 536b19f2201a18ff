"""Each fact of a verdict is a key with parameters, so that it can be said in any language (R31, R45)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from headwater.engines.matching import (
    CompetitionPolicy,
    Fact,
    Finding,
    Ground,
    OrganisationFacts,
    Outcome,
    SiteFacts,
    rivalry,
)
from headwater.engines.matching.findings import TEMPLATES

HOME = OrganisationFacts(
    "a",
    frozenset({"care home"}),
    frozenset({"older people"}),
    (SiteFacts(0.0, 0.0),),
    commissioners=frozenset({"Kent", "Essex"}),
    tenders=frozenset(),
    group="",
)
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "engines.md"


def test_a_fact_is_a_key_with_its_parameters_and_reads_as_a_sentence():
    other = replace(HOME, identifier="b", sites=(SiteFacts(9_000.0, 0.0, 500.0),))
    facts = rivalry(HOME, other, CompetitionPolicy()).facts
    assert [(fact.finding.value, fact.parameters) for fact in facts] == [
        ("sites-near", {"least_m": 8_500.0, "most_m": 9_500.0, "limit_m": 10_000.0}),
        ("services-shared", {"names": ("care home",)}),
        ("clients-shared", {"names": ("older people",)}),
        ("commissioners-shared", {"names": ("Essex", "Kent")}),
    ]
    assert [str(fact) for fact in facts] == [
        "Sites within 9.5 km of one another (limit 10.0 km).",
        "Both: care home.",
        "Both: older people.",
        "Both are commissioned by Essex, Kent.",
    ]


def test_what_is_not_known_has_no_parameters():
    facts = rivalry(HOME, OrganisationFacts("b"), CompetitionPolicy()).facts
    assert [(fact.finding, fact.parameters) for fact in facts] == [
        (Finding.SITES_UNKNOWN, {}),
        (Finding.SERVICES_UNKNOWN, {}),
        (Finding.CLIENTS_UNKNOWN, {}),
        (Finding.COMMISSIONERS_UNKNOWN, {}),
        (Finding.TENDERS_UNKNOWN, {}),
    ]


def test_every_finding_has_its_sentence_and_stands_in_the_reference():
    assert set(TEMPLATES) == set(Finding)
    assert all(str(Fact(Ground.PLACE, Outcome.CHECK, finding)) for finding in Finding)
    listed = re.findall(r"^\| `([a-z-]+)` \| (.+?) \| (.+?) \|$", REFERENCE.read_text(), re.MULTILINE)
    told = {
        finding.value: (", ".join(f"`{name}`" for name in _parameters(template)) or "none", template)
        for finding, template in TEMPLATES.items()
    }
    assert {key: (named, said) for key, named, said in listed} == told


def _parameters(template):
    names = re.findall(r"\{(\w+)\}", template)
    if names in ([], ["names"]):
        return names
    return ["least_m", "most_m", "limit_m"]
