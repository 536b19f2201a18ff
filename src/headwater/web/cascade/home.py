"""What the home pages show of passing practice on."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_scopes import scopes_disabled

from headwater.web.cascade.models import Cascade, Crossing, SentSignal, StaffSheet, UpwardSignal
from headwater.web.cascade.queries import signals_of
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
from headwater.web.hosts.policy import has_role
from headwater.web.programmes.models import Participant, Programme


def _own(person: Any, programme: Any) -> Participant | None:
    """As whom a person passes something on: those who seek help first, for that is what they came for."""
    return Participant.objects.active().filter(programme=programme, person=person).order_by("-role").first()


def _followed(programme: Any) -> bool:
    return programme is not None and programme.cascade_on


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if not _followed(programme):
        return []
    if has_role(person, host, "coordinator"):
        return [NavigationItem(46, _("Passing it on"), href("cascade:across", programme))]
    if not has_role(person, host, "partner", "consultant"):
        return []
    own = _own(person, programme)
    return [NavigationItem(46, _("Passing it on"), href("cascade:own", own))] if own else []


@receiver(asking_next_steps)
def answer_staff(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """A leader owes staff a reply; overdue, it comes before nearly everything."""
    if not _followed(programme) or not has_role(person, host, "partner", "consultant"):
        return []
    owed = (
        UpwardSignal.objects.filter(
            owed_by__isnull=False,
            reply="",
            sheet__tier__cascade__practice__participant__programme=programme,
            sheet__tier__cascade__practice__participant__person=person,
        )
        .defer("text")
        .order_by("owed_by", "id")
        .first()
    )
    if owed is None:
        return []
    late = owed.owed_by < timezone.localdate()
    text = (
        _("A reply to a line from your staff is overdue. One sentence is enough.")
        if late
        else _("A line from your staff waits for your reply. One sentence is enough.")
    )
    step = NextStep(12 if late else 30, _("Answer your staff"), text, _("Reply"), href("cascade:reply", owed))
    return [step]


@receiver(asking_next_steps)
def answer_what_was_sent(
    sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any
) -> list[NextStep]:
    """One who helps owes a reply to a concern or an idea."""
    if not _followed(programme) or not has_role(person, host, "consultant"):
        return []
    waiting = [one for one in signals_of(programme, person, host).owed if one.replied_on is None]
    if not waiting:
        return []
    late = waiting[0].owed_by < timezone.localdate()
    text = (
        _("A reply to something sent to you is overdue.")
        if late
        else _("Something was sent to you, and a reply is owed.")
    )
    link = href("cascade:signal", waiting[0])
    return [NextStep(13 if late else 31, _("Say something back"), text, _("Read it"), link)]


@receiver(asking_next_steps)
def begin_passing_on(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """While the programme runs, a partner is asked what they would pass on in their own organisation."""
    if (
        not _followed(programme)
        or programme.stage != Programme.Stage.RUNNING
        or not has_role(person, host, "partner")
    ):
        return []
    own = _own(person, programme)
    if own is None or Cascade.objects.filter(practice__participant=own).exists():
        return []
    text = _("Is there something you do differently now that your staff should have too? Write it down.")
    return [NextStep(80, _("Pass it on"), text, _("Begin"), href("cascade:start", own))]


@receiver(asking_next_steps)
def was_told(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """Another leader told one of a practice, and nothing is known since."""
    if not _followed(programme) or not has_role(person, host, "partner", "consultant"):
        return []
    told = (
        Crossing.objects.standing()
        .filter(
            to_participant__person=person,
            state=Crossing.State.TOLD,
            practice__participant__programme=programme,
        )
        .first()
    )
    if told is None:
        return []
    text = _("Another leader says they told you of a practice. Did you receive it?")
    link = href("cascade:own", told.to_participant_id)
    return [NextStep(70, _("Something was passed to you"), text, _("Look"), link)]


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
