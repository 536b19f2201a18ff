"""Grants in the 360Giving layout: funded organisations, each once; no individuals."""

from headwater.exchange.registers import Register, read, sniff
from tests.exchange.registers.samples import check_accounts, everything_in, load

NAME = "360giving_fictional.csv"


def test_two_grants_to_one_organisation_are_one_organisation():
    layout, reading = load(NAME)
    carers, theatre = reading.rows
    assert layout.register is Register.GRANTS_360
    assert (carers.row_numbers, theatre.row_numbers) == ((2, 3), (4,))


def test_numbers_are_found_in_their_column_or_in_the_identifier():
    _, reading = load(NAME)
    assert [row.register_ids for row in reading.rows] == [
        {"grant_org": "GB-CHC-1999999", "charity": "1999999"},
        {"grant_org": "GB-COH-01999998", "company": "01999998"},
    ]
    assert [row.legal_form for row in reading.rows] == ["charity", "cic"]


def test_an_organisation_without_an_address_has_no_site():
    _, reading = load(NAME)
    assert [[site.postcode for site in row.sites] for row in reading.rows] == [["M33 7ZZ"], []]
    assert reading.rows[0].website == "https://www.invented.example"


def test_people_and_rows_without_a_name_are_refused():
    _, reading = load(NAME)
    assert [refusal.row for refusal in reading.refused] == [5, 6]
    assert "Ivor" not in everything_in(reading)


def test_the_machine_readable_headings_are_known_too():
    data = (
        b"id,recipientOrganization/0/id,recipientOrganization/0/name,recipientIndividual/id\n"
        b"360G-a-1,GB-SC-SC012345,Invented Highland Trust,\n"
        b"360G-a-2,,Somebody,360G-a-IND\n"
    )
    reading = read(data, sniff(data))
    check_accounts(reading)
    assert reading.rows[0].register_ids == {"grant_org": "GB-SC-SC012345", "charity": "SC012345"}
    assert reading.refused[0].reason == "This grant went to an individual."
