"""The CQC's two by-location files: another vocabulary, month-first dates, people who own homes."""

from datetime import date

from headwater.exchange.registers import Refusal, Register, read, sniff
from headwater.exchange.registers.rows import Note
from tests.exchange.registers.samples import everything_in, load

DIRECTORY = (
    "Name,Postcode,Service types,Specialisms/services,Provider name,Local authority,"
    "CQC Location ID (for office use only),CQC Provider ID (for office use only)\n"
)


def directory(*rows):
    data = (DIRECTORY + "\n".join(rows)).encode()
    return read(data, sniff(data))


def test_both_vocabularies_give_the_same_codes():
    layout, reading = load("cqc_locations_fictional.csv")
    first = reading.rows[0]
    assert layout.register is Register.CQC_LOCATIONS
    assert [site.service_types for site in first.sites] == [
        ("nursing-home", "residential-home"),
        ("homecare",),
    ]
    assert [site.client_groups for site in first.sites] == [("older", "learning-disability"), ("dementia",)]


def test_numbers_beds_ratings_and_dates_are_read_as_they_are_written():
    _, reading = load("cqc_locations_fictional.csv")
    first = reading.rows[0]
    assert first.register_ids == {"cqc_provider": "1-8100000001", "company": "01234567"}
    assert [(site.beds, site.rating) for site in first.sites] == [(40, "Requires improvement"), (0, "Good")]
    assert [site.opened for site in first.sites] == [date(2011, 1, 20), date(2019, 6, 26)]


def test_a_sole_trader_is_known_by_the_homes_name_only():
    _, reading = load("cqc_locations_fictional.csv")
    owned = reading.rows[1]
    assert (owned.name, owned.legal_form) == ("Fernhill Lodge", "sole-trader")


def test_rows_that_name_only_people_closed_or_slipped_are_refused():
    _, reading = load("cqc_locations_fictional.csv")
    assert [(refusal.row, refusal.reason) for refusal in reading.refused] == [
        (5, "The register names only a person here, and people are not imported."),
        (6, "The register gives this service an end date."),
        (7, "The column “Location ID” does not hold a CQC number."),
    ]


def test_nothing_personal_is_read_from_any_cqc_file():
    for name in ("cqc_locations_fictional.csv", "cqc_filters_fictional.csv"):
        layout, reading = load(name)
        assert "Registered manager" in layout.withheld
        for personal in ("Invented,", "01632", "Pat Invented", "P Invented"):
            assert personal not in everything_in(reading)


def test_a_column_for_each_service_becomes_a_list_of_services():
    layout, reading = load("cqc_filters_fictional.csv")
    assert (layout.register, layout.header_row) == (Register.CQC_FILTERS, 4)
    (larch,) = reading.rows
    assert (larch.name, larch.legal_form) == ("Larch Invented CIC", "cic")
    assert [(site.service_types, site.client_groups, site.beds) for site in larch.sites] == [
        (("nursing-home",), ("dementia", "older"), 22),
        (("hospital-mental-health",), (), None),
    ]


def test_a_row_about_the_provider_alone_adds_no_site():
    reading = directory(
        "Vale Care Ltd,SO16 6YD,Organisation,Personal care,Vale Care Ltd,Kent,,1-8300000001",
        "Vale House,SO16 6YD,Residential homes,Dementia,Vale Care Ltd,Kent,1-9300000001,1-8300000001",
    )
    (vale,) = reading.rows
    assert [site.name for site in vale.sites] == ["Vale House"]
    assert vale.row_numbers == (2, 3)
    assert reading.notes == (
        Note(2, "Service types", "The kind of provider stands here: the service types are not known."),
    )


def test_a_slipped_kind_of_provider_is_no_service_type():
    reading = directory("Vale House,,Partnership,Dementia,Vale House,Kent,1-9300000001,1-8300000001")
    (vale,) = reading.rows
    assert (vale.legal_form, vale.sites[0].service_types) == ("partnership", ())


