"""A wave's life: planned, open, closed, frozen. Each step is taken once."""

import secrets
from calendar import monthrange
from datetime import date, timedelta
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.evaluation.actions.instruments import adopt_default
from headwater.web.evaluation.keys import hashed, link_code, make_key
from headwater.web.evaluation.models import AliasKey, AnswerSheet, Reader, Wave
from headwater.web.evaluation.planning import plan_of
from headwater.web.evaluation.rules import EVALUATOR, is_independent, roles_of
from headwater.web.hosts.links import full_address, href
from headwater.web.hosts.models import Membership
from headwater.web.messages.letters import draft_letter
from headwater.web.messages.models import AccountMail, Letter
from headwater.web.messages.tasks import send_waiting
from headwater.web.programmes.models import Participant, Programme

OPEN_FOR = timedelta(days=28)
ASKED = (Participant.Status.ACTIVE, Participant.Status.FINISHED)


class CannotMoveWave(Exception):
    """A wave cannot take this step; the message says what to do first."""


@transaction.atomic
def plan_waves(*, programme: Programme, by: Any) -> list[Wave]:
    """The start, end and follow-up waves of a programme, dated from its own dates; those there stay as they are."""
    adopt_default(programme=programme, by=by)
    opens = {
        Wave.Kind.START: programme.starts - timedelta(days=14) if programme.starts else None,
        Wave.Kind.END: programme.ends,
        Wave.Kind.FOLLOW_UP: months_after(programme.ends, programme.follow_up_months)
        if programme.ends
        else None,
    }
    there = set(Wave.objects.filter(programme=programme).values_list("kind", flat=True))
    Wave.objects.bulk_create(
        Wave(programme=programme, kind=kind, opens=day, closes=day + OPEN_FOR if day else None)
        for kind, day in opens.items()
        if kind not in there
    )
    record("plan-waves", by=by, on=programme)
    return list(Wave.objects.filter(programme=programme))


@transaction.atomic
def plan_second_start(*, programme: Programme, by: Any) -> Wave:
    """A second start for a cohort that waits: the same questions again before the first meeting.

    What changes between the two starts changes without the programme: the only cheap comparison there is.
    """
    wave, new = Wave.objects.get_or_create(
        programme=programme,
        kind=Wave.Kind.START_AGAIN,
        defaults={
            "opens": programme.starts - timedelta(days=7) if programme.starts else None,
            "closes": programme.starts,
        },
    )
    if new:
        record("plan-waves", by=by, on=programme)
    return wave


@transaction.atomic
def open_wave(*, wave: Wave, by: Any) -> Wave:
    """Ask: the questions, the number asked and the evaluators who will read are fixed from here on."""
    wave = _locked(wave, Wave.State.PLANNED, _("This wave has been opened before."))
    readers = evaluators_of(wave.programme)
    if not readers:
        raise CannotMoveWave(
            _(
                "Name an evaluator first: someone with that duty and no other, so that the host never reads answers."
            )
        )
    if wave.time != Wave.Kind.START and not plan_of(wave.programme).frozen:
        raise CannotMoveWave(
            _(
                "The evaluator freezes the analysis plan first, before there are second answers to be tempted by. "
                "It waits in the evaluator's room."
            )
        )
    wave.definition = adopt_default(programme=wave.programme, by=by).definition
    wave.invited = _asked(wave.programme)
    wave.open()
    wave.save()
    Reader.objects.bulk_create(Reader(wave=wave, person=person) for person in readers)
    _lay_out_sheets(wave)
    write_to_all(wave=wave, template="evaluation/letters/questions.txt", kind="questions")
    record("open", by=by, on=wave)
    return wave


@transaction.atomic
def remind(*, wave: Wave, by: Any = None) -> int:
    """A reminder with their own link to everyone who was asked; how many. Who has answered is not known here.

    The system sends it: the link opens one's own answers, so no outbox that the host reads may hold it.
    """
    wave = _locked(wave, Wave.State.OPEN, _("Only an open wave can be reminded of."))
    wave.reminded_on = timezone.localdate()
    wave.save()
    record("remind", by=by, on=wave)
    people = _people_asked(wave)
    AccountMail.objects.bulk_create(_own_mail(wave, person) for person in people)
    transaction.on_commit(lambda: send_waiting.enqueue())
    return len(people)


@transaction.atomic
def close_wave(*, wave: Wave, by: Any = None) -> Wave:
    """Take no more answers. Late ones join the next wave."""
    wave = _locked(wave, Wave.State.OPEN, _("This wave is not open."))
    wave.close()
    wave.save()
    record("close", by=by, on=wave)
    return wave


@transaction.atomic
def freeze_wave(*, wave: Wave, by: Any = None) -> Wave:
    """Fix the answers for good: unsent ones are erased, the rest lose their alias and their order, the key is destroyed.

    Without `by` it is the system that freezes, when the days for it have passed.
    """
    wave = _locked(wave, Wave.State.CLOSED, _("Close the wave first; a wave is frozen once."))
    if by is not None:
        must_read(wave, by)
    kept = list(AnswerSheet.objects.filter(wave=wave, sent=True))
    AnswerSheet.objects.filter(wave=wave).delete()
    SystemRandom().shuffle(kept)
    AnswerSheet.objects.bulk_create(
        AnswerSheet(wave=wave, alias=secrets.token_hex(32), thread=sheet.thread, role=sheet.role,
                    answers=sheet.answers, sent=True)
        for sheet in kept
    )  # fmt: skip
    AliasKey.objects.filter(wave=wave).delete()
    wave.freeze()
    wave.save()
    record("freeze", by=by, on=wave)
    return wave


