"""Sentences about figures, computed from the figures, without a word that claims a cause.

A before-and-after comparison without a comparison group "will not evidence direct causality" (Nesta
standards of evidence, level 2), so a sentence that would claim one is refused rather than printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.engines.evaluation.change import ChangeBounds, ChangeCounts, net_change
from headwater.engines.evaluation.estimate import LEAST_FOR_INTERVAL, EvaluationError

CAUSAL = re.compile(
    r"\b(impact\w*|caus(?:e|es|ed|ing|al|ally)|because|due to|owing to|thanks to|led to|leads to|lead to"
    r"|result(?:s|ed|ing)? (?:in|from)|as a result|attribut\w+|made (?:them|people|leaders|partners)"
    r"|brought about|effect of|effects of|effective\w*|proves?|proved|proven|significant(?:ly)?)\b",
    re.IGNORECASE,
)


class CausalWording(EvaluationError):
    """A sentence claims a cause, or "significance", that a before-and-after design cannot show."""


@dataclass(frozen=True)
class ChangeWords:
    """How a sentence names the three ways a person can have gone, and a missing answer.

    The host may translate or reword them; wording that claims a cause is refused.
    """

    better: str = "moved up"
    same: str = "stayed"
    worse: str = "moved down"
    missing: str = "did not answer"


WORDS = ChangeWords()


def plain(text: str) -> str:
    """The text itself, if it claims no cause; an error that names the word if it does."""
    found = CAUSAL.search(text)
    if found:
        raise CausalWording(
            f'"{found.group(0)}" claims more than a before-and-after comparison can show (Nesta level 2): '
            "say what people answered before and after, and leave the cause out."
        )
    return text


def change_sentence(counts: ChangeCounts, words: ChangeWords = WORDS) -> str:
    """The counts in words: "11 of 14 moved up, 2 stayed, 1 moved down; 1 did not answer"."""
    tail = f"; {counts.missing} {words.missing}" if counts.missing else ""
    if counts.answered == 0:
        return plain(f"0 of {counts.invited} can be compared{tail}")
    return plain(
        f"{counts.better} of {counts.answered} {words.better}, {counts.same} {words.same}, "
        f"{counts.worse} {words.worse}{tail}"
    )


def net_sentence(counts: ChangeCounts, words: ChangeWords = WORDS) -> str:
    """The headline in people, not per cent: how many more went one way than the other, with its interval.

    Below 8 answers it is the counts alone.
    """
    if counts.answered < LEAST_FOR_INTERVAL:
        return change_sentence(counts, words)
    net = net_change(counts.better, counts.same, counts.worse)
    assert net.low is not None and net.high is not None
    lead = counts.better - counts.worse
    if lead == 0:
        balance = f"Of {counts.answered}, as many {words.better} as {words.worse}"
    else:
        more, fewer = (words.better, words.worse) if lead > 0 else (words.worse, words.better)
        balance = f"Of {counts.answered}, {abs(lead)} more {more} than {fewer}"
    return plain(f"{balance} (net {lead:+d}; 95% interval {net.low * net.n:+.0f} to {net.high * net.n:+.0f})")


def bounds_sentence(bounds: ChangeBounds) -> str:
    """What the missing people could do to the headline, in words."""
    if not bounds.missing:
        return plain(f"All {bounds.invited} invited answered both times")
    missing = f"the {bounds.missing} who did not answer"
    if not bounds.above_zero:
        return plain(
            f"Not more better than worse among the {bounds.n} who answered; {missing} are not counted"
        )
    if bounds.tipping is None:
        return plain(f"Even if all of {missing} had got worse, more would be better than worse")
    return plain(f"If {bounds.tipping} of {missing} had got worse, no more would be better than worse")


def share_sentence(count: int, answered: int, invited: int, what: str) -> str:
    """A count beside those who answered and were asked: "12 of 14 who answered said yes (15 were asked)".

    "Without exception" is said here only when everyone who was asked answered, and all of them said it.
    """
    if not 0 <= count <= answered <= invited:
        raise EvaluationError(
            f"{count} of {answered} of {invited} cannot be: give those who said it, answered, were asked."
        )
    if invited and count == answered == invited:
        return plain(f"All {invited} who were asked {what}, without exception")
    return plain(f"{count} of {answered} who answered {what} ({invited} were asked)")
