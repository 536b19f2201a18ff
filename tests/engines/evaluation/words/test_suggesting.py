"""Suggestions name their words, are three at most, and are right often enough to be worth a look."""

import tomllib
from dataclasses import replace
from pathlib import Path

import headwater.web.coding
from headwater.engines.evaluation.words import MOST, Theme, suggest_themes
from tests.engines.evaluation.words.sentences import HELD_OUT

FILE = Path(headwater.web.coding.__file__).parent / "codebooks" / "outcomes.toml"
THEMES = [
    Theme(each["code"], each["name"], each["definition"], tuple(each["cues"]))
    for each in tomllib.loads(FILE.read_text(encoding="utf-8"))["themes"]
]
ALONE = Theme("alone", "Less alone", "Feeling less isolated.", ("lonely", "only one"))
BRIEF = Theme("brief", "Too brief", "Too few meetings.", ("too short", "too few"))


def right(themes):
    """How often the writer's theme comes first, and among the first three."""
    given = suggest_themes([sentence for sentence, _ in HELD_OUT], themes)
    codes = [[each.theme for each in suggestions] for suggestions in given]
    first = sum(meant in found[:1] for found, (_, meant) in zip(codes, HELD_OUT, strict=True))
    return first, sum(meant in found for found, (_, meant) in zip(codes, HELD_OUT, strict=True))


def test_on_sentences_kept_apart_the_meant_theme_is_mostly_among_those_suggested():
    """34 sentences, 12 themes; chance is 3 first and 9 among three. Cue words buy most of it (evidence.md 8)."""
    assert right(THEMES) == (33, 33)
    assert right([replace(theme, cues=()) for theme in THEMES]) == (23, 26)


def test_each_suggestion_names_words_of_the_segment_and_there_are_three_at_most():
    for sentence, suggestions in zip(HELD_OUT, suggest_themes([s for s, _ in HELD_OUT], THEMES), strict=True):
        assert len(suggestions) <= MOST
        assert all(each.words for each in suggestions)
        assert [
            w for each in suggestions for w in each.words if w.casefold() not in sentence[0].casefold()
        ] == []


def test_the_words_that_match_are_cues_first_then_words_of_one_stem():
    [[lonely], [short], []] = suggest_themes(
        ["It was lonely work; isolating too.", "The meetings were too short.", "Thin gruel."], [ALONE, BRIEF]
    )
    assert (lonely.theme, lonely.words) == ("alone", ("lonely", "isolating"))
    assert (short.theme, short.words) == ("brief", ("too short", "meetings"))


def test_a_cue_inside_another_word_is_none():
    assert suggest_themes(["Canopener", "nothing"], [Theme("p", "Pen", cues=("open",))]) == ((), ())


def test_nothing_to_read_or_no_codebook_suggests_nothing():
    assert (suggest_themes([], THEMES), suggest_themes(["words"], [])) == ((), ((),))


def test_the_same_segments_in_another_order_are_suggested_the_same():
    sentences = [sentence for sentence, _ in HELD_OUT]
    forward = dict(zip(sentences, suggest_themes(sentences, THEMES), strict=True))
    backward = dict(zip(sentences[::-1], suggest_themes(sentences[::-1], THEMES), strict=True))
    assert forward == backward
