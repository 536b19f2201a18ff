"""What is read of waves and answers: bands for the host, pairs of answers for the evaluator."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headwater.engines.evaluation import ChangeCounts
from headwater.web.evaluation.keys import sheet_of
from headwater.web.evaluation.models import AnswerSheet, Instrument, Reader, Release, Wave
from headwater.web.evaluation.questionnaire import PREFER_NOT, Item, Questionnaire, said
from headwater.web.evaluation.rules import role_of
from headwater.web.evaluation.showing import band
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class Response:
    """How many of a role answered a wave: a band only."""

    role: str
    low: int
    high: int
    invited: int


@dataclass(frozen=True)
class Finding:
    """One exact figure, for the evaluator only."""

    number: str
    item: Item
    role: str
    kind: str
    counts: ChangeCounts | None
    count: int
    answered: int
    invited: int
    started: int


def bands_of(waves: list[Wave]) -> dict[Any, list[Response]]:
    """For each wave, the band of how many of each role have sent answers (promises.md 4.3 row 16)."""
    sent = Counter(AnswerSheet.objects.filter(wave__in=waves, sent=True).values_list("wave", "role"))
    return {
        wave.pk: [
            Response(role, *band(sent[wave.pk, role], invited), invited)
            for role, invited in wave.invited.items()
            if invited
        ]
        for wave in waves
    }


def started_in(programme: Programme) -> dict[str, int]:
    """How many took up a place on each side, those who left included."""
    return dict(Counter(Participant.objects.filter(programme=programme).values_list("role", flat=True)))


def sheets_of(wave: Wave) -> list[AnswerSheet]:
    """The sent answers of a wave, in an order that tells nothing."""
    return sorted(
        AnswerSheet.objects.filter(wave=wave, sent=True), key=lambda sheet: (sheet.role, sheet.thread)
    )


def findings(before: Wave, after: Wave) -> list[Finding]:
    """Every figure that the two frozen waves hold, in the order of the questions, partners before consultants."""
    questions = after.questionnaire
    first = {sheet.thread: sheet for sheet in sheets_of(before)}
    second = {sheet.thread: sheet for sheet in sheets_of(after)}
    started = started_in(after.programme)
    found = []
    for role in Participant.Role.values:
        invited = max(before.invited.get(role, 0), after.invited.get(role, 0))
        for place, item in enumerate(_countable(questions, role, before.kind, after.kind), start=1):
            number = f"{role[0].upper()}{place}"
            counted = _compared if item.is_change else _counted
            found.append(counted(number, item, role, first, second, invited, started.get(role, 0)))
    return found


def _countable(questions: Questionnaire, role: str, before: str, after: str) -> list[Item]:
    return [
        item
        for item in questions.items_for(role, after)
        if item.item_class != "sealed" and (not item.is_change or before in item.times)
    ]


Sheets = dict[str, AnswerSheet]


def _compared(
    number: str, item: Item, role: str, first: Sheets, second: Sheets, invited: int, started: int
) -> Finding:
    threads = sorted({t for sheets in (first, second) for t, sheet in sheets.items() if sheet.role == role})
    missing = [None] * max(0, invited - len(threads))
    counts = ChangeCounts.compare(
        [*(_number(first.get(thread), item) for thread in threads), *missing],
        [*(_number(second.get(thread), item) for thread in threads), *missing],
        item.polarity,
        item.scale.threshold,
    )
    return Finding(
        number,
        item,
        role,
        "change",
        counts,
        counts.better,
        counts.answered,
        counts.invited,
        max(started, counts.invited),
    )


def _counted(
    number: str, item: Item, role: str, first: Sheets, second: Sheets, invited: int, started: int
) -> Finding:
    given = [_number(sheet, item) for sheet in second.values() if sheet.role == role]
    answers = [answer for answer in given if answer is not None and answer not in item.left_out]
    said_so = sum(answer in item.counted for answer in answers)
    invited = max(invited, len(given))
    return Finding(number, item, role, "share", None, said_so, len(answers), invited, max(started, invited))


def _number(sheet: AnswerSheet | None, item: Item) -> int | None:
    answer = sheet.answers.get(item.code) if sheet else None
    return answer if isinstance(answer, int) else None


def start_of(wave: Wave) -> Wave | None:
    """The start wave that another wave is compared with."""
    return Wave.objects.filter(programme=wave.programme_id, kind=Wave.Kind.START).exclude(pk=wave.pk).first()


@dataclass(frozen=True)
class Page:
    """One page of questions as a person sees it; ``following`` is the next one's code, empty on the last."""

    code: str
    title: str
    intro: str
    items: tuple[Item, ...]
    place: int
    before: str
    following: str


