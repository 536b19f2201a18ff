"""How people stand to applications: own, assigned, in conflict, and what has been told."""

from typing import Any

from headwater.web.applications.models import Application, Panel
from headwater.web.applications.states import READ_BY_PANEL
from headwater.web.hosts.relations import Relation, relation


@relation(Relation.OWN, Application)
def is_applicant(person: Any, application: Application) -> bool:
    return application.person_id == person.pk


@relation(Relation.UNSUBMITTED, Application)
def is_draft(person: Any, application: Application) -> bool:
    return application.is_draft


@relation(Relation.SUBMITTED, Application)
def is_submitted(person: Any, application: Application) -> bool:
    """Sent in and not withdrawn: a draft or a withdrawn application is its author's alone."""
    return application.state in READ_BY_PANEL


@relation(Relation.RELEASED, Application)
def is_released(person: Any, application: Application) -> bool:
    return application.is_released


@relation(Relation.ASSIGNED, Application)
def is_assigned(person: Any, application: Application) -> bool:
    return application.assignments.filter(person=person).exists()


@relation(Relation.NO_CONFLICT, Application)
def has_no_conflict(person: Any, application: Application) -> bool:
    """Neither declared, nor found: same person, same organisation, same mail domain."""
    return Application.objects.known_to(person).filter(pk=application.pk).exists()


@relation(Relation.OWN_SCORE_GIVEN, Application)
def has_reviewed(person: Any, application: Application) -> bool:
    return application.reviews.filter(person=person).exists()


@relation(Relation.PANEL_CLOSED, Application)
def panel_has_closed(person: Any, application: Application) -> bool:
    return Panel.objects.filter(programme=application.programme_id, closed_at__isnull=False).exists()
