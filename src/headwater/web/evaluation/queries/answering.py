"""What a person who is asked sees: their waves, pages and own answers."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headwater.web.evaluation.keys import sheet_of
from headwater.web.evaluation.models import AnswerSheet, Wave
from headwater.web.evaluation.questionnaire import LOOKING_BACK, PREFER_NOT, Item, Questionnaire, said
from headwater.web.evaluation.rules import role_of
from headwater.web.programmes.models import Participant, Programme


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
    """The pages of a wave for one side. ``back`` is the later page of the time before, shown once the rest is sent."""

    role: str
    minutes: int
    pages: tuple[Page, ...]
    back: Page | None = None

    def page(self, code: str, sheet: AnswerSheet | None = None) -> Page | None:
        """The page with a code, if there is one; the later page only for a sheet that has been sent."""
        if self.back is not None and sheet is not None and sheet.sent and code == self.back.code:
            return self.back
        return next((page for page in self.pages if page.code == code), None)


def pages_of(person: Any, wave: Wave) -> Pages:
    """The pages of questions a person sees in a wave, in their language and the programme's words."""
    role = role_of(person, wave)
    questions = wave.questionnaire if wave.definition else wave.programme.instrument.questionnaire
    language = get_language() or "en"
    words = {name: wave.programme.word(name) for name in Participant.Role.values}
    sections = questions.sections_for(role, wave.time)
    items = questions.items_for(role, wave.time)
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
    back = _back(questions, role, wave, language, len(pages))
    return Pages(role, questions.minutes(role, wave.time), pages, back)


def _back(questions: Questionnaire, role: str, wave: Wave, language: str, before: int) -> Page | None:
    items = questions.looking_back(role, wave.time)
    if not items:
        return None
    title, intro = said(LOOKING_BACK.title, language), said(LOOKING_BACK.intro, language)
    return Page(LOOKING_BACK.code, title, intro, items, before + 1, "", "")


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
        minutes = questions.minutes(role, wave.time)
        own.append(OwnWave(wave, minutes, bool(sheet and sheet.sent), sheet is not None))
    return own
