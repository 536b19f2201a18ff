"""Forms of supervision, of concerns and of openings."""

from headwater.web.supervision.forms.concerns import (
    AnswerForm,
    ConcernForm,
    CouncilContactForm,
    DecideOpeningForm,
    OpeningForm,
    PassOnForm,
    StepForm,
)
from headwater.web.supervision.forms.supervision import (
    AssignForm,
    HoldForm,
    MoveForm,
    NoteForm,
    PlanSupervisionForm,
)

__all__ = [
    "AnswerForm",
    "AssignForm",
    "ConcernForm",
    "CouncilContactForm",
    "DecideOpeningForm",
    "HoldForm",
    "MoveForm",
    "NoteForm",
    "OpeningForm",
    "PassOnForm",
    "PlanSupervisionForm",
    "StepForm",
]
