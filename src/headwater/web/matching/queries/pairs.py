"""One pair: both profiles, who else, and what is known about competition."""

from dataclasses import dataclass
from typing import Any

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES
from headwater.web.matching.facts import digest_of, facts_of, labels, policy_of, verdict_of
from headwater.web.matching.models import HandRule, MatchProposal, RivalryRuling
from headwater.web.matching.pool import gather, outcome_of, rules_of, rulings_of
from headwater.web.matching.queries.desk import names_of
from headwater.web.matching.reasons import topic_label
from headwater.web.matching.signals import parted_pairs
from headwater.web.matching.solve import Alternative, Match, alternatives, solve
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class Other:
    """Another consultant for the partner of a pair, and what it would cost, in words a person can weigh."""

    consultant: Participant
    change: int
    moves: list[tuple[Participant, Participant | None]]


def others_for(proposal: MatchProposal) -> list[Other]:
    """Whom the partner could have instead, the least costly first, by the rules and inputs of the run."""
    match: Match = solve(proposal.run.inputs)
    people = names_of(proposal.programme)
    found: list[Alternative] = alternatives(match, str(proposal.partner_id))
    return [
        Other(
            people[one.consultant],
            round(one.change / 10),
            [(people[who], people.get(to or "")) for who, to in one.moves],
        )
        for one in found
    ]


def profile_of(side: Participant, programme: Programme) -> dict[str, Any]:
    """One of a pair as the other may see them: who they are and what they bring, nothing they only told the host."""
    sites = list(side.organisation.sites.all())
    services = {word for site in sites for word in site.services}
    groups = {word for site in sites for word in site.client_groups}
    return {
        "side": side,
        "role": programme.word(side.role),
        "topics": [topic_label(code) for code in side.topics],
        "offers": [topic_label(code) for code in side.offers],
        "services": sorted(labels(SERVICE_TYPES, services)),
        "groups": sorted(labels(CLIENT_GROUPS, groups)),
        "councils": sorted({site.council for site in sites if site.council}),
        "size": side.organisation.get_size_display(),
        "mode": side.get_mode_display(),
    }


def hand_rules(programme: Programme, **narrowed: Any) -> list[HandRule]:
    """Pairs pinned or barred by hand."""
    rules = HandRule.objects.filter(programme=programme, **narrowed)
    return list(rules.select_related("partner__organisation", "consultant__organisation", "by", "programme"))


@dataclass(frozen=True)
class Check:
    """Two organisations a person must look at, or has looked at: the facts, and the decision."""

    partner: Participant
    consultant: Participant
    verdict: dict[str, Any]
    ruling: RivalryRuling | None

    @property
    def holds(self) -> bool:
        """Whether the decision still counts: the facts are those that were looked at."""
        return self.ruling is not None and self.ruling.facts_digest == digest_of(self.verdict)


def pairs_to_check(programme: Programme) -> list[Check]:
    """What waits for a person first, then what was decided."""
    pool = gather(programme, rules_of(programme))
    rulings = rulings_of(programme)
    found = [
        Check(pool.participant(p), pool.participant(c), _facts(verdict), rulings.get((p, c)))
        for (p, c), verdict in pool.verdicts.items()
        if verdict["outcome"] == "check" or (p, c) in rulings
    ]
    return sorted(
        found, key=lambda one: (one.holds, one.partner.organisation.name, one.consultant.organisation.name)
    )


def _facts(verdict: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in verdict.items() if name != "decided"}


def pair_to_check(partner: Participant, consultant: Participant) -> Check:
    """One pair of organisations with its facts."""
    verdict = verdict_of(
        facts_of(partner.organisation), facts_of(consultant.organisation), policy_of(partner.programme)
    )
    ruling = rulings_of(partner.programme).get((str(partner.pk), str(consultant.pk)))
    return Check(partner, consultant, verdict, ruling)


WORSE = ("clear", "restricted", "check", "barred")
"""What the competitor test can say, mildest first."""


def changed_since(programme: Programme) -> list[tuple[MatchProposal, Check]]:
    """Pairs that stand, of which the facts on record now say worse than when they were proposed (R45).

    A register was brought in again, a tender began, somebody joined a group: a person must look.
    """
    parted, found = parted_pairs(programme), []
    rulings, policy = rulings_of(programme), policy_of(programme)
    standing = MatchProposal.objects.filter(programme=programme).settled().with_sites()
    for pair in standing:
        if (pair.partner_id, pair.consultant_id) in parted:
            continue
        verdict = verdict_of(
            facts_of(pair.partner.organisation), facts_of(pair.consultant.organisation), policy
        )
        ruling = rulings.get((str(pair.partner_id), str(pair.consultant_id)))
        if WORSE.index(outcome_of(verdict, ruling)) > WORSE.index(pair.competition):
            found.append((pair, Check(pair.partner, pair.consultant, verdict, ruling)))
    return found
