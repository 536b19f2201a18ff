"""Where money stands on home pages."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from headwater.web.funding.models import FunderContact
from headwater.web.hosts.home import NavigationItem, OwnThing, asking_navigation, asking_own_things
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role
from headwater.web.programmes.models import Programme


@receiver(asking_navigation)
def navigation(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any
) -> list[NavigationItem]:
    """The costs, for those who keep or weigh them."""
    if programme is None or not has_role(person, host, "coordinator", "evaluator"):
        return []
    return [NavigationItem(75, _("Costs"), href("funding:costs", programme))]


@receiver(asking_own_things)
def own_things(sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any) -> list[OwnThing]:
    """A funder's own lines."""
    if host is None or programme is None or not has_role(person, host, "funder"):
        return []
    if not FunderContact.objects.filter(party__programme=programme, person=person).exists():
        return []
    return [
        OwnThing(
            50,
            _("Your grant"),
            _("What was planned and spent on your own lines."),
            href("funding:grant", programme),
        )
    ]
