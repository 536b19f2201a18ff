"""What can go wrong when two leaders work together, in words they may read."""

from typing import Any

from django.utils.translation import gettext as _

from headwater.web.engagements.models import Engagement
from headwater.web.programmes.models import Participant


class CannotWorkTogether(Exception):
    """A step of the pair that is not possible now; the message says why and what to do."""


def own_side(engagement: Engagement, by: Any) -> Participant:
    """The acting person's side of the pair; anyone else is refused."""
    side = engagement.side_of(by)
    if side is None:
        raise CannotWorkTogether(_("Only the two of this pair can do this."))
    return side


def locked(engagement: Engagement) -> Engagement:
    """The engagement as it is now, kept from changing until this action is done."""
    return (
        Engagement.objects.select_for_update(of=("self",))
        .select_related("programme", "partner__person", "consultant__person")
        .get(pk=engagement.pk)
    )


def running(engagement: Engagement) -> Engagement:
    """The engagement, kept from changing, if the pair is at work; otherwise refused."""
    fresh = locked(engagement)
    if fresh.state == Engagement.State.ENDED:
        raise CannotWorkTogether(_("This engagement has ended."))
    if fresh.state != Engagement.State.RUNNING and not is_agreed(fresh):
        raise CannotWorkTogether(_("First both of you accept your agreement."))
    return fresh


def is_agreed(engagement: Engagement) -> bool:
    """Whether all who sign have accepted some version of the agreement."""
    return engagement.agreements.accepted().exists()
