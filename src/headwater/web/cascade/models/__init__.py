"""A practice on its way: tiers, hand-overs, staff sheets, what staff send back, and other organisations (R1 to R11)."""

from headwater.web.cascade.models.across import Crossing
from headwater.web.cascade.models.hand_overs import HandOver
from headwater.web.cascade.models.practice import Cascade, PassingOnRules, Practice, PracticeVersion
from headwater.web.cascade.models.signals_sent import SentSignal
from headwater.web.cascade.models.staff import (
    CODE_LENGTH,
    PaperTally,
    StaffAnswer,
    StaffSheet,
    Unlinked,
    UpwardSignal,
    new_code,
)
from headwater.web.cascade.models.tiers import Tier, Workplace

__all__ = [
    "CODE_LENGTH",
    "Cascade",
    "Crossing",
    "HandOver",
    "PaperTally",
    "PassingOnRules",
    "Practice",
    "PracticeVersion",
    "SentSignal",
    "StaffAnswer",
    "StaffSheet",
    "Tier",
    "Unlinked",
    "UpwardSignal",
    "Workplace",
    "new_code",
]
