"""What the pages about changes show."""

from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from headwater.engines.matching import CompetitionPolicy
from headwater.web.changes.models import Change
from headwater.web.engagements.models import Engagement
from headwater.web.matching.facts import facts_of, policy_of, verdict_of
from headwater.web.matching.verdicts import in_words
from headwater.web.programmes.models import Participant, Programme


def changes_of(programme: Programme) -> QuerySet[Change]:
    """Everything told in a programme, what waits first."""
    found = Change.objects.filter(programme=programme).select_related(
        "participant__person", "participant__organisation", "engagement"
    )
    return found.order_by("-state", "happened_on", "created_at")  # "told" before "taken back" and "settled"


def own_changes(participant: Participant) -> list[Change]:
    """What was told about a participant or one of their pairs and may be read by them, newest first."""
    found = Change.objects.filter(participant=participant).select_related("participant", "engagement")
    return list(found[:20])


def running_pairs(participant: Participant) -> list[Engagement]:
    """The pairs a participant works in now."""
    side = {participant.role: participant}
    return list(Engagement.objects.open().filter(**side).with_people())


def verdicts_now(change: Change) -> list[dict[str, Any]]:
    """What the competitor test says of each running pair of the participant as the records stand (R45)."""
    pairs = running_pairs(change.participant)
    prefetch_related_objects(
        [side.organisation for pair in pairs for side in (pair.partner, pair.consultant)], "sites"
    )
    policy = policy_of(change.programme)
    return [_verdict_now(pair, policy) for pair in pairs]


def _verdict_now(pair: Engagement, policy: CompetitionPolicy) -> dict[str, Any]:
    sides = (pair.partner, pair.consultant)
    verdict = verdict_of(*(facts_of(side.organisation) for side in sides), policy)
    return {"engagement": pair, "verdict": verdict, "facts": in_words(verdict["facts"])}
