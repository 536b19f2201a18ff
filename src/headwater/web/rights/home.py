"""What the home pages show of people's rights over their data."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from headwater.web.hosts.home import (
    NavigationItem,
    NextStep,
    OwnThing,
    asking_navigation,
    asking_next_steps,
    asking_own_things,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role, memberships
from headwater.web.rights.models import DataRequest, RequestedText


@receiver(asking_own_things)
def your_information(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[OwnThing]:
    if host is None or not memberships(person, host):
        return []
    text = _("What is kept about you, who has seen it, taking it away, being forgotten")
    return [OwnThing(99, _("Your information"), text, href("rights:own"))]


@receiver(asking_navigation)
def requests_for_data(
    sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any
) -> list[NavigationItem]:
    if not has_role(person, host, "concern_lead"):
        return []
    return [NavigationItem(49, _("Requests for data"), href("rights:requests"))]


@receiver(asking_next_steps)
def decide_about_your_text(
    sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any
) -> list[NextStep]:
    """The author of a private text is asked to look at it: nobody else learns that there is one."""
    waiting = RequestedText.objects.filter(author=person, decision="", request__state="open").first()
    if waiting is None:
        return []
    text = _("Somebody asked for what is written about them. Only you can look at what you wrote.")
    return [
        NextStep(15, _("A note of yours was asked for"), text, _("Look at it"), href("rights:text", waiting))
    ]


@receiver(asking_next_steps)
def answer_in_time(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """Whoever answers requests for data is told before the 30 days are over."""
    if not has_role(person, host, "concern_lead"):
        return []
    oldest = DataRequest.objects.filter(state=DataRequest.State.OPEN).order_by("asked_on").first()
    if oldest is None:
        return []
    text = _("%(days)s days are left for the oldest.") % {"days": oldest.days_left}
    return [
        NextStep(
            30, _("Somebody asked for their data"), text, _("See how far it is"), href("rights:requests")
        )
    ]
