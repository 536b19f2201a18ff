"""What a QDPX project holds, as far as it concerns coded text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT_FILE = "project.qde"
FOLDER = "Sources"
INTERNAL = "internal://"


@dataclass(frozen=True)
class Coder:
    """Someone who coded. ``guid`` is a UUID in its usual writing."""

    guid: str
    name: str


@dataclass(frozen=True)
class Code:
    """A code of the codebook; what it means stands in its description."""

    guid: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Coding:
    """One code given by one coder to a selection."""

    guid: str
    code: str
    coder: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Selection:
    """Characters ``start`` to ``end`` (end not included) of a source, with the codes they were given.

    ``coder`` is who made the selection, empty where nobody in particular did.
    """

    guid: str
    start: int
    end: int
    coder: str = ""
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True)
class Source:
    """A text. Line breaks are single newlines."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()


@dataclass(frozen=True)
class Project:
    """A whole project, in the order in which it is written."""

    name: str
    coders: tuple[Coder, ...] = ()
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
