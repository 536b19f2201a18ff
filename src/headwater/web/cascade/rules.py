"""Who stands how to a cascade: it belongs to the leader of the organisation it is in."""

from typing import Any

from headwater.web.cascade.models import Cascade, Practice, StaffSheet, UpwardSignal
from headwater.web.hosts.relations import Relation, relation


@relation(Relation.OWN, Practice)
def leads_its_organisation(person: Any, practice: Practice) -> bool:
    """The participant who passes the practice on in their own organisation."""
    return practice.participant.person_id == person.pk


@relation(Relation.OWN, Cascade)
def passes_it_on(person: Any, cascade: Cascade) -> bool:
    """The participant whose cascade it is."""
    return leads_its_organisation(person, cascade.practice)


@relation(Relation.OWN, StaffSheet)
def asks_their_own_staff(person: Any, sheet: StaffSheet) -> bool:
    """The leader of the staff who answer on this sheet."""
    return passes_it_on(person, sheet.cascade)


@relation(Relation.OWN, UpwardSignal)
def owes_the_reply(person: Any, signal: UpwardSignal) -> bool:
    """The leader of the staff a line came from, once it is released with others."""
    return signal.owed_by is not None and asks_their_own_staff(person, signal.sheet)
