"""A lower rating in a register is told to the coordinator, who decides with the people concerned."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from headwater.web.changes.models import Change
from headwater.web.organisations.signals import rating_fell
from headwater.web.programmes.models import Participant


@receiver(rating_fell)
def ask_what_follows(sender: Any, organisations: list[Any], **kwargs: Any) -> None:
    """For each consultant now in a pair whose organisation it is; once, however often the register comes in."""
    at_work = Participant.objects.active().filter(
        organisation__in=organisations, engagements_as_consultant__ended_on__isnull=True, role="consultant"
    )
    for participant in at_work.exclude(engagements_as_consultant=None).distinct():
        waiting = {"participant": participant, "kind": Change.Kind.RATING, "state": Change.State.TOLD}
        if not Change.objects.filter(**waiting).exists():
            Change.objects.create(
                programme=participant.programme, happened_on=timezone.localdate(), **waiting
            )
