"""An answer falls into sentences; a person moves the breaks, never the words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.evaluation.words import SplitError, draw, resplit, sample_size, split_sentences


def parts(text):
    return [span.of(text) for span in split_sentences(text)]


def test_a_sentence_is_a_segment_and_so_is_a_line():
    assert parts("We told them. It was quiet! Was it? Yes… And then\n- one\n- two") == [
        "We told them.",
        "It was quiet!",
        "Was it?",
        "Yes…",
        "And then",
        "- one",
        "- two",
    ]


def test_short_forms_initials_and_numbers_end_no_sentence():
    text = 'Dr. Ames and J. Bell met e.g. Tom at 3.30 on St. Aidan\'s Road. "It went well." We were glad.'
    assert parts(text) == [
        "Dr. Ames and J. Bell met e.g. Tom at 3.30 on St. Aidan's Road.",
        '"It went well."',
        "We were glad.",
    ]


def test_nothing_gives_nothing():
    assert (parts(""), parts(" \n \n")) == ([], [])


def test_a_person_joins_and_splits_by_line_breaks():
    text = "We told them. It was quiet, and I slept."
    assert [span.of(text) for span in resplit(text, "We told them. It was quiet,\n\n and I slept.")] == [
        "We told them. It was quiet,",
        "and I slept.",
    ]


@pytest.mark.parametrize("lines", ["We told.", "We told them. Loudly.", "them We told.", ""])
def test_other_words_are_refused_with_what_to_do(lines):
    with pytest.raises(SplitError, match="Only move the line breaks"):
        resplit("We told them.", lines)


WORDS = st.text(alphabet="aB .!?\n'", max_size=60)


@given(WORDS)
def test_splitting_loses_no_word_and_undoes_itself(text):
    spans = split_sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    lines = "\n".join(" ".join(span.of(text).split("\n")) for span in spans)
    assert resplit(text, lines) == spans


def test_the_sample_is_forty_or_three_in_ten_and_never_more_than_there_are():
    assert [sample_size(n) for n in (0, 12, 40, 41, 133, 134, 1000)] == [0, 12, 40, 40, 40, 41, 300]


def test_the_sample_is_the_same_for_the_same_seed_whatever_the_order():
    names = [f"s{number}" for number in range(50)]
    assert draw(names, 10, seed=4) == draw(reversed(names), 10, seed=4)
    assert draw(names, 10, seed=4) != draw(names, 10, seed=5)
    assert len(draw(names, 10, seed=4)) == 10
