"""What the home pages show of the network."""

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
from headwater.web.programmes.models import Participant, Programme

LATE_ENOUGH = (Programme.Stage.EVALUATION, Programme.Stage.ALUMNI)


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    return [NavigationItem(47, _("Network"), href("network:counts", programme))]


@receiver(asking_own_things)
def own_network(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[OwnThing]:
    """Once pairs work together: whom one can turn to."""
    begun = (Programme.Stage.RUNNING, *LATE_ENOUGH)
    if (
        programme is None
        or programme.stage not in begun
        or not any(
            one.role in ("partner", "consultant") and one.programme_id in (None, programme.pk)
            for one in memberships(person, host)
        )
    ):
        return []
    text = _("Whom you can turn to, before and now, and who else agreed to be seen.")
    return [OwnThing(70, _("Your network"), text, href("network:mine", programme))]


@receiver(asking_next_steps)
def what_comes_next(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """At the end a partner is asked whether they would help another leader, and if not, why not (R38)."""
    if programme is None or programme.stage not in LATE_ENOUGH or not has_role(person, host, "partner"):
        return []
    own = (
        Participant.objects.filter(programme=programme, person=person, role=Participant.Role.PARTNER)
        .exclude(status=Participant.Status.WITHDRAWN)
        .filter(alumnus__isnull=True)
        .first()
    )
    if own is None:
        return []
    text = _("Would you help another leader as you were helped? “Not now” is an answer too.")
    return [NextStep(75, _("And now?"), text, _("Answer"), href("network:afterwards", own))]
