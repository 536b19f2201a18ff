"""Planning, moving, logging and confirming sessions."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether, own_side, running
from headwater.web.engagements.models import Engagement, Pulse, Session, StanceTag
from headwater.web.messages.actions import approve_letters
from headwater.web.messages.calendar import invitation
from headwater.web.messages.letters import draft_letter
from headwater.web.programmes.signals import reasons_to_wait


@transaction.atomic
def plan_session(
    engagement: Engagement,
    *,
    by: Any,
    starts_at: datetime,
    minutes: int | None = None,
    mode: str = Session.Mode.VIDEO,
    place: str = "",
    agenda: str = "",
    in_plan: bool = True,
    send: bool = False,
) -> Session:
    """Put a session into the calendar of both; with ``send`` an invitation leaves for each."""
    engagement = running(engagement)
    own_side(engagement, by)
    _check_gates(engagement)
    session = Session(
        engagement=engagement,
        starts_at=starts_at,
        minutes=minutes or engagement.session_minutes,
        mode=mode,
        place=place.strip(),
        agenda=agenda.strip(),
        in_plan=in_plan,
    )
    return _put_into_calendar(session, by=by, send=send)


@transaction.atomic
def move_session(
    session: Session,
    *,
    by: Any,
    starts_at: datetime,
    minutes: int | None = None,
    mode: str | None = None,
    place: str | None = None,
    send: bool = False,
) -> Session:
    """Move a planned session; the same calendar entry moves with it."""
    session = _planned(session, by)
    if starts_at != session.starts_at:
        session.moves += 1
    session.starts_at, session.day = starts_at, timezone.localdate(starts_at)
    session.minutes = minutes or session.minutes
    session.mode = mode or session.mode
    session.place = session.place if place is None else place.strip()
    session.sequence += 1
    session.version += 1
    session.save()
    record("move", by=by, on=session)
    if send:
        _invite(session, by=by)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Any, send: bool = False) -> Session:
    """Take a planned session out of both calendars."""
    session = _planned(session, by)
    session.cancel()
    session.version += 1
    session.save()
    record("cancel", by=by, on=session)
    if send:
        _invite(session, by=by)
    return session


@transaction.atomic
def log_session(
    engagement: Engagement,
    *,
    by: Any,
    day: date,
    held: bool = True,
    minutes: int | None = None,
    mode: str = Session.Mode.VIDEO,
    session: Session | None = None,
    in_plan: bool = True,
    topics_discussed: str = "",
    next_at: datetime | None = None,
) -> Session:
    """Say that a session took place, or did not. The other of the pair is asked to confirm or correct.

    ``next_at`` books the next one in the same way of meeting, and an invitation leaves for both.
    """
    engagement = running(engagement)
    side = own_side(engagement, by)
    _check_day(engagement, day)
    if held:
        _check_gates(engagement)
        _check_topics(engagement, topics_discussed)
    session = _planned_in(engagement, session) if session is not None else Session(engagement=engagement)
    session.day, session.mode, session.in_plan = day, mode, session.in_plan and in_plan
    session.minutes = minutes or session.minutes or engagement.session_minutes
    session.topics_discussed = topics_discussed.strip()
    session.phase = engagement.phase
    session.note_held() if held else session.note_missed()
    _logged(session, side)
    record("log", by=by, on=session)
    if next_at is not None:
        coming = Session(
            engagement=engagement, starts_at=next_at, minutes=engagement.session_minutes, mode=mode
        )
        _put_into_calendar(coming, by=by, send=True)
    return session


@transaction.atomic
def confirm_session(session: Session, *, by: Any) -> Session:
    """Agree with what the other logged. Nobody confirms their own log."""
    session, side = _logged_one(session, by)
    if session.logged_by_id == side.pk:
        raise CannotWorkTogether(_("You logged this one. The other of you confirms it."))
    if session.confirmed_at is None:
        session.confirmed_by, session.confirmed_at = side, timezone.now()
        session.save()
        record("confirm", by=by, on=session)
    return session


@transaction.atomic
def correct_session(session: Session, *, by: Any, day: date, held: bool, minutes: int, mode: str) -> Session:
    """Put a logged session right; the other of the pair is then asked to confirm."""
    session, side = _logged_one(session, by)
    _check_day(session.engagement, day)
    session.day, session.minutes, session.mode = day, minutes, mode
    session.note_held() if held else session.note_missed()
    _logged(session, side)
    record("correct", by=by, on=session)
    return session


@transaction.atomic
def take_back_log(session: Session, *, by: Any) -> Session:
    """Take back a log made by mistake, while the other has not confirmed it."""
    session, side = _logged_one(session, by)
    if session.logged_by_id != side.pk or session.confirmed_at is not None:
        raise CannotWorkTogether(_("Only the one who logged it can take it back, before it is confirmed."))
    session.cancel()
    session.version += 1
    session.save()
    Pulse.objects.filter(session=session).delete()
    StanceTag.objects.filter(session=session).delete()
    record("take-back", by=by, on=session)
    return session


def session_invitation(session: Session) -> str:
    """The calendar file of a session: "Meeting" and when. A move updates the entry, a cancel removes it."""
    return invitation(
        uid=f"session-{session.pk}",
        start=session.starts_at,
        end=session.starts_at + timedelta(minutes=session.minutes),
        sequence=session.sequence,
        cancelled=session.state == Session.State.CANCELLED,
        organiser=session.engagement.programme.host.contact_email,
    )


def _put_into_calendar(session: Session, *, by: Any, send: bool) -> Session:
    engagement = session.engagement
    if engagement.competition == Engagement.Competition.RESTRICTED and not session.agenda:
        raise CannotWorkTogether(_("Your organisations may compete: write down what you plan to talk about."))
    session.day = timezone.localdate(session.starts_at)
    session.save()
    record("plan", by=by, on=session)
    if send:
        _invite(session, by=by)
    return session


def _invite(session: Session, *, by: Any) -> None:
    cancelled = session.state == Session.State.CANCELLED
    letters = [
        draft_letter(
            to=participant.person,
            kind="session_cancelled" if cancelled else "session_invitation",
            template=f"engagements/letters/{'cancelled' if cancelled else 'invitation'}.txt",
            programme=session.engagement.programme,
            about=session,
            invitation=session_invitation(session),
        )
        for participant in (session.engagement.partner, session.engagement.consultant)
    ]
    approve_letters(letters, by=by)


def _planned(session: Session, by: Any) -> Session:
    engagement = running(session.engagement)
    own_side(engagement, by)
    return _planned_in(engagement, session)


def _planned_in(engagement: Engagement, session: Session) -> Session:
    session = Session.objects.select_for_update().filter(pk=session.pk, engagement=engagement).first()
    if session is None:
        raise CannotWorkTogether(_("This session is of another pair."))
    session.engagement = engagement
    if session.state != Session.State.PLANNED:
        raise CannotWorkTogether(_("This session is no longer only planned."))
    return session


def _logged_one(session: Session, by: Any) -> tuple[Session, Any]:
    engagement = running(session.engagement)
    side = own_side(engagement, by)
    session = Session.objects.select_for_update().get(pk=session.pk)
    session.engagement = engagement
    if not session.is_logged:
        raise CannotWorkTogether(_("This session has not been logged."))
    return session, side


def _logged(session: Session, side: Any) -> None:
    session.logged_by, session.logged_at = side, timezone.now()
    session.confirmed_by = session.confirmed_at = None
    session.version += 1
    session.save()


def _check_day(engagement: Engagement, day: date) -> None:
    if day > timezone.localdate():
        raise CannotWorkTogether(_("This day is still to come. Plan the session, and log it afterwards."))
    if day < engagement.began_on:
        raise CannotWorkTogether(_("This day is before you two began."))


def _check_gates(engagement: Engagement) -> None:
    if engagement.sessions.held().exists():
        return
    for participant in (engagement.partner, engagement.consultant):
        reasons = reasons_to_wait(participant, before="first_session")
        if reasons:
            name = engagement.programme.word(participant.role)
            raise CannotWorkTogether(
                _("Before the first session, for the %(role)s: %(reason)s")
                % {"role": name, "reason": reasons[0]}
            )


def _check_topics(engagement: Engagement, topics: str) -> None:
    if engagement.competition == Engagement.Competition.RESTRICTED and not topics.strip():
        raise CannotWorkTogether(_("Your organisations may compete: note the topics you talked about."))
