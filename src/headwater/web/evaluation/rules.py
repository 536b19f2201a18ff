"""How people stand to waves and their answers."""

from collections.abc import Iterable
from typing import Any

from headwater.web.evaluation.models import Wave
from headwater.web.hosts.policy import memberships
from headwater.web.hosts.relations import Relation, relation
from headwater.web.programmes.models import Participant, Programme

EVALUATOR = "evaluator"


@relation(Relation.ADDRESSED, Wave)
def is_asked(person: Any, wave: Wave) -> bool:
    """Those who take part, or took part to the end, are asked."""
    asked = (Participant.Status.ACTIVE, Participant.Status.FINISHED)
    return Participant.objects.filter(programme=wave.programme_id, person=person, status__in=asked).exists()


@relation(Relation.ADDRESSED, Programme)
def is_asked_something(person: Any, programme: Programme) -> bool:
    """Whoever takes part sees the page of questions for them, even when there are none. Asked once for each request."""
    cache = person.__dict__.setdefault("_takes_part_in", {})
    if programme.pk not in cache:
        cache[programme.pk] = Participant.objects.filter(programme=programme, person=person).exists()
    return bool(cache[programme.pk])


@relation(Relation.INDEPENDENT, Programme)
def is_independent(person: Any, programme: Programme) -> bool:
    """An evaluator has no other duty in the host: whoever runs the programme never reads answers (R66)."""
    return {membership.role for membership in memberships(person, programme.host)} == {EVALUATOR}


@relation(Relation.INDEPENDENT, Wave)
def is_independent_for(person: Any, wave: Wave) -> bool:
    return is_independent(person, wave.programme)


@relation(Relation.READER, Wave)
def is_reader(person: Any, wave: Wave) -> bool:
    """Named when the wave opened, or handed over to: a new evaluator does not inherit the answers."""
    return wave.readers.filter(person=person).exists()


def roles_of(people: Iterable[Any], wave: Wave) -> dict[Any, str]:
    """On which side each of many people answers, as `role_of` says it of one."""
    held = Participant.objects.filter(programme=wave.programme_id, person__in=list(people))
    partners = set(held.filter(role=Participant.Role.PARTNER).values_list("person", flat=True))
    sides = (Participant.Role.CONSULTANT, Participant.Role.PARTNER)
    return {person.pk: str(sides[person.pk in partners]) for person in people}


def role_of(person: Any, wave: Wave) -> str:
    """On which side a person answers; someone on both sides answers as the one who seeks help."""
    roles = set(
        Participant.objects.filter(programme=wave.programme_id, person=person).values_list("role", flat=True)
    )
    return Participant.Role.PARTNER if Participant.Role.PARTNER in roles else Participant.Role.CONSULTANT
