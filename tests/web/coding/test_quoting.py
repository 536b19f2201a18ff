"""What leaves the evaluator's room: counts by the release rules, and words only where their author says so."""

import pytest

from headwater.web.audit.models import Event
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.actions.quoting import (
    answer_quote,
    ask_to_quote,
    is_asked_to_quote,
    own_quotes,
    release_themes,
    write_about_quotes,
)
from headwater.web.coding.actions.stories import note_printed
from headwater.web.coding.models import QuoteRequest, ReleasedTheme, Segment
from headwater.web.coding.queries import quotes_to_print, released_themes
from headwater.web.coding.queries.agreeing import final_themes
from headwater.web.evaluation.models import AliasKey
from headwater.web.evaluation.showing import show_share, show_to_world
from headwater.web.messages.models import Letter
from headwater.web.writes.models import Submission
from tests.web.coding.conftest import see


@pytest.fixture
def settled(answered):
    answered.begin()
    answered.both(see, see)
    answered.settle()
    return answered


def test_counts_are_released_by_the_same_rules_as_every_other_count(settled):
    coding = settled.coding
    release_themes(coding=coding, by=settled.cast.evaluator)
    circle = {each.theme: each for each in released_themes(settled.cast.programme, "circle")}
    world = {each.theme: each for each in released_themes(settled.cast.programme, "world")}
    alone = show_share(8, 12, 14, settled.cast.programme.floor_host)
    assert (circle["alone"].form, circle["alone"].people) == (alone.form, alone.better) == ("at_least", 8)
    assert (circle["time"].form, circle["time"].people) == (
        "at_most",
        4,
    )  # too near nobody to be told exactly
    coarse = show_to_world(alone, 10)
    assert (world["alone"].form, world["alone"].people) == (coarse.form, coarse.better)
    assert {each.answered_to for each in circle.values()} <= {12, 14}


def test_a_theme_the_coders_do_not_agree_on_is_named_and_not_counted(answered):
    answered.begin()
    answered.both(see, lambda words: [] if "alone" in words else see(words))
    answered.settle()
    release_themes(coding=answered.coding, by=answered.cast.evaluator)
    found = ReleasedTheme.objects.get(release__audience="circle", theme="alone")
    assert (found.reading, found.form, found.people) == ("do not count", "withheld", None)


def test_a_release_is_made_once_of_a_settled_coding_and_never_changed(answered):
    answered.begin()
    answered.both(see, see)
    with pytest.raises(CannotCode, match="Settle the coding first"):
        release_themes(coding=answered.coding, by=answered.cast.evaluator)
    answered.settle()
    first, _second = release_themes(coding=answered.coding, by=answered.cast.evaluator)
    with pytest.raises(CannotCode, match="never changed"):
        release_themes(coding=answered.coding, by=answered.cast.evaluator)
    with pytest.raises(TypeError, match="never changed"):
        first.save()


def ask(settled, start, theme):
    return ask_to_quote(
        coding=settled.coding, segment=settled.segment(start).pk, theme=theme, by=settled.cast.evaluator
    )


def alone(settled):
    """The segments on being less alone, each of another person."""
    return [s for s in Segment.objects.select_related("answer") if "alone" in s.words]


def authors(settled):
    """Whoever finds a quote of their own on their page."""
    return {q.pk: p for p in settled.of("partner") for q in own_quotes(p, settled.cast.programme)}


def test_words_are_printed_only_when_three_authors_have_said_yes_and_these_words(settled):
    by, programme = settled.cast.evaluator, settled.cast.programme
    release_themes(coding=settled.coding, by=by)
    asked = [
        ask_to_quote(coding=settled.coding, segment=s.pk, theme="alone", by=by) for s in alone(settled)[:4]
    ]
    found = authors(settled)
    assert set(found) == {quote.pk for quote in asked}
    for quote in asked[:2]:
        answer_quote(programme=programme, quote=quote.pk, approve=True, by=found[quote.pk])
    assert quotes_to_print(programme) == []
    answer_quote(programme=programme, quote=asked[2].pk, approve=True, by=found[asked[2].pk])
    answer_quote(programme=programme, quote=asked[3].pk, approve=False, by=found[asked[3].pk])
    assert [q.wording for q in quotes_to_print(programme)] == [
        q.wording for q in sorted(asked[:3], key=lambda q: str(q.pk))
    ]
    assert note_printed(programme=programme) == 3
    with pytest.raises(CannotCode, match="have been printed"):
        answer_quote(programme=programme, quote=asked[0].pk, approve=False, by=found[asked[0].pk])


def test_an_author_takes_words_back_until_they_are_printed(settled):
    by, programme = settled.cast.evaluator, settled.cast.programme
    release_themes(coding=settled.coding, by=by)
    asked = [
        ask_to_quote(coding=settled.coding, segment=s.pk, theme="alone", by=by) for s in alone(settled)[:4]
    ]
    found = authors(settled)
    for quote in asked:
        answer_quote(programme=programme, quote=quote.pk, approve=True, by=found[quote.pk])
    answer_quote(programme=programme, quote=asked[0].pk, approve=False, by=found[asked[0].pk])
    assert asked[0].wording not in [q.wording for q in quotes_to_print(programme)]


def test_no_one_but_the_author_can_answer_and_two_quotes_of_one_person_are_the_most(settled):
    quote = ask(settled, "I plan more", "time")
    ask(settled, "I plan with", "time")
    author = authors(settled)[quote.pk]
    others = [person for person in settled.of("partner") if person != author]
    for person in (*others, settled.cast.evaluator, settled.cast.coordinator):
        with pytest.raises(CannotCode, match="not yours"):
            answer_quote(programme=settled.cast.programme, quote=quote.pk, approve=True, by=person)
    with pytest.raises(CannotCode, match="has been asked"):
        ask(settled, "I plan more", "time")
    from headwater.web.coding.models import Answer

    third = settled.segment("I plan now")
    Answer.objects.filter(pk=third.answer_id).update(thread=quote.thread)
    with pytest.raises(CannotCode, match="Two quotes of this person"):
        ask(settled, "I plan now", "time")


def test_with_the_key_destroyed_nobody_can_be_asked(settled):
    AliasKey.objects.all().delete()
    with pytest.raises(CannotCode, match="key of this programme is destroyed"):
        ask(settled, "I plan more", "time")


def test_the_letter_goes_to_everyone_and_answering_leaves_no_trace_of_who_did(settled, as_):
    quote = ask(settled, "I plan more", "time")
    assert write_about_quotes(coding=settled.coding, by=settled.cast.evaluator) == 14
    assert len({letter.body.split("\n", 2)[2] for letter in Letter.objects.filter(kind="quotes")}) == 1
    author = authors(settled)[quote.pk]
    asked = [each for each in settled.of("partner") if is_asked_to_quote(each, settled.cast.programme)]
    assert asked == [author]
    before = (Event.objects.count(), Submission.objects.count())
    client, address = as_(author), "/care-network/p/pilot/your-words/"
    assert "I plan more." in client.get(address).content.decode()
    client.post(address, {"quote": str(quote.pk), "answer": "yes"})
    assert QuoteRequest.objects.get().state == "approved"
    assert (Event.objects.count(), Submission.objects.count()) == before


def test_a_quote_is_of_a_segment_of_the_theme_in_a_settled_coding(settled):
    with pytest.raises(CannotCode, match="does not speak"):
        ask(settled, "I plan more", "power")
    assert final_themes(settled.coding)[settled.segment("We go on").pk] == set()
