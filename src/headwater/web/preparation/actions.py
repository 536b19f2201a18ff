"""What people do to prepare: plan workshops, book, take attendance, decide readiness, agree what to expect."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.messages.calendar import invitation
from headwater.web.messages.letters import draft_letter
from headwater.web.preparation.models import (
    Booking,
    PolicyAcceptance,
    Preparation,
    PreparationGuide,
    ReadinessCheck,
    Workshop,
)
from headwater.web.programmes.models import Participant, Programme


class CannotPrepare(Exception):
    """A step of preparation that is not possible; the message says why and what to do."""


@transaction.atomic
def plan_workshop(*, programme: Programme, by: Any, **fields: Any) -> Workshop:
    """Plan a workshop or training; nobody is told until letters are approved."""
    _check_times(fields["starts_at"], fields["ends_at"])
    workshop = Workshop.objects.create(programme=programme, **fields)
    record("create", by=by, on=workshop)
    return workshop


@transaction.atomic
def change_workshop(workshop: Workshop, *, by: Any, **fields: Any) -> Workshop:
    """Change a planned workshop. When its time or place moves, a letter to each who booked is drafted."""
    if workshop.state != Workshop.State.PLANNED:
        raise CannotPrepare(_("Only a workshop that is still planned can be changed."))
    _check_times(fields.get("starts_at", workshop.starts_at), fields.get("ends_at", workshop.ends_at))
    before = Workshop.objects.get(pk=workshop.pk)
    moved = any(
        name in fields and fields[name] != getattr(before, name) for name in ("starts_at", "ends_at", "place")
    )
    for name, value in fields.items():
        setattr(workshop, name, value)
    workshop.sequence = before.sequence + int(moved)
    workshop.save()
    record("edit", by=by, on=workshop)
    if moved:
        _write_to_booked(workshop, kind="workshop_moved", template="preparation/letters/moved.txt")
    return workshop


@transaction.atomic
def cancel_workshop(workshop: Workshop, *, by: Any) -> Workshop:
    """Cancel a planned workshop; a letter that takes it out of their calendars is drafted to each who booked."""
    if workshop.state != Workshop.State.PLANNED:
        raise CannotPrepare(_("Only a workshop that is still planned can be cancelled."))
    workshop.cancel()
    workshop.save()
    record("cancel", by=by, on=workshop)
    _write_to_booked(workshop, kind="workshop_cancelled", template="preparation/letters/cancelled.txt")
    return workshop


@transaction.atomic
def offer_workshop(workshop: Workshop, *, by: Any) -> list[Any]:
    """Draft an offer to everyone it is meant for who has not booked; a letter already waiting is not doubled."""
    meant = (
        Participant.objects.active()
        .filter(programme=workshop.programme_id, role=workshop.role)
        .exclude(bookings__workshop=workshop)
        .exclude(person__letters__kind="workshop_offer", person__letters__about_id=str(workshop.pk))
        .select_related("person")
    )
    record("offer", by=by, on=workshop)
    return [
        draft_letter(
            to=participant.person,
            kind="workshop_offer",
            template="preparation/letters/offer.txt",
            programme=workshop.programme,
            about=workshop,
        )
        for participant in meant
    ]


@transaction.atomic
def book(workshop: Workshop, *, participant: Participant, by: Any) -> Booking:
    """Take a place at a workshop; a second time changes nothing."""
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    own = Booking.objects.filter(workshop=workshop, participant=participant).first()
    if own is not None:
        return own
    if workshop.state != Workshop.State.PLANNED:
        raise CannotPrepare(_("This workshop takes no bookings any more."))
    if (participant.programme_id, participant.role) != (workshop.programme_id, workshop.role):
        raise CannotPrepare(_("This workshop is meant for others."))
    if workshop.bookings.count() >= workshop.places:
        raise CannotPrepare(_("Every place is taken. Choose another date, or ask for one more."))
    booking = Booking.objects.create(workshop=workshop, participant=participant)
    record("book", by=by, on=booking, about=participant.person_id)
    return booking


@transaction.atomic
def give_up_place(workshop: Workshop, *, participant: Participant, by: Any) -> None:
    """Give a place back while the workshop is still planned."""
    booking = Booking.objects.filter(workshop=workshop, participant=participant).first()
    if booking is None or workshop.state != Workshop.State.PLANNED:
        raise CannotPrepare(_("There is no place to give back."))
    record("give-up", by=by, on=booking, about=participant.person_id)
    booking.delete()


@transaction.atomic
def take_attendance(workshop: Workshop, *, attendance: Mapping[Any, str], by: Any) -> list[Booking]:
    """Say who came: participant id to attendance. Whoever came without booking is added. May be corrected later."""
    if workshop.state == Workshop.State.CANCELLED:
        raise CannotPrepare(_("This workshop was cancelled."))
    if workshop.starts_at > timezone.now():
        raise CannotPrepare(_("Attendance is taken once the workshop has begun."))
    known = {booking.participant_id: booking for booking in workshop.bookings.all()}
    meant = set(
        Participant.objects.filter(
            programme=workshop.programme_id, role=workshop.role, pk__in=list(attendance)
        ).values_list("pk", flat=True)
    )
    taken = []
    for participant_id, said in attendance.items():
        if participant_id not in meant or (participant_id not in known and said != Booking.Attendance.CAME):
            continue
        booking = known.get(participant_id) or Booking(workshop=workshop, participant_id=participant_id)
        booking.attendance = said
        booking.save()
        taken.append(booking)
    workshop.note_held()
    workshop.save()
    record("attendance", by=by, on=workshop)
    return taken


@transaction.atomic
def say_present(workshop: Workshop, *, participant: Participant, by: Any) -> Booking:
    """Say on the day that one is there oneself, by the code on the printed sheet; booked or not."""
    if not workshop.is_on(timezone.now()):
        raise CannotPrepare(_("You can say so on the day itself. Ask whoever led it to note it."))
    if by.pk != participant.person_id:
        raise CannotPrepare(_("Only the person can say this for themselves."))
    if (participant.programme_id, participant.role) != (workshop.programme_id, workshop.role):
        raise CannotPrepare(_("This workshop is meant for others."))
    booking, _new = Booking.objects.get_or_create(workshop=workshop, participant=participant)
    booking.attendance = Booking.Attendance.CAME
    booking.save()
    record("attend", by=by, on=booking, about=participant.person_id)
    return booking


@transaction.atomic
def decide_readiness(
    participant: Participant, *, decision: str, reason: str, by: Any, look_again_on: date | None = None
) -> ReadinessCheck:
    """Say whether a consultant is ready, with a reason they will read; "not yet" names a day to look again."""
    if participant.role != Participant.Role.CONSULTANT:
        raise CannotPrepare(_("Readiness to help is decided for those in the helping role."))
    if not reason.strip():
        raise CannotPrepare(_("Give the reason, in words the person may read."))
    if decision == ReadinessCheck.Decision.NOT_YET and look_again_on is None:
        raise CannotPrepare(_("Say when you will look again."))
    if decision == ReadinessCheck.Decision.READY:
        look_again_on = None
    check = ReadinessCheck.objects.create(
        participant=participant, decision=decision, reason=reason.strip(), look_again_on=look_again_on, by=by
    )
    record("decide", by=by, on=check, about=participant.person_id, rule=decision)
    return check


@transaction.atomic
def write_guide(*, programme: Programme, expectation: str, steps: list[str], by: Any) -> PreparationGuide:
    """Write what partners can expect and the steps to prepare; those already agreed keep the version they agreed."""
    guide = PreparationGuide.objects.filter(programme=programme).first()
    if guide is None:
        guide = PreparationGuide(programme=programme, version=0)
    codes = {step["text"]: step["code"] for step in guide.steps}
    highest = max((int(step["code"][1:]) for step in guide.steps), default=0)
    rows = []
    for text in filter(None, (step.strip() for step in steps)):
        if text not in codes:
            highest += 1
            codes[text] = f"s{highest}"
        rows.append({"code": codes[text], "text": text})
    guide.expectation, guide.steps = expectation.strip(), rows
    guide.version += 1
    guide.save()
    record("edit", by=by, on=guide)
    return guide


@transaction.atomic
def prepare(participant: Participant, *, done: list[str], acknowledged: bool, by: Any) -> Preparation:
    """Keep which steps a partner has done, and that they read and agreed what to expect."""
    guide = PreparationGuide.objects.filter(programme=participant.programme_id).first()
    if guide is None or participant.role != Participant.Role.PARTNER:
        raise CannotPrepare(_("There is no checklist to go through."))
    if by.pk != participant.person_id:
        raise CannotPrepare(_("Only the person can say this for themselves."))
    preparation, _new = Preparation.objects.get_or_create(participant=participant)
    preparation.done = [step["code"] for step in guide.steps if step["code"] in done]
    if acknowledged and preparation.acknowledged_version != guide.version:
        preparation.acknowledged_at, preparation.acknowledged_version = timezone.now(), guide.version
    preparation.version += 1
    preparation.save()
    record("prepare", by=by, on=preparation, about=participant.person_id)
    return preparation


@transaction.atomic
def accept_policy(participant: Participant, *, by: Any, version: int | None = None) -> PolicyAcceptance:
    """Keep that a participant accepts the competition policy as it stands, or the version they were shown (R44)."""
    programme = participant.programme
    if not programme.competition_policy.strip():
        raise CannotPrepare(_("There is no competition policy yet."))
    if by.pk != participant.person_id:
        raise CannotPrepare(_("Only the person can say this for themselves."))
    version = version or programme.competition_policy_version
    if version > programme.competition_policy_version:
        raise CannotPrepare(_("There is no such version."))
    acceptance, new = PolicyAcceptance.objects.get_or_create(participant=participant, version=version)
    if new:
        record("accept", by=by, on=acceptance, about=participant.person_id, rule=f"version {version}")
    return acceptance


def workshop_invitation(workshop: Workshop) -> str:
    """The calendar file of a workshop: "Meeting", when and where, and nothing else."""
    return invitation(
        uid=f"workshop-{workshop.pk}",
        start=workshop.starts_at,
        end=workshop.ends_at,
        sequence=workshop.sequence,
        cancelled=workshop.state == Workshop.State.CANCELLED,
        organiser=workshop.programme.host.contact_email,
    )


def _check_times(starts_at: Any, ends_at: Any) -> None:
    if ends_at <= starts_at:
        raise CannotPrepare(_("It must end after it starts."))


def _write_to_booked(workshop: Workshop, *, kind: str, template: str) -> None:
    for booking in workshop.bookings.select_related("participant__person"):
        draft_letter(
            to=booking.participant.person,
            kind=kind,
            template=template,
            programme=workshop.programme,
            about=workshop,
            invitation=workshop_invitation(workshop),
        )
