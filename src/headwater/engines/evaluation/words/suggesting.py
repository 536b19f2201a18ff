"""Which themes a segment may speak of, three at most, each with the words that suggest it.

A theme's name, definition and cue words make one text. Likeness is the cosine of character n-grams (3 to 5 letters
within words) weighted by inverse document frequency; each theme's column is then set on its own mean and spread over
all segments, since a theme of common words would otherwise draw everything to itself. A theme is suggested only
where words can be named that segment and theme share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST = 3
SIZES = (3, 4, 5)
ENDINGS = ("s", "es", "d", "ed", "er", "ers", "ing", "ings", "ly", "ning", "ned")
CUE = 1.5  # what a cue found in a segment adds, in standard deviations
LEAST = 0.0
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
COMMON_WORDS = (
    "a about after all also am an and any are as at be been before being but by can could did do does each for from "
    "get got had has have he her here him his how i if in into is it its it's just less like made make many may me "
    "more most much my no not now of on one only or other our out over own people person she since so some something "
    "someone such than that the their them then there these they thing things this those through to too up us very "
    "was we were what when where which while who why will with would you your"
)
COMMON = frozenset(COMMON_WORDS.split())


@dataclass(frozen=True)
class Theme:
    """A theme of the codebook. ``cues`` are words or short phrases that tend to go with it."""

    code: str
    name: str
    definition: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A theme that a segment may speak of, with the words of the segment that suggest it."""

    theme: str
    words: tuple[str, ...]
    score: float


def suggest_themes(
    segments: Sequence[str], themes: Sequence[Theme], most: int = MOST
) -> tuple[tuple[Suggestion, ...], ...]:
    """For each segment up to ``most`` suggestions, the likeliest first; none where no word speaks for one.

    ``score`` is in standard deviations of the theme over these segments; ties go by the theme's code.
    """
    if not segments or not themes:
        return tuple(() for _segment in segments)
    scores = _standardised(_likeness(segments, themes))
    vocabularies = [_vocabulary(theme) for theme in themes]
    return tuple(
        _best(segment, row, themes, vocabularies, most) for segment, row in zip(segments, scores, strict=True)
    )


def _best(
    segment: str, row: Floats, themes: Sequence[Theme], vocabularies: list[frozenset[str]], most: int
) -> tuple[Suggestion, ...]:
    found = []
    for theme, vocabulary, score in zip(themes, vocabularies, row.tolist(), strict=True):
        cues = _cues_in(segment, theme)
        words = tuple(dict.fromkeys([*cues, *_shared(segment, vocabulary, cues)]))
        value = score + CUE * bool(cues)
        if words and value > LEAST:
            found.append(Suggestion(theme.code, words, round(value, 6)))
    return tuple(sorted(found, key=lambda each: (-each.score, each.theme))[:most])


def _cues_in(segment: str, theme: Theme) -> list[str]:
    folded = segment.casefold()
    return [
        cue for cue in theme.cues if cue and re.search(rf"(?<!\w){re.escape(cue.casefold())}(?!\w)", folded)
    ]


def _shared(segment: str, vocabulary: frozenset[str], cues: list[str]) -> list[str]:
    """The segment's words that share a stem with a word of the theme."""
    within = {part for cue in cues for part in cue.casefold().split()}
    return [
        word
        for word in _words(segment)
        if word not in within and any(_same_stem(word, other) for other in vocabulary)
    ]


def _same_stem(a: str, b: str) -> bool:
    """The same word but for its ending: "think" and "thinking", "braver" and "bravely", not "thin" and "think"."""
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and (long == short or long[len(short) :] in ENDINGS):
        return True
    least = max(5, len(short) - 2)
    return len(short) >= least and short[:least] == long[:least] and len(long) - len(short) <= 3


def _vocabulary(theme: Theme) -> frozenset[str]:
    return frozenset(_words(" ".join((theme.name, theme.definition, *theme.cues))))


def _words(text: str) -> list[str]:
    found = (word.casefold() for word in WORD.findall(text))
    return [word for word in found if len(word) > 2 and word not in COMMON]


def _grams(text: str) -> Counter[str]:
    grams: Counter[str] = Counter()
    for word in _words(text):
        padded = f" {word} "
        for size in SIZES:
            grams.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return grams


def _likeness(segments: Sequence[str], themes: Sequence[Theme]) -> Floats:
    """Cosine of weighted n-grams: shape segments x themes."""
    documents = [_grams(text) for text in segments]
    documents += [_grams(" ".join((theme.name, theme.definition, *theme.cues))) for theme in themes]
    place = {gram: at for at, gram in enumerate(sorted(set().union(*documents)))}
    matrix = np.zeros((len(documents), max(len(place), 1)))
    for row, grams in enumerate(documents):
        for gram, count in grams.items():
            matrix[row, place[gram]] = 1 + np.log(count)
    matrix *= np.log((1 + len(documents)) / (1 + (matrix > 0).sum(axis=0))) + 1
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return np.asarray(matrix[: len(segments)] @ matrix[len(segments) :].T)


def _standardised(likeness: Floats) -> Floats:
    spread = likeness.std(axis=0)
    centred = likeness - likeness.mean(axis=0)
    return np.asarray(np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 1e-12))
