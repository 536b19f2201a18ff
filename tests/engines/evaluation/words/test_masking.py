"""What may tell who is meant is proposed for masking, and a proposal tells nothing of the register."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.evaluation.estimate import EvaluationError
from headwater.engines.evaluation.words import KINDS, Known, Mask, mask_text, suggest_masks

REGISTER = Known(
    people=("Margaret Dunn", "Margaret", "Hope", "Karen"),
    organisations=("Alnwick Garden Homes", "Tees Valley"),
    places=("Hexham", "North Tyneside"),
)


def found(text, known=REGISTER):
    return [(text[mask.start : mask.end], mask.kind) for mask in suggest_masks(text, known)]


def test_numbers_and_addresses_are_found_without_any_register():
    text = "Ring 01632 960 432 or +44 7700 900123, write to jo.b@care.example, see www.care.example/us, NE46 1AB."
    assert found(text, Known()) == [
        ("01632 960 432", "phone"),
        ("+44 7700 900123", "phone"),
        ("jo.b@care.example", "email"),
        ("www.care.example/us", "web"),
        ("NE46 1AB", "postcode"),
    ]


def test_a_year_a_sum_and_a_count_are_no_phone_number():
    assert found("In 2019 we had 1,200 hours, 14 staff and 250000 pounds.", Known()) == []


def test_names_of_the_register_are_found_the_longest_first():
    assert found("margaret dunn and Margaret of Alnwick Garden Homes went to Hexham.") == [
        ("margaret dunn", "person"),
        ("Margaret", "person"),
        ("Alnwick Garden Homes", "organisation"),
        ("Hexham", "place"),
    ]


def test_a_single_name_counts_only_with_a_capital_since_hope_is_a_word_too():
    assert found("I hope so. Hope said no.") == [("Hope", "person")]


def test_a_name_is_not_found_inside_a_longer_word():
    assert found("the hexhamshire and Karens") == [("Karens", "person")]


def test_a_surname_that_no_register_holds_is_masked_with_the_first_name_it_follows():
    assert found("My manager Karen Oliver did not see why.") == [("Karen Oliver", "person")]


def test_words_that_look_like_names_are_found_without_a_register_and_alike():
    text = "We met in Rothbury with Sam Brown from Coquet House, and Dr. Nairn."
    assert found(text, Known()) == [
        ("Rothbury", "place"),
        ("Sam Brown", "person"),
        ("Coquet House", "organisation"),
        ("Nairn", "person"),
    ]
    registered = Known(people=("Sam Brown", "Nairn"), organisations=("Coquet House",), places=("Rothbury",))
    assert suggest_masks(text, registered) == suggest_masks(text, Known())


def test_days_months_and_i_are_no_names():
    assert found("On Friday I'd say the NHS and CQC wait until March; so I do.", Known()) == []


def test_masking_puts_the_kind_where_the_name_stood():
    text = "Karen Oliver rang from 01632 960 432."
    assert mask_text(text, suggest_masks(text, REGISTER)) == "[a person] rang from [a phone number]."
    with pytest.raises(EvaluationError, match="overlap"):
        mask_text(text, [Mask(0, 5, "person"), Mask(3, 8, "person")])
    with pytest.raises(EvaluationError):
        mask_text(text, [Mask(30, 99, "person")])


@given(st.text(alphabet="abKM ar.eén0123@-'\nHopeİ", max_size=80))
def test_masks_never_overlap_lie_inside_and_leave_the_rest_as_it_was(text):
    masks = suggest_masks(text, REGISTER)
    assert all(a.end <= b.start for a, b in pairwise(masks))
    assert all(0 <= mask.start < mask.end <= len(text) for mask in masks)
    kept = "".join(c for at, c in enumerate(text) if not any(m.start <= at < m.end for m in masks))
    masked = mask_text(text, masks)
    for words in KINDS.values():
        masked = masked.replace(words, "")
    assert masked == kept
