"""The agreement: one of the pair writes the choices down, everyone who signs accepts the same version."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether, locked, own_side
from headwater.web.engagements.models import Agreement, Engagement
from headwater.web.engagements.signing import ThirdParty
from headwater.web.engagements.terms import terms
from headwater.web.messages.letters import draft_letter

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
    review_at_session: int | None = None,
    last_session: Sequence[str] = (),
    third: ThirdParty | None = None,
) -> Agreement:
    """A new version of the agreement, accepted by its writer; the others are asked. Works again later to agree anew.

    With ``third`` someone of the host or a sponsor signs too: they read the choices and the programme's words,
    never what the two add in their own. A letter that something waits for them is drafted.
    """
    engagement = locked(engagement)
    own_side(engagement, by)
    _check_open(engagement)
    latest = engagement.agreements.first()
    agreement = Agreement.objects.create(
        engagement=engagement,
        number=latest.number + 1 if latest else 1,
        travels=travels,
        pays=pays,
        rhythm=rhythm,
        own_words=own_words.strip(),
        review_at_session=_review(engagement, review_at_session),
        last_session=[item.value for item in Agreement.LastSession if item.value in last_session],
        third_party=third.person if third else None,
        signs_for=third.signs_for if third else "",
        words=terms(engagement, third=third.signs_for if third else ""),
    )
    if engagement.state == Engagement.State.PROPOSED:
        engagement.start_agreeing()
        engagement.save()
    record("propose", by=by, on=agreement)
    if third is not None:
        _ask_third(agreement)
    return _accept(agreement, engagement, by)


@transaction.atomic
def accept_agreement(agreement: Agreement, *, by: Any) -> Agreement:
    """Accept the latest version for oneself. When everyone who signs has, the pair is at work."""
    engagement, agreement = _latest(agreement)
    if agreement.third_party_id != by.pk:
        own_side(engagement, by)
    return _accept(agreement, engagement, by)


@transaction.atomic
def keep_agreement(agreement: Agreement, *, by: Any) -> Agreement:
    """Look at the agreement again at its review point, and keep it as it is."""
    engagement, agreement = _latest(agreement)
    own_side(engagement, by)
    if not agreement.is_accepted:
        raise CannotWorkTogether(_("First everyone who signs accepts it."))
    agreement.reviewed_on = timezone.localdate()
    agreement.save()
    record("keep", by=by, on=agreement)
    return agreement


def _latest(agreement: Agreement) -> tuple[Engagement, Agreement]:
    engagement = locked(agreement.engagement)
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    agreement.engagement = engagement
    _check_open(engagement)
    if agreement.pk != engagement.agreements.first().pk:
        raise CannotWorkTogether(_("There is a newer version. Read that one."))
    return engagement, agreement


def _check_open(engagement: Engagement) -> None:
    if engagement.state not in OPEN:
        raise CannotWorkTogether(_("This engagement is ending; there is nothing more to agree."))


def _review(engagement: Engagement, wanted: int | None) -> int:
    held = engagement.sessions.held().count()
    if wanted is not None and wanted <= held:
        raise CannotWorkTogether(
            _("You have met %(held)s times. Choose a later session to look at this again.") % {"held": held}
        )
    return wanted or held + 3


def _ask_third(agreement: Agreement) -> None:
    draft_letter(
        to=agreement.third_party,
        kind="agreement_to_sign",
        template="engagements/letters/sign.txt",
        programme=agreement.programme,
        about=agreement,
    )


def _accept(agreement: Agreement, engagement: Engagement, by: Any) -> Agreement:
    if agreement.accepted_at(by) is None:
        setattr(agreement, agreement.signature_of(by), timezone.now())
        agreement.save()
        record("accept", by=by, on=agreement)
    if agreement.is_accepted and engagement.state == Engagement.State.AGREEING:
        engagement.start_running()
        engagement.save()
        record("run", by=by, on=engagement)
    return agreement
