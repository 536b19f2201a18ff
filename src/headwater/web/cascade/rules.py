"""Who stands how to a cascade: it belongs to the leader of the organisation it is in."""

from typing import Any

from headwater.web.cascade.models import (
    Cascade,
    Crossing,
    HandOver,
    Practice,
    SentSignal,
    StaffSheet,
    Tier,
    UpwardSignal,
)
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.policy import has_role
from headwater.web.hosts.relations import Relation, relation


@relation(Relation.OWN, Practice)
def leads_its_organisation(person: Any, practice: Practice) -> bool:
    """The participant who passes the practice on in their own organisation."""
    return practice.participant.person_id == person.pk


@relation(Relation.OWN, Cascade)
def passes_it_on(person: Any, cascade: Cascade) -> bool:
    """The participant whose cascade it is."""
    return leads_its_organisation(person, cascade.practice)


@relation(Relation.OWN, Tier)
def leads_the_tier(person: Any, tier: Tier) -> bool:
    """The leader of the staff of this tier."""
    return passes_it_on(person, tier.cascade)


@relation(Relation.OWN, HandOver)
def noted_it(person: Any, hand_over: HandOver) -> bool:
    """The leader in whose organisation it happened."""
    return passes_it_on(person, hand_over.cascade)


@relation(Relation.OWN, StaffSheet)
def asks_their_own_staff(person: Any, sheet: StaffSheet) -> bool:
    """The leader of the staff who answer on this sheet."""
    return passes_it_on(person, sheet.cascade)


@relation(Relation.OWN, UpwardSignal)
def owes_the_reply(person: Any, signal: UpwardSignal) -> bool:
    """The leader of the staff a line came from, once it is released with others."""
    return signal.owed_by is not None and asks_their_own_staff(person, signal.sheet)


@relation(Relation.OWN, Crossing)
def told_them(person: Any, crossing: Crossing) -> bool:
    """The leader who told another organisation."""
    return leads_its_organisation(person, crossing.practice)


@relation(Relation.ADDRESSED, Crossing)
def was_told(person: Any, crossing: Crossing) -> bool:
    """The leader who was told, as long as it was not taken back."""
    return (
        crossing.taken_back_on is None
        and crossing.to_participant is not None
        and crossing.to_participant.person_id == person.pk
    )


@relation(Relation.OWN, SentSignal)
def sent_it(person: Any, sent: SentSignal) -> bool:
    """The leader who sent it."""
    return sent.sender is not None and sent.sender.person_id == person.pk


@relation(Relation.ADDRESSED, SentSignal)
def is_owed_to(person: Any, sent: SentSignal) -> bool:
    """The leader who helps the sender; or the host, which also hands on what is meant for the sponsor."""
    if sent.to == SentSignal.To.CONSULTANT:
        return Engagement.objects.filter(partner=sent.sender_id, consultant__person=person).exists()
    return has_role(person, sent.host, "coordinator")
