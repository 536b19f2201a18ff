"""Say whom one could ring, tell of a connection, show oneself or not, and say what comes afterwards (R38, R77)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.network.models import Alumnus, Reach, Showing, Tie
from headwater.web.programmes.models import Participant

Next = Alumnus.Next


class CannotConnect(Exception):
    """Something about the network is refused; the message may be shown."""


@transaction.atomic
def say_reach(participant: Participant, *, by: Any, before: int | None, now: int | None) -> None:
    """How many leaders elsewhere one could ring, before the programme and now. What is left empty stays unknown."""
    said = {Reach.When.BEFORE: before, Reach.When.NOW: now}
    Reach.objects.filter(participant=participant).delete()
    Reach.objects.bulk_create(
        Reach(participant=participant, when=when, people=people)
        for when, people in said.items()
        if people is not None
    )
    record("say_reach", by=by, on=participant)


@transaction.atomic
def tell_tie(
    participant: Participant,
    *,
    by: Any,
    kind: str,
    since: str,
    other: Participant | None = None,
    other_organisation: str = "",
    what: str = "",
) -> Tie:
    """Tell of a connection to another leader of the programme, or to an organisation outside."""
    if (other is None) == (not other_organisation.strip()):
        raise CannotConnect(_("Choose a leader of the programme, or write the name of an organisation."))
    if other is not None and other.pk == participant.pk:
        raise CannotConnect(_("That is you."))
    tie, new = Tie.objects.get_or_create(
        participant=participant,
        other=other,
        other_organisation=other_organisation.strip(),
        kind=kind,
        defaults={"since": since, "what": what},
    )
    if not new:
        raise CannotConnect(_("You have told of this already."))
    record("tell_tie", by=by, on=tie)
    return tie


@transaction.atomic
def take_back_tie(tie: Tie, *, by: Any) -> None:
    """A connection that is none, or is none any more."""
    record("take_back_tie", by=by, on=tie)
    tie.delete()


@transaction.atomic
def show_oneself(participant: Participant, *, by: Any, shown: bool, today: date) -> Showing:
    """Be seen by others of the programme, or no longer: from the next page on."""
    showing, _new = Showing.objects.update_or_create(
        participant=participant, defaults={"shown": shown, "changed_on": today}
    )
    record("show_oneself", by=by, on=showing, rule="shown" if shown else "not shown")
    return showing


@transaction.atomic
def say_what_next(
    participant: Participant, *, by: Any, next: str, why: str = "", keeps_in_touch: bool = False, today: date
) -> Alumnus:
    """What comes afterwards. Whoever helps on needs no reason; a change of mind replaces what was said."""
    alumnus, _new = Alumnus.objects.update_or_create(
        participant=participant,
        defaults={
            "next": next,
            "why": "" if next == Next.HELPS else why,
            "keeps_in_touch": keeps_in_touch,
            "said_on": today,
        },
    )
    record("say_what_next", by=by, on=alumnus)
    return alumnus
