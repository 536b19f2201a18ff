"""What was seen to happen to a practice: one hand-over, or one tally, to a row."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from headwater.engines.cascade.errors import CascadeError


class State(StrEnum):
    """How far a practice got with somebody. Asked and "no" is a row; not asked is no row: unknown is not no."""

    INVITED = "invited"
    RECEIVED = "received"
    NOT_RECEIVED = "not received"
    UNDERSTOOD = "understood"
    NOT_UNDERSTOOD = "not understood"
    TRIED = "tried"
    NOT_TRIED = "not tried"
    SUSTAINED = "sustained"
    NOT_SUSTAINED = "not sustained"
    PASSED_ON = "passed on"
    NOT_PASSED_ON = "not passed on"
    FED_BACK = "fed back"
    ANSWERED = "answered"


LADDER = (State.RECEIVED, State.UNDERSTOOD, State.TRIED, State.SUSTAINED, State.PASSED_ON)
NEGATIVE = {
    State.NOT_RECEIVED: State.RECEIVED,
    State.NOT_UNDERSTOOD: State.UNDERSTOOD,
    State.NOT_TRIED: State.TRIED,
    State.NOT_SUSTAINED: State.SUSTAINED,
    State.NOT_PASSED_ON: State.PASSED_ON,
}


@dataclass(frozen=True)
class Event:
    """One observed hand-over, or a tally of `people` with the same answer.

    `receiver` and `sender` are any marks that tell positions apart within the organisation ("" for a
    tally, which is anonymous). `team`: those who share a sender. `date` is known to within
    `precision_days` either way. `from_organisation`: who handed on to this organisation's leader (tier
    0). `core_seen` of `core_parts`: parts of the core seen in use. `grade`: kind of evidence.
    """

    organisation: str
    tier: int
    state: State
    people: int = 1
    date: datetime.date | None = None
    precision_days: int = 0
    practice: str = ""
    team: str = ""
    receiver: str = ""
    sender: str = ""
    from_organisation: str = ""
    generation: int | None = None
    core_seen: int | None = None
    core_parts: int | None = None
    grade: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if not self.organisation:
            raise CascadeError("An event has no organisation: say where it happened.")
        if self.tier < 0 or self.people < 1 or self.precision_days < 0:
            raise CascadeError("tier and precision_days are 0 or more, people 1 or more: correct the event.")
        if self.receiver and self.people != 1:
            raise CascadeError("An event names a receiver and counts several people: give one or the other.")
        if (self.core_seen is None) != (self.core_parts is None):
            raise CascadeError("core_seen and core_parts go together: give both or neither.")
        if self.core_parts is not None and not 0 <= (self.core_seen or 0) <= self.core_parts:
            raise CascadeError(
                f"core_seen is {self.core_seen} of {self.core_parts}: it lies between 0 and core_parts."
            )
        if self.from_organisation == self.organisation:
            raise CascadeError(
                "from_organisation is the organisation itself: leave it empty for its own tiers."
            )
