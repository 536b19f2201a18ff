"""What the evaluator sees in the room: waves, and open answers under a pseudonym."""

import uuid
from dataclasses import dataclass
from typing import Any

from headwater.web.evaluation.models import AnswerSheet, Reader, Release, Wave
from headwater.web.evaluation.queries.bands import Response, bands_of
from headwater.web.evaluation.queries.counting import started_in
from headwater.web.evaluation.questionnaire import Item
from headwater.web.programmes.models import Programme


@dataclass(frozen=True)
class RoomWave:
    """A wave as the evaluator sees it."""

    wave: Wave
    reads: bool
    answered: list[Response]
    comparable: bool
    released: bool
    others: list[Any]  # evaluators who do not read it yet


def room_waves(programme: Programme, person: Any, evaluators: list[Any]) -> list[RoomWave]:
    """The waves of a programme with what the evaluator may do in each."""
    waves = list(Wave.objects.filter(programme=programme).select_related("programme"))
    readers = set(Reader.objects.filter(wave__in=waves).values_list("wave", "person"))
    bands = bands_of(waves)
    started = any(wave.kind == Wave.Kind.START and wave.state == Wave.State.FROZEN for wave in waves)
    released = set(Release.objects.filter(programme=programme).values_list("after", flat=True))
    return [
        RoomWave(
            wave,
            (wave.pk, person.pk) in readers,
            bands[wave.pk],
            started and wave.kind != Wave.Kind.START and wave.state == Wave.State.FROZEN,
            wave.pk in released,
            [each for each in evaluators if (wave.pk, each.pk) not in readers],
        )
        for wave in waves
    ]


@dataclass(frozen=True)
class ResponseRow:
    """One side in one wave: took up a place, were asked, answered, and answered the start as well.

    ``rate`` is complete answers of all who were asked (AAPOR RR1; with no partial answers kept, RR2 is the same).
    """

    wave: Wave
    role: str
    started: int
    invited: int
    answered: int
    both: int | None

    @property
    def rate(self) -> int:
        """The response rate in whole per cent."""
        return round(100 * self.answered / self.invited) if self.invited else 0

    @property
    def is_low(self) -> bool:
        """Whether fewer than eight in ten can be compared, so that who is missing may matter."""
        counted = self.answered if self.both is None else self.both
        return 10 * counted < 8 * self.invited


def response_ledger(programme: Programme, person: Any) -> list[ResponseRow]:
    """Who answered, in numbers, of each closed wave that an evaluator reads, partners before consultants."""
    read = (Wave.State.CLOSED, Wave.State.FROZEN)
    waves = list(Wave.objects.filter(programme=programme, state__in=read, readers__person=person))
    started = started_in(programme)
    threads: dict[tuple[Any, str], set[str]] = {}
    sent = AnswerSheet.objects.filter(wave__in=waves, sent=True).values_list("wave", "role", "thread")
    for wave, role, thread in sent:
        threads.setdefault((wave, role), set()).add(thread)
    first = next((wave.pk for wave in waves if wave.kind == Wave.Kind.START), None)
    return [
        ResponseRow(
            wave, role, max(started.get(role, 0), invited), invited, len(threads.get((wave.pk, role), ())),
            None if first in (None, wave.pk)
            else len(threads.get((wave.pk, role), set()) & threads.get((first, role), set())),
        )
        for wave in waves
        for role, invited in wave.invited.items()
        if invited
    ]  # fmt: skip


@dataclass(frozen=True)
class OpenAnswer:
    """One answer in someone's own words. ``id`` stays the same for good; ``thread`` is the same for one person in all waves.

    ``code`` is what the evaluator calls the person; nothing here leads to who they are.
    """

    id: uuid.UUID
    wave: Wave
    item: Item
    role: str
    code: str
    thread: str
    text: str


def open_answers(programme: Programme, wave: Wave | None = None) -> list[OpenAnswer]:
    """The answers in people's own words of every closed wave (or of one), question by question.

    Within a question they stand by pseudonym, which is neither the order of answering nor of anything known outside.
    Only sent answers of closed and frozen waves: nothing is live. Whether the reader may see them is asked before.
    """
    read = (Wave.State.CLOSED, Wave.State.FROZEN)
    waves = [wave] if wave else list(Wave.objects.filter(programme=programme))
    sheets = AnswerSheet.objects.filter(wave__in=[w for w in waves if w.state in read], sent=True)
    by_wave: dict[Any, list[AnswerSheet]] = {}
    for sheet in sheets:
        by_wave.setdefault(sheet.wave_id, []).append(sheet)
    return [
        answer
        for one in waves
        if one.pk in by_wave
        for item in one.questionnaire.items
        if item.scale.kind == "text"
        for answer in _given(one, item, by_wave[one.pk])
    ]


def _given(wave: Wave, item: Item, sheets: list[AnswerSheet]) -> list[OpenAnswer]:
    said = [sheet for sheet in sheets if str(sheet.answers.get(item.code, "")).strip()]
    return [
        OpenAnswer(
            uuid.uuid5(wave.pk, f"{sheet.thread} {item.code}"),
            wave,
            item,
            sheet.role,
            sheet.code,
            sheet.thread,
            str(sheet.answers[item.code]).strip(),
        )
        for sheet in sorted(said, key=lambda sheet: sheet.thread)
    ]
