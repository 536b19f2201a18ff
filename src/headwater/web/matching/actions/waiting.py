"""A place comes free: the next who waits is offered it, without anybody having to remember (R36, R38)."""

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.matching.actions.problems import CannotMatch
from headwater.web.matching.actions.publishing import notify, publish
from headwater.web.matching.actions.running import propose_matches
from headwater.web.matching.models import MatchRun
from headwater.web.matching.states import RunState
from headwater.web.matching.waiting import waiting_list
from headwater.web.programmes.models import Programme

IN_ORDER_UP_TO = 300  # in line; beyond, those whose pair parted come first and fit decides among the rest


@transaction.atomic
def place_came_free(*, programme: Programme) -> MatchRun | None:
    """Draft the next pairs for those who wait, and where the programme says so publish them at once.

    None when nobody waits, when nobody who waits can have the place, or where they choose for themselves.
    """
    if programme.matching_mode == Programme.MatchingMode.DIRECTORY or not waiting_list(programme):
        return None
    return draft_for_those_who_wait(programme=programme)


@transaction.atomic
def draft_for_those_who_wait(*, programme: Programme) -> MatchRun | None:
    """The best pairs for those who wait, in the order of the line; an earlier draft of this kind gives way to it."""
    line = waiting_list(programme)
    first = {str(one.partner.pk): len(line) - at for at, one in enumerate(line)}
    _put_earlier_drafts_aside(programme)
    try:
        with transaction.atomic():
            run = propose_matches(
                programme=programme,
                by=None,
                name=_("For those who wait"),
                kind=MatchRun.Kind.NEXT,
                first=first if len(line) <= IN_ORDER_UP_TO else None,
            )
            if run.state == RunState.DRAFT and not run.proposals.exists():
                raise CannotMatch
    except CannotMatch:
        return None
    return offer_by_itself(run=run)


@transaction.atomic
def offer_by_itself(*, run: MatchRun) -> MatchRun:
    """Publish a draft for those who wait where the programme says so; the letters are drafted, and leave when sent."""
    if (
        run.kind != MatchRun.Kind.NEXT
        or run.state != RunState.DRAFT
        or not run.programme.next_place_by_itself
    ):
        return run
    run = publish(run=run, by=None)
    notify(run=run, by=None)
    return run


def _put_earlier_drafts_aside(programme: Programme) -> None:
    drafts = MatchRun.objects.filter(programme=programme, kind=MatchRun.Kind.NEXT, state=RunState.DRAFT)
    for draft in drafts:
        draft.put_aside()
        draft.save()
