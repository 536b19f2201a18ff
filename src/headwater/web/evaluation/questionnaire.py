"""A set of questions as data: read from TOML or JSON, checked, and asked of one role at one time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

ROLES = ("partner", "consultant")
TIMES = ("start", "end", "follow_up")
LEVELS = ("individual", "organisation")
CLASSES = ("open", "guarded", "sealed")
SECONDS = {"choice": 12, "number": 12, "text": 45}  # a rule of thumb: time your own pilot
SECONDS_TO_BEGIN = 30
MOST_PRIMARY = 3
MOST_MINUTES = 10
PREFER_NOT = "prefer_not"
THEN = "then_"


class InstrumentError(ValueError):
    """A set of questions cannot be used as it stands; the message says which line and what to do."""


@dataclass(frozen=True)
class Scale:
    """The answers to choose from, in order of their value, or a free text."""

    code: str
    kind: str
    options: tuple[tuple[int, Mapping[str, str]], ...]
    threshold: float


@dataclass(frozen=True)
class Item:
    """One question. ``polarity`` 1 means that a higher answer is the better one.

    ``counted`` names the answers whose share is reported where a question is asked once; ``left_out`` the
    answers that say "I cannot tell", which are not part of the whole.
    """

    code: str
    section: str
    label: Mapping[str, str]
    text: Mapping[str, str]
    scale: Scale
    roles: tuple[str, ...]
    times: tuple[str, ...]
    level: str
    polarity: int
    item_class: str
    outcome: str
    licence: str
    primary: tuple[str, ...]
    counted: tuple[int, ...]
    counted_label: Mapping[str, str]
    left_out: tuple[int, ...]
    mirror: str = ""  # the same thing asked of the other side about this one
    then: bool = False  # asked once more at the end, on a later page, of the time before the programme

    @property
    def is_change(self) -> bool:
        """Whether it is asked more than once, so that two answers of a person can be compared."""
        return len(self.times) > 1 and self.scale.kind != "text"


@dataclass(frozen=True)
class Section:
    """A page of questions."""

    code: str
    title: Mapping[str, str]
    intro: Mapping[str, str]


LOOKING_BACK = Section(
    "then",
    {"en": "Looking back", "cy": "Edrych yn ôl"},
    {
        "en": "Think of the time before your first meeting. As you see it today, how was it then?",
        "cy": "Meddyliwch am yr amser cyn eich cyfarfod cyntaf. Fel y gwelwch hi heddiw, sut oedd hi bryd hynny?",
    },
)


@dataclass(frozen=True)
class Questionnaire:
    """All questions of a programme, for both roles and every time of asking."""

    title: Mapping[str, str]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    licences: Mapping[str, Mapping[str, Any]]

    def items_for(self, role: str, time: str) -> tuple[Item, ...]:
        """The questions put to a role at a time, in order."""
        return tuple(item for item in self.items if role in item.roles and time in item.times)

    def looking_back(self, role: str, time: str) -> tuple[Item, ...]:
        """The then-test: at the end, some questions once more, of the time before. Their codes begin with ``then_``."""
        if time != "end":
            return ()
        return tuple(
            replace(item, code=THEN + item.code, section=LOOKING_BACK.code, then=False)
            for item in self.items_for(role, "end")
            if item.then and (not item.primary or role in item.primary)
        )

    def asked(self, role: str, time: str) -> tuple[Item, ...]:
        """All questions put to a role at a time, the later page included."""
        return self.items_for(role, time) + self.looking_back(role, time)

    def sections_for(self, role: str, time: str) -> tuple[Section, ...]:
        """The pages a role sees at a time; a page without a question is left out."""
        used = {item.section for item in self.items_for(role, time)}
        return tuple(section for section in self.sections if section.code in used)

    def minutes(self, role: str, time: str) -> int:
        """How many minutes answering takes: 12 s a closed question, 45 s an open one, 30 s to begin (R22)."""
        items = self.asked(role, time)
        if not items:
            return 0
        return math.ceil((SECONDS_TO_BEGIN + sum(SECONDS[item.scale.kind] for item in items)) / 60)


def said(words: Mapping[str, str], language: str) -> str:
    """A text in a language, else in English."""
    return words.get(language[:2]) or words.get("en", "")


def parse(definition: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire that a definition describes; raises InstrumentError with the line and the remedy."""
    try:
        licences = dict(definition["licences"])
        scales = {code: _scale(code, value) for code, value in definition["scales"].items()}
        sections = tuple(
            Section(value["code"], value["title"], value.get("intro", {})) for value in definition["sections"]
        )
        items = tuple(_item(value, scales) for value in definition["items"])
        questionnaire = Questionnaire(definition["title"], sections, items, licences)
    except KeyError as missing:
        raise InstrumentError(
            f"The definition lacks {missing}. Add it, or export one to see the form."
        ) from missing
    except (TypeError, AttributeError) as error:
        raise InstrumentError(
            "The definition is not built as ours is. Export one to see the form."
        ) from error
    _check(questionnaire)
    return questionnaire


