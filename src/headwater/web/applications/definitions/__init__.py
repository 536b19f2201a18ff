"""A form as data: form → pages → fieldsets → questions, read from TOML, so that a programme can change it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from headwater.data.vocabularies import CLIENT_GROUPS, LEGAL_FORMS, SERVICE_TYPES, SITUATIONS, TOPICS

SHIPPED = Path(__file__).parent
TYPES = {"text", "long_text", "choice", "choices", "number", "date", "yes_no", "postcode", "lines", "sealed"}
CLASSES = {"C1", "C2", "C3", "C4"}
NEEDED = ("organisation_name", "topics", "route_in")
USUAL_SERVICES = (
    "homecare", "residential-home", "nursing-home", "care-home", "supported-living", "supported-housing",
    "housing-support", "shared-lives", "day-support", "community-learning-disability", "community-mental-health",
    "community-substance", "community-healthcare", "rehabilitation", "long-term-conditions", "hospice",
    "home-hospice", "remote-advice",
)  # fmt: skip
"""The services offered on the form that ships; a programme's own form can list others."""
Words = dict[str, str]


class CannotReadForm(ValueError):
    """A form definition does not hold together; the message says where and what to do."""


@dataclass(frozen=True)
class Question:
    """One question: how it is asked, what may be answered, and how confidential the answer is."""

    name: str
    type: str
    label: Words
    data_class: str
    help: Words
    required: bool = True
    choices: tuple[tuple[str, Words], ...] = ()
    most: int = 0
    must_be: str = ""
    show_when: str = ""

    def spoken_choices(self) -> list[tuple[str, str]]:
        """The choices in the reader's language."""
        return [(value, spoken(words)) for value, words in self.choices]


@dataclass(frozen=True)
class Fieldset:
    """Questions that belong together, under a legend."""

    legend: Words
    help: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Page:
    """One page of the form."""

    code: str
    title: Words
    fieldsets: tuple[Fieldset, ...]

    def questions(self) -> Iterator[Question]:
        for fieldset in self.fieldsets:
            yield from fieldset.questions


@dataclass(frozen=True)
class Gate:
    """A question before the long form: what it needs, and what would change the answer (R60)."""

    code: str
    question: Words
    needs: str
    change: Words
    unless: str = ""


@dataclass(frozen=True)
class Form:
    """Everything one role is asked."""

    title: Words
    gates: tuple[Gate, ...]
    pages: tuple[Page, ...]

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions()

    def page(self, code: str) -> Page | None:
        return next((page for page in self.pages if page.code == code), None)

    def after(self, code: str) -> Page | None:
        """The page that follows one; None after the last."""
        codes = [page.code for page in self.pages]
        rest = self.pages[codes.index(code) + 1 :]
        return rest[0] if rest else None


def spoken(words: Words) -> str:
    """Words in the reader's language, else in English."""
    language = (get_language() or "en").split("-")[0]
    return words.get(language) or words.get("en", "")


@cache
def shipped_form(role: str) -> Form:
    """The form that ships for a role."""
    return read_form(shipped_text(role))


def shipped_text(role: str) -> str:
    """The TOML of the form that ships for a role: what a programme starts from."""
    return (SHIPPED / f"{role}.toml").read_text(encoding="utf-8")


