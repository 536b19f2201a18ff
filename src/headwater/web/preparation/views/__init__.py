"""Pages of preparation: workshops, training and readiness, and each person's own preparation."""

from headwater.web.preparation.views.own import own
from headwater.web.preparation.views.training import guide, prepared, readiness, training
from headwater.web.preparation.views.workshops import (
    add_workshop,
    attendance,
    book,
    calendar_file,
    cancel,
    edit_workshop,
    here,
    offer,
    sheet,
    type_code,
    workshop,
    workshop_list,
)

__all__ = [
    "add_workshop",
    "attendance",
    "book",
    "calendar_file",
    "cancel",
    "edit_workshop",
    "guide",
    "here",
    "offer",
    "own",
    "prepared",
    "readiness",
    "sheet",
    "training",
    "type_code",
    "workshop",
    "workshop_list",
]
