"""A term of a vocabulary, and how a file's wording finds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SPACES = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: a stable code, the label people read, and the other wordings registers use for it."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The terms in the order a form shows them; `wordings` finds a code by any known wording made plain."""

    terms: tuple[Term, ...]
    wordings: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {
            plain(wording): term.code
            for term in self.terms
            for wording in (term.code, term.label, *term.aliases)
        }
        object.__setattr__(self, "wordings", known)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)


def plain(text: str) -> str:
    """A wording without the differences that do not matter: case, spaces, "and" against "&"."""
    return SPACES.sub(" ", text.replace("&", "and")).strip(" .;").casefold()


def code_of(vocabulary: Vocabulary, wording: str) -> str | None:
    """The code of one wording, or None when the vocabulary does not know it."""
    return vocabulary.wordings.get(plain(wording))


def label_of(vocabulary: Vocabulary, code: str) -> str:
    """The label of a code; the code itself when the vocabulary does not know it."""
    return next((term.label for term in vocabulary if term.code == code), code)
