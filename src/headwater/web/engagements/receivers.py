"""When matching says that a pair is agreed, their engagement begins."""

from typing import Any

from django.dispatch import receiver

from headwater.web.engagements.actions import begin
from headwater.web.engagements.models import Engagement
from headwater.web.matching.signals import pair_agreed


@receiver(pair_agreed)
def begin_engagement(
    sender: Any, partner: Any, consultant: Any, by: Any, competition: str = "clear", **kwargs: Any
) -> Engagement:
    """The engagement of two who both accepted their match."""
    return begin(partner=partner, consultant=consultant, by=by, competition=competition)
