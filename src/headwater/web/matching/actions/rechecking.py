"""What is on record has changed: pairs that stand are looked at again, and what has become worse is raised (R45)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from headwater.web.audit.trail import record
from headwater.web.matching.models import MatchProposal
from headwater.web.matching.queries import now_worse


@transaction.atomic
def recheck_competition(*, organisations: Iterable[Any]) -> list[MatchProposal]:
    """Keep on each standing pair of these organisations what the facts say now, where that is worse than before.

    Returns those that have become worse by this. Nobody unmakes a pair: a person must look.
    """
    ids = list(organisations)
    standing = MatchProposal.objects.settled().filter(
        Q(partner__organisation__in=ids) | Q(consultant__organisation__in=ids)
    )
    raised = []
    for programme in {one.programme for one in standing.select_related("programme")}:
        found = {pair.pk: outcome for pair, _check, outcome in now_worse(programme, organisations=ids)}
        for pair in standing.filter(programme=programme):
            raised += _note(pair, found.get(pair.pk, ""))
    return raised


def _note(pair: MatchProposal, outcome: str) -> list[MatchProposal]:
    if pair.competition_now == outcome:
        return []
    pair.competition_now = outcome
    pair.save(update_fields=["competition_now"])
    if not outcome:
        return []
    record("competition-changed", on=pair)
    return [pair]