@transaction.atomic
def destroy_programme_key(*, programme: Programme, by: Any = None) -> bool:
    """Make it impossible for good to tell whose answers are whose; whether there was a key to destroy."""
    if Wave.objects.filter(programme=programme).exclude(state=Wave.State.FROZEN).exists():
        raise CannotMoveWave(
            _("A wave is still to come. Its answers could not be set beside the earlier ones.")
        )
    for wave in Wave.objects.filter(programme=programme).prefetch_related("readers") if by else ():
        must_read(wave, by)
    destroyed, _each = AliasKey.objects.filter(programme=programme).delete()
    record("destroy-key", by=by, on=programme)
    return bool(destroyed)


def can_destroy_key(programme: Programme) -> bool:
    """Whether every wave is frozen and the key that ties them together is still there."""
    waves = Wave.objects.filter(programme=programme).values_list("state", flat=True)
    return set(waves) == {Wave.State.FROZEN} and AliasKey.objects.filter(programme=programme).exists()


@transaction.atomic
def hand_over(*, wave: Wave, to: Any, by: Any) -> Reader:
    """Let another evaluator read a wave's answers: only one who reads them already can."""
    must_read(wave, by)
    if not is_independent(to, wave.programme):
        raise CannotMoveWave(_("That person has another duty here. An evaluator has none."))
    reader, _new = Reader.objects.get_or_create(wave=wave, person=to)
    record("grant", by=by, on=wave, about=to)
    return reader


def must_read(wave: Wave, person: Any) -> None:
    """Raise unless a person is one of the evaluators named to read a wave's answers."""
    if person.pk not in {reader.person_id for reader in wave.readers.all()}:
        raise CannotMoveWave(_("Only an evaluator who was named to read these answers can do this."))


def evaluators_of(programme: Programme) -> list[Any]:
    """The people who have the evaluator's duty in a programme and no other duty in the host."""
    duties = Membership.objects.current().select_related("person")
    held: dict[Any, set[str]] = {}
    people = {}
    for duty in duties:
        held.setdefault(duty.person_id, set()).add(duty.role)
        if duty.role == EVALUATOR and duty.programme_id in (None, programme.pk):
            people[duty.person_id] = duty.person
    return [person for key, person in people.items() if held[key] == {EVALUATOR}]


def write_to_all(*, wave: Wave, template: str, kind: str) -> list[Letter]:
    """A draft letter to each person who was asked, the same for all of them."""
    return [
        draft_letter(to=person, kind=kind, template=template, programme=wave.programme, about=wave, wave=wave)
        for person in _people_asked(wave)
    ]


def _people_asked(wave: Wave) -> list[Any]:
    """Everyone who is asked, in an order that tells nothing of answers."""
    asked = Participant.objects.filter(programme=wave.programme, status__in=ASKED).select_related("person")
    return sorted({participant.person for participant in asked}, key=lambda person: str(person.pk))


def _lay_out_sheets(wave: Wave) -> None:
    """An empty sheet for everyone who is asked, in the order of their aliases.

    Were a sheet made when its owner begins, the order of the rows in the database's file, and in every backup of it,
    would be the order in which people signed in.
    """
    programme, people = make_key(wave.programme), _people_asked(wave)
    key = make_key(wave.programme, wave)
    roles = roles_of(people, wave)
    sheets = [
        AnswerSheet(
            wave=wave,
            alias=hashed(key.secret, each),
            thread=hashed(programme.secret, each),
            role=roles[each.pk],
            answers={},
        )
        for each in people
    ]
    AnswerSheet.objects.bulk_create(sorted(sheets, key=lambda sheet: sheet.alias))


def _own_mail(wave: Wave, person: Any) -> AccountMail:
    address = full_address(href("evaluation:linked", wave))
    values = {"person": person, "programme": wave.programme, "wave": wave, "address": address}
    with translation.override(person.language):
        text = render_to_string("evaluation/letters/reminder.txt", values | {"code": link_code(wave, person)})
    subject, _rest, body = text.strip().partition("\n")
    return AccountMail(to=person.email, subject=" ".join(subject.split())[:200], body=body.strip() + "\n")


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _asked(programme: Programme) -> dict[str, int]:
    counts = dict.fromkeys(Participant.Role.values, 0)
    for role in Participant.objects.filter(programme=programme, status__in=ASKED).values_list(
        "role", flat=True
    ):
        counts[role] += 1
    return counts


def _locked(wave: Wave, state: str, otherwise: str) -> Wave:
    wave = Wave.objects.select_for_update().select_related("programme").get(pk=wave.pk)
    if wave.state != state:
        raise CannotMoveWave(otherwise)
    return wave
