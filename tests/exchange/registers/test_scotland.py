"""The Care Inspectorate's datastore: Windows text, withheld postcodes, childminders."""

from datetime import date

from headwater.data.postcodes import locate
from headwater.engines.geography import Precision
from headwater.exchange.registers import Register
from tests.exchange.registers.samples import everything_in, load

NAME = "care_inspectorate_fictional.csv"


def test_the_file_is_known_and_read_as_windows_text():
    layout, reading = load(NAME)
    assert (layout.register, layout.encoding) == (Register.CARE_INSPECTORATE, "cp1252")
    assert reading.rows[0].sites[0].name == "Heather Brae’s House"


def test_a_support_service_is_told_by_its_subtype():
    _, reading = load(NAME)
    kinds = {site.name: site.service_types for row in reading.rows for site in row.sites}
    assert kinds == {
        "Heather Brae’s House": ("care-home",),
        "Heather Brae Care at Home": ("homecare",),
        "Burnside Day Centre": ("day-support",),
        "Burnside Housing Support": ("housing-support",),
        "Thistle Lodge": ("care-home",),
    }


def test_grades_dates_and_legal_forms_are_read():
    _, reading = load(NAME)
    glen, islands, thistle = reading.rows
    assert (glen.register_ids, glen.sites[0].rating) == (
        {"care_inspectorate": "SP2099000001"},
        "Grades 4 to 5 of 6",
    )
    assert [site.opened for site in glen.sites] == [date(2002, 4, 1), date(2010, 11, 15)]
    assert islands.legal_form == "local-authority"
    assert thistle.sites[0].opened == date(2015, 3, 31)


def test_a_withheld_postcode_leaves_the_council_area():
    _, reading = load(NAME)
    site = reading.rows[1].sites[0]
    assert (site.postcode, site.council) == ("", "Na h-Eileanan Siar")
    assert locate(site.postcode, council=site.council).precision is Precision.COUNCIL


def test_childminders_closed_and_slipped_rows_are_refused_and_no_person_is_read():
    layout, reading = load(NAME)
    assert [(refusal.row, refusal.reason) for refusal in reading.refused] == [
        (6, "Childminders are registered under their own names."),
        (8, "The register says that this service is closed."),
        (9, "The column “CSNumber” does not hold a Care Inspectorate number."),
    ]
    assert layout.withheld == ("Manager_Name", "Service_Phone_Number", "Eforms_email_address")
    for personal in ("Morag", "Flora", "01632", "@example"):
        assert personal not in everything_in(reading)
