"""What the pages of a cascade show, and the same events as the engine reads them."""

from headwater.web.cascade.queries.heard import (
    LEAST_ORGANISATIONS,
    AcrossOrganisations,
    Heard,
    across,
    allowed_figures,
    heard,
    paper_figures,
    released_lines,
    replies,
)
from headwater.web.cascade.queries.travel import Travelled, events_for

__all__ = [
    "LEAST_ORGANISATIONS",
    "AcrossOrganisations",
    "Heard",
    "Travelled",
    "across",
    "allowed_figures",
    "events_for",
    "heard",
    "paper_figures",
    "released_lines",
    "replies",
]
