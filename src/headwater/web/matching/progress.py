"""How far a long run is, for those who wait for it."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

Tell = Callable[[str, int], None]  # what is being done, and how many hundredths of the whole are

STEPS = {
    "people": _("Looking at who takes part"),
    "nearest": _("Finding who would fit whom"),
    "rivals": _("Keeping rivals apart"),
    "solve": _("Finding the best set of pairs"),
    "reasons": _("Writing down the reasons"),
}


def nobody_waits(step: str, percent: int) -> None:
    """Progress that is told to nobody: the answer comes in the same breath."""
