"""The forms of the call and the selection."""

from headwater.web.applications.forms.applying import GateForm, PageForm, shown
from headwater.web.applications.forms.selecting import (
    EQUALITY,
    CallFormForm,
    ConflictForm,
    DecisionForm,
    EqualityForm,
    OfferForm,
    ReaderForm,
    ReviewForm,
    ShareOutForm,
)

__all__ = [
    "EQUALITY",
    "CallFormForm",
    "ConflictForm",
    "DecisionForm",
    "EqualityForm",
    "GateForm",
    "OfferForm",
    "PageForm",
    "ReaderForm",
    "ReviewForm",
    "ShareOutForm",
    "shown",
]
