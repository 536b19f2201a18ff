"""What the programme itself puts on home pages."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from headwater.web.hosts.home import (
    AttentionRow,
    FunnelStage,
    NavigationItem,
    NextStep,
    asking_attention,
    asking_funnel,
    asking_navigation,
    asking_next_steps,
    asking_programme,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role, memberships
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.checklist import open_steps
from headwater.web.programmes.models import Participant, Programme
from headwater.web.programmes.queries import programmes_of


@receiver(asking_programme)
def newest_programme(sender: Any, person: Any, host: Any, **kwargs: Any) -> list[Programme]:
    return programmes_of(person, host)[:1]


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if not memberships(person, host):
        return []
    home = href("programmes:programme_home", programme) if programme else href("programmes:home")
    items = [NavigationItem(0, _("Home"), home)]
    if has_role(person, host, "coordinator"):
        if programme:
            items.append(NavigationItem(15, _("People"), href("programmes:participants", programme)))
            items.append(NavigationItem(90, _("Settings"), href("programmes:settings", programme)))
        else:
            items.append(NavigationItem(95, _("Members"), href("hosts:members")))
    return items


@receiver(asking_next_steps)
def open_the_programme(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NextStep]:
    if (
        programme is None
        or programme.stage != Programme.Stage.DRAFT
        or not has_role(person, host, "coordinator")
    ):
        return []
    left = len(open_steps(programme))
    text = (
        _("%(count)s steps are left before you can open it. Nobody sees the programme until you do.")
        % {"count": left}
        if left
        else _("Every step is done. Nobody sees the programme until you open it.")
    )
    return [
        NextStep(
            20,
            _("Get ready to open"),
            text,
            _("Go to the checklist"),
            href("programmes:checklist", programme),
        )
    ]


@receiver(asking_attention)
def unknown_places(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[AttentionRow]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    unplaced = (
        Organisation.objects.filter(participants__programme=programme, participants__status="active")
        .exclude(sites__easting__isnull=False)
        .distinct()
        .count()
    )
    sentence = _("organisations have no location we can use for matching")
    url = href("programmes:participants", programme)
    return [AttentionRow(60, unplaced, sentence, _("See who takes part"), url)] if unplaced else []


@receiver(asking_funnel)
def taking_part(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[FunnelStage]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    statuses = Participant.objects.filter(programme=programme, role="partner").values_list(
        "status", flat=True
    )
    counts = list(statuses)
    label = _("%(who)s taking part") % {"who": programme.word("partner", "many").capitalize()}
    return [
        FunnelStage(40, label, len(counts), _("Accepted their place, ever")),
        FunnelStage(90, _("Finished"), counts.count("finished"), _("Came to a planned end")),
    ]
