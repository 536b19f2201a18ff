"""Names come out one by one, segments keep every word, the codebook keeps its versions."""

import pytest

from headwater.engines.evaluation.words import Mask, SplitError
from headwater.web.coding.actions.preparing import (
    CannotCode,
    mask_answer,
    remove_theme,
    save_theme,
    split_answer,
    take_up,
)
from headwater.web.coding.models import Answer, Codebook, Coding, Segment
from headwater.web.coding.queries.names import known_names
from tests.people import person
from tests.web.coding.conftest import CANARY, FIRST
from tests.web.coding.conftest import see as sees


def test_answers_are_taken_up_once_by_one_who_reads_the_wave(answered):
    cast = answered.cast
    with pytest.raises(CannotCode, match="named to read"):
        take_up(programme=cast.programme, wave=answered.end, items=["helped"], by=answered.coder)
    with pytest.raises(CannotCode, match="Freeze"):
        answered.open(answered.start)
        take_up(programme=cast.programme, wave=answered.start, items=["helped"], by=cast.evaluator)
    coding = answered.take_up()
    assert (coding.answers.count(), coding.codebooks.get().number) == (12, 1)
    with pytest.raises(CannotCode, match="not being coded yet"):
        answered.take_up()
    with pytest.raises(CannotCode, match="Nobody has answered"):
        take_up(programme=cast.programme, wave=answered.end, items=["hindered"], by=cast.evaluator)


def test_an_answer_is_kept_only_with_its_names_taken_out(answered):
    answered.take_up()
    assert set(Answer.objects.values_list("text", flat=True)) == {""}
    answered.mask_all()
    assert answered.segment("I told [").words == "I told [a person] of [an organisation] at last."
    assert [a for a in Answer.objects.all() if "Karen" in a.text or "Wansbeck" in a.text] == []


def test_words_an_evaluator_types_are_taken_out_wherever_they_stand_or_refused(answered):
    coding = answered.take_up()
    answer = coding.answers.first()
    by = answered.cast.evaluator
    mask_answer(answer=answer, original=FIRST, masks=[Mask(0, 1, "person")], also=["Fridays", CANARY], by=by)
    assert answer.text == (
        "[a person] plan on [left out] now, [left out]. I told Karen Hope of Wansbeck Carers at last."
    )
    with pytest.raises(CannotCode, match="does not stand in that answer"):
        mask_answer(answer=answer, original=FIRST, masks=[], also=["Mondays"], by=by)


def test_the_registers_of_the_whole_host_are_looked_through_and_no_other_hosts(answered):
    known = known_names(answered.cast.host)
    assert {"Panel", "Coordinator", "Second Coder"} <= set(known.people)
    assert "Wansbeck Carers" in known.organisations
    assert "Elsewhere Care" not in known.organisations
    assert "Other Partner" not in known.people


def test_the_page_of_names_tells_no_more_than_that_a_word_may_be_a_name(answered, as_):
    """The evaluator sees the answer and the kinds of name; a registered and an unknown name come out alike."""
    answered.take_up()
    coding = answered.coding
    client = as_(answered.cast.evaluator)

    def main_of_both_pages():
        pages = [client.get(f"/care-network/coding/{coding.pk}/names/?page={number}") for number in (1, 2)]
        return "".join(page.content.decode().split("<main")[1].split("</main")[0] for page in pages)

    main = main_of_both_pages()
    assert "<mark>Karen Hope</mark> of <mark>Wansbeck Carers</mark>" in main
    person("Karen Hope")  # now someone of that name has an account, elsewhere
    assert main_of_both_pages().count("Karen Hope") == main.count("Karen Hope")
    cast = answered.cast
    told = [each.name for each in (cast.partner, cast.consultant, cast.second_partner) if each.name in main]
    assert told == []
    assert [a.thread for a in coding.answers.all() if a.thread[:6].upper() in main] == []
    assert "checked" not in main


