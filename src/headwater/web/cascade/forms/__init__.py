"""What a leader fills in, and the three taps of a member of staff."""

from headwater.web.cascade.forms.fields import (
    LinesField,
    TiersField,
    WorkplacesField,
    as_lines,
    workplaces_as_lines,
)
from headwater.web.cascade.forms.passing_on import (
    BecameForm,
    CrossingForm,
    HandOverForm,
    OpenStepForm,
    PracticeForm,
    RulesForm,
    SignalForm,
    StartForm,
    StepForm,
    TakeBackForm,
    TiersForm,
    WorkplacesForm,
    WriteAnewForm,
)
from headwater.web.cascade.forms.staff import AnswerSignalForm, ReplyForm, SlipsForm, TallyForm, TapsForm

__all__ = [
    "AnswerSignalForm",
    "BecameForm",
    "CrossingForm",
    "HandOverForm",
    "LinesField",
    "OpenStepForm",
    "PracticeForm",
    "ReplyForm",
    "RulesForm",
    "SignalForm",
    "SlipsForm",
    "StartForm",
    "StepForm",
    "TakeBackForm",
    "TallyForm",
    "TapsForm",
    "TiersField",
    "TiersForm",
    "WorkplacesField",
    "WorkplacesForm",
    "WriteAnewForm",
    "as_lines",
    "workplaces_as_lines",
]
