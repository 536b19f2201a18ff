"""The CQC care directory: preamble, mark and CRLF, several sites a provider, nothing lost."""

from pathlib import Path

from headwater.exchange.registers import Register, read, sniff

SAMPLES = Path(__file__).parents[2] / "data" / "registers"


def sample(name):
    data = (SAMPLES / name).read_bytes()
    layout = sniff(data, name)
    return layout, read(data, layout)


def test_the_header_is_found_under_the_preamble():
    layout, _ = sample("cqc_directory_fictional_30.csv")
    assert (layout.register, layout.header_row, layout.encoding) == (Register.CQC_DIRECTORY, 5, "utf-8-sig")


def test_every_row_of_the_fictional_directory_is_used():
    _, reading = sample("cqc_directory_fictional_200.csv")
    assert (reading.total, reading.used, reading.refused) == (200, 200, ())
    numbers = sorted(number for row in reading.rows for number in row.row_numbers)
    assert numbers == list(range(6, 206))


def test_the_sites_of_one_provider_come_together():
    _, reading = sample("cqc_directory_fictional_200.csv")
    first = reading.rows[0]
    assert first.name == "Beechfield Care Limited"
    assert [(site.register_id, site.postcode, site.service_types) for site in first.sites] == [
        ("1-9000000000", "SO16 9YB", ("nursing-home",)),
        ("1-9000000140", "BS16 9FU", ("residential-home",)),
    ]
    assert first.row_numbers == (6, 146)


def test_telephone_numbers_are_never_read():
    layout, reading = sample("cqc_directory_fictional_200.csv")
    assert layout.withheld == ("Phone number",)
    assert "01632" not in repr(reading)
