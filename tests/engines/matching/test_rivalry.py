"""The competitor test: what is not known is a check, never clear (R31, R44 to R46)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.matching import (
    CompetitionPolicy,
    Ground,
    OrganisationFacts,
    Outcome,
    SiteFacts,
    Tender,
    rivalry,
)

POLICY = CompetitionPolicy(barred_within_m=10_000, restricted_within_m=25_000)


def care_home(identifier, easting=0.0, **changes):
    facts = OrganisationFacts(
        identifier=identifier,
        service_types=frozenset({"care home"}),
        client_groups=frozenset({"older people"}),
        sites=(SiteFacts(easting, 0.0),),
        commissioners=frozenset(),
        tenders=frozenset(),
        group="",
    )
    return replace(facts, **changes)


def outcome(a, b, policy=POLICY):
    return rivalry(a, b, policy).outcome


def test_near_homes_for_the_same_people_are_barred_with_their_facts():
    verdict = rivalry(care_home("a"), care_home("b", 9_000), POLICY)
    assert verdict.outcome == Outcome.BARRED
    assert [(f.ground, f.text) for f in verdict.facts] == [
        (Ground.PLACE, "Sites within 9.0 km of one another (limit 10.0 km)."),
        (Ground.SERVICE, "Both: care home."),
        (Ground.CLIENTS, "Both: older people."),
    ]
    assert verdict.nearest_m == 9_000


def test_homes_further_off_leave_out_topics_and_far_ones_are_clear():
    ring = rivalry(care_home("a"), care_home("b", 20_000), POLICY)
    assert (ring.outcome, ring.restricted_topics) == (Outcome.RESTRICTED, POLICY.restricted_topics)
    far = rivalry(care_home("a"), care_home("b", 26_000), POLICY)
    assert (far.outcome, far.facts, far.restricted_topics) == (Outcome.CLEAR, (), frozenset())


def test_every_site_of_both_counts():
    many = care_home("a", sites=(SiteFacts(0, 0), SiteFacts(400_000, 0)))
    other = care_home("b", sites=(SiteFacts(200_000, 0), SiteFacts(401_000, 0)))
    assert outcome(many, other) == Outcome.BARRED


def test_a_site_may_serve_others_than_its_organisation():
    hospice = care_home("b", sites=(SiteFacts(1_000, 0, service_types=frozenset({"hospice"})),))
    assert outcome(care_home("a"), hospice) == Outcome.CLEAR


def test_other_services_or_other_people_are_no_rivals_next_door():
    assert outcome(care_home("a"), care_home("b", service_types=frozenset({"arts"}))) == Outcome.CLEAR
    assert outcome(care_home("a"), care_home("b", client_groups=frozenset({"children"}))) == Outcome.CLEAR
    policy = replace(POLICY, client_groups_matter=False)
    assert (
        outcome(care_home("a"), care_home("b", client_groups=frozenset({"children"})), policy)
        == Outcome.BARRED
    )


def test_a_location_counts_with_its_uncertainty():
    def at(metres, off):
        return care_home("b", sites=(SiteFacts(metres, 0, off),))

    assert outcome(care_home("a"), at(6_000, 3_000)) == Outcome.BARRED
    assert outcome(care_home("a"), at(9_000, 3_000)) == Outcome.CHECK
    assert outcome(care_home("a"), at(17_000, 3_000)) == Outcome.RESTRICTED
    assert outcome(care_home("a"), at(24_000, 3_000)) == Outcome.CHECK
    assert outcome(care_home("a"), at(30_000, 3_000)) == Outcome.CLEAR
    assert outcome(care_home("a"), at(30_000, None)) == Outcome.CHECK


def test_catchments_may_differ_by_service():
    policy = replace(POLICY, barred_within_by_service={"care home": 2_000})
    assert outcome(care_home("a"), care_home("b", 3_000), policy) == Outcome.RESTRICTED


def test_home_care_rivals_by_the_areas_it_serves():
    home_care = {"service_types": frozenset({"home care"}), "sites": ()}
    a = care_home("a", areas=frozenset({"E1", "E2"}), **home_care)
    assert outcome(a, care_home("b", areas=frozenset({"E2"}), **home_care)) == Outcome.BARRED
    assert outcome(a, care_home("b", areas=frozenset({"E3"}), **home_care)) == Outcome.CLEAR
    assert outcome(a, care_home("b", areas=None, **home_care)) == Outcome.CHECK
    office = care_home("b", service_types=frozenset({"home care"}), sites=(SiteFacts(council="E1"),))
    assert outcome(a, office) == Outcome.BARRED


def test_commissioners_tenders_and_groups():
    def pair(**changes):
        return outcome(care_home("a", **changes), care_home("b", 100_000, **changes))

    assert pair(commissioners=frozenset({"Kent"})) == Outcome.RESTRICTED
    assert pair(tenders=frozenset({Tender("T1")})) == Outcome.BARRED
    assert pair(group="Sunrise") == Outcome.BARRED
    incumbent = care_home("a", commissioners=frozenset({"Kent"}))
    bidder = care_home("b", 100_000, tenders=frozenset({Tender("T1", "Kent")}))
    verdict = rivalry(incumbent, bidder, POLICY)
    assert (verdict.outcome, verdict.facts[0].text) == (
        Outcome.BARRED,
        "A live tender of Kent concerns both.",
    )


def test_the_same_federation_is_a_flag_and_no_bar():
    member = {"federations": frozenset({"Care Forum"})}
    verdict = rivalry(care_home("a", **member), care_home("b", 100_000, **member), POLICY)
    assert (verdict.outcome, verdict.same_federation) == (Outcome.CLEAR, True)
    assert verdict.facts[-1].text == "Both are members of Care Forum."


def test_two_people_of_one_organisation_are_barred():
    assert outcome(care_home("a"), care_home("a", 500_000)) == Outcome.BARRED


def test_nothing_known_is_a_check():
    assert outcome(OrganisationFacts("a"), OrganisationFacts("b")) == Outcome.CHECK


words = st.frozensets(st.sampled_from("xyz"), max_size=2)
sites = st.tuples(
    st.builds(
        SiteFacts,
        st.sampled_from([0.0, 8_000.0, 20_000.0, 60_000.0]),
        st.just(0.0),
        council=st.sampled_from("EF"),
        service_types=st.none() | words,
    )
)
tenders = st.frozensets(st.builds(Tender, st.sampled_from("pq"), st.sampled_from(["k", "l"])), max_size=1)


def organisations(identifier):
    return st.builds(
        OrganisationFacts,
        st.just(identifier),
        words,
        words,
        sites | st.just(()),
        st.frozensets(st.sampled_from("EF"), max_size=1),
        st.frozensets(st.sampled_from("kl"), max_size=1),
        tenders,
        st.sampled_from(["", "g", "h"]),
    )


def blanked(facts, names):
    """The same organisation with some facts no longer known."""
    changes = {name: None for name in names if name not in ("location", "council")}
    if facts.sites and "location" in names:
        changes.setdefault("sites", tuple(replace(s, easting_m=None) for s in facts.sites))
    if facts.sites and "council" in names and changes.get("sites", facts.sites) is not None:
        changes["sites"] = tuple(replace(s, council=None) for s in changes.get("sites", facts.sites))
    return replace(facts, **changes)


FACTS = (
    "service_types",
    "client_groups",
    "sites",
    "areas",
    "commissioners",
    "tenders",
    "group",
    "location",
    "council",
)


@settings(max_examples=1500, deadline=None)
@given(
    organisations("a"), organisations("b"), st.sets(st.sampled_from(FACTS)), st.sets(st.sampled_from(FACTS))
)
def test_less_knowledge_leads_to_the_same_outcome_or_to_a_check(a, b, lost_a, lost_b):
    known = outcome(a, b)
    assert known != Outcome.CHECK
    assert outcome(blanked(a, lost_a), blanked(b, lost_b)) in (known, Outcome.CHECK)


@settings(max_examples=300, deadline=None)
@given(organisations("a"), organisations("b"), st.sets(st.sampled_from(FACTS)))
def test_the_verdict_is_the_same_whoever_is_named_first(a, b, lost):
    assert rivalry(blanked(a, lost), b, POLICY) == rivalry(b, blanked(a, lost), POLICY)
