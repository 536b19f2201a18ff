"""Who can sign an agreement as the third beside the two: someone of the host, or of a sponsor (R51)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from headwater.web.engagements.models import Agreement, Engagement
from headwater.web.hosts.models import Membership

SIGNS_FOR = {"coordinator": Agreement.ThirdParty.HOST, "funder": Agreement.ThirdParty.SPONSOR}


@dataclass(frozen=True)
class ThirdParty:
    """A person who can sign, and for whom they do."""

    person: Any
    signs_for: str

    @property
    def code(self) -> str:
        return f"{self.signs_for}:{self.person.pk}"

    @property
    def label(self) -> str:
        return f"{self.person} ({Agreement.ThirdParty(self.signs_for).label})"


def third_parties(engagement: Engagement) -> list[ThirdParty]:
    """Everyone who can sign as third: those with a duty of host or sponsor in the programme, none of the pair."""
    duties = (
        Membership.objects.current()
        .filter(role__in=SIGNS_FOR)
        .filter(Q(programme=engagement.programme_id) | Q(programme__isnull=True))
    )
    pair = {engagement.partner.person_id, engagement.consultant.person_id}
    roles = {(role, person) for role, person in duties.values_list("role", "person") if person not in pair}
    people = get_user_model().objects.filter(pk__in={person for _role, person in roles}, is_active=True)
    known = {person.pk: person for person in people}
    found = [ThirdParty(known[pk], str(SIGNS_FOR[role])) for role, pk in roles if pk in known]
    return sorted(found, key=lambda third: (third.signs_for, third.person.name, str(third.person.pk)))
