"""The fictional files, and what must hold of every reading of any file."""

import csv
import io
from pathlib import Path

from headwater.exchange.registers import RegisterError, read, sniff

FOLDER = Path(__file__).parents[2] / "data" / "registers"
DIRECTORY = (FOLDER / "cqc_directory_fictional_30.csv").read_bytes()


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
    assert {note.row for note in reading.notes} <= set(used)


def everything_in(reading):
    """All text a reading holds, to look for what must not be there."""
    return repr((reading.rows, reading.notes, reading.refused))


def as_workbook(rows, title="Sheet1"):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def try_to_read(data):
    """Read a file as the site would; the only error there may be is the named one, with its message."""
    try:
        reading = read(data, sniff(data, "file"))
    except RegisterError as error:
        assert str(error)
        return None
    check_accounts(reading)
    return reading


def same_rows(a, b):
    return [(r.name, r.register_ids, r.sites) for r in a.rows] == [
        (r.name, r.register_ids, r.sites) for r in b.rows
    ]
