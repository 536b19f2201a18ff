"""The fictional files, and what must hold of every reading of any file."""

from pathlib import Path

from headwater.exchange.registers import read, sniff

FOLDER = Path(__file__).parents[2] / "data" / "registers"


def load(name):
    """The layout and the reading of one fictional file, its accounts checked."""
    data = (FOLDER / name).read_bytes()
    layout = sniff(data, name)
    reading = read(data, layout)
    check_accounts(reading)
    return layout, reading


def check_accounts(reading):
    """Every row is in exactly one organisation or refused, with a reason and advice."""
    used = [number for row in reading.rows for number in row.row_numbers]
    refused = [refusal.row for refusal in reading.refused]
    assert len(used + refused) == len(set(used + refused)) == reading.total
    assert all(refusal.reason and refusal.what_to_do for refusal in reading.refused)
    assert all(row.name and row.row_numbers for row in reading.rows)


def everything_in(reading):
    """All text a reading holds, to look for what must not be there."""
    return repr((reading.rows, reading.notes, reading.refused))
