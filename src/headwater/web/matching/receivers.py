"""Sealed wishes written with an application become exclusions when the place is taken up."""

from typing import Any

from django.dispatch import receiver

from headwater.web.applications.signals import place_taken_up
from headwater.web.matching.actions import take_over_wishes


@receiver(place_taken_up)
def seal(sender: Any, participant: Any, wishes: Any, **kwargs: Any) -> None:
    """Nothing is copied that anyone else could read."""
    take_over_wishes(participant=participant, wishes=wishes)
