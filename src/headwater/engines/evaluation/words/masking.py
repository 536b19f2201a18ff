"""Which words of an answer may tell who is meant, and the answer with them taken out.

A suggestion says what kind of name it may be and where it stands, never whose name it is nor why it was found: a
word that some register knows and a word that merely looks like a name come out alike, so that whoever reads the
suggestions learns nothing of the register from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from headwater.engines.evaluation.estimate import EvaluationError

Kind = Literal["person", "organisation", "place", "phone", "email", "postcode", "web", "other"]
KINDS: dict[Kind, str] = {
    "person": "[a person]",
    "organisation": "[an organisation]",
    "place": "[a place]",
    "phone": "[a phone number]",
    "email": "[an e-mail address]",
    "postcode": "[a postcode]",
    "web": "[a web address]",
    "other": "[left out]",
}
FIXED = {"phone", "email", "postcode", "web"}
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("web", re.compile(r"(?:https?://|www\.)\S+[\w/]")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)),
    ("phone", re.compile(r"(?<![\w/])(?:\+44|0)(?:[ ()-]{0,2}\d){9,10}(?!\d)")),
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "rev", "cllr", "councillor"}
BEFORE_PLACES = {"in", "at", "near", "around", "outside", "from", "across"}
OF_ORGANISATIONS = {
    "association", "board", "care", "carers", "centre", "charity", "college", "council", "federation", "forum",
    "foundation", "group", "home", "homecare", "homes", "hospice", "hospital", "house", "housing", "ltd", "lodge",
    "network", "partnership", "project", "services", "society", "trust", "university",
}  # fmt: skip
NOT_NAMES = {
    "i", "i'm", "i’m", "i'd", "i’d", "i'll", "i’ll", "i've", "i’ve", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "christmas", "easter", "covid", "nhs", "cqc", "hr", "it", "ceo",
    "english", "welsh", "zoom", "teams", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays",
    "sundays", "ok", "uk", "england", "scotland", "wales",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Names that registers hold: of people, of organisations, of places. They are looked for, never shown."""

    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Mask:
    """Characters ``start`` to ``end`` (end not included) of a text, and what kind of name stands there."""

    start: int
    end: int
    kind: Kind


def suggest_masks(text: str, known: Known | None = None) -> tuple[Mask, ...]:
    """Everything in a text that may name someone or somewhere, from left to right, none overlapping.

    Addresses and numbers come first, then names that registers hold (the longest first; a single word only where it
    is written with a capital), then words that look like names: capitalised inside a sentence, or after a title.
    """
    found: list[Mask] = []
    for masks in (_patterned(text), _registered(text, known or Known()), _looking_like_names(text)):
        for mask in masks:
            found = _joined(found, mask)
    return tuple(_one_name_each(text, sorted(found)))


def _joined(found: list[Mask], mask: Mask) -> list[Mask]:
    """The masks with one more; where it overlaps a name, both become one of the kind that was found first."""
    over = [other for other in found if mask.start < other.end and other.start < mask.end]
    if not over:
        return [*found, mask]
    if any(other.kind in FIXED for other in over):
        return found
    whole = Mask(
        min(mask.start, *(other.start for other in over)),
        max(mask.end, *(other.end for other in over)),
        over[0].kind,
    )
    return [*(other for other in found if other not in over), whole]


def _one_name_each(text: str, masks: list[Mask]) -> Iterator[Mask]:
    """The masks with a first name and the surname after it made one."""
    last = None
    for mask in masks:
        if last and last.kind == mask.kind == "person" and text[last.end : mask.start] == " ":
            last = Mask(last.start, mask.end, "person")
            continue
        if last:
            yield last
        last = mask
    if last:
        yield last


def mask_text(text: str, masks: Iterable[Mask]) -> str:
    """The text with each mask's characters replaced by what kind of name stood there."""
    ordered, parts, here = sorted(masks), [], 0
    for mask in ordered:
        if not here <= mask.start < mask.end <= len(text):
            raise EvaluationError("Two masks overlap, or one lies outside the text. Make the masks anew.")
        parts += [text[here : mask.start], KINDS[mask.kind]]
        here = mask.end
    return "".join([*parts, text[here:]])


def _patterned(text: str) -> Iterator[Mask]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield Mask(match.start(), match.end(), kind)


def _registered(text: str, known: Known) -> Iterator[Mask]:
    folded = text.casefold()
    if len(folded) != len(text):  # a letter that changes its length when folded: compare as written
        folded = text
    names: list[tuple[str, Kind]] = [
        *((name, "organisation") for name in known.organisations),
        *((name, "person") for name in known.people),
        *((name, "place") for name in known.places),
    ]
    there = [(name, kind) for name, kind in names if name and name.casefold() in folded]
    for name, kind in sorted(there, key=lambda each: (-len(each[0]), each)):
        yield from _places_of(name, kind, text)


def _places_of(name: str, kind: Kind, text: str) -> Iterator[Mask]:
    single = len(name.split()) == 1
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
        if not single or match.group()[0].isupper():
            yield Mask(match.start(), match.end(), kind)


def _looking_like_names(text: str) -> Iterator[Mask]:
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and _could_name(text, words, end) and (end == at or _adjoin(text, words, end)):
            end += 1
        if end > at:
            yield Mask(words[at].start(), words[end - 1].end(), _guess(words, at, end))
        at = max(end, at + 1)


def _could_name(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    word = words[at].group()
    if not word[0].isupper() or word.casefold() in NOT_NAMES | TITLES:
        return False
    titled = at > 0 and words[at - 1].group().casefold() in TITLES
    return titled or not _begins_a_sentence(text, words[at].start())


def _adjoin(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    return text[words[at - 1].end() : words[at].start()] == " "


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“‘([")
    return not before or before[-1] in ".!?…:\n–—•-"


def _guess(words: Sequence[re.Match[str]], at: int, end: int) -> Kind:
    if any(word.group().casefold() in OF_ORGANISATIONS for word in words[at:end]):
        return "organisation"
    if at > 0 and words[at - 1].group().casefold() in BEFORE_PLACES:
        return "place"
    return "person"
