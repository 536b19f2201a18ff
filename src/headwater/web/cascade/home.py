"""What the home pages show of passing practice on."""

from datetime import date
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_scopes import scopes_disabled

from headwater.web.cascade.models import SentSignal, StaffSheet
from headwater.web.cascade.queries import own_standing
from headwater.web.hosts.home import (
    AttentionRow,
    NavigationItem,
    NextStep,
    asking_attention,
    asking_doors,
    asking_navigation,
    asking_next_steps,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role, memberships
from headwater.web.programmes.models import Participant, Programme


def _followed(programme: Any) -> bool:
    return programme is not None and programme.cascade_on


def _takes_part(person: Any, host: Any, programme: Any, *roles: str) -> bool:
    """Whether a person has one of these duties in this programme; read from what the request knows already."""
    return any(
        one.role in roles and one.programme_id in (None, programme.pk) for one in memberships(person, host)
    )


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if not _followed(programme):
        return []
    if has_role(person, host, "coordinator"):
        return [NavigationItem(46, _("Passing it on"), href("cascade:across", programme))]
    if not _takes_part(person, host, programme, "partner", "consultant"):
        return []
    return [NavigationItem(46, _("Passing it on"), href("cascade:mine", programme))]


@receiver(asking_next_steps)
def next_steps(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """What a leader owes or may begin: replies, overdue ones before nearly everything, and what others told them of."""
    if not _followed(programme) or not _takes_part(person, host, programme, "partner", "consultant"):
        return []
    today = timezone.localdate()
    own = own_standing(programme, person)
    found = [
        step for one in own for step in (_answer_staff(one, today), _read_signal(one, today), _told(one))
    ]
    partner = next((one for one in own if one.role == Participant.Role.PARTNER), None)
    if partner is not None and programme.stage == Programme.Stage.RUNNING and not partner.passes_on:
        text = _("Is there something you do differently now that your staff should have too? Write it down.")
        begin = href("cascade:start", partner)
        found.append(NextStep(80, _("Pass it on"), text, _("Begin"), begin))
    return [step for step in found if step is not None]


def _answer_staff(own: Any, today: date) -> NextStep | None:
    if own.line is None:
        return None
    late = own.line_owed_by < today
    text = (
        _("A reply to a line from your staff is overdue. One sentence is enough.")
        if late
        else _("A line from your staff waits for your reply. One sentence is enough.")
    )
    link = href("cascade:reply", pk=own.line)
    return NextStep(12 if late else 30, _("Answer your staff"), text, _("Reply"), link)


def _read_signal(own: Any, today: date) -> NextStep | None:
    if own.signal is None:
        return None
    late = own.signal_owed_by < today
    text = (
        _("A reply to something sent to you is overdue.")
        if late
        else _("Something was sent to you, and a reply is owed.")
    )
    link = href("cascade:signal", pk=own.signal)
    return NextStep(13 if late else 31, _("Say something back"), text, _("Read it"), link)


def _told(own: Any) -> NextStep | None:
    if not own.was_told:
        return None
    text = _("Another leader says they told you of a practice. Did you receive it?")
    return NextStep(70, _("Something was passed to you"), text, _("Look"), href("cascade:own", own))


@receiver(asking_attention)
def overdue(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[AttentionRow]:
    """Concerns and ideas sent to the host, and to the sponsor through it, that wait; the overdue first."""
    if not _followed(programme) or not has_role(person, host, "coordinator"):
        return []
    waiting = list(
        SentSignal.objects.filter(
            programme=programme,
            replied_on__isnull=True,
            to__in=[SentSignal.To.HOST, SentSignal.To.SPONSOR],
        ).values_list("owed_by", flat=True)
    )
    if not waiting:
        return []
    late = sum(day < timezone.localdate() for day in waiting)
    sentence = ngettext(
        "concern or idea waits for a reply", "concerns or ideas wait for a reply", len(waiting)
    )
    if late:
        sentence = _("%(sentence)s, overdue: %(late)s") % {"sentence": sentence, "late": late}
    link = href("cascade:signals", programme)
    return [AttentionRow(20 if late else 45, len(waiting), sentence, _("Read and answer"), link)]


@receiver(asking_doors)
def front_line(sender: Any, **kwargs: Any) -> list[NavigationItem]:
    """In a demonstration: the staff sheet that most staff would open."""
    if not settings.DEMONSTRATION:
        return []
    with scopes_disabled():
        open_to_all = [
            sheet for sheet in StaffSheet.objects.order_by("-tier__place", "id") if not sheet.slips
        ]
    if not open_to_all:
        return []
    label = _("Look around as a member of front-line staff")
    return [NavigationItem(90, label, reverse("staff_sheet", kwargs={"code": open_to_all[0].code}))]
