"""Opening what is confidential: one asks, another allows who cannot read it, the people are told (promises.md 4.6)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import get_scope

from headwater.web.audit.trail import record
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.policy import has_role
from headwater.web.supervision.mail import tell
from headwater.web.supervision.models import Concern, Opening, OpeningPerson, SupervisorAssignment

OPEN_FOR = timedelta(hours=24)
TELLING_WAITS_AT_MOST = timedelta(hours=72)


class CannotOpen(Exception):
    """Something stays closed; the message says why."""


@transaction.atomic
def ask_to_open(*, kind: str, ground: str, reason: str, asked_for: str, by: Any) -> Opening:
    """Ask a second person to open one kind of text of one pair, or one concern. What is found is not said here.

    Whether there is such a pair or concern is for the custodian to see, so that asking finds nothing out.
    """
    if not has_role(by, get_scope()["host"], "concern_lead"):
        raise CannotOpen(_("Only someone who hears concerns can ask for this."))
    if not reason.strip():
        raise CannotOpen(_("Say why, in words that the people concerned will read."))
    kind = Opening.Kind(kind)
    named = get_user_model().objects.filter(email=asked_for.strip().lower()).first()
    opening = Opening(kind=kind, ground=Opening.Ground(ground), reason=reason.strip(), asked_by=by)
    opening.asked_for = asked_for.strip().lower()
    if kind == Opening.Kind.CONCERN:
        opening.concern = Concern.objects.open().filter(raised_by=named).order_by("-created_at").first()
    else:
        opening.engagement = Engagement.objects.of(named).order_by("-began_on", "pk").first()
    opening.save()
    record("ask-to-open", by=by, on=opening, rule=str(kind))
    return opening


def open_it(opening: Opening, *, by: Any, harm_of_telling: str = "", hours_until_told: int = 0) -> Opening:
    """Allow an opening for 24 hours, once, to the one who asked; the people concerned are told in the same moment.

    ``harm_of_telling`` and ``hours_until_told`` put the telling off, by 72 hours at most; the mails are written
    now all the same, so that nobody has to remember them.
    """
    _refuse_the_wrong(opening, by)
    delay = _delay(harm_of_telling, hours_until_told)
    with transaction.atomic():
        return _open(_undecided(opening), by, harm_of_telling.strip(), delay)


def _open(opening: Opening, by: Any, harm: str, delay: timedelta) -> Opening:
    if not opening.is_found:
        raise CannotOpen(_("There is nothing of this kind for the person named."))
    people, now = people_concerned(opening), timezone.now()
    if {by.pk, opening.asked_by_id} & {person.pk for person in people}:
        raise CannotOpen(_("One of you two is among those concerned. Two others have to do this."))
    opening.harm_of_telling = harm
    opening.open(by=by, at=now, closes_at=now + OPEN_FOR, tell_from=now + delay)
    opening.save()
    _tell_those(opening, people)
    record("break-glass", by=by, on=opening, about=opening.asked_by_id, rule=opening.ground)
    tell(opening.asked_by)
    return opening


def decline_opening(opening: Opening, *, by: Any) -> Opening:
    """Leave it closed."""
    _refuse_the_wrong(opening, by)
    with transaction.atomic():
        opening = _undecided(opening)
        opening.decline(by=by, at=timezone.now())
        opening.save()
        record("decline", by=by, on=opening)
        tell(opening.asked_by)
        return opening


def people_concerned(opening: Opening) -> list[Any]:
    """Whose text it is: the pair, those of the supervision, or who raised the concern and who hears it."""
    if opening.kind == Opening.Kind.CONCERN:
        concern = opening.concern
        return [concern.raised_by, concern.addressed_to]
    engagement = Engagement.objects.with_people().get(pk=opening.engagement_id)
    if opening.kind in (Opening.Kind.GOALS, Opening.Kind.NOTES):
        return [engagement.partner.person, engagement.consultant.person]
    given = SupervisorAssignment.objects.filter(consultant=engagement.consultant).select_related("supervisor")
    return [engagement.consultant.person, *{line.supervisor_id: line.supervisor for line in given}.values()]


def _tell_those(opening: Opening, people: Iterable[Any]) -> None:
    later = opening.tell_from if opening.tell_from > opening.decided_at else None
    for person in people:
        OpeningPerson.objects.create(opening=opening, person=person)
        record("opened", by=opening.asked_by, on=opening, about=person, rule="break-glass")
        tell(person, not_before=later)


def _delay(harm: str, hours: int) -> timedelta:
    if not hours:
        return timedelta(0)
    if not harm.strip():
        raise CannotOpen(_("Telling them waits only where telling would do harm. Say what harm."))
    if not timedelta(0) < timedelta(hours=hours) <= TELLING_WAITS_AT_MOST:
        raise CannotOpen(_("Telling them can wait for 72 hours at most."))
    return timedelta(hours=hours)


def _undecided(opening: Opening) -> Opening:
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    if opening.state != Opening.State.ASKED:
        raise CannotOpen(_("This has been decided already."))
    return opening


def _refuse_the_wrong(opening: Opening, by: Any) -> None:
    """Whoever may not decide is told so, and the attempt stays in the trail."""
    host, refusal = opening.host, ""
    if by.pk == opening.asked_by_id:
        refusal = _("Nobody allows what they asked for themselves.")
    elif not has_role(by, host, "custodian"):
        refusal = _("Only a custodian decides this.")
    elif has_role(by, host, "concern_lead", "coordinator"):
        refusal = _("A custodian with another duty in the programme cannot decide. Someone else has to.")
    if refusal:
        record("deny", by=by, on=opening, allowed=False, rule="decide_opening")
        raise CannotOpen(refusal)
