"""A kind word to a pair that has not met for a while."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether
from headwater.web.engagements.models import Engagement
from headwater.web.messages.letters import draft_letter
from headwater.web.messages.models import Letter


@transaction.atomic
def draft_kind_word(engagement: Engagement, *, by: Any) -> list[Letter]:
    """A short letter to both is drafted, asking whether a date would help; it leaves when it is sent from Letters (R49).

    It says nothing of either, and is not drafted again while one still waits.
    """
    if engagement.state == Engagement.State.ENDED:
        raise CannotWorkTogether(_("This engagement has ended."))
    waiting = Letter.objects.filter(kind="kind_word", about_id=str(engagement.pk), state=Letter.State.DRAFT)
    if waiting.exists():
        raise CannotWorkTogether(_("A letter to both waits already. Look under Letters."))
    record("kind-word", by=by, on=engagement)
    return [
        draft_letter(
            to=participant.person,
            kind="kind_word",
            template="engagements/letters/kind_word.txt",
            programme=engagement.programme,
            about=engagement,
        )
        for participant in (engagement.partner, engagement.consultant)
    ]
