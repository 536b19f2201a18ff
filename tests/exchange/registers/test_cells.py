"""Single cells: dates, numbers, names of people, web addresses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.exchange.registers import cells


@pytest.mark.parametrize(
    ("text", "month_first", "expected"),
    [
        ("2011-01-20", False, date(2011, 1, 20)),
        ("2025-06-17T12:53:30Z", False, date(2025, 6, 17)),
        ("20/01/2011", False, date(2011, 1, 20)),
        ("03/04/2011", False, date(2011, 4, 3)),
        ("03/04/2011", True, date(2011, 3, 4)),
        ("6/3/2014 12:00:00 AM", False, date(2014, 6, 3)),
        ("6/26/2025 12:00:00 AM", False, date(2025, 6, 26)),
        ("26/6/25", True, date(2025, 6, 26)),
        ("01 April 2002", False, date(2002, 4, 1)),
        ("01-Apr-02", False, date(2002, 4, 1)),
        ("37347", False, date(2002, 4, 1)),
        ("", False, None),
        ("soon", False, None),
        ("31/02/2020", False, None),
    ],
)
def test_dates_are_read_as_their_writers_meant_them(text, month_first, expected):
    assert cells.day(text, month_first) == expected


def test_one_date_above_twelve_tells_how_a_column_is_written():
    assert cells.writes_month_first(["1/2/2020", "1/13/2020"])
    assert not cells.writes_month_first(["1/2/2020", "13/1/2020"])
    assert not cells.writes_month_first(["1/13/2020", "13/1/2020", "2020-01-13"])
    assert not cells.writes_month_first(["1/2/2020", ""])


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2069, 12, 31)))
def test_every_day_comes_back_from_every_way_to_write_it(day):
    for style in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%d.%m.%Y"):
        assert cells.day(day.strftime(style)) == day
    assert cells.day(f"{day.month}/{day.day}/{day.year}", month_first=True) == day
    assert cells.day(f"{day.month}/{day.day}/{day.year} 12:00:00 AM") == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1146058.0", "1146058"),
        (" 1146058 ", "1146058"),
        ("GB-CHC-1146058", "1146058"),
        ("212345-1", "212345"),
        ("sc012345", "SC012345"),
        ("GB-SC-SC012345", "SC012345"),
        ("NIC101234", "NIC101234"),
        ("not yet", ""),
        ("", ""),
        ("12", ""),
    ],
)
def test_charity_numbers(text, number):
    assert cells.charity_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15756430    ", "15756430"),
        ("738693", "00738693"),
        ("738693.0", "00738693"),
        ("GB-COH-CE012345", "CE012345"),
        ("sc12345", "SC012345"),
        ("IP12345R", "IP12345R"),
        ("00000000", ""),
        ("unknown", ""),
    ],
)
def test_company_numbers(text, number):
    assert cells.company_number(text) == number


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("Mrs J Bloggs", True),
        ("Dr. A Patel and Partners", True),
        ("(individual or partnership)", True),
        ("Dr Patel Limited", False),
        ("Miss Daisy's Care Company", False),
        ("Drayton House", False),
        ("Mr", False),
        ("Mr & Mrs J Bloggs", True),
        ("Mr.J Bloggs", True),
        ("Lady Bloggs", True),
        ("Individual Care Services", False),
        ("Partnership Homes", False),
        ("Lady Forester House", False),
        ("Sir Josiah Mason Lodge", False),
        ("Drs Grey, Lodge & Green", True),
        ("Dr's H.C. Bloggs & J. Bloggs", True),
        ("Doctors Bloggs and Partners", True),
        ("Sir Josiah Mason Trust", False),
    ],
)
def test_names_of_people_are_told_from_names_of_bodies(name, personal):
    assert cells.is_person(name) == personal


def test_a_partnerships_name_without_a_trade_in_it_may_be_the_partners():
    assert cells.body_name("A Bloggs, J Bloggs", owned_by_people=True) == ""
    assert cells.body_name("Fernhill Lodge", owned_by_people=True) == "Fernhill Lodge"
    assert cells.body_name("Bloggs, Lane & Hall", owned_by_people=True) == ""


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Jo Bloggs, Sam Bloggs & Al Farmer", True),
        ("J Bloggs and S Bloggs", True),
        ("Jo Carey and Sam Carey", True),
        ("Invented Carers and Invented Healthcare", False),
        ("Change, Grow, Live", False),
        ("Central Medical Services, East Midlands", False),
        ("Age UK West Sussex, Brighton & Hove", False),
        ("Bloggs & Sons", False),
        ("Marie Curie", False),
        ("Jo Bloggs & Sam Bloggs Ltd", False),
    ],
)
def test_a_list_of_full_names_is_people(name, people):
    assert cells.lists_people(name) == people
    assert cells.body_name(name) == ("" if people else name)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.example.org", "https://www.example.org"),
        ("http://example.org/a", "http://example.org/a"),
        ("someone@example.org", ""),
        ("javascript:alert(1)", ""),
        ("none", ""),
    ],
)
def test_web_addresses(text, address):
    assert cells.website(text) == address


@given(st.text(max_size=60))
def test_no_cell_makes_a_reader_fail(text):
    assert cells.tidy(text) == cells.tidy(cells.tidy(text))
    for clean in (cells.day, cells.count_of, cells.charity_number, cells.company_number, cells.website):
        clean(text)
