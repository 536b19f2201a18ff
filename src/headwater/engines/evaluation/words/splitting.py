"""An answer in segments: a sentence each to begin with, then as the coder joins and splits them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.engines.evaluation.estimate import EvaluationError

END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|\n+)")
SHORT_FORMS = (
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "st",
    "no",
    "e.g",
    "i.e",
    "etc",
    "approx",
    "rev",
    "cllr",
    "vs",
)
INITIAL = re.compile(r"\b[A-Z]\.$")


class SplitError(EvaluationError):
    """Lines that do not hold the words of the answer they were made from."""


@dataclass(frozen=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (end not included) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]


def split_sentences(text: str) -> tuple[Span, ...]:
    """A span for each sentence or line that holds a word, without the space around it."""
    spans, start = [], 0
    for match in END.finditer(text):
        if not _is_short_form(text[start : match.end()]):
            spans.append(Span(start, match.end()))
            start = match.end()
    spans.append(Span(start, len(text)))
    return tuple(span for span in (_trimmed(text, each) for each in spans) if span.end > span.start)


def resplit(text: str, lines: str) -> tuple[Span, ...]:
    """The spans of a text that someone split anew by writing one segment a line; empty lines are left out.

    Raises SplitError where the lines hold other words than the text: splitting never changes what was said.
    """
    if "".join(lines.split()) != "".join(text.split()):
        raise SplitError(
            "The words have changed. Only move the line breaks: every word stays as it was said, in its order."
        )
    spans, here = [], 0
    for line in lines.splitlines():
        length = len("".join(line.split()))
        if length:
            start = _skip_space(text, here)
            here = _after(text, start, length)
            spans.append(Span(start, here))
    return tuple(spans)


def _after(text: str, start: int, length: int) -> int:
    """The place after so many characters that are not space."""
    at = start
    while length:
        length -= not text[at].isspace()
        at += 1
    return at


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def _is_short_form(sentence: str) -> bool:
    if sentence.endswith("\n") or not sentence.endswith("."):
        return False
    last = sentence.split()[-1][:-1].casefold().lstrip("\"'“‘([")
    return last in SHORT_FORMS or bool(INITIAL.search(sentence))
