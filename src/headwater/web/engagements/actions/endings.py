"""Endings: asked by one, confirmed by the other, without blame; or closed by the host when someone has left."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether, is_agreed, locked, own_side
from headwater.web.engagements.models import Ending, Engagement, Session
from headwater.web.matching.actions import place_came_free
from headwater.web.messages.letters import draft_letter

CLOSED_BY_HOST = (Ending.Reason.PERSON_LEFT, Ending.Reason.ORGANISATION_CHANGED, Ending.Reason.CONFLICT)


@transaction.atomic
def ask_to_end(engagement: Engagement, *, by: Any, reason: str, hand_over: str = "") -> Ending:
    """Say that one wants to end, and why, without blame; the other is asked to confirm."""
    engagement = locked(engagement)
    own_side(engagement, by)
    if engagement.state in (Engagement.State.CLOSING, Engagement.State.ENDED):
        raise CannotWorkTogether(_("This engagement is ending already."))
    resigns = reason == Ending.Reason.PERSON_LEFT and engagement.consultant.person_id == by.pk
    if resigns and is_agreed(engagement) and not hand_over.strip():
        raise CannotWorkTogether(
            _("You are leaving: say what should be carried on, so that whoever comes next can begin there.")
        )
    engagement.start_closing()
    engagement.version += 1
    engagement.save()
    ending = Ending.objects.create(
        engagement=engagement,
        reason=Ending.Reason(reason),
        asked_by=by,
        asked_on=timezone.localdate(),
        hand_over=hand_over.strip(),
    )
    record("ask-to-end", by=by, on=engagement, rule=reason)
    return ending


@transaction.atomic
def confirm_end(engagement: Engagement, *, by: Any) -> Engagement:
    """Confirm the ending the other asked for: from today the engagement is over."""
    engagement = locked(engagement)
    own_side(engagement, by)
    ending = _open_ending(engagement)
    if ending.asked_by_id == by.pk:
        raise CannotWorkTogether(_("You asked. The other of you confirms."))
    return _end(engagement, ending, by)


@transaction.atomic
def keep_going(engagement: Engagement, *, by: Any) -> Engagement:
    """Take one's own wish to end back, while the other has not confirmed it."""
    engagement = locked(engagement)
    own_side(engagement, by)
    ending = _open_ending(engagement)
    if ending.asked_by_id != by.pk:
        raise CannotWorkTogether(_("Only the one who asked to end can take it back."))
    ending.delete()
    engagement.keep_going() if is_agreed(engagement) else engagement.keep_agreeing()
    engagement.version += 1
    engagement.save()
    record("keep-going", by=by, on=engagement)
    return engagement


@transaction.atomic
def close_for(engagement: Engagement, *, by: Any, reason: str) -> Engagement:
    """The host closes an engagement whose people can no longer end it themselves; a letter to each is drafted."""
    engagement = locked(engagement)
    if engagement.state == Engagement.State.ENDED:
        raise CannotWorkTogether(_("This engagement has ended."))
    if reason not in CLOSED_BY_HOST:
        raise CannotWorkTogether(_("For this reason the two end it themselves."))
    ending = Ending.objects.filter(engagement=engagement).first() or Ending(
        engagement=engagement, asked_by=by, asked_on=timezone.localdate()
    )
    ending.reason = Ending.Reason(reason)
    _end(engagement, ending, by)
    for participant in (engagement.partner, engagement.consultant):
        draft_letter(
            to=participant.person,
            kind="engagement_closed",
            template="engagements/letters/closed.txt",
            programme=engagement.programme,
            about=engagement,
        )
    return engagement


@transaction.atomic
def unwind(engagement: Engagement, *, by: Any) -> Engagement:
    """End what was not the right pair, at the word of one of them or of the host, without blame and without a reason."""
    engagement = locked(engagement)
    ending = Ending.objects.filter(engagement=engagement).first() or Ending(
        engagement=engagement, asked_by=by, asked_on=timezone.localdate()
    )
    ending.reason = Ending.Reason.NOT_THE_RIGHT_PAIR
    return _end(engagement, ending, by)


def _open_ending(engagement: Engagement) -> Ending:
    ending = Ending.objects.filter(engagement=engagement).first()
    if engagement.state != Engagement.State.CLOSING or ending is None:
        raise CannotWorkTogether(_("Nobody has asked to end."))
    return ending


def _end(engagement: Engagement, ending: Ending, by: Any) -> Engagement:
    today = timezone.localdate()
    ending.confirmed_by, ending.confirmed_on = by, today
    ending.save()
    for session in Session.objects.select_for_update().filter(
        engagement=engagement, state=Session.State.PLANNED
    ):
        session.cancel()
        session.save()
    engagement.end(on=today)
    engagement.version += 1
    engagement.save()
    record("end", by=by, on=engagement, rule=ending.reason)
    place_came_free(programme=engagement.programme)
    return engagement
