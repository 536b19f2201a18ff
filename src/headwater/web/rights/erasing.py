"""Forgetting a person: their words go, what others rely on stays without a name, released figures stand (P4)."""

from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import FSMFieldMixin
from django_scopes import scopes_disabled

from headwater.web.applications.actions import withdraw_application
from headwater.web.applications.models import Application
from headwater.web.applications.states import CAN_BE_WITHDRAWN
from headwater.web.audit.privacy import DataClass, declared_classes
from headwater.web.audit.trail import record
from headwater.web.changes.actions import leave_programme
from headwater.web.evaluation.actions.answers import take_back_answers
from headwater.web.evaluation.models import Wave
from headwater.web.hosts.models import Membership
from headwater.web.messages.models import AccountMail
from headwater.web.programmes.models import Participant
from headwater.web.rights.queries import pointing_at_people, takes_part_anywhere
from headwater.web.rights.register import HELD, Forgotten, Held
from headwater.web.supervision.models import Concern
from headwater.web.writes.models import Draft, Submission

FORMER = "Former participant"


class CannotForget(Exception):
    """Somebody cannot be forgotten yet; the message says what has to be handed over first."""


@transaction.atomic
def forget(person: Any, *, host: Any) -> bool:
    """Forget a person in the host whose scope is open; True when their account is gone with it.

    What they had open ends without blame; their drafts, answers not yet counted and private words go; what
    others rely on stays under "Former participant". Released figures are not computed anew: that would
    tell what the person had answered.
    """
    _check_handed_over(person, host)
    _leave_everything(person)
    for held in HELD:
        _forget_rows(held, person)
    Draft.objects.filter(person=person, form__startswith=f"/{host.slug}/").delete()
    Submission.objects.filter(person_id=person.pk, path__startswith=f"/{host.slug}/").delete()
    record("erase", by=person, host=host, about=person.pk)
    _stand_in(person)
    with scopes_disabled():
        last = not takes_part_anywhere(person)
    if last:
        _close_account(person)
    return last


def _check_handed_over(person: Any, host: Any) -> None:
    current = Membership.objects.current().filter(role="coordinator")
    if current.filter(person=person).exists() and not current.exclude(person=person).exists():
        raise CannotForget(
            _("You are the only coordinator of %(host)s. Give somebody else this duty first.")
            % {"host": host}
        )
    if Concern.objects.filter(addressed_to=person).exclude(state=Concern.State.CLOSED).exists():
        raise CannotForget(_("A concern was told to you and is open. Close it, or pass it on, first."))


def _leave_everything(person: Any) -> None:
    for participant in Participant.objects.active().filter(person=person):
        for wave in Wave.objects.filter(programme=participant.programme, state=Wave.State.OPEN):
            take_back_answers(wave=wave, by=person)
        leave_programme(participant, by=person)
    for application in Application.objects.filter(person=person, state__in=CAN_BE_WITHDRAWN):
        withdraw_application(application=application, by=person)


def _forget_rows(held: Held, person: Any) -> None:
    if held.forgotten == Forgotten.KEPT:
        return
    rows = held.model.objects.filter(pk__in=held.rows(person).values("pk"))
    if held.forgotten == Forgotten.ROW:
        rows.delete()
        return
    names = [one.name for one in words_of(held)]
    for row in rows if names else ():
        for name in names:
            setattr(row, name, row._meta.get_field(name).get_default() or _empty(row, name))
        row.save(update_fields=names)


def words_of(held: Held) -> list[Any]:
    """The fields of a record that hold a person's words: free text and lists at C2 or above, and those named beside."""
    classes = declared_classes(held.model)
    return [
        one
        for one in held.model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField | models.JSONField)
        and not isinstance(one, FSMFieldMixin)
        and not one.choices
        and (one.name in held.also or classes.get(one.name, DataClass.C0) >= DataClass.C2)
    ]


def _empty(row: models.Model, name: str) -> Any:
    return type(getattr(row, name))()


def _stand_in(person: Any) -> None:
    """Every record of this host that named the person names a former participant from now on."""
    name = FORMER
    nobody = get_user_model().objects.model(
        name=name, email=f"{uuid4()}@former.invalid", is_active=False, language=person.language
    )
    nobody.set_unusable_password()
    nobody.save()
    Membership.objects.current().filter(person=person).update(ended_at=timezone.now())
    for model, one in pointing_at_people():
        model.objects.filter(**{one.name: person}).update(**{one.name: nobody})


def _close_account(person: Any) -> None:
    AccountMail.objects.filter(to__iexact=person.email).delete()
    Submission.objects.filter(person_id=person.pk).delete()
    person.delete()
