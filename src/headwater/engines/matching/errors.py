"""What can be wrong with a matching problem, said so that a coordinator can put it right."""

from __future__ import annotations


class MatchingError(ValueError):
    """Something in the input stops a match; the message says what, and what to do."""


class BadProblem(MatchingError):
    """One field of a problem cannot be used.

    `field` is the name of the argument, as the caller wrote it.
    """

    def __init__(self, field: str, fault: str, remedy: str) -> None:
        self.field = field
        super().__init__(f"{field}: {fault}. {remedy}")


class MustsClash(MatchingError):
    """The musts cannot all be kept.

    `rules` names those that clash, in plain words; relaxing any one of them by `short` frees the way.
    `partners` and `consultants` are the indices in the clash.
    """

    def __init__(
        self,
        rules: tuple[str, ...],
        short: int,
        partners: tuple[int, ...] = (),
        consultants: tuple[int, ...] = (),
    ) -> None:
        self.rules, self.short = rules, short
        self.partners, self.consultants = partners, consultants
        listed = "; ".join(rules)
        super().__init__(
            f"The musts cannot all be kept; they are {short} short. These clash: {listed}. "
            "Lower a minimum, widen a travel limit or another never, or remove a pin among them."
        )
