"""Two coders apart, then together: nothing of one shows to the other before both have finished."""

import pytest

from headwater.engines.evaluation import agreement
from headwater.web.coding.actions.marking import (
    begin,
    finish,
    mark_segments,
    possible_coders,
    settle,
    settle_differences,
)
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.models import Coding, Mark, Segment
from headwater.web.coding.queries.agreeing import differences, final_themes
from headwater.web.coding.queries.counting import quotes_of, theme_counts
from headwater.web.coding.queries.marking import acceptance, suggestions_for, work_of
from headwater.web.hosts.models import Membership
from headwater.web.messages.models import Letter
from tests.people import person
from tests.web.coding.conftest import see


def otherwise(words):
    return ["alone"] if words.startswith("I plan now") else see(words)


def test_a_second_coder_has_no_other_duty_and_is_named_by_the_evaluator(answered):
    answered.take_up()
    answered.mask_all()
    both = person("Coder And Panel")
    for role in ("coder", "panel"):
        Membership.objects.create(person=both, role=role, programme=answered.cast.programme)
    assert possible_coders(answered.coding) == [answered.coder]
    with pytest.raises(CannotCode, match="no other duty"):
        begin(coding=answered.coding, second=both, by=answered.cast.evaluator)
    begin(coding=answered.coding, second=answered.coder, by=answered.cast.evaluator)
    letter = Letter.objects.get(kind="coding")
    assert (letter.to, letter.state) == (answered.coder, "draft")


def test_coding_does_not_begin_before_every_answer_was_read_for_names(answered):
    answered.take_up()
    with pytest.raises(CannotCode, match="not been read for names"):
        begin(coding=answered.coding, second=None, by=answered.cast.evaluator)


def test_the_sample_is_all_of_a_small_set_and_is_coded_without_suggestions(answered):
    answered.begin()
    assert len(work_of(answered.place(1))) == Segment.objects.count() == 24
    assert suggestions_for(answered.place(1)) == suggestions_for(answered.place(2)) == {}


def test_each_codes_for_themselves_and_only_what_is_theirs(answered):
    answered.begin()
    segment = str(work_of(answered.place(1))[0].pk)
    with pytest.raises(CannotCode, match="only code for yourself"):
        mark_segments(coder=answered.place(1), marks={segment: []}, by=answered.coder)
    with pytest.raises(CannotCode, match="not in the codebook"):
        mark_segments(coder=answered.place(2), marks={segment: ["nothing-such"]}, by=answered.coder)
    with pytest.raises(CannotCode, match="not yours"):
        mark_segments(coder=answered.place(2), marks={"x": ["time"]}, by=answered.coder)
    mark_segments(coder=answered.place(2), marks={segment: ["time"]}, by=answered.coder)
    mark_segments(coder=answered.place(2), marks={segment: None}, by=answered.coder)
    assert Mark.objects.count() == 0


def test_finishing_needs_every_segment_and_then_nothing_changes(answered):
    answered.begin()
    with pytest.raises(CannotCode, match="24 segments are not coded"):
        finish(coder=answered.place(1), by=answered.cast.evaluator)
    answered.code(1, see)
    answered.finish(1)
    segment = str(Segment.objects.first().pk)
    with pytest.raises(CannotCode, match="not yours"):
        mark_segments(coder=answered.place(1), marks={segment: []}, by=answered.cast.evaluator)


def test_nothing_is_compared_before_both_have_finished(answered, as_):
    answered.begin()
    answered.code(1, see)
    answered.code(2, otherwise)
    answered.finish(1)
    coding, client = answered.coding, as_(answered.cast.evaluator)
    assert (differences(coding), coding.agreement) == ([], {})
    for page in ("agreement", "differences", "themes", "themes/time"):
        assert client.get(f"/care-network/coding/{coding.pk}/{page}/").status_code == 404
    answered.finish(2)
    assert len(differences(answered.coding)) == 2
    for page in ("agreement", "differences", "themes", "themes/time"):
        assert client.get(f"/care-network/coding/{coding.pk}/{page}/").status_code == 200