def _scale(code: str, value: Mapping[str, Any]) -> Scale:
    options = tuple((int(option["value"]), option) for option in value.get("options", ()))
    return Scale(
        code,
        value["kind"],
        tuple(sorted(options, key=lambda pair: pair[0])),
        float(value.get("threshold", 0)),
    )


def _item(value: Mapping[str, Any], scales: Mapping[str, Scale]) -> Item:
    code = value["code"]
    if value["scale"] not in scales:
        raise InstrumentError(f"{code}: there is no scale {value['scale']!r}. Define it under scales.")
    return Item(
        code=code,
        section=value["section"],
        label=value["label"],
        text=value["text"],
        scale=scales[value["scale"]],
        roles=tuple(value.get("roles", ROLES)),
        times=tuple(value.get("times", TIMES)),
        level=value["level"],
        polarity=int(value.get("polarity", 1)),
        item_class=value["class"],
        outcome=value["outcome"],
        licence=value["licence"],
        primary=tuple(value.get("primary", ())),
        counted=tuple(value.get("counted", ())),
        counted_label=value.get("counted_label", {}),
        left_out=tuple(value.get("left_out", ())),
        mirror=value.get("mirror", ""),
        then=bool(value.get("then", False)),
    )


def _check(questionnaire: Questionnaire) -> None:
    codes = [item.code for item in questionnaire.items]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise InstrumentError(f"{', '.join(twice)}: each question needs a code of its own.")
    sections = {section.code for section in questionnaire.sections}
    for item in questionnaire.items:
        if item.mirror and item.mirror not in codes:
            raise InstrumentError(f"{item.code}: mirror {item.mirror!r} is not one of the questions.")
        _check_item(item, sections, questionnaire.licences)
    for role in ROLES:
        primary = [item.code for item in questionnaire.items if role in item.primary]
        if len(primary) > MOST_PRIMARY:
            raise InstrumentError(f"{role}: {len(primary)} main outcomes; choose {MOST_PRIMARY} at most.")
        for time in TIMES:
            minutes = questionnaire.minutes(role, time)
            if minutes > MOST_MINUTES:
                raise InstrumentError(
                    f"{role}, {time}: {minutes} minutes of questions; {MOST_MINUTES} at most. Leave some out."
                )


def _check_item(item: Item, sections: set[str], licences: Mapping[str, Mapping[str, Any]]) -> None:
    allowed = {
        "level": (item.level, LEVELS),
        "class": (item.item_class, CLASSES),
        "polarity": (item.polarity, (1, -1)),
        "section": (item.section, sections),
        "licence": (item.licence, licences),
    }
    for name, (value, known) in allowed.items():
        if value not in known:
            raise InstrumentError(
                f"{item.code}: {name} {value!r} is not one of {', '.join(map(str, known))}."
            )
    if not set(item.roles) <= set(ROLES) or not set(item.times) <= set(TIMES):
        raise InstrumentError(f"{item.code}: roles are {', '.join(ROLES)}; times are {', '.join(TIMES)}.")
    if item.scale.kind == "text" and item.item_class != "sealed":
        raise InstrumentError(f"{item.code}: a free text is never counted or shown. Set its class to sealed.")
    if not item.is_change and item.scale.kind != "text" and not item.counted:
        raise InstrumentError(f"{item.code}: asked once, so say in `counted` which answers are reported.")
    if item.then and not (item.is_change and {"start", "end"} <= set(item.times)):
        raise InstrumentError(
            f"{item.code}: only what is asked at the start and the end can be looked back on."
        )
    if item.code.startswith(THEN):
        raise InstrumentError(
            f"{item.code}: a code cannot begin with {THEN!r}; that marks what is looked back on."
        )
    licence = licences[item.licence]
    if licence.get("permission_needed") and not licence.get("permission_held"):
        raise InstrumentError(
            f"{item.code}: its licence ({licence.get('name', item.licence)}) needs a permission. "
            "Write who gave it, and when, under permission_held, or leave the question out."
        )
