"""From an accepted offer to someone who takes part."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.applications.actions.applying import REGISTERS, known_organisation
from headwater.web.applications.actions.letters import draft_for
from headwater.web.applications.models import Application
from headwater.web.applications.signals import place_taken_up
from headwater.web.applications.states import State
from headwater.web.audit.trail import record
from headwater.web.hosts.actions import give_role
from headwater.web.organisations.models import Organisation, Registration, Site
from headwater.web.programmes.models import Participant

SAME_NAME = ("topics", "offers", "situations", "values", "job_title", "mode", "access_needs", "access")


class CannotAnswer(Exception):
    """An offer cannot be answered now; the message says why."""


@transaction.atomic
def answer_offer(
    *, application: Application, accept: bool, by: Any, at: datetime | None = None
) -> Participant | None:
    """Take up or decline an offered place; whoever takes it up takes part from now on, and agrees to the competition policy."""
    if application.state != State.ACCEPTED:
        raise CannotAnswer(_("There is no offer that waits for an answer."))
    application.answered_at = at or timezone.now()
    if not accept:
        application.decline()
        application.save()
        application.sealed_wishes.all().delete()
        record("decline", by=by, on=application, about=application.person_id)
        return None
    application.take_up()
    application.policy_version = application.programme.competition_policy_version
    application.organisation = (
        application.organisation or known_organisation(application) or _new_body(application)
    )
    application.save()
    _add_what_was_not_known(application)
    participant = _take_part(application)
    give_role(person=application.person, role=application.role, by=by, programme=application.programme)
    record("take-up", by=by, on=application, about=application.person_id)
    _tell(application, participant)
    return participant


def _add_what_was_not_known(application: Application) -> None:
    """A register knows no commissioner, tender or group: what the applicant said fills what nobody had said before."""
    body, changed = application.organisation, []
    none_of = [code for code in application.answer("none_of", []) or [] if code in Organisation.NoneOf.values]
    for field in Organisation.NoneOf.values:
        told = application.answer(field, None)
        if body.known(field) is not None:
            continue
        if told:
            setattr(body, field, told)
            changed.append(field)
        elif field in none_of:
            body.none_of = [*body.none_of, field]
            changed.append("none_of")
    if changed:
        body.save(update_fields=changed)


def _tell(application: Application, participant: Participant) -> None:
    wishes = list(application.sealed_wishes.all())
    application.sealed_wishes.update(participant=participant)
    draft_for(application, "confirmed")
    place_taken_up.send(sender=Application, participant=participant, application=application, wishes=wishes)


def _take_part(application: Application) -> Participant:
    values = {name: application.answers[name] for name in SAME_NAME if application.answers.get(name)}
    was_partner = Participant.objects.filter(
        person=application.person, role=Participant.Role.PARTNER, status=Participant.Status.FINISHED
    ).exists()
    return Participant.objects.create(
        programme=application.programme,
        person=application.person,
        organisation=application.organisation,
        role=application.role,
        travel_miles=application.answer("travel_miles") or None,
        meeting_languages=application.answer("languages", []),
        capacity=int(application.answer("capacity") or 1),
        generation=2 if was_partner and application.role == Participant.Role.CONSULTANT else 1,
        route_in=application.route_in,
        **values,
    )


def _new_body(application: Application) -> Organisation:
    answer = application.answer
    body = Organisation.objects.create(
        name=application.organisation_name,
        legal_form=answer("legal_form"),
        sector=answer("sector"),
        size=size_of(answer("staff", None)),
        source="application",
    )
    for name, register in REGISTERS.items():
        if answer(name):
            Registration.objects.create(
                organisation=body, register=register, number=str(answer(name)).strip()
            )
    _new_site(application, body)
    return body


def _new_site(application: Application, body: Organisation) -> Site:
    answer = application.answer
    site = Site(
        organisation=body,
        postcode=str(answer("postcode"))[:10],
        council=(answer("areas", []) or [""])[0][:80],
        services=answer("services", []) or [],
        client_groups=answer("client_groups", []) or [],
        register_number=str(answer("cqc_location"))[:60],
        is_main=True,
    )
    site.find()
    site.save()
    return site


def size_of(staff: int | None) -> str:
    """The size band of a number of paid staff."""
    if staff is None:
        return Organisation.Size.UNKNOWN
    for most, size in (
        (9, Organisation.Size.MICRO),
        (49, Organisation.Size.SMALL),
        (249, Organisation.Size.MEDIUM),
    ):
        if staff <= most:
            return size
    return Organisation.Size.LARGE
