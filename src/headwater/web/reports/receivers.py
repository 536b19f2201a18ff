"""A programme that is run again takes what was learned along."""

from typing import Any

from django.dispatch import receiver

from headwater.web.programmes.signals import programme_cloned
from headwater.web.reports.actions import carry_lessons


@receiver(programme_cloned)
def take_along(sender: Any, programme: Any, copy: Any, by: Any, **kwargs: Any) -> None:
    carry_lessons(programme, to=copy, by=by)
