"""A term of a vocabulary, and how a file's wording finds it."""

import re
from dataclasses import dataclass
from functools import cache

SPACES = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: a stable code, the label people read, and the other wordings registers use for it."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


Vocabulary = tuple[Term, ...]


def plain(text: str) -> str:
    """A wording without the differences that do not matter: case, spaces, "and" against "&"."""
    return SPACES.sub(" ", text.replace("&", "and")).strip(" .;").casefold()


@cache
def wordings(vocabulary: Vocabulary) -> dict[str, str]:
    """Every known wording, made plain, with the code it means."""
    return {
        plain(wording): term.code for term in vocabulary for wording in (term.code, term.label, *term.aliases)
    }


def code_of(vocabulary: Vocabulary, wording: str) -> str | None:
    """The code of one wording, or None when the vocabulary does not know it."""
    return wordings(vocabulary).get(plain(wording))


def label_of(vocabulary: Vocabulary, code: str) -> str:
    """The label of a code; the code itself when the vocabulary does not know it."""
    return next((term.label for term in vocabulary if term.code == code), code)
