"""Start a cascade, note what happened, take what staff send, and answer them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade.models import (
    Cascade,
    HandOver,
    PaperTally,
    Practice,
    StaffAnswer,
    StaffSheet,
    Tier,
    UpwardSignal,
)
from headwater.web.cascade.release import due, figures
from headwater.web.cascade.words import ANSWERS, QUESTIONS
from headwater.web.programmes.models import Participant

REPLY_DAYS = 28
FEWEST_PLACES = 60  # answers a sheet takes however small its tier is


class CannotPassOn(Exception):
    """Something about a cascade is refused; the message may be shown."""


class SheetIsFull(Exception):
    """A sheet has had more answers than its staff could give."""


@transaction.atomic
def start_cascade(
    participant: Participant,
    *,
    by: Any,
    sentence: str,
    signs: Sequence[str],
    adaptable: Sequence[str],
    tiers: Sequence[tuple[str, int]],
    started_on: date,
) -> Cascade:
    """A practice, the tiers it should reach, and a staff sheet for each of them."""
    practice = Practice.objects.create(
        participant=participant, sentence=sentence, signs=list(signs), adaptable=list(adaptable)
    )
    cascade = Cascade.objects.create(practice=practice, started_on=started_on)
    set_tiers(cascade, by=by, tiers=tiers)
    record("start_cascade", by=by, on=cascade)
    return cascade


@transaction.atomic
def set_tiers(cascade: Cascade, *, by: Any, tiers: Sequence[tuple[str, int]]) -> list[Tier]:
    """The tiers as listed. One that is gone from the list goes, unless something is already known of it."""
    known = {tier.name: tier for tier in cascade.tiers.all()}
    kept = []
    for place, (name, staff) in enumerate(tiers):
        tier = known.pop(name, None) or Tier(cascade=cascade, name=name)
        tier.place, tier.staff = place, staff
        kept.append(tier)
    new = [tier for tier in kept if tier._state.adding]
    for tier in kept:
        tier.save()
    StaffSheet.objects.bulk_create(StaffSheet(tier=tier) for tier in new)
    for gone in known.values():
        _remove(gone)
    record("set_tiers", by=by, on=cascade)
    return kept


def _remove(tier: Tier) -> None:
    used = (
        tier.hand_overs.exists()
        or StaffAnswer.objects.filter(sheet__tier=tier).exists()
        or PaperTally.objects.filter(sheet__tier=tier).exists()
    )
    if used:
        raise CannotPassOn(
            _("“%(tier)s” is in use, so it stays. Put it back on the list.") % {"tier": tier.name}
        )
    tier.delete()


@transaction.atomic
def note_hand_over(
    tier: Tier, *, by: Any, kind: str, people: int, on: date, today: date, where: str = ""
) -> HandOver:
    """Note that something happened with so many people of a tier on a day."""
    if people > tier.staff:
        raise CannotPassOn(
            _("%(tier)s are %(staff)s people. Type at most that many.")
            % {"tier": tier.name, "staff": tier.staff}
        )
    if on > today:
        raise CannotPassOn(_("This day has not come yet. Note it when it has happened."))
    noted = HandOver.objects.create(tier=tier, kind=kind, people=people, on=on, where=where)
    record("note_hand_over", by=by, on=noted)
    return noted


@transaction.atomic
def take_answer(sheet: StaffSheet, *, taps: Mapping[str, str], line: str = "", today: date) -> None:
    """Keep three taps and perhaps a line, apart from each other, with nothing that tells whose they are.

    Leaves no line in the trail. At the floor, and at every fifth answer after it, the figures are made anew and the
    lines that wait are released together.
    """
    sheet = StaffSheet.objects.select_for_update().get(pk=sheet.pk)
    answered = StaffAnswer.objects.filter(sheet=sheet).count() + 1
    if answered > max(3 * sheet.tier.staff, FEWEST_PLACES):
        raise SheetIsFull
    kept = {asked: taps[asked] for asked in QUESTIONS if taps.get(asked) in ANSWERS}
    StaffAnswer.objects.create(sheet=sheet, month=f"{today:%Y-%m}", taps=kept)
    if line.strip():
        UpwardSignal.objects.create(sheet=sheet, text=line.strip())
    if due(answered, sheet.programme.floor_leader):
        _release(sheet, today)


def _release(sheet: StaffSheet, today: date) -> None:
    answers = _shuffle(StaffAnswer, sheet)
    sheet.figures = figures((answer.taps for answer in answers), sheet.programme.floor_leader)
    sheet.save(update_fields=["figures"])
    UpwardSignal.objects.filter(sheet=sheet, owed_by__isnull=True).update(
        owed_by=today + timedelta(days=REPLY_DAYS)
    )
    _shuffle(UpwardSignal, sheet)


def _shuffle(model: Any, sheet: StaffSheet) -> list[Any]:
    """Write the rows of a sheet anew in the order of their random ids: not even the file keeps who came first."""
    rows = list(model.objects.filter(sheet=sheet).order_by("id"))
    model.objects.filter(sheet=sheet).delete()
    return model.objects.bulk_create(rows)


@transaction.atomic
def type_in_paper(
    sheet: StaffSheet, *, by: Any, answered: int, counts: Mapping[str, Mapping[str, int]], today: date
) -> PaperTally:
    """Keep the totals of sheets filled in on paper."""
    for asked in QUESTIONS:
        if sum(counts[asked].values()) > answered:
            raise CannotPassOn(_("There are more ticks for one question than sheets. Count again, please."))
    totals = {"answered": answered} | {asked: dict(counts[asked]) for asked in QUESTIONS}
    tally = PaperTally.objects.create(sheet=sheet, month=f"{today:%Y-%m}", totals=totals)
    record("type_in_paper", by=by, on=sheet)
    return tally


@transaction.atomic
def reply(signal: UpwardSignal, *, by: Any, text: str, today: date) -> UpwardSignal:
    """Answer a line, once, for every member of staff of that tier to read on their sheet."""
    if signal.reply:
        raise CannotPassOn(_("This line has its reply already."))
    if not text.strip():
        raise CannotPassOn(_("Write what you say back."))
    signal.reply, signal.replied_on = text.strip(), today
    signal.save(update_fields=["reply", "replied_on"])
    record("reply_to_staff", by=by, on=signal.sheet)
    return signal
