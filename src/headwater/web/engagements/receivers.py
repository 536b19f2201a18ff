"""When matching says that a pair is agreed, their engagement begins."""

from typing import Any

from django.dispatch import receiver

from headwater.web.engagements.actions import begin, unwind
from headwater.web.engagements.models import Ending, Engagement
from headwater.web.matching.signals import (
    asking_done,
    asking_parted,
    competition_changed,
    pair_agreed,
    pair_unwound,
)


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


@receiver(asking_done)
def tell_who_is_done(sender: Any, programme: Any, **kwargs: Any) -> list[Any]:
    """Partners whose engagement came to the end they had planned, or earlier because they had done what they set out to."""
    reached = (Ending.Reason.PLANNED, Ending.Reason.ENOUGH)
    ended = Ending.objects.filter(engagement__programme=programme, engagement__state=Engagement.State.ENDED)
    return list(ended.filter(reason__in=reached).values_list("engagement__partner", flat=True))


@receiver(pair_unwound)
def unwind_engagement(sender: Any, partner: Any, consultant: Any, by: Any, **kwargs: Any) -> None:
    """They were not the right pair, through nobody's fault: what they began is over from today."""
    for engagement in Engagement.objects.open().filter(partner=partner, consultant=consultant):
        unwind(engagement, by=by)


@receiver(competition_changed)
def keep_topics_apart(sender: Any, partner: Any, consultant: Any, competition: str, **kwargs: Any) -> None:
    """A pair that goes on although their organisations have come nearer leaves the barred topics out from now on."""
    open_ = Engagement.objects.open().filter(partner=partner, consultant=consultant)
    open_.update(competition=Engagement.Competition(competition))
