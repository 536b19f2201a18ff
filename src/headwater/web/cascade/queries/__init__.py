"""What the pages of a cascade show, and the same events as the engine reads them."""

from headwater.web.cascade.asking import Figure, figures_beside
from headwater.web.cascade.queries.heard import (
    Answered,
    Heard,
    allowed_figures,
    answered,
    heard,
    how_answered,
    paper_figures,
    released_lines,
    replies,
)
from headwater.web.cascade.queries.programme import (
    LEAST_ORGANISATIONS,
    AcrossOrganisations,
    Depth,
    Fidelity,
    across,
    signals_by_addressee,
)
from headwater.web.cascade.queries.sent import Signals, addressees, own_standing, sender_in, signals_of
from headwater.web.cascade.queries.travel import Travelled, events_for, events_of

__all__ = [
    "LEAST_ORGANISATIONS",
    "AcrossOrganisations",
    "Answered",
    "Depth",
    "Fidelity",
    "Figure",
    "Heard",
    "Signals",
    "Travelled",
    "across",
    "addressees",
    "allowed_figures",
    "answered",
    "events_for",
    "events_of",
    "figures_beside",
    "heard",
    "how_answered",
    "own_standing",
    "paper_figures",
    "released_lines",
    "replies",
    "sender_in",
    "signals_by_addressee",
    "signals_of",
]
