"""Where planning stands on home pages."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.cascade.asking import Figure, asking_figures
from headwater.web.cascade.models import Cascade
from headwater.web.hosts.home import NavigationItem, OwnThing, asking_navigation, asking_own_things
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role
from headwater.web.planning.outlook import passing_on_of
from headwater.web.planning.queries import said_of
from headwater.web.programmes.models import Programme


@receiver(asking_navigation)
def navigation(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NavigationItem]:
    """For whoever runs the programme and follows how practice travels."""
    if programme is None or not programme.cascade_on or not has_role(person, host, "coordinator"):
        return []
    return [NavigationItem(80, _("Whom next?"), href("planning:planning", programme))]


@receiver(asking_own_things)
def own_things(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[OwnThing]:
    """A leader's newest practice, as twenty outcomes it may come to."""
    if programme is None or not programme.cascade_on or not has_role(person, host, "partner"):
        return []
    own = Cascade.objects.filter(
        practice__participant__programme=programme, practice__participant__person=person
    )
    text = _("Twenty equally likely outcomes, from where you have got to.")
    return [
        OwnThing(48, _("How far your practice may go"), text, href("planning:own_outlook", one))
        for one in own.order_by("-started_on", "id")[:1]
    ]


@receiver(asking_figures)
def does_it_carry_itself(sender: Any, programme: Programme, person: Any, **kwargs: Any) -> list[Figure]:
    """On the host's page of what travels: whether each hands on to more than one, or that nobody can tell."""
    said = said_of(passing_on_of(programme, timezone.localdate()))
    link = href("planning:outlook", programme)
    return [Figure(_("From organisation to organisation"), said["verdict"], said["verdict_note"], link)]
