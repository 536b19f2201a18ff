"""Open answers being coded, what is released of them, and stories."""

from headwater.web.coding.models.coded import (
    Answer,
    BroughtIn,
    Codebook,
    Coder,
    Coding,
    Contrary,
    Mark,
    QuoteRequest,
    Segment,
    Settlement,
)
from headwater.web.coding.models.released import ReleasedTheme, ThemeRelease
from headwater.web.coding.models.stories import (
    Choice,
    Consent,
    Seat,
    Story,
    StoryPanel,
    Verification,
    Voice,
)

__all__ = [
    "Answer",
    "BroughtIn",
    "Choice",
    "Codebook",
    "Coder",
    "Coding",
    "Consent",
    "Contrary",
    "Mark",
    "QuoteRequest",
    "ReleasedTheme",
    "Seat",
    "Segment",
    "Settlement",
    "Story",
    "StoryPanel",
    "ThemeRelease",
    "Verification",
    "Voice",
]
