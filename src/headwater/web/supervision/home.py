"""What the home pages show of supervision and concerns."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headwater.web.hosts.home import (
    AttentionRow,
    NavigationItem,
    NextStep,
    OwnThing,
    asking_attention,
    asking_navigation,
    asking_next_steps,
    asking_own_things,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role
from headwater.web.programmes.models import Participant
from headwater.web.supervision.models import Concern, SupervisionSession, SupervisorAssignment


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    items = []
    if programme is not None and has_role(person, host, "faculty"):
        items.append(NavigationItem(44, _("Supervision"), href("supervision:caseload", programme)))
    if has_role(person, host, "concern_lead"):
        items.append(NavigationItem(48, _("Concerns"), href("supervision:concerns")))
    if has_role(person, host, "partner", "consultant", "faculty"):
        items.append(NavigationItem(97, _("Seen or heard something"), href("supervision:raise_concern")))
    return items


@receiver(asking_next_steps)
def hold_supervision(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """A supervisor is asked whether supervision that was planned was held."""
    if programme is None or not has_role(person, host, "faculty"):
        return []
    over = SupervisionSession.objects.filter(
        programme=programme,
        supervisor=person,
        state=SupervisionSession.State.PLANNED,
        starts_at__lt=timezone.now(),
    ).last()
    if over is None:
        return []
    url = href("supervision:hold", over)
    return [NextStep(20, _("Was supervision held?"), _("One press, and the hours count."), _("Say so"), url)]


@receiver(asking_next_steps)
def hear_concerns(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """Whoever a concern was told to is asked to read it: nobody else learns that there is one."""
    if not has_role(person, host, "concern_lead", "coordinator"):
        return []
    waiting = Concern.objects.filter(addressed_to=person, state=Concern.State.RAISED).first()
    if waiting is None:
        return []
    url = href("supervision:concern", waiting)
    return [NextStep(1, _("Something was told to you"), _("Only you can read it."), _("Read it"), url)]


@receiver(asking_own_things)
def own_supervision(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[OwnThing]:
    if programme is None or not has_role(person, host, "consultant"):
        return []
    own = Participant.objects.active().filter(programme=programme, person=person, role="consultant").first()
    if own is None:
        return []
    text = _("When, with whom, and the hours")
    return [OwnThing(35, _("Your supervision"), text, href("supervision:own", own))]


@receiver(asking_attention)
def without_supervisor(
    sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any
) -> list[AttentionRow]:
    """Consultants at work without a supervisor."""
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    alone = (
        Participant.objects.active()
        .filter(programme=programme, engagements_as_consultant__state="running")
        .exclude(pk__in=SupervisorAssignment.objects.current().values("consultant"))
        .distinct()
        .count()
    )
    if not alone:
        return []
    words = {"who": programme.word("consultant", "one" if alone == 1 else "many")}
    sentence = (
        ngettext("%(who)s at work has no supervisor", "%(who)s at work have no supervisor", alone) % words
    )
    return [AttentionRow(28, alone, sentence, _("Choose"), href("supervision:assignments", programme))]