def test_agreement_of_each_theme_is_the_engines_on_what_both_said(answered):
    answered.begin()
    answered.both(see, otherwise)
    words = [segment.words for segment in Segment.objects.select_related("answer")]
    rows = [["yes" if "time" in sees(w) else "no" for w in words] for sees in (see, otherwise)]
    found = answered.coding.agreement["themes"]["time"]
    assert found["alpha"] == pytest.approx(agreement(rows).alpha.value)
    assert (found["percent"], found["units"]) == (23 / 24, 24)
    assert answered.coding.agreement["themes"]["power"]["reading"] == "not defined"
    assert answered.coding.agreement["themes"]["power"]["alpha"] is None


def test_a_difference_is_settled_with_a_reason_and_the_agreement_stays(answered):
    answered.begin()
    answered.both(see, otherwise)
    before = answered.coding.agreement
    one, two = differences(answered.coding)
    assert [(one.theme, one.seen_by), (two.theme, two.seen_by)] == [("alone", 2), ("time", 1)]
    coding, by = answered.coding, answered.cast.evaluator
    key = (two.segment.pk, "time")
    with pytest.raises(CannotCode, match="Say why"):
        settle_differences(coding=coding, settled={key: (True, " ")}, by=by)
    with pytest.raises(CannotCode, match="did not differ"):
        settle_differences(coding=coding, settled={(two.segment.pk, "courage"): (True, "x")}, by=by)
    with pytest.raises(CannotCode, match="not settled yet"):
        settle(coding=coding, by=by)
    settle_differences(coding=coding, settled={key: (False, "Not so.")}, by=by)
    both = {key: (True, "It is about planning."), (one.segment.pk, "alone"): (False, "Nothing of that.")}
    settle_differences(coding=coding, settled=both, by=by)
    assert final_themes(answered.coding)[two.segment.pk] == {"time"}
    assert settle(coding=answered.coding, by=by).state == Coding.State.SETTLED
    assert answered.coding.agreement == before


def test_people_are_counted_and_not_mentions_r70(answered):
    answered.begin()
    answered.both(see, see)
    answered.settle()
    counts = {count.theme["code"]: count for count in theme_counts(answered.coding)}
    time = counts["time"]
    assert (time.people, time.segments) == ({"partner": 3, "consultant": 1}, 5)
    assert (counts["alone"].people["partner"], counts["power"].segments) == (8, 0)


def test_one_coder_alone_claims_no_agreement_and_is_offered_suggestions(answered):
    answered.begin(second=False)
    hints = suggestions_for(answered.place(1))
    assert [each.theme for each in hints[answered.segment("I feel less alone").pk]][:1] == ["alone"]
    answered.code(1, see)
    assert answered.finish(1).state == Coding.State.COMPARED
    answered.settle()
    assert answered.coding.agreement == {}
    assert {count.reading for count in theme_counts(answered.coding)} == {"one coder"}
    told = acceptance(answered.coding)
    assert told["taken"] + told["left"] == told["shown"]
    assert told["taken"] >= 8


def test_words_against_a_theme_stand_beside_those_for_it(answered):
    from headwater.web.coding.actions.quoting import set_against

    answered.begin()
    answered.both(see, see)
    answered.settle()
    segment = answered.segment("I plan now")
    set_against(
        coding=answered.coding, segment=segment.pk, theme="time", against=True, by=answered.cast.evaluator
    )
    supporting, against = quotes_of(answered.coding, "time")
    assert ([q.segment.pk for q in against], len(supporting)) == ([segment.pk], 4)
    with pytest.raises(CannotCode, match="does not speak"):
        set_against(
            coding=answered.coding,
            segment=segment.pk,
            theme="power",
            against=True,
            by=answered.cast.evaluator,
        )
