"""What organisations put on home pages."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from headwater.web.hosts.home import NavigationItem, NextStep, asking_navigation, asking_next_steps
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role
from headwater.web.organisations.models import Organisation


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if not has_role(person, host, "coordinator"):
        return []
    return [NavigationItem(10, _("Organisations"), href("organisations:index"))]


@receiver(asking_next_steps)
def first_organisations(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    if not has_role(person, host, "coordinator") or Organisation.objects.exists():
        return []
    text = _(
        "Bring in a register or your list of members, so that people can find their organisation when they apply."
    )
    return [
        NextStep(60, _("Bring in organisations"), text, _("Choose a file"), href("organisations:imports"))
    ]
