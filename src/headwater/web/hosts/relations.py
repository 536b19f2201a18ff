"""How a person stands to a record: named once here, answered by each app for its own records."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import rules
from django.core.exceptions import ImproperlyConfigured
from django.db import models

Predicate = Callable[[Any, Any], bool]


class Relation(StrEnum):
    """A relation or state that a grant asks for, beside the duty itself."""

    OWN = "own"
    OPEN_TO_ALL = "open to everyone who is signed in"
    SUBMITTED = "submitted, not a draft"
    UNSUBMITTED = "still a draft"
    ASSIGNED = "assigned to it"
    NO_CONFLICT = "no conflict of interest declared or found"
    OWN_SCORE_GIVEN = "own score given first"
    PANEL_CLOSED = "the panel has closed"
    RELEASED = "released"
    TAKES_PART = "takes part in the programme"
    PAIR = "one of the pair"
    SUPERVISEE = "supervises the consultant"
    ADDRESSED = "addressed to them"
    RUNNING = "not ended"
    IN_REACH = "not closed to them after the ending"
    HELPS = "the one who helps in it"
    INDEPENDENT = "has no other duty in this host"
    READER = "named to read these answers"
    FUNDS = "gives money to the programme"
    SEEKS = "the one who seeks help in it"
    GIVES = "the supervisor who gives it"
    UNDECIDED = "not decided yet"
    OPENED = "opened to them by a second person, for 24 hours"
    CONCERNED = "it is their text, and the time to tell them has come"
    SIGNS = "the third who signs it"
    NOTES_ON = "where the programme has switched notes on"
    SHOWN = "shown to them by its author"
    CONSENTED = "its teller's consent holds today"
    SHARED = "its teller lets those of the programme read it"


_registry: dict[tuple[Relation, type[models.Model]], Predicate] = {}


def relation(name: Relation, model: type[models.Model]) -> Callable[[Predicate], Predicate]:
    """Register how a person stands to records of a model: ``predicate(person, record) -> bool``."""

    def register(predicate: Predicate) -> Predicate:
        key = (name, model)
        if key in _registry:
            raise ImproperlyConfigured(f"{name} is answered twice for {model.__name__}.")
        _registry[key] = rules.predicate(predicate, name=f"{model.__name__}:{name}")
        return predicate

    return register


def holds(name: Relation, person: Any, record: models.Model) -> bool:
    """Whether a person stands in a relation to a record. An unanswered question is a mistake, not a yes."""
    for model in type(record).__mro__:
        predicate = _registry.get((name, model))
        if predicate is not None:
            return bool(predicate(person, record))
    raise ImproperlyConfigured(
        f"No rule says whether {name!r} holds for {type(record).__name__}. Add one in rules.py."
    )
