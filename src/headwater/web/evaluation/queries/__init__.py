"""What is read of waves and answers: bands for the host, own pages for those asked, answers without names for the evaluator."""

from headwater.web.evaluation.queries.answering import (
    OwnWave,
    Page,
    Pages,
    answered_pages,
    own_waves,
    pages_of,
    spoken_answers,
)
from headwater.web.evaluation.queries.bands import (
    HostedWave,
    Response,
    bands_of,
    minutes_asked,
    waves_with_bands,
)
from headwater.web.evaluation.queries.counting import (
    Finding,
    findings,
    sheets_of,
    start_of,
    started_in,
)
from headwater.web.evaluation.queries.room import (
    OpenAnswer,
    ResponseRow,
    RoomWave,
    open_answers,
    response_ledger,
    room_waves,
)

__all__ = [
    "Finding",
    "HostedWave",
    "OpenAnswer",
    "OwnWave",
    "Page",
    "Pages",
    "Response",
    "ResponseRow",
    "RoomWave",
    "answered_pages",
    "bands_of",
    "findings",
    "minutes_asked",
    "open_answers",
    "own_waves",
    "pages_of",
    "response_ledger",
    "room_waves",
    "sheets_of",
    "spoken_answers",
    "start_of",
    "started_in",
    "waves_with_bands",
]
