"""When matching says that a pair is agreed, their engagement begins."""

from typing import Any

from django.dispatch import receiver

from headwater.web.engagements.actions import begin
from headwater.web.engagements.models import Engagement
from headwater.web.matching.signals import asking_parted, pair_agreed


@receiver(pair_agreed)
def begin_engagement(
    sender: Any, partner: Any, consultant: Any, by: Any, competition: str = "clear", **kwargs: Any
) -> Engagement:
    """The engagement of two who both accepted their match."""
    return begin(partner=partner, consultant=consultant, by=by, competition=competition)


@receiver(asking_parted)
def tell_who_has_parted(sender: Any, programme: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
    """Pairs whose engagement has ended and who have no other open: their places are free again."""
    pairs = Engagement.objects.filter(programme=programme).values_list("partner", "consultant", "state")
    open_pairs = {(p, c) for p, c, state in pairs if state != Engagement.State.ENDED}
    return [(p, c) for p, c, _state in pairs if (p, c) not in open_pairs]
