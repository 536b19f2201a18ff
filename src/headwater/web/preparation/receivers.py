"""Preparation answers when an earlier app asks whether someone may go on."""

from typing import Any

from django.dispatch import receiver

from headwater.web.preparation.rules import gate_reasons
from headwater.web.programmes.signals import asking_gates


@receiver(asking_gates)
def tell_what_is_open(sender: Any, participant: Any, before: str, **kwargs: Any) -> list[str]:
    """What a participant still has to do before matching or before the first session."""
    return gate_reasons(participant, before=before)
