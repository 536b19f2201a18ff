"""Programmes, what stands around them, and who takes part."""

from headwater.web.programmes.models.around import ChecklistTick, Cohort, KeyDate, Party
from headwater.web.programmes.models.participant import Consultant, Participant, ParticipantQuerySet, Partner
from headwater.web.programmes.models.programme import Programme

__all__ = [
    "ChecklistTick",
    "Cohort",
    "Consultant",
    "KeyDate",
    "Participant",
    "ParticipantQuerySet",
    "Partner",
    "Party",
    "Programme",
]
