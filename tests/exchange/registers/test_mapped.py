"""Any other table, by a column mapping that a person confirms."""

import pytest

from headwater.exchange.registers import MappingError, Register, read, sniff, suggest_mapping
from tests.exchange.registers.samples import check_accounts, everything_in, load

NAME = "members_fictional.csv"


def test_a_members_list_gets_a_suggested_mapping_without_personal_columns():
    layout, _ = load(NAME)
    assert (layout.register, layout.header_row, layout.needs_mapping) == (Register.MAPPED, 2, True)
    assert layout.mapping == {
        "name": "Member organisation",
        "charity": "Charity no",
        "legal_form": "Type",
        "website": "Web site",
        "town": "Town",
        "postcode": "Post code",
        "council": "Local authority",
        "service_types": "Services",
    }
    assert layout.withheld == ("Contact name", "E-mail")


def test_rows_of_one_charity_number_are_sites_of_one_organisation():
    _, reading = load(NAME)
    befriending, harbour = reading.rows
    assert befriending.register_ids == {"charity": "1999997"}
    assert [site.postcode for site in befriending.sites] == ["LA1 1ZZ", "PR1 1ZZ"]
    assert befriending.sites[0].service_types == ("Befriending", "homecare")
    assert (harbour.register_ids, harbour.legal_form) == ({}, "cic")


def test_people_are_neither_suggested_nor_read():
    _, reading = load(NAME)
    assert [refusal.row for refusal in reading.refused] == [6, 7]
    for personal in ("Jo Invented", "Ann Invented", "@example"):
        assert personal not in everything_in(reading)


def test_a_mapping_by_hand_replaces_the_suggestion():
    data = b"Body;Where;Ring\nInvented Hall;SO16 6YD;01632 960000\n"
    layout = sniff(data, "list.csv")
    assert (layout.delimiter, layout.register) == (";", Register.MAPPED)
    reading = read(data, layout, mapping={"name": "Body", "postcode": "Where"})
    check_accounts(reading)
    assert (reading.rows[0].name, reading.rows[0].sites[0].postcode) == ("Invented Hall", "SO16 6YD")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"name": "Member organisation", "town": "E-mail"}, "is about a person and is never read"),
        ({"name": "Nowhere"}, "no column called 'Nowhere'"),
        ({"person": "Town"}, "There is no field called 'person'"),
        ({"town": "Town"}, "Say which column holds the name"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_advice(mapping, message):
    layout, _ = load(NAME)
    from tests.exchange.registers.samples import FOLDER

    with pytest.raises(MappingError, match=message):
        read((FOLDER / NAME).read_bytes(), layout, mapping)


def test_headings_are_recognised_whatever_their_punctuation():
    assert suggest_mapping(("charity_name", "registered_charity_number", "charity_contact_postcode")) == {
        "name": "charity_name",
        "charity": "registered_charity_number",
        "postcode": "charity_contact_postcode",
    }


@pytest.mark.parametrize(
    "heading",
    [
        "Registered manager",
        "Telephone",
        "E-mail",
        "email_address",
        "Mobile",
        "Date of birth",
        "Chair",
        "CEO name",
    ],
)
def test_personal_headings_are_never_suggested(heading):
    data = f"Organisation,{heading}\nInvented Hall,x\n".encode()
    layout = sniff(data)
    assert layout.withheld == (heading,)
    assert heading not in layout.mapping.values()


def test_headings_that_only_sound_personal_are_read():
    data = b"Organisation,Service type - Mobile doctors service,Directorate\nInvented Hall,Y,North\n"
    assert sniff(data).withheld == ()
