"""Sentences come from the counts and claim no cause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.evaluation import (
    CausalWording,
    ChangeCounts,
    ChangeWords,
    EvaluationError,
    bounds_sentence,
    change_bounds,
    change_sentence,
    net_sentence,
    plain,
    share_sentence,
)


def test_the_counts_in_words():
    assert change_sentence(ChangeCounts(11, 2, 1, missing=1, invited=15)) == (
        "11 of 14 moved up, 2 stayed, 1 moved down; 1 did not answer"
    )
    assert change_sentence(ChangeCounts(6, 2, 0, 0, 8)) == "6 of 8 moved up, 2 stayed, 0 moved down"
    assert change_sentence(ChangeCounts(0, 0, 0, 15, 15)) == "0 of 15 can be compared; 15 did not answer"


def test_the_headline_counts_people_and_gives_its_interval_from_eight_on():
    assert net_sentence(ChangeCounts(11, 2, 1, 1, 15)) == (
        "Of 14, 10 more moved up than moved down (net +10; 95% interval +4 to +14)"
    )
    assert net_sentence(ChangeCounts(1, 2, 11, 1, 15)) == (
        "Of 14, 10 more moved down than moved up (net -10; 95% interval -14 to -4)"
    )
    assert net_sentence(ChangeCounts(4, 4, 4, 0, 12)).startswith(
        "Of 12, as many moved up as moved down (net +0;"
    )
    assert net_sentence(ChangeCounts(5, 1, 1, 0, 7)) == "5 of 7 moved up, 1 stayed, 1 moved down"


def test_what_the_missing_could_do_in_words():
    assert bounds_sentence(change_bounds(9, 2, 1, 3)) == (
        "Even if all of the 3 who did not answer had got worse, more would be better than worse"
    )
    assert bounds_sentence(change_bounds(6, 2, 4, 3)) == (
        "If 2 of the 3 who did not answer had got worse, no more would be better than worse"
    )
    assert bounds_sentence(change_bounds(4, 2, 6, 3)) == (
        "Not more better than worse among the 12 who answered; the 3 who did not answer are not counted"
    )
    assert bounds_sentence(change_bounds(9, 2, 1, 0)) == "All 12 invited answered both times"


def test_without_exception_is_said_only_when_it_is_true_of_everyone_asked():
    # R67: the number asked stands beside every claim
    said = "saw it as a success"
    assert share_sentence(15, 15, 15, said) == "All 15 who were asked saw it as a success, without exception"
    assert share_sentence(11, 11, 15, said) == "11 of 11 who answered saw it as a success (15 were asked)"
    with pytest.raises(EvaluationError):
        share_sentence(12, 11, 15, said)


@pytest.mark.parametrize(
    "claim",
    [
        "The programme had an impact on confidence",
        "Confidence rose because of the meetings",
        "The meetings led to more confidence",
        "Confidence rose thanks to consultants",
        "This was caused by the programme",
        "a statistically significant change",
        "The programme was effective",
        "proves that it works",
    ],
)
def test_a_sentence_that_claims_a_cause_is_refused(claim):
    with pytest.raises(CausalWording):
        plain(claim)


@pytest.mark.parametrize(
    "text",
    ["11 of 14 moved up", "the result is below", "a leader felt affected", "case by case", "impartial"],
)
def test_plain_words_pass(text):
    assert plain(text) == text


def test_words_of_the_hosts_own_are_used_and_watched():
    own = ChangeWords(
        better="felt less alone", same="felt the same", worse="felt more alone", missing="are missing"
    )
    assert change_sentence(ChangeCounts(3, 2, 1, 1, 7), own) == (
        "3 of 6 felt less alone, 2 felt the same, 1 felt more alone; 1 are missing"
    )
    with pytest.raises(CausalWording):
        change_sentence(ChangeCounts(3, 2, 1, 1, 7), ChangeWords(better="improved because of us"))


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_every_generated_sentence_is_free_of_causes(better, same, worse, missing):
    counts = ChangeCounts(better, same, worse, missing, better + same + worse + missing)
    for sentence in (
        change_sentence(counts),
        net_sentence(counts),
        bounds_sentence(change_bounds(better, same, worse, missing)),
    ):
        assert plain(sentence) == sentence
