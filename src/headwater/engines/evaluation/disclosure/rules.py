"""The release rules, as numbers that a programme can read."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.engines.evaluation.estimate import EvaluationError


@dataclass(frozen=True)
class Rules:
    """The release rules. A programme may make them stricter than these defaults.

    `insiders` who may pool what they know; `least_asked` and `least_answered` for a group to be reportable; `small`:
    a cell from 1 up to, but not at, this number is merged (any cell of a guarded question, the last of an open one);
    `rounding` base; `gap`: how far apart the ends must be of what a reader can work out about a hidden small cell.

    `overlap` lets two tables of one question count some of the same people (each role, and then the whole cohort; a
    wave, and then the wave with its late answers). It is off: every person then stands in one table of a question,
    and even a reader who knows these rules and reckons backwards from the form chosen learns nothing (enumerated in
    the tests). With it on, the audit still holds for all who go by what is shown, but not against such a reader.
    """

    insiders: int = 3
    least_asked: int = 10
    least_answered: int = 8
    small: int = 3
    rounding: int = 5
    gap: int = 3
    overlap: bool = False

    def __post_init__(self) -> None:
        for name, least in (
            ("insiders", 0),
            ("least_asked", 1),
            ("least_answered", 1),
            ("small", 1),
            ("gap", 1),
        ):
            if getattr(self, name) < least:
                raise EvaluationError(f"{name} is at least {least}, not {getattr(self, name)}.")
        if self.rounding < 3:
            raise EvaluationError(f"rounding is to 3 or more, not {self.rounding}.")

    @property
    def crowd(self) -> int:
        """The fewest people by whom two releases of one question may differ: two more than can pool."""
        return self.insiders + 2


RULES = Rules()