def read_form(text: str) -> Form:
    """The form a TOML text describes; raises CannotReadForm with the place and the remedy."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotReadForm(f"This is not TOML: {error}.") from error
    gates = tuple(_gate(item) for item in raw.get("eligibility", []))
    form = Form(_words(raw, "title", "the form"), gates, tuple(_page(item) for item in raw.get("pages", [])))
    _check_whole(form)
    return form


def _check_whole(form: Form) -> None:
    names = [question.name for question in form.questions()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CannotReadForm(f"These names are used twice: {', '.join(twice)}. Give each question its own.")
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise CannotReadForm(f"The form must ask for: {', '.join(missing)}.")
    codes = [page.code for page in form.pages]
    if len(codes) != len(set(codes)):
        raise CannotReadForm("Two pages have the same code. Give each page its own.")


def _gate(raw: dict[str, Any]) -> Gate:
    place = f"eligibility question {raw.get('code', '?')}"
    if raw.get("needs") not in ("yes", "no"):
        raise CannotReadForm(f'{place}: "needs" must be "yes" or "no".')
    question, change = _words(raw, "question", place), _words(raw, "change", place)
    return Gate(str(raw.get("code", "")), question, raw["needs"], change, raw.get("unless", ""))


def _page(raw: dict[str, Any]) -> Page:
    code = raw.get("code", "")
    if "shared" in raw:
        shared = _file("shared.toml").get(raw["shared"])
        if shared is None:
            raise CannotReadForm(f"There is no shared page {raw['shared']}.")
        raw = shared
    place = f"page {code or '?'}"
    if not code.isidentifier():
        raise CannotReadForm(f'{place}: "code" must be one word of letters, digits and underscores.')
    fieldsets = tuple(_fieldset(item, place) for item in raw.get("fieldsets", []))
    return Page(code, _words(raw, "title", place), fieldsets)


def _fieldset(raw: dict[str, Any], place: str) -> Fieldset:
    questions = tuple(_question(item, place) for item in raw.get("fields", []))
    return Fieldset(_words(raw, "legend", place), raw.get("help", {}), questions)


def _question(raw: dict[str, Any], place: str) -> Question:
    place = f"{place}, question {raw.get('name', '?')}"
    if raw.get("type") not in TYPES:
        raise CannotReadForm(f'{place}: "type" must be one of {", ".join(sorted(TYPES))}.')
    if raw.get("data_class") not in CLASSES:
        raise CannotReadForm(f'{place}: "data_class" must be one of {", ".join(sorted(CLASSES))}.')
    if (raw["type"] == "sealed") != (raw["data_class"] == "C4"):
        raise CannotReadForm(f"{place}: a sealed question is C4, and only a sealed one is.")
    return Question(
        name=raw.get("name", ""),
        type=raw["type"],
        label=_words(raw, "label", place),
        data_class=raw["data_class"],
        help=raw.get("help", {}),
        required=raw.get("required", True),
        choices=_choices(raw.get("choices", ()), place),
        most=raw.get("most", 0),
        must_be=raw.get("must_be", ""),
        show_when=raw.get("show_when", ""),
    )


def _words(raw: dict[str, Any], key: str, place: str) -> Words:
    words = raw.get(key)
    if not isinstance(words, dict) or not words.get("en"):
        raise CannotReadForm(f'{place}: "{key}" needs at least English words, as {{ en = "…" }}.')
    return words


def _choices(raw: Any, place: str) -> tuple[tuple[str, Words], ...]:
    if isinstance(raw, str):
        listed = _vocabularies().get(raw) or _file("choices.toml").get(raw)
        if listed is None:
            raise CannotReadForm(f"{place}: there is no list of choices called {raw}.")
        raw = listed
    return tuple((str(item["value"]), {k: v for k, v in item.items() if k != "value"}) for item in raw)


def said(listed: str, value: str) -> str:
    """What a value of a shipped list of choices says in the reader's language; the value itself if it is not in it."""
    return next((spoken(words) for one, words in _choices(listed, listed) if one == value), value)


@cache
def _vocabularies() -> dict[str, list[dict[str, str]]]:
    services = {term.code: term for term in SERVICE_TYPES}
    lists = {
        "topics": TOPICS,
        "situations": SITUATIONS,
        "services": [services[code] for code in USUAL_SERVICES],
        "client_groups": CLIENT_GROUPS,
        "legal_forms": LEGAL_FORMS,
    }
    return {name: [{"value": term.code, "en": term.label} for term in terms] for name, terms in lists.items()}


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((SHIPPED / name).read_text(encoding="utf-8"))
