"""What the home pages show of changes: a count for the coordinator, a way to tell for those who take part."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headwater.web.changes.models import Change
from headwater.web.hosts.home import AttentionRow, OwnThing, asking_attention, asking_own_things
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role
from headwater.web.programmes.models import Participant


@receiver(asking_attention)
def changes_to_decide(
    sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any
) -> list[AttentionRow]:
    """Changes nobody has decided about yet."""
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    waiting = Change.objects.filter(programme=programme, state=Change.State.TOLD).count()
    if not waiting:
        return []
    sentence = ngettext("change around a person or pair to decide", "changes to decide", waiting)
    return [AttentionRow(8, waiting, sentence, _("Look"), href("changes:list", programme))]


@receiver(asking_own_things)
def tell_of_a_change(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[OwnThing]:
    """The way to say that something has changed."""
    if programme is None or not has_role(person, host, "partner", "consultant"):
        return []
    own = Participant.objects.active().filter(programme=programme, person=person).first()
    if own is None:
        return []
    text = _("A new job, a board seat, a shared bid, a friendship, having to leave")
    return [OwnThing(60, _("Has something changed?"), text, href("changes:tell", own))]
