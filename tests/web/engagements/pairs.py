"""Pairs for the tests: one that has agreed and is at work, beside another pair of the same programme."""

from datetime import timedelta

from django.utils import timezone

from headwater.web.engagements.actions import accept_agreement, begin, propose_agreement
from headwater.web.programmes.models import Programme


def ungate(cast) -> None:
    """Let the pairs of the cast meet without training or checklist."""
    cast.programme.readiness_gate = cast.programme.preparation_gate = Programme.Gate.NONE
    cast.programme.save()


def proposed(cast, *, which="", weeks_ago=8, **fields):
    """An engagement of the cast's (second) partner and consultant, begun so many weeks ago."""
    prefix = "second_" if which == "second" else ""
    partner = cast.participant(getattr(cast, f"{prefix}partner"))
    consultant = cast.participant(getattr(cast, f"{prefix}consultant"))
    return begin(
        partner=partner,
        consultant=consultant,
        by=cast.coordinator,
        on=timezone.localdate() - timedelta(weeks=weeks_ago),
        **fields,
    )


def at_work(cast, **fields):
    """The same, with an agreement both accepted."""
    ungate(cast)
    engagement = proposed(cast, **fields)
    agreement = propose_agreement(
        engagement, by=engagement.partner.person, travels="turns", pays="programme", rhythm="month"
    )
    accept_agreement(agreement, by=engagement.consultant.person)
    engagement.refresh_from_db(fields=["phase", "version", "planned_sessions"])
    return type(engagement).objects.with_people().get(pk=engagement.pk)
