"""Proposing: the engine runs, a person looks. Nobody is told anything by it (R29, R36)."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

import headwater
from headwater.engines.matching import MatchingError
from headwater.web.audit.trail import record
from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.candidates import is_large
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.pool import Pair, Pool, gather, looking_at, rules_of
from headwater.web.matching.progress import Tell, nobody_waits
from headwater.web.matching.reasons import reasons_for
from headwater.web.matching.shown import several_for_each, what_the_desk_says
from headwater.web.matching.solve import Match, answer_of, solve
from headwater.web.matching.waiting import free_places
from headwater.web.programmes.models import Participant, Programme

_ORDER = re.compile(r"\b\d{6} (?=\S)")  # the engine's names carry the order of people; a reader needs it not


@transaction.atomic
def propose_matches(
    *,
    programme: Programme,
    by: Any,
    fairness: str = "none",
    weights: dict[str, int] | None = None,
    name: str = "",
    kind: str = "",
    changed: dict[str, Any] | None = None,
    first: dict[str, int] | None = None,
) -> MatchRun:
    """The best set of pairs for everyone who has none, as a draft. Pairs that are open or agreed stay as they are.

    ``kind``: one of `MatchRun.Kind`; the programme's way of making pairs when left out. ``changed``: rules that
    this scenario sets otherwise. ``first``: who comes before others. A large run is a record that is being worked
    out in the background.
    """
    rules = rules_of(programme, fairness=fairness, weights=weights, **(changed or {}))
    number = MatchRun.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    run = MatchRun.objects.create(
        programme=programme,
        kind=kind or programme.matching_mode,
        state="working",
        number=number + 1,
        name=name.strip()[:80],
        by=by,
        rules=rules,
        version=f"headwater {headwater.__version__}",
    )
    record("propose", by=by, on=run)
    if is_large(*_size(programme)):
        transaction.on_commit(lambda: _in_the_background(run))
        return run
    return work_out(run=run, first=first)


def _size(programme: Programme) -> tuple[int, int]:
    """How many with a free place stand on either side."""
    free = {pk for pk, places in free_places(programme).items() if places}
    roles = Participant.objects.filter(pk__in=free).values_list("role", flat=True)
    sides = list(roles)
    return sides.count(Participant.Role.PARTNER), sides.count(Participant.Role.CONSULTANT)


def _in_the_background(run: MatchRun) -> None:
    from headwater.web.matching.tasks import work_out_run

    work_out_run.enqueue(str(run.host_id), str(run.pk))


def work_out(*, run: MatchRun, first: dict[str, int] | None = None, tell: Tell = nobody_waits) -> MatchRun:
    """Work a run out: gather who could be matched, solve, and keep the pairs with their reasons as a draft."""
    pool = gather(run.programme, run.rules, tell=tell, first=first)
    pool, match = _best_of(pool, tell)
    tell("reasons", 80)
    with transaction.atomic():
        run.inputs = match.inputs
        run.result = answer_of(match) | what_the_desk_says(pool, match)
        proposed = _pairs_of(run, match)
        run.be_ready()
        run.step, run.percent = "", 100
        run.save()
        MatchProposal.objects.bulk_create([_proposal(run, pool, match, pair) for pair in proposed])
    return run


def _pairs_of(run: MatchRun, match: Match) -> list[Pair]:
    """The pairs put to people: of the best set, several for each, or none where they choose from a directory."""
    if run.kind == MatchRun.Kind.DIRECTORY:
        return []
    if run.kind == MatchRun.Kind.CHOICES:
        return several_for_each(match, run.programme.proposals_each)
    return match.pairs


def _best_of(pool: Pool, tell: Tell) -> tuple[Pool, Match]:
    """The best set of a pool. In a large one pairs are added until none that was left out could improve it."""
    tell("solve", 40)
    match = _solved(pool, fairness="none" if pool.search else None)
    while pool.search and pool.pairs is not None:
        more = pool.search.more(match.problem, match.assignment, pool.pairs)
        if not more:
            break
        pool = looking_at(pool, list(dict.fromkeys([*pool.pairs, *more])))
        tell("solve", 60)
        match = _solved(pool, fairness="none")
    fair = pool.rules["fairness"] != "none" and pool.search is not None
    return pool, _solved(pool) if fair else match


def _solved(pool: Pool, fairness: str | None = None) -> Match:
    try:
        return solve(pool.inputs() | ({"fairness": fairness} if fairness else {}))
    except MatchingError as problem:
        raise CannotMatch(_ORDER.sub("", str(problem))) from problem


def _proposal(run: MatchRun, pool: Pool, match: Match, pair: Pair) -> MatchProposal:
    return proposal_of(run, pool, pair, match.figures(pair))


def proposal_of(run: MatchRun, pool: Pool, pair: Pair, figures: dict[str, Any]) -> MatchProposal:
    """A permitted pair with everything that is told of it, not yet saved."""
    partner, consultant = (pool.participant(one) for one in pair)
    verdict = pool.verdict(pair)
    return MatchProposal(
        run=run,
        programme=run.programme,
        partner=partner,
        consultant=consultant,
        competition=pool.standing[pair].decided,
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
