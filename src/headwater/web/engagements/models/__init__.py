"""The working relationship of a pair: agreement, sessions, goals, pulses, phases and its ending."""

from headwater.web.engagements.models.agreement import Agreement
from headwater.web.engagements.models.engagement import (
    Ending,
    Engagement,
    ExtensionRequest,
    Phase,
    PhaseMove,
)
from headwater.web.engagements.models.exchange import Exchange, LookBack, PowerPulse
from headwater.web.engagements.models.goals import AvoidedIssue, Goal, GoalProgress
from headwater.web.engagements.models.notes import Reflection, SharedNote, ThinkingTime
from headwater.web.engagements.models.sessions import Pulse, Session, Stance, StanceTag

__all__ = [
    "Agreement",
    "AvoidedIssue",
    "Ending",
    "Engagement",
    "Exchange",
    "ExtensionRequest",
    "Goal",
    "GoalProgress",
    "LookBack",
    "Phase",
    "PhaseMove",
    "PowerPulse",
    "Pulse",
    "Reflection",
    "Session",
    "SharedNote",
    "Stance",
    "StanceTag",
    "ThinkingTime",
]
