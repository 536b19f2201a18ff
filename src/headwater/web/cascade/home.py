"""What the home pages show of passing practice on."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from headwater.web.cascade.models import Cascade, StaffSheet, UpwardSignal
from headwater.web.hosts.home import (
    NavigationItem,
    NextStep,
    asking_doors,
    asking_navigation,
    asking_next_steps,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role
from headwater.web.programmes.models import Participant, Programme


def _own(person: Any, programme: Any) -> Participant | None:
    return (
        Participant.objects.active()
        .filter(programme=programme, person=person, role=Participant.Role.PARTNER)
        .first()
    )


def _followed(programme: Any) -> bool:
    return programme is not None and programme.cascade_on


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if not _followed(programme):
        return []
    if has_role(person, host, "coordinator"):
        return [NavigationItem(46, _("Passing it on"), href("cascade:across", programme))]
    if not has_role(person, host, "partner"):
        return []
    own = _own(person, programme)
    return [NavigationItem(46, _("Passing it on"), href("cascade:own", own))] if own else []


@receiver(asking_next_steps)
def answer_staff(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """A leader owes staff a reply."""
    if not _followed(programme) or not has_role(person, host, "partner", "consultant"):
        return []
    owed = (
        UpwardSignal.objects.filter(
            owed_by__isnull=False,
            reply="",
            sheet__tier__cascade__practice__participant__programme=programme,
            sheet__tier__cascade__practice__participant__person=person,
        )
        .order_by("owed_by", "id")
        .first()
    )
    if owed is None:
        return []
    text = _("A line from your staff waits for your reply. One sentence is enough.")
    return [NextStep(30, _("Answer your staff"), text, _("Reply"), href("cascade:reply", owed))]


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


@receiver(asking_doors)
def front_line(sender: Any, **kwargs: Any) -> list[NavigationItem]:
    """In a demonstration: the staff sheet that most staff would open."""
    if not settings.DEMONSTRATION:
        return []
    with scopes_disabled():
        sheet = StaffSheet.objects.order_by("-tier__place", "id").first()
    if sheet is None:
        return []
    label = _("Look around as a member of front-line staff")
    return [NavigationItem(90, label, reverse("staff_sheet", kwargs={"code": sheet.code}))]
