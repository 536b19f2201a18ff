"""What matching tells the apps after it, and asks of them."""

from typing import Any

from django.dispatch import Signal

pair_agreed = Signal()  # partner, consultant, by, competition ("clear" or "restricted")
pair_unwound = Signal()  # partner, consultant, by: they part before time, through nobody's fault
competition_changed = Signal()  # partner, consultant, competition: what counts now for a pair that stands
asking_parted = Signal()  # programme -> iterable of (partner id, consultant id) whose engagement has ended
asking_done = Signal()  # programme -> iterable of ids of partners whose engagement came to its planned end


def parted_pairs(programme: Any) -> set[tuple[Any, Any]]:
    """Pairs that agreed once and whose engagement has ended: they take up no place any more."""
    answers = asking_parted.send(sender=None, programme=programme)
    return {tuple(pair) for _, pairs in answers for pair in pairs or ()}


def partners_done(programme: Any) -> set[Any]:
    """Partners whose engagement came to its planned end: they look for nobody else."""
    answers = asking_done.send(sender=None, programme=programme)
    return {partner for _, partners in answers for partner in partners or ()}
