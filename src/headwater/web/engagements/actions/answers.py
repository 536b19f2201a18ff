"""What each of a pair alone says after a session."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.engagements.actions.problems import CannotWorkTogether, own_side
from headwater.web.engagements.models import Pulse, Session, Stance, StanceTag


@transaction.atomic
def give_pulse(
    session: Session,
    *,
    by: Any,
    useful: int | None = None,
    heard: int | None = None,
    thinking: int | None = None,
    enough: bool | None = None,
    tell_supervisor: bool | None = None,
) -> Pulse:
    """Keep what one person taps after a session; theirs alone, and it can be changed later.

    With ``tell_supervisor`` the partner lets the supervisor know that they did not feel heard (R58): the
    supervisor alone, never the one who helps, an employer or a funder.
    """
    side = own_side(session.engagement, by)
    if session.state != Session.State.HELD:
        raise CannotWorkTogether(_("First log the session."))
    pulse, _new = Pulse.objects.get_or_create(session=session, participant=side)
    taps = {"useful": useful, "heard": heard, "thinking": thinking, "enough": enough}
    if side.pk == session.engagement.partner_id:
        taps["tell_supervisor"] = tell_supervisor
    for name, value in taps.items():
        if value is not None:
            setattr(pulse, name, value)
    pulse.save()
    return pulse


@transaction.atomic
def tag_stance(session: Session, *, by: Any, stances: list[str], needed: bool = False) -> StanceTag:
    """The consultant says how they helped: asking, sharing, advising, doing; and whether they were needed to decide."""
    if session.engagement.consultant.person_id != by.pk:
        raise CannotWorkTogether(_("Only the one who helped can say how."))
    if session.state != Session.State.HELD:
        raise CannotWorkTogether(_("First log the session."))
    known = [stance.value for stance in Stance if stance.value in stances]
    tag, _new = StanceTag.objects.get_or_create(session=session, participant=session.engagement.consultant)
    tag.stances, tag.needed = known, needed
    tag.save()
    return tag
