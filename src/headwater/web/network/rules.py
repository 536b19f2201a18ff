"""Who stands how to what a leader says of their network: it is their own."""

from typing import Any

from headwater.web.hosts.relations import Relation, relation
from headwater.web.network.models import Tie


@relation(Relation.OWN, Tie)
def tells_of_it(person: Any, tie: Tie) -> bool:
    """The one who told of the tie."""
    return tie.participant.person_id == person.pk
