"""Why something about a cascade is refused."""


class CannotPassOn(Exception):
    """Something about a cascade is refused; the message may be shown."""


class SheetIsFull(Exception):
    """A sheet has had more answers than its staff could give."""


class SheetIsClosed(Exception):
    """A sheet takes no more answers."""


class UnknownSlip(Exception):
    """The code typed in is on no slip of this sheet."""
