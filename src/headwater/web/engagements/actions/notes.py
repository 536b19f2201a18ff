"""Notes for the two where the programme allows them; reflections and time to think, for oneself."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether, own_side, running
from headwater.web.engagements.models import Engagement, Reflection, SharedNote, ThinkingTime
from headwater.web.messages.calendar import invitation


@transaction.atomic
def write_note(engagement: Engagement, *, by: Any, text: str) -> SharedNote:
    """Write a note that both of the pair read; only where the programme has switched notes on."""
    engagement = running(engagement)
    side = own_side(engagement, by)
    if not engagement.programme.shared_notes:
        raise CannotWorkTogether(_("This programme keeps no notes of what pairs say."))
    note = SharedNote.objects.create(engagement=engagement, author=side, text=_said(text))
    record("create", by=by, on=note)
    return note


@transaction.atomic
def reword_note(note: SharedNote, *, by: Any, text: str) -> SharedNote:
    """Put one's own note into other words."""
    if own_side(running(note.engagement), by).pk != note.author_id:
        raise CannotWorkTogether(_("Only the one who wrote a note changes it."))
    note.text = _said(text)
    note.version += 1
    note.save()
    record("edit", by=by, on=note)
    return note


@transaction.atomic
def keep_reflection(
    engagement: Engagement,
    *,
    by: Any,
    on: date | None = None,
    text: str = "",
    minutes: int | None = None,
    shown_to_supervisor: bool = False,
) -> Reflection:
    """Keep what one noticed, or only how long one took to think (R22): its author's alone unless they show it."""
    side = own_side(engagement, by)
    if not text.strip() and not minutes:
        raise CannotWorkTogether(_("Write a word, or how long you took to think."))
    reflection = Reflection.objects.create(
        engagement=engagement,
        participant=side,
        on=on or timezone.localdate(),
        text=text.strip(),
        minutes=minutes,
        shown_to_supervisor=shown_to_supervisor and side.pk == engagement.consultant_id,
    )
    record("create", by=by, on=reflection, about=by)
    return reflection


@transaction.atomic
def show_reflection(reflection: Reflection, *, by: Any, shown: bool) -> Reflection:
    """The one who helps shows a reflection to their supervisor, or no longer."""
    _own(reflection, by)
    if reflection.participant_id != reflection.engagement.consultant_id:
        raise CannotWorkTogether(_("Only the one who helps has a supervisor."))
    reflection.shown_to_supervisor = shown
    reflection.version += 1
    reflection.save()
    record("share" if shown else "unshare", by=by, on=reflection, about=by)
    return reflection


@transaction.atomic
def erase_reflection(reflection: Reflection, *, by: Any) -> None:
    """Erase one's own reflection, at once."""
    _own(reflection, by)
    record("erase", by=by, on=reflection, about=by)
    reflection.delete()


@transaction.atomic
def keep_free(engagement: Engagement, *, by: Any, starts_at: datetime, minutes: int = 60) -> ThinkingTime:
    """Keep time free to plan and reflect, away from everyday pressures (R22)."""
    kept = ThinkingTime.objects.create(
        engagement=engagement, participant=own_side(engagement, by), starts_at=starts_at, minutes=minutes
    )
    record("create", by=by, on=kept, about=by)
    return kept


@transaction.atomic
def let_go(kept: ThinkingTime, *, by: Any) -> ThinkingTime:
    """Give the time back: the same calendar entry is taken out."""
    _own(kept, by)
    kept.cancelled = True
    kept.save()
    record("cancel", by=by, on=kept, about=by)
    return kept


def thinking_time_file(kept: ThinkingTime) -> str:
    """The calendar file of time kept free; it says "Time to think" and when."""
    return invitation(
        uid=f"thinking-{kept.pk}",
        start=kept.starts_at,
        end=kept.starts_at + timedelta(minutes=kept.minutes),
        sequence=int(kept.cancelled),
        cancelled=kept.cancelled,
        title=_("Time to think"),
    )


def _own(record_: Reflection | ThinkingTime, by: Any) -> None:
    if record_.participant.person_id != by.pk:
        raise CannotWorkTogether(_("This belongs to someone else."))


def _said(text: str) -> str:
    if not text.strip():
        raise CannotWorkTogether(_("Write a word first."))
    return text.strip()
