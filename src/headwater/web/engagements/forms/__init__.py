"""What a pair fills in: few fields, each with a sensible beginning."""

from headwater.web.engagements.forms.agreement import AgreementForm
from headwater.web.engagements.forms.answers import LookBackForm, PowerForm, PulseForm
from headwater.web.engagements.forms.endings import CloseForm, EndForm
from headwater.web.engagements.forms.exchange import ExchangeForm
from headwater.web.engagements.forms.goals import (
    AvoidedForm,
    CarryOverForm,
    GoalForm,
    ProgressForm,
    RewordForm,
)
from headwater.web.engagements.forms.notes import KeepFreeForm, NoteForm, ReflectionForm
from headwater.web.engagements.forms.sessions import (
    CorrectForm,
    ExtensionForm,
    LogForm,
    PlanForm,
    log_defaults,
)

__all__ = [
    "AgreementForm",
    "AvoidedForm",
    "CarryOverForm",
    "CloseForm",
    "CorrectForm",
    "EndForm",
    "ExchangeForm",
    "ExtensionForm",
    "GoalForm",
    "KeepFreeForm",
    "LogForm",
    "LookBackForm",
    "NoteForm",
    "PlanForm",
    "PowerForm",
    "ProgressForm",
    "PulseForm",
    "ReflectionForm",
    "RewordForm",
    "log_defaults",
]
