"""One pair: both profiles, who else, and what is known about competition."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES
from headwater.web.matching.facts import digest_of, facts_of, labels, policy_of, verdict_of
from headwater.web.matching.models import HandRule, MatchProposal, RivalryRuling
from headwater.web.matching.pool import gather, outcome_of, rules_of, rulings_of
from headwater.web.matching.queries.desk import names_of
from headwater.web.matching.reasons import topic_label
from headwater.web.matching.signals import parted_pairs
from headwater.web.matching.solve import solve
from headwater.web.matching.states import ProposalState
from headwater.web.matching.telling import Alternative, alternatives, telling_of
from headwater.web.matching.verdicts import in_words
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class Other:
    """Another consultant for the partner of a pair, and what it would cost, in points of which 100 are one perfect pair."""

    consultant: Participant
    gain: int  # to the partner alone
    cost: int  # to all others together
    moves: list[tuple[Participant, Participant | None]]
    best_alone: bool

    @property
    def change(self) -> int:
        """To all together."""
        return self.gain - self.cost


def others_for(proposal: MatchProposal) -> list[Other]:
    """Whom the partner could have instead, the least costly first, by the rules and inputs of the run."""
    telling = telling_of(solve(proposal.run.inputs))
    people = names_of(proposal.programme)
    found: list[Alternative] = alternatives(telling, str(proposal.partner_id))
    return [
        Other(
            people[one.consultant],
            round(one.gain / 10),
            round(one.cost / 10),
            [(people[who], people.get(to or "")) for who, to in one.moves],
            one.best_alone,
        )
        for one in found
        if one.consultant in people
    ]


def others_to_choose_from(proposal: MatchProposal, side: Participant) -> list[MatchProposal]:
    """The other proposals that wait for the same person, where there are several to choose from."""
    open_ = MatchProposal.objects.filter(state=ProposalState.OPEN, **{side.role: side}).with_people()
    return [one for one in open_.exclude(pk=proposal.pk) if not getattr(one, f"{side.role}_answer")]


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
    def facts(self) -> list[dict[str, str]]:
        """What is on record, in words."""
        return in_words(self.verdict["facts"])

    @property
    def holds(self) -> bool:
        """Whether the decision still counts: the facts are those that were looked at."""
        return self.ruling is not None and self.ruling.facts_digest == digest_of(self.verdict)


def pairs_to_check(programme: Programme) -> list[Check]:
    """What waits for a person first, then what was decided."""
    pool = gather(programme, rules_of(programme))
    rulings = rulings_of(programme)
    found = [
        Check(*(pool.participant(side) for side in pair), pool.verdict(pair), rulings.get(pair))
        for pair, standing in pool.standing.items()
        if standing.outcome == "check" or pair in rulings
    ]
    return sorted(
        found, key=lambda one: (one.holds, one.partner.organisation.name, one.consultant.organisation.name)
    )


@dataclass(frozen=True)
class Unsaid:
    """An organisation of which something that decides about competition is not known, and how many pairs wait for it."""

    organisation: Organisation
    missing: list[str]
    pairs: int


def what_nobody_has_said(checks: list[Check]) -> list[Unsaid]:
    """By organisation what is not known, those that keep most pairs waiting first: one answer settles them all."""
    found: dict[Any, tuple[Organisation, list[str], int]] = {}
    for check in checks:
        for side in () if check.ruling else (check.partner, check.consultant):
            body = side.organisation
            if missing := _missing(body):
                found[body.pk] = (body, missing, found.get(body.pk, (body, missing, 0))[2] + 1)
    rows = [Unsaid(*row) for row in found.values()]
    return sorted(rows, key=lambda row: (-row.pairs, row.organisation.name))


def _missing(body: Organisation) -> list[str]:
    facts, sites = facts_of(body), list(body.sites.all())
    words = list(body.not_known)
    if facts.service_types is None:
        words.append(_("What it does"))
    if facts.client_groups is None:
        words.append(_("Whom it supports"))
    if not sites or any(site.easting is None for site in sites):
        words.append(_("Where it works"))
    return words


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
    """Pairs that stand, of which the facts on record now say worse than when they were proposed (R45)."""
    return [(pair, check) for pair, check, _outcome in now_worse(programme)]


def now_worse(
    programme: Programme, organisations: list[Any] | None = None
) -> list[tuple[MatchProposal, Check, str]]:
    """Pairs that stand, with what the facts on record say now, where that is worse than when they were proposed.

    A register was brought in again, a tender began, somebody joined a group or has a new employer.
    """
    parted, found = parted_pairs(programme), []
    rulings, policy = rulings_of(programme), policy_of(programme)
    standing = MatchProposal.objects.filter(programme=programme).settled().with_sites()
    if organisations is not None:
        theirs = Q(partner__organisation__in=organisations) | Q(consultant__organisation__in=organisations)
        standing = standing.filter(theirs)
    for pair in standing:
        if (pair.partner_id, pair.consultant_id) in parted:
            continue
        verdict = verdict_of(
            facts_of(pair.partner.organisation), facts_of(pair.consultant.organisation), policy
        )
        ruling = rulings.get((str(pair.partner_id), str(pair.consultant_id)))
        outcome = outcome_of(verdict, ruling)
        if WORSE.index(outcome) > WORSE.index(pair.competition):
            found.append((pair, Check(pair.partner, pair.consultant, verdict, ruling), outcome))
    return found
