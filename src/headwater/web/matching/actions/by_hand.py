"""What a person decides over the engine: pairs pinned or barred, and rivalry where the facts leave it open (R36, R45)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.actions.running import propose_matches, put_aside
from headwater.web.matching.facts import digest_of, facts_of, policy_of, verdict_of
from headwater.web.matching.models import HandRule, MatchProposal, MatchRun, RivalryRuling
from headwater.web.matching.pool import DEFAULT_WEIGHTS, gather, rules_of
from headwater.web.matching.signals import competition_changed
from headwater.web.matching.solve import permitted_in
from headwater.web.matching.states import RunState
from headwater.web.programmes.models import Participant


@transaction.atomic
def rule_by_hand(
    *, partner: Participant, consultant: Participant, kind: str, reason: str, by: Any
) -> HandRule:
    """Pin a pair or bar it, with a reason. It counts from the next run on, until it is lifted."""
    if not reason.strip():
        raise CannotMatch(_("Write down why: whoever follows you will want to know."))
    if kind == HandRule.Kind.PIN:
        _refuse_impossible(partner, consultant)
    rule, _new = HandRule.objects.update_or_create(
        partner=partner,
        consultant=consultant,
        defaults={"programme": partner.programme, "kind": kind, "reason": reason.strip(), "by": by},
    )
    record(kind, by=by, on=rule)
    return rule


def _refuse_impossible(partner: Participant, consultant: Participant) -> None:
    """A pair that must never be cannot be pinned; the words are the same for every reason a person may not know."""
    pair = (str(partner.pk), str(consultant.pk))
    pool = gather(partner.programme, rules_of(partner.programme), these=[pair])
    decided = pool.standing[pair].decided if pair in pool.standing else None
    if decided == "barred":
        raise CannotMatch(
            _("Their organisations are immediate rivals: the competition policy bars this pair.")
        )
    if decided == "check":
        raise CannotMatch(_("It is not known whether their organisations are rivals. Look at that first."))
    if pair not in permitted_in(pool) or not pool.places[pair[1]]:
        raise CannotMatch(
            _("%(consultant)s has no place for %(partner)s, or a rule of the programme stands between them.")
            % {"consultant": consultant.organisation, "partner": partner.organisation}
        )


@transaction.atomic
def swap_by_hand(*, proposal: MatchProposal, consultant: Participant, reason: str, by: Any) -> MatchRun:
    """Give a partner somebody else, with a reason, and work out the rest around it at once, by the rules of the draft."""
    run = MatchRun.objects.select_for_update().select_related("programme").get(pk=proposal.run_id)
    if run.state != RunState.DRAFT:
        raise CannotMatch(_("Only a draft can be changed by hand."))
    rule_by_hand(
        partner=proposal.partner, consultant=consultant, kind=HandRule.Kind.PIN, reason=reason, by=by
    )
    rules = dict(run.rules)
    swapped = propose_matches(
        programme=run.programme,
        by=by,
        name=_("After a swap by hand"),
        kind=run.kind,
        fairness=rules.pop("fairness"),
        weights={part: value for part, value in rules.pop("weights").items() if part in DEFAULT_WEIGHTS},
        changed=rules,
    )
    put_aside(run=run, by=by)
    return swapped


@transaction.atomic
def lift_hand_rule(*, rule: HandRule, by: Any) -> None:
    """Take back a pin or a bar."""
    record("lift", by=by, on=rule)
    rule.delete()


@transaction.atomic
def rule_on_rivalry(
    *, partner: Participant, consultant: Participant, outcome: str, reason: str, by: Any
) -> RivalryRuling:
    """Decide about two organisations after looking. It holds until the facts on record change."""
    if not reason.strip():
        raise CannotMatch(_("Write down what you found out: it is kept with the decision."))
    if outcome not in RivalryRuling.Outcome.values:
        raise CannotMatch(_("Choose what you decided."))
    verdict = verdict_of(
        facts_of(partner.organisation), facts_of(consultant.organisation), policy_of(partner.programme)
    )
    ruling = RivalryRuling.objects.create(
        programme=partner.programme,
        partner=partner,
        consultant=consultant,
        outcome=outcome,
        reason=reason.strip(),
        facts_digest=digest_of(verdict),
        by=by,
    )
    record("rule", by=by, on=ruling)
    _hold_pair_to(ruling, by)
    return ruling


def _hold_pair_to(ruling: RivalryRuling, by: Any) -> None:
    """A pair that stands goes on by the decision: with topics left out, or freely; one that is barred must part."""
    both = {"partner": ruling.partner, "consultant": ruling.consultant}
    for proposal in MatchProposal.objects.filter(**both).settled():
        if ruling.outcome in MatchProposal.Competition.values:
            proposal.competition = ruling.outcome
            proposal.competition_now = ""
            competition_changed.send(sender=RivalryRuling, competition=ruling.outcome, **both)
        else:
            proposal.competition_now = ruling.outcome
        proposal.save()
