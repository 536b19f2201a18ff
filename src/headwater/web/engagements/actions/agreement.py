"""The agreement: one of the pair writes the choices down, both accept the same version."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether, locked, own_side
from headwater.web.engagements.models import Agreement, Engagement
from headwater.web.engagements.terms import terms

OPEN = (Engagement.State.PROPOSED, Engagement.State.AGREEING, Engagement.State.RUNNING)


@transaction.atomic
def propose_agreement(
    engagement: Engagement,
    *,
    by: Any,
    travels: str,
    pays: str,
    rhythm: str,
    own_words: str = "",
    review_at_session: int = 3,
) -> Agreement:
    """A new version of the agreement, accepted by its writer; the other is asked. Works again later to agree anew."""
    engagement = locked(engagement)
    own_side(engagement, by)
    if engagement.state not in OPEN:
        raise CannotWorkTogether(_("This engagement is ending; there is nothing more to agree."))
    latest = engagement.agreements.first()
    agreement = Agreement.objects.create(
        engagement=engagement,
        number=latest.number + 1 if latest else 1,
        travels=travels,
        pays=pays,
        rhythm=rhythm,
        own_words=own_words.strip(),
        review_at_session=review_at_session,
        words=terms(engagement),
    )
    if engagement.state == Engagement.State.PROPOSED:
        engagement.start_agreeing()
        engagement.save()
    record("propose", by=by, on=agreement)
    return _accept(agreement, engagement, by)


@transaction.atomic
def accept_agreement(agreement: Agreement, *, by: Any) -> Agreement:
    """Accept the latest version for oneself. When both have, the pair is at work."""
    engagement = locked(agreement.engagement)
    own_side(engagement, by)
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    agreement.engagement = engagement
    if engagement.state not in OPEN:
        raise CannotWorkTogether(_("This engagement is ending; there is nothing more to agree."))
    if agreement.pk != engagement.agreements.first().pk:
        raise CannotWorkTogether(_("There is a newer version. Read that one."))
    return _accept(agreement, engagement, by)


def _accept(agreement: Agreement, engagement: Engagement, by: Any) -> Agreement:
    if agreement.accepted_at(by) is None:
        is_partner = engagement.partner.person_id == by.pk
        name = "partner_accepted_at" if is_partner else "consultant_accepted_at"
        setattr(agreement, name, timezone.now())
        agreement.save()
        record("accept", by=by, on=agreement)
    if agreement.is_accepted and engagement.state == Engagement.State.AGREEING:
        engagement.start_running()
        engagement.save()
        record("run", by=by, on=engagement)
    return agreement
