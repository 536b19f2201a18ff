"""Reading what the pages of concerns show: who can hear one, and whom to ring in the councils of one's places."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from headwater.web.engagements.models import Engagement
from headwater.web.hosts.models import Membership
from headwater.web.organisations.models import Site
from headwater.web.programmes.models import Participant, Programme
from headwater.web.supervision.models import CouncilContact


def concern_hearers(host: Any, *, programme: Programme | None, about_host: bool, but: Any) -> list[Any]:
    """Who can hear a concern: those with that duty, and the coordinator unless it is about the host; never oneself."""
    roles = ["concern_lead"] if about_host else ["concern_lead", "coordinator"]
    duties = Membership.objects.current().filter(host=host, role__in=roles)
    if programme is not None:
        duties = duties.filter(Q(programme=programme) | Q(programme__isnull=True))
    runs_it = Membership.objects.current().filter(host=host, role="coordinator").values("person")
    people = (
        get_user_model().objects.filter(pk__in=duties.values("person"), is_active=True).exclude(pk=but.pk)
    )
    return list((people.exclude(pk__in=runs_it) if about_host else people).order_by("name", "pk"))


@dataclass(frozen=True)
class CouncilLine:
    """A council where the organisations of a programme or a person work, and how to reach it, if that is known."""

    council: str
    contact: CouncilContact | None


def councils_of(person: Any) -> list[CouncilLine]:
    """The councils of the places a person has to do with: their own organisations and those they are paired with."""
    own = Participant.objects.filter(person=person)
    pairs = Engagement.objects.of(person)
    organisations = [
        *own.values_list("organisation", flat=True),
        *pairs.values_list("partner__organisation", flat=True),
        *pairs.values_list("consultant__organisation", flat=True),
    ]
    return _lines(Site.objects.filter(organisation__in=organisations))


def councils_of_everyone() -> list[CouncilLine]:
    """The councils of every place of those who take part with this host now, and those a contact is kept for."""
    active = Participant.objects.active().values("organisation")
    return _lines(Site.objects.filter(organisation__in=active), also_kept=True)


def _lines(sites: Any, *, also_kept: bool = False) -> list[CouncilLine]:
    names = {name for name in sites.values_list("council", flat=True) if name}
    kept = CouncilContact.objects.all() if also_kept else CouncilContact.objects.filter(council__in=names)
    known = {contact.council: contact for contact in kept}
    return [CouncilLine(name, known.get(name)) for name in sorted(names | set(known))]
