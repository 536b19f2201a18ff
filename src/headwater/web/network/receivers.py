"""What the network learns from earlier apps: which generation someone who begins to help belongs to."""

from typing import Any

from django.dispatch import receiver

from headwater.web.applications.signals import place_taken_up
from headwater.web.network.queries import own_generation
from headwater.web.programmes.models import Participant


@receiver(place_taken_up)
def know_the_generation(sender: Any, participant: Participant, **kwargs: Any) -> None:
    """A consultant who was helped before is of the generation after the one who helped them (R38)."""
    if participant.role != Participant.Role.CONSULTANT:
        return
    generation = own_generation(participant.person)
    if generation > participant.generation:
        participant.generation = generation
        participant.save(update_fields=["generation"])
