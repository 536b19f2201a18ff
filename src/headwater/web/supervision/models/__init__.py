"""Supervision of consultants, the plain route for a concern, and opening what is confidential by two people."""

from headwater.web.supervision.models.concerns import Concern, ConcernHearer, ConcernStep, CouncilContact
from headwater.web.supervision.models.openings import Opening, OpeningPerson
from headwater.web.supervision.models.supervision import (
    SupervisionNote,
    SupervisionPlace,
    SupervisionSession,
    SupervisorAssignment,
)

__all__ = [
    "Concern",
    "ConcernHearer",
    "ConcernStep",
    "CouncilContact",
    "Opening",
    "OpeningPerson",
    "SupervisionNote",
    "SupervisionPlace",
    "SupervisionSession",
    "SupervisorAssignment",
]
