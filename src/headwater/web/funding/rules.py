"""How people stand to money."""

from typing import Any

from headwater.web.funding.models import FunderContact
from headwater.web.hosts.relations import Relation, relation
from headwater.web.programmes.models import Programme


@relation(Relation.FUNDS, Programme)
def speaks_for_a_funder(person: Any, programme: Programme) -> bool:
    return FunderContact.objects.filter(party__programme=programme, person=person).exists()
