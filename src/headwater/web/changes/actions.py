"""Telling of a change, deciding what happens now, and leaving a programme. Nobody is at fault in any of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.changes.models import Change
from headwater.web.changes.queries import running_pairs
from headwater.web.changes.rules import FOLLOWS, OF_THE_PAIR
from headwater.web.engagements.actions import close_for
from headwater.web.engagements.models import Ending, Engagement
from headwater.web.hosts.actions import end_role
from headwater.web.hosts.models import Membership
from headwater.web.messages.letters import draft_letter
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Participant

ENDS_BECAUSE = {
    Change.Kind.MERGED: Ending.Reason.ORGANISATION_CHANGED,
    Change.Kind.RATING: Ending.Reason.ORGANISATION_CHANGED,
}


class CannotChange(Exception):
    """A change cannot be told, decided or taken back this way; the message says what to do."""


@transaction.atomic
def tell_change(
    participant: Participant,
    *,
    by: Any,
    kind: str,
    happened_on: date | None = None,
    note: str = "",
    engagement: Engagement | None = None,
) -> Change:
    """Keep what has changed for a participant; the coordinator sees it on their home page and decides."""
    kind, day = Change.Kind(kind), happened_on or timezone.localdate()
    if participant.status != Participant.Status.ACTIVE:
        raise CannotChange(_("This person no longer takes part."))
    if day > timezone.localdate() and kind not in {Change.Kind.LEAVING, Change.Kind.NEW_EMPLOYER}:
        raise CannotChange(_("The day has not come yet."))
    if kind in OF_THE_PAIR and engagement is None:
        raise CannotChange(_("Choose the pair it is about."))
    if engagement is not None and participant.pk not in {engagement.partner_id, engagement.consultant_id}:
        raise CannotChange(_("Choose one of your own pairs."))
    waiting = Change.objects.filter(
        participant=participant, engagement=engagement, kind=kind, state=Change.State.TOLD
    )
    if waiting.exists():
        raise CannotChange(_("This was told already and waits for a decision."))
    change = Change.objects.create(
        programme=participant.programme,
        participant=participant,
        engagement=engagement,
        kind=kind,
        happened_on=day,
        note=note.strip(),
        told_by=by,
    )
    record("tell-change", by=by, on=change, about=participant.person_id)
    return change


@transaction.atomic
def take_change_back(change: Change, *, by: Any) -> Change:
    """Whoever told it takes it back while nothing is decided; what they wrote goes with it."""
    change = _waiting(change)
    if change.told_by_id != by.pk:
        raise CannotChange(_("Only the person who told it can take it back."))
    change.take_back()
    change.note = ""
    change.version += 1
    change.save()
    record("take-back", by=by, on=change, about=change.participant.person_id)
    return change


@transaction.atomic
def settle_change(
    change: Change, *, by: Any, outcome: str, answer: str = "", organisation: Organisation | None = None
) -> Change:
    """Decide what happens now. It is done at once, and those concerned are told by letter that there is news."""
    change = _waiting(change)
    if by.pk == change.participant.person_id:
        raise CannotChange(_("Somebody else has to decide this: it is about you."))
    if outcome not in FOLLOWS[change.kind]:
        raise CannotChange(_("This does not follow from what has changed."))
    if not answer.strip():
        raise CannotChange(_("Say in a sentence what you decided and why: they will read it."))
    change.settle(outcome)
    change.answer, change.settled_by, change.settled_at = answer.strip(), by, timezone.now()
    _carry_out(change, by=by, organisation=organisation)
    change.version += 1
    change.save()
    record("settle", by=by, on=change, about=change.participant.person_id)
    for person in _concerned(change):
        draft_letter(
            to=person,
            kind="change_settled",
            template="changes/letters/settled.txt",
            programme=change.programme,
            about=change,
        )
    return change


def _carry_out(change: Change, *, by: Any, organisation: Organisation | None) -> None:
    if change.outcome == Change.Outcome.MOVED:
        if organisation is None or organisation == change.participant.organisation:
            raise CannotChange(_("Choose the organisation they work for now."))
        change.organisation = organisation
        _move(change.participant, organisation, by=by)
    elif change.outcome == Change.Outcome.LEFT:
        leave_programme(change.participant, by=by)
    elif change.outcome == Change.Outcome.RESTRICTED:
        for pair in _its_pairs(change):
            _restrict(pair, by=by)
    elif change.outcome == Change.Outcome.ENDED:
        for pair in _its_pairs(change):
            close_for(pair, by=by, reason=ENDS_BECAUSE.get(change.kind, Ending.Reason.CONFLICT))


@transaction.atomic
def leave_programme(participant: Participant, *, by: Any) -> Participant:
    """Take a person out of a programme: their pairs end without blame, their duty ends, what was kept stays as it is."""
    if participant.status != Participant.Status.ACTIVE:
        raise CannotChange(_("This person no longer takes part."))
    for pair in running_pairs(participant):
        close_for(pair, by=by, reason=Ending.Reason.PERSON_LEFT)
    participant.status = Participant.Status.WITHDRAWN
    participant.save()
    record("leave", by=by, on=participant, about=participant.person_id)
    duties = Membership.objects.current().filter(
        person_id=participant.person_id, programme=participant.programme, role=participant.role
    )
    for membership in duties:
        end_role(membership, by=by)
    return participant


def _move(participant: Participant, organisation: Organisation, *, by: Any) -> None:
    participant.organisation = organisation
    participant.save()
    record("move", by=by, on=participant, about=participant.person_id)


def _restrict(pair: Engagement, *, by: Any) -> None:
    pair = Engagement.objects.select_for_update().get(pk=pair.pk)
    pair.competition = Engagement.Competition.RESTRICTED
    pair.version += 1
    pair.save()
    record("restrict", by=by, on=pair)


def _its_pairs(change: Change) -> list[Engagement]:
    if change.engagement is not None:
        return [change.engagement] if change.engagement.state != Engagement.State.ENDED else []
    return running_pairs(change.participant)


def _concerned(change: Change) -> list[Any]:
    people = {change.participant.person_id: change.participant.person}
    if change.engagement is not None:
        for side in (change.engagement.partner, change.engagement.consultant):
            people[side.person_id] = side.person
    return list(people.values())


def _waiting(change: Change) -> Change:
    change = Change.objects.select_for_update().select_related("participant").get(pk=change.pk)
    if change.state != Change.State.TOLD:
        raise CannotChange(_("This was dealt with already."))
    return change
