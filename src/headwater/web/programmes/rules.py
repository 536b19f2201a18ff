"""How people stand to programmes and their participants."""

from typing import Any

from headwater.web.hosts.relations import Relation, relation
from headwater.web.programmes.models import Participant, Programme


@relation(Relation.OPEN_TO_ALL, Programme)
def open_to_all(person: Any, programme: Programme) -> bool:
    return programme.stage != Programme.Stage.DRAFT


@relation(Relation.TAKES_PART, Programme)
def takes_part(person: Any, programme: Programme) -> bool:
    return Participant.objects.filter(programme=programme, person=person).exists()


@relation(Relation.OWN, Participant)
def is_own(person: Any, participant: Participant) -> bool:
    return participant.person_id == person.pk