@dataclass(frozen=True)
class Pages:
    """The pages of a wave for one side."""

    role: str
    minutes: int
    pages: tuple[Page, ...]

    def page(self, code: str) -> Page | None:
        """The page with a code, if there is one."""
        return next((page for page in self.pages if page.code == code), None)


def pages_of(person: Any, wave: Wave) -> Pages:
    """The pages of questions a person sees in a wave, in their language and the programme's words."""
    role = role_of(person, wave)
    questions = wave.questionnaire if wave.definition else wave.programme.instrument.questionnaire
    language = get_language() or "en"
    words = {name: wave.programme.word(name) for name in Participant.Role.values}
    sections = questions.sections_for(role, wave.kind)
    items = questions.items_for(role, wave.kind)
    codes = ["", *(section.code for section in sections), ""]
    pages = tuple(
        Page(
            section.code,
            said(section.title, language),
            said(section.intro, language).format(**words),
            tuple(item for item in items if item.section == section.code),
            place,
            codes[place - 1],
            codes[place + 1],
        )
        for place, section in enumerate(sections, start=1)
    )
    return Pages(role, questions.minutes(role, wave.kind), pages)


def answered_pages(pages: Pages, sheet: AnswerSheet | None) -> list[dict[str, Any]]:
    """The pages with how many of their questions are answered."""
    given = set(sheet.answers) if sheet else set()
    return [
        {"page": page, "done": sum(item.code in given for item in page.items), "of": len(page.items)}
        for page in pages.pages
    ]


def spoken_answers(pages: Pages, sheet: AnswerSheet | None, language: str) -> list[dict[str, Any]]:
    """One's own answers in words, page by page, to be checked before they are sent."""
    given = sheet.answers if sheet else {}
    return [
        {
            "page": page,
            "answers": [
                (said(item.text, language), _spoken(item, given.get(item.code), language))
                for item in page.items
            ],
        }
        for page in pages.pages
    ]


def _spoken(item: Item, answer: Any, language: str) -> str:
    if answer in (None, ""):
        return _("Left out")
    if answer == PREFER_NOT:
        return _("Prefer not to say")
    options = dict(item.scale.options)
    return said(options[answer], language) if answer in options else str(answer)


@dataclass
class OwnWave:
    """A wave as the person who is asked sees it."""

    wave: Wave
    minutes: int
    sent: bool
    begun: bool


def own_waves(person: Any, programme: Programme, *, open_only: bool = False) -> list[OwnWave]:
    """The waves a person is asked in, with the minutes each takes them."""
    waves = list(Wave.objects.filter(programme=programme).select_related("programme__instrument"))
    if open_only:
        waves = [wave for wave in waves if wave.state == Wave.State.OPEN]
    if not waves:
        return []
    role = role_of(person, waves[0])
    own = []
    for wave in waves:
        sheet = sheet_of(person, wave) if wave.state == Wave.State.OPEN else None
        questions = wave.questionnaire if wave.definition else programme.instrument.questionnaire
        minutes = questions.minutes(role, wave.kind)
        own.append(OwnWave(wave, minutes, bool(sheet and sheet.sent), sheet is not None))
    return own


@dataclass(frozen=True)
class HostedWave:
    """A wave as the host sees it: its dates and bands."""

    wave: Wave
    bands: list[Response]


def waves_with_bands(programme: Programme) -> list[HostedWave]:
    """The waves of a programme with their bands of response."""
    waves = list(Wave.objects.filter(programme=programme))
    bands = bands_of(waves)
    return [HostedWave(wave, bands[wave.pk]) for wave in waves]


def minutes_asked(programme: Programme) -> dict[str, int]:
    """The minutes of questions asked of each side in all waves together (R22)."""
    instrument = Instrument.objects.filter(programme=programme).first()
    if instrument is None:
        return {}
    kinds = Wave.objects.filter(programme=programme).values_list("kind", flat=True)
    questions = instrument.questionnaire
    return {role: sum(questions.minutes(role, kind) for kind in kinds) for role in Participant.Role.values}


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
