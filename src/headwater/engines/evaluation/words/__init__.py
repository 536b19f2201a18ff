"""Open answers: names taken out, split into segments, coded by two people, with suggestions that explain themselves.

Everything here proposes; a person decides. Frozen values in, frozen results out, no word list of the outside world
beyond what is handed in.
"""

from headwater.engines.evaluation.words.masking import KINDS, Known, Mask, mask_text, suggest_masks
from headwater.engines.evaluation.words.sampling import LEAST_SAMPLE, draw, sample_size
from headwater.engines.evaluation.words.sets import SetAgreement, set_agreement
from headwater.engines.evaluation.words.splitting import Span, SplitError, resplit, split_sentences
from headwater.engines.evaluation.words.suggesting import MOST, Suggestion, Theme, suggest_themes

__all__ = [
    "KINDS",
    "LEAST_SAMPLE",
    "MOST",
    "Known",
    "Mask",
    "SetAgreement",
    "Span",
    "SplitError",
    "Suggestion",
    "Theme",
    "draw",
    "mask_text",
    "resplit",
    "sample_size",
    "set_agreement",
    "split_sentences",
    "suggest_masks",
    "suggest_themes",
]
