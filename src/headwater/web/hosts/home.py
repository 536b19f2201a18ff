"""What the home pages ask of every app: each answers with its own rows (architecture.md, import rule 3).

Each signal is sent with ``person``, ``host`` and ``programme`` (None for the host's own home), and each
receiver returns a list. Later apps answer earlier ones this way without being imported by them.
"""

from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

asking_next_steps = Signal()  # -> list[NextStep]
asking_attention = Signal()  # -> list[AttentionRow]
asking_funnel = Signal()  # -> list[FunnelStage]
asking_own_things = Signal()  # -> list[OwnThing]
asking_navigation = Signal()  # -> list[NavigationItem]
asking_doors = Signal()  # -> list[NavigationItem]: ways into the example for those who have no account
asking_programme = Signal()  # -> list of the programmes a person may be looking at, the likeliest first


@dataclass(frozen=True, order=True)
class NextStep:
    """The one thing to do next; the smallest ``urgency`` wins (0 today, 50 soon, 90 whenever)."""

    urgency: int
    title: str
    text: str
    label: str
    url: str


@dataclass(frozen=True, order=True)
class AttentionRow:
    """Something a coordinator should look at: how many, in a sentence, with one button."""

    urgency: int
    count: int
    sentence: str
    label: str
    url: str


@dataclass(frozen=True, order=True)
class FunnelStage:
    """How many reached a stage of the programme, with what the number means."""

    order: int
    label: str
    count: int
    definition: str = ""
    url: str = ""


@dataclass(frozen=True, order=True)
class OwnThing:
    """A thing of one's own on the home page."""

    order: int
    label: str
    text: str
    url: str


@dataclass(frozen=True, order=True)
class NavigationItem:
    """A line of the navigation."""

    order: int
    label: str
    url: str


def gather(signal: Signal, *, person: Any, host: Any, programme: Any) -> list[Any]:
    """Every app's answers to one question, in order."""
    if programme is not None and programme.host_id == getattr(host, "pk", None):
        programme.host = host  # known: nobody need ask for it again
    answers = signal.send(sender=None, person=person, host=host, programme=programme)
    return sorted(item for _, items in answers for item in items or ())
