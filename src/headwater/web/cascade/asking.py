"""What the host's page of a programme asks of later apps: figures of the engine, with their doubt (decision 003)."""

from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

asking_figures = Signal()  # programme, person -> list[Figure], to stand beside the counts of the host's page


@dataclass(frozen=True)
class Figure:
    """A figure in words, with a note on how sure it is; ``url`` leads to where it is explained."""

    label: str
    value: str
    note: str = ""
    url: str = ""


def figures_beside(programme: Any, person: Any) -> list[Figure]:
    """What later apps say of a programme, in the order they say it."""
    answers = asking_figures.send(sender=None, programme=programme, person=person)
    return [figure for _receiver, figures in answers for figure in figures or ()]