def test_partners_are_named_by_a_row_that_knows_the_trading_name():
    reading = directory(
        '"A Invented, B Invented",,Partnership,,"A Invented, B Invented",Kent,,1-8300000001',
        "Fern Lodge,,Residential homes,,Mrs A Invented,Kent,1-9300000001,1-8300000001",
    )
    (fern,) = reading.rows
    assert (fern.name, fern.row_numbers) == ("Fern Lodge", (2, 3))
    assert "A Invented" not in everything_in(reading)


def test_a_doctors_company_keeps_its_name():
    reading = directory("Mill Clinic,,Clinic,,Dr Invented Healthcare Ltd,Kent,1-9300000001,1-8300000001")
    assert reading.rows[0].name == "Dr Invented Healthcare Ltd"


def test_terms_that_hold_commas_stay_whole_and_activities_are_no_services():
    reading = directory(
        'A House,,"Homecare agencies,Treatment of disease, disorder or injury,Doctors/GPs,Doctors/GPs",'
        '"Caring for children (0 - 18yrs),Dementia",A Ltd,Kent,1-9300000001,1-8300000001'
    )
    (site,) = reading.rows[0].sites
    assert site.service_types == ("homecare", "doctors")
    assert site.client_groups == ("children", "dementia")
    assert reading.notes == ()


def test_a_term_the_vocabulary_lacks_is_noted_and_not_quoted():
    reading = directory("A House,,Homecare agencies|Call 01632 960000,,A Ltd,Kent,1-9300000001,1-8300000001")
    assert reading.rows[0].sites[0].service_types == ("homecare",)
    assert reading.notes == (Note(2, "Service types", "Terms not in the vocabulary were left out: 1."),)


def test_a_row_with_more_cells_than_the_header_has_slipped():
    reading = directory("A House,1 Road,SO16 6YD,Homecare agencies,,A Ltd,Kent,1-9300000001,1-8300000001")
    assert reading.refused == (
        Refusal(
            2,
            "The row has 9 cells, the header 8: its cells have slipped.",
            "Put quotation marks round cells that hold a comma or a line break.",
        ),
    )


def test_a_repeated_header_and_a_row_without_numbers_are_refused_and_blank_lines_are_no_rows():
    reading = directory("", DIRECTORY.strip(), "A House,,,,,,,", ",,,,,,,", "")
    assert [(refusal.row, refusal.reason) for refusal in reading.refused] == [
        (3, "This row repeats the header."),
        (4, "The row has no CQC number."),
    ]
    assert reading.total == 2


def test_a_sole_traders_home_keeps_a_name_that_is_not_the_owners():
    reading = directory(
        "Abuv and Beyond,,Individual,,Jo Bloggs,Kent,1-9300000001,1-8300000001",
        "Jo Bloggs,,Individual,,Mrs Jo Bloggs,Kent,1-9300000002,1-8300000002",
    )
    assert [row.name for row in reading.rows] == ["Abuv and Beyond"]
    assert [refusal.row for refusal in reading.refused] == [3]


def test_partners_listed_as_the_provider_give_way_to_the_name_of_the_service():
    reading = directory(
        'Mill Dental Practice,,Dentist,,"Jo Bloggs, Sam Bloggs & Al Bloggs",Kent,1-9300000001,1-8300000001'
    )
    assert reading.rows[0].name == "Mill Dental Practice"
    assert "Bloggs" not in everything_in(reading)


def test_a_row_that_lacks_a_cell_has_slipped_and_no_number_is_taken_for_another():
    reading = directory("A House,Homecare agencies,,A Ltd,Kent,1-9300000001,1-8300000001")
    assert [(refusal.row, refusal.reason) for refusal in reading.refused] == [
        (2, "The row has 7 cells, the header 8: its cells have slipped.")
    ]