def test_each_name_is_decided_before_an_answer_counts_as_read(answered, as_):
    answered.take_up()
    coding, client = answered.coding, as_(answered.cast.evaluator)
    address = f"/care-network/coding/{coding.pk}/names/"
    shown = [str(answer.pk) for answer in coding.answers.all()][:10]
    first = next(
        a for a in coding.answers.all() if a.answer in {k for k, v in _texts(coding).items() if v == FIRST}
    )
    client.post(address, {"shown": shown})
    assert coding.answers.filter(is_masked=False).count() >= 2
    assert Answer.objects.get(pk=first.pk).is_masked is False
    start, end = FIRST.index("Karen"), FIRST.index(" of ")
    fields = {
        f"mask-{first.pk}-{start}-{end}": "leave",
        f"mask-{first.pk}-{FIRST.index('Wansbeck')}-{FIRST.index(' at last')}": "place",
        f"also-{first.pk}": "Karen Hope",
    }
    client.post(address, {"shown": [str(first.pk)], **fields})
    assert Answer.objects.get(pk=first.pk).text.endswith("I told [left out] of [a place] at last.")


def _texts(coding):
    from headwater.web.coding.actions.preparing import original_texts

    return original_texts(coding)


def test_segments_are_sentences_joined_and_split_without_changing_a_word(answered, as_):
    answered.take_up()
    answered.mask_all()
    answer = answered.segment("I plan more.").answer
    assert [s.words for s in answer.segments.all()] == ["I plan more.", "I plan with others."]
    address = f"/care-network/coding/{answered.coding.pk}/segments/"
    as_(answered.cast.evaluator).post(
        f"{address}?page=1", {f"lines-{a.pk}": a.text for a in answered.coding.answers.all()[:10]}
    )
    assert Segment.objects.filter(answer=answered.coding.answers.first()).count() == 1
    with pytest.raises(SplitError):
        split_answer(answer=answer, lines="I plan less.\nI plan with others.", by=answered.cast.evaluator)


def test_a_change_of_the_codebook_is_a_version_and_once_begun_says_why(answered):
    answered.begin()
    by = answered.cast.evaluator
    theme = {"name": "Money", "definition": "Costs.", "cues": ["pay", " "], "not_when": "", "example": ""}
    with pytest.raises(CannotCode, match="same one"):
        save_theme(coding=answered.coding, theme=theme, why="new", by=by)
    answered.both(sees, sees)
    with pytest.raises(CannotCode, match="what you changed and why"):
        save_theme(coding=answered.coding, theme=theme, why=" ", by=by)
    made = save_theme(coding=answered.coding, theme=theme, why="It came up.", by=by)
    assert (made.number, made.themes[-1]["code"], made.themes[-1]["cues"]) == (2, "money", ["pay"])
    assert Codebook.objects.get(number=1).themes == made.themes[:-1]
    with pytest.raises(CannotCode):
        remove_theme(coding=answered.coding, code="money", by=by)


def test_two_themes_of_one_name_have_two_codes_and_the_last_theme_stays(answered):
    answered.take_up()
    theme = {"name": "New", "definition": "", "cues": []}
    codes = [
        save_theme(coding=answered.coding, theme=theme, why="", by=answered.cast.evaluator).themes[-1]["code"]
        for _again in range(2)
    ]
    assert codes == ["new-2", "new-3"]
    for code in [theme["code"] for theme in answered.coding.codebooks.last().themes][1:]:
        remove_theme(coding=answered.coding, code=code, by=answered.cast.evaluator)
    with pytest.raises(CannotCode, match="at least one theme"):
        remove_theme(coding=answered.coding, code="time", by=answered.cast.evaluator)


def test_names_and_segments_stand_once_coding_has_begun(answered):
    answered.begin()
    assert answered.coding.state == Coding.State.CODING
    answer = answered.coding.answers.first()
    for change in (
        lambda: mask_answer(answer=answer, original="x", masks=[], also=[], by=answered.cast.evaluator),
        lambda: split_answer(answer=answer, lines=answer.text, by=answered.cast.evaluator),
    ):
        with pytest.raises(CannotCode, match="has begun"):
            change()
