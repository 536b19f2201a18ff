"""What the home pages show of supervision and concerns."""

from datetime import timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.formats import date_format
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
from headwater.web.hosts.policy import has_role, memberships
from headwater.web.programmes.models import Participant
from headwater.web.supervision.models import Concern, Opening, SupervisionSession
from headwater.web.supervision.queries import hours_of

SOON = 7  # days
A_MONTH = timedelta(days=30)


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    items = []
    if programme is not None and has_role(person, host, "faculty"):
        items.append(NavigationItem(44, _("Supervision"), href("supervision:caseload", programme)))
    if has_role(person, host, "concern_lead"):
        items.append(NavigationItem(48, _("Concerns"), href("supervision:concerns")))
    if has_role(person, host, "concern_lead", "custodian"):
        items.append(NavigationItem(49, _("Openings"), href("supervision:openings")))
    if memberships(person, host):
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
    """Whoever holds a concern is asked to read it, and led back to a complaint while its 30 days run.

    Nobody else learns that there is one.
    """
    if not has_role(person, host, "concern_lead", "coordinator"):
        return []
    mine = list(Concern.objects.open().filter(addressed_to=person).order_by("created_at", "pk")[:50])
    unread = [concern for concern in mine if concern.state == Concern.State.RAISED]
    complaints = [concern for concern in mine if concern.is_complaint and concern not in unread]
    return [_read(concern) for concern in unread[:1]] + [_answer(concern) for concern in complaints[:1]]


def _read(concern: Concern) -> NextStep:
    url = href("supervision:concern", concern)
    return NextStep(1, _("Something was told to you"), _("Only you can read it."), _("Read it"), url)


def _answer(complaint: Concern) -> NextStep:
    text = _("To be answered by %(day)s.") % {"day": date_format(complaint.answer_by, "j F")}
    url = href("supervision:concern", complaint)
    urgency = 2 if complaint.days_left <= SOON else 60
    return NextStep(urgency, _("A complaint about data waits"), text, _("Answer it"), url)


@receiver(asking_next_steps)
def decide_openings(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """A custodian is asked to decide."""
    if not has_role(person, host, "custodian"):
        return []
    waiting = Opening.objects.filter(state=Opening.State.ASKED).exclude(asked_by=person).last()
    if waiting is None:
        return []
    url = href("supervision:opening", waiting)
    title, text = _("Something is to be opened"), _("You decide, and cannot read it.")
    return [NextStep(0, title, text, _("Look at it"), url)]


@receiver(asking_next_steps)
def read_what_was_opened(
    sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any
) -> list[NextStep]:
    """Someone whose text was opened reads by whom and why; it stays for a month."""
    if programme is None or not memberships(person, host):
        return []
    now = timezone.now()
    opened = Opening.objects.filter(
        people__person=person, state=Opening.State.OPENED, tell_from__lte=now, tell_from__gt=now - A_MONTH
    ).first()
    if opened is None:
        return []
    title, text = _("Something of yours was opened"), _("Read by whom, why, and until when.")
    return [NextStep(3, title, text, _("Read it"), href("supervision:opening", opened))]


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
def supervision_that_is_missing(
    sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any
) -> list[AttentionRow]:
    """Consultants at work without a supervisor, and those whose hours are below the floor (R42)."""
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    hours = hours_of(programme, today=timezone.localdate())
    alone = sum(one.at_work and one.supervisor_id is None for one in hours)
    short = sum(one.supervisor_id is not None and one.floor.short > 0 for one in hours)
    url = href("supervision:assignments", programme)
    rows = []
    if alone:
        words = {"who": programme.word("consultant", "one" if alone == 1 else "many")}
        said = ngettext("%(who)s at work has no supervisor", "%(who)s at work have no supervisor", alone)
        rows.append(AttentionRow(28, alone, said % words, _("Choose"), url))
    if short:
        words = {"who": programme.word("consultant", "one" if short == 1 else "many")}
        said = ngettext(
            "%(who)s has had less supervision than is due by now",
            "%(who)s have had less supervision than is due by now",
            short,
        )
        rows.append(AttentionRow(36, short, said % words, _("See the hours"), url))
    return rows


@receiver(asking_next_steps)
def catch_up(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """A supervisor is told when hours of those they supervise are below the floor (R42)."""
    if programme is None or not has_role(person, host, "faculty"):
        return []
    hours = hours_of(programme, today=timezone.localdate())
    short = sum(one.supervisor_id == person.pk and one.floor.short > 0 for one in hours)
    if not short:
        return []
    text = ngettext(
        "%(number)s of those you supervise has had fewer hours than are due by now.",
        "%(number)s of those you supervise have had fewer hours than are due by now.",
        short,
    ) % {"number": short}
    url = href("supervision:caseload", programme)
    return [NextStep(40, _("Find a date for supervision"), text, _("See whom"), url)]
