"""What other apps tell: a place taken up, organisations that changed."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from headwater.web.applications.signals import place_taken_up
from headwater.web.matching.actions import place_came_free, recheck_competition, take_over_wishes
from headwater.web.organisations.signals import organisations_changed
from headwater.web.programmes.models import Participant


@receiver(place_taken_up)
def seal(sender: Any, participant: Any, wishes: Any, **kwargs: Any) -> None:
    """Sealed wishes written with an application become exclusions: nothing is copied that anyone else could read.

    One more who gives help is a place for somebody who waits.
    """
    take_over_wishes(participant=participant, wishes=wishes)
    if participant.role == Participant.Role.CONSULTANT:
        place_came_free(programme=participant.programme)


@receiver(organisations_changed)
def look_again(sender: Any, organisations: Any, **kwargs: Any) -> None:
    """A register, a tender, a group or a place changed: pairs that stand are looked at again."""
    recheck_competition(organisations=organisations)


@receiver(post_save, sender=Participant)
def look_again_at_employer(sender: Any, instance: Participant, created: bool, **kwargs: Any) -> None:
    """Somebody has a new employer: the pairs they are in are looked at again."""
    if not created:
        recheck_competition(organisations=[instance.organisation_id])
