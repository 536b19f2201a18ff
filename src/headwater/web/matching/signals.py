"""What matching tells the apps after it, and asks of them."""

from typing import Any

from django.dispatch import Signal

pair_agreed = Signal()  # partner, consultant, by, competition ("clear" or "restricted")
asking_parted = Signal()  # programme -> iterable of (partner id, consultant id) whose engagement has ended


def parted_pairs(programme: Any) -> set[tuple[Any, Any]]:
    """Pairs that agreed once and whose engagement has ended: they take up no place any more."""
    answers = asking_parted.send(sender=None, programme=programme)
    return {tuple(pair) for _, pairs in answers for pair in pairs or ()}
