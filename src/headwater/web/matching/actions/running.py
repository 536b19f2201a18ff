"""Proposing: the engine runs, a person looks. Nobody is told anything by it (R29, R36)."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

import headwater
from headwater.engines.matching import MatchingError
from headwater.web.audit.trail import record
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.pool import Pool, gather, rules_of
from headwater.web.matching.reasons import reasons_for
from headwater.web.matching.solve import Match, answer_of, solve, weights_felt, what_would_help, why_nobody
from headwater.web.programmes.models import Programme

_ORDER = re.compile(r"\b\d{6} (?=\S)")  # the engine's names carry the order of people; a reader needs it not
MOST_HELPED = 60  # for so many without a pair, what would help is worked out with the run


@transaction.atomic
def propose_matches(
    *,
    programme: Programme,
    by: Any,
    fairness: str = "none",
    weights: dict[str, int] | None = None,
    name: str = "",
) -> MatchRun:
    """The best set of pairs for everyone who has none, as a draft. Pairs that are open or agreed stay as they are."""
    pool = gather(programme, rules_of(programme, fairness=fairness, weights=weights))
    match = _solved(pool)
    number = MatchRun.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    run = MatchRun.objects.create(
        programme=programme,
        number=number + 1,
        name=name.strip()[:80],
        by=by,
        rules=pool.rules,
        version=f"headwater {headwater.__version__}",
        inputs=match.inputs,
        result=answer_of(match) | _told(pool, match),
    )
    MatchProposal.objects.bulk_create([_proposal(run, pool, match, pair) for pair in match.pairs])
    record("propose", by=by, on=run)
    return run


def _solved(pool: Pool) -> Match:
    try:
        return solve(pool.inputs())
    except MatchingError as problem:
        raise CannotMatch(_ORDER.sub("", str(problem))) from problem


def _told(pool: Pool, match: Match) -> dict[str, Any]:
    """What the desk says beside the pairs, kept as it was when the run was made."""
    return {
        "made_on": timezone.localdate().isoformat(),
        "waiting": [
            {
                "partner": partner,
                "why": why_nobody(match, partner),
                "help": what_would_help(match, partner) if i < MOST_HELPED else [],
            }
            for i, partner in enumerate(match.unplaced)
        ],
        "weights": weights_felt(match),
        "without_partner": [one for one in match.consultants if one not in {c for _, c in match.pairs}],
        "not_yet": {str(pk): reasons for pk, (_, reasons) in pool.not_yet.items()},
        "kept_apart": sum(verdict["decided"] == "barred" for verdict in pool.verdicts.values()),
        "to_check": sum(verdict["decided"] == "check" for verdict in pool.verdicts.values()),
    }


def _proposal(run: MatchRun, pool: Pool, match: Match, pair: tuple[str, str]) -> MatchProposal:
    partner, consultant = (pool.participant(one) for one in pair)
    figures, verdict = match.figures(pair), pool.verdicts[pair]
    return MatchProposal(
        run=run,
        programme=run.programme,
        partner=partner,
        consultant=consultant,
        competition=verdict["decided"],
        miles=figures["miles"],
        is_remote=figures["remote"],
        is_approximate=not all(_is_exact(side) for side in (partner, consultant)),
        by_hand=pair in pool.pins,
        detail={
            "fit": figures["fit"],
            "parts": figures["parts"],
            "reasons": reasons_for(partner, consultant, figures),
            "facts": verdict["facts"],
            "topics": verdict["topics"],
        },
    )


def _is_exact(side: Any) -> bool:
    site = next(iter(side.organisation.sites.all()), None)
    return site is not None and site.precision == "postcode"


@transaction.atomic
def put_aside(*, run: MatchRun, by: Any) -> MatchRun:
    """Put a draft aside; it can be brought back."""
    return _move(run, "put_aside", by)


@transaction.atomic
def bring_back(*, run: MatchRun, by: Any) -> MatchRun:
    """Bring a draft back that was put aside."""
    return _move(run, "bring_back", by)


def _move(run: MatchRun, move: str, by: Any) -> MatchRun:
    try:
        getattr(run, move)()
    except TransitionNotAllowed as error:
        raise CannotMatch(_("This proposal is not in a state for that any more.")) from error
    run.save()
    record(move.replace("_", "-"), by=by, on=run)
    return run
