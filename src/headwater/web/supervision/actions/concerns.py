"""Raising a concern, hearing it, passing it on, noting what was done, and answering it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.programmes.models import Programme
from headwater.web.supervision.mail import tell
from headwater.web.supervision.models import Concern, ConcernHearer, ConcernStep, CouncilContact
from headwater.web.supervision.queries import concern_hearers


class CannotRaise(Exception):
    """A concern that cannot go this way; the message names another way."""


@transaction.atomic
def raise_concern(
    *,
    by: Any,
    host: Any,
    kind: str,
    addressed_to: Any,
    details: str = "",
    about_host: bool = False,
    programme: Programme | None = None,
) -> Concern:
    """Tell one named person that something was seen or heard. They alone learn of it, by a mail without content.

    A complaint about data is acknowledged at once to the one who makes it, and its 30 days begin.
    """
    can = concern_hearers(host, programme=programme, about_host=about_host, but=by)
    if addressed_to.pk not in {person.pk for person in can}:
        raise CannotRaise(_("This person cannot hear this concern. Choose another."))
    concern = Concern.objects.create(
        about_programme=programme,
        kind=Concern.Kind(kind),
        raised_by=by,
        addressed_to=addressed_to,
        about_host=about_host,
        details=details.strip(),
    )
    ConcernHearer.objects.create(concern=concern, person=addressed_to)
    record("raise", on=concern)
    tell(addressed_to)
    if concern.is_complaint:
        record("acknowledge", on=concern)
        tell(by)
    return concern


@transaction.atomic
def hear_concern(concern: Concern, *, by: Any) -> Concern:
    """Say that one has read it and is looking into it; the person who raised it is told that there is news."""
    concern = _addressed(concern, by)
    if concern.state == Concern.State.RAISED:
        concern.hear(at=timezone.now())
        concern.version += 1
        concern.save()
        record("hear", by=by, on=concern)
        tell(concern.raised_by)
    return concern


@transaction.atomic
def pass_on(concern: Concern, *, by: Any, to: Any) -> Concern:
    """Put a concern into another's hands. The one who raised it is told, and can read who knows now."""
    concern = _addressed(concern, by)
    if concern.state == Concern.State.CLOSED:
        raise CannotRaise(_("It is closed."))
    if to.pk not in {person.pk for person in can_be_passed_to(concern, by=by)}:
        raise CannotRaise(_("It cannot go to this person. Choose another."))
    ConcernHearer.objects.get_or_create(concern=concern, person=to, defaults={"passed_by": by})
    concern.addressed_to = to
    concern.version += 1
    concern.save()
    record("pass-on", by=by, on=concern, about=to)
    tell(to)
    tell(concern.raised_by)
    return concern


def can_be_passed_to(concern: Concern, *, by: Any) -> list[Any]:
    """Those who may hear this concern: never the one who raised it, never the host's own where it is about the host."""
    can = concern_hearers(
        concern.host, programme=concern.about_programme, about_host=concern.about_host, but=by
    )
    return [person for person in can if person.pk != concern.raised_by_id]


@transaction.atomic
def note_step(concern: Concern, *, by: Any, text: str) -> ConcernStep:
    """Keep what was done about a concern, for those who hear it."""
    concern = _addressed(concern, by)
    if concern.state == Concern.State.CLOSED:
        raise CannotRaise(_("It is closed."))
    if not text.strip():
        raise CannotRaise(_("There is nothing to keep yet."))
    step = ConcernStep.objects.create(concern=concern, by=by, text=text.strip())
    record("note", by=by, on=step)
    return step


@transaction.atomic
def close_concern(concern: Concern, *, by: Any, answer: str) -> Concern:
    """Close a concern, telling the person who raised it what came of it."""
    concern = _addressed(concern, by)
    if concern.state != Concern.State.HEARD:
        raise CannotRaise(_("First say that you have heard it."))
    if not answer.strip():
        raise CannotRaise(_("Tell the person who raised it what came of it."))
    concern.answer = answer.strip()
    concern.close(at=timezone.now())
    concern.version += 1
    concern.save()
    record("close", by=by, on=concern)
    tell(concern.raised_by)
    return concern


@transaction.atomic
def keep_council_contact(*, by: Any, council: str, phone: str = "", link: str = "") -> CouncilContact:
    """Keep how to reach a council's safeguarding team, checked today."""
    contact = CouncilContact.objects.filter(council=council).first() or CouncilContact(council=council)
    if not (phone.strip() or link.strip()):
        raise CannotRaise(_("Give a telephone number, a page, or both."))
    contact.phone, contact.link, contact.checked_on = phone.strip(), link.strip(), timezone.localdate()
    contact.version += int(not contact._state.adding)
    contact.save()
    record("edit", by=by, on=contact)
    return contact


def _addressed(concern: Concern, by: Any) -> Concern:
    concern = Concern.objects.select_for_update().get(pk=concern.pk)
    if concern.addressed_to_id != by.pk:
        raise CannotRaise(_("This is in someone else's hands."))
    return concern
