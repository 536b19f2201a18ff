"""Who stands how to supervision and concerns, and how much supervision is enough."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from headwater.web.engagements.models import Engagement, Reflection
from headwater.web.hosts.relations import Relation, relation
from headwater.web.programmes.models import Participant
from headwater.web.supervision.models import Concern, Opening, SupervisionSession, SupervisorAssignment


@relation(Relation.SUPERVISEE, Engagement)
def supervises_its_consultant(person: Any, engagement: Engagement) -> bool:
    """The present supervisor of the consultant of an engagement."""
    return (
        SupervisorAssignment.objects.current()
        .filter(consultant=engagement.consultant_id, supervisor=person)
        .exists()
    )


@relation(Relation.SUPERVISEE, Participant)
def supervises(person: Any, participant: Participant) -> bool:
    """The present supervisor of a consultant."""
    return (
        SupervisorAssignment.objects.current().filter(consultant=participant.pk, supervisor=person).exists()
    )


@relation(Relation.SUPERVISEE, Reflection)
def supervises_its_author(person: Any, reflection: Reflection) -> bool:
    """The present supervisor of the consultant who wrote a reflection."""
    return supervises(person, reflection.participant)


@relation(Relation.OWN, SupervisionSession)
def takes_part_in_it(person: Any, session: SupervisionSession) -> bool:
    """The supervisor who gives it, and each consultant who has a place in it."""
    return session.supervisor_id == person.pk or session.places.filter(consultant__person=person).exists()


@relation(Relation.GIVES, SupervisionSession)
def gives_it(person: Any, session: SupervisionSession) -> bool:
    """The supervisor who gives it."""
    return session.supervisor_id == person.pk


@relation(Relation.OWN, Concern)
def raised_it(person: Any, concern: Concern) -> bool:
    """The person who raised the concern."""
    return concern.raised_by_id == person.pk


@relation(Relation.ADDRESSED, Concern)
def was_told_it(person: Any, concern: Concern) -> bool:
    """The named person the concern was told to, and each it was passed to."""
    return concern.hearers.filter(person=person).exists()


@relation(Relation.RUNNING, Concern)
def is_open(person: Any, concern: Concern) -> bool:
    """A concern that is not closed."""
    return concern.state != Concern.State.CLOSED


@relation(Relation.OWN, Opening)
def asked_for_it(person: Any, opening: Opening) -> bool:
    """The one who asked for the opening."""
    return opening.asked_by_id == person.pk


@relation(Relation.UNDECIDED, Opening)
def is_undecided(person: Any, opening: Opening) -> bool:
    """An opening nobody has decided on."""
    return opening.state == Opening.State.ASKED


@relation(Relation.OPENED, Opening)
def may_look_in(person: Any, opening: Opening) -> bool:
    """The one who asked, for 24 hours from the decision."""
    return opening.asked_by_id == person.pk and opening.is_open


@relation(Relation.CONCERNED, Opening)
def is_told_of_it(person: Any, opening: Opening) -> bool:
    """One whose text was opened, from the moment they are told."""
    was_opened = opening.state == Opening.State.OPENED and opening.tell_from <= timezone.now()
    return was_opened and opening.people.filter(person=person).exists()


@dataclass(frozen=True)
class SupervisionFloor:
    """Hours of supervision a consultant should have had by now, by each of the two settings; the larger governs."""

    by_practice: float
    by_year: float
    had: float

    @property
    def needed(self) -> float:
        return max(self.by_practice, self.by_year)

    @property
    def short(self) -> float:
        """Hours still missing, to the quarter hour; nothing while less than a quarter hour is missing."""
        return int(max(self.needed - self.had, 0.0) * 4) / 4


def supervision_floor(
    *, practice_minutes: int, supervised_minutes: int, days: int, ratio: int, hours_a_year: int
) -> SupervisionFloor:
    """How much supervision is due: one hour for each ``ratio`` hours of practice, and so many a year (R42).

    ``days`` since the consultant began. Both settings are of the programme; the larger result governs.
    """
    return SupervisionFloor(
        by_practice=practice_minutes / 60 / ratio if ratio else 0.0,
        by_year=hours_a_year * days / 365,
        had=supervised_minutes / 60,
    )
