"""Files as they arrive: damaged, mislabelled, hostile. The one error, or every row accounted for."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.exchange.registers import (
    FileTooLarge,
    Register,
    UnreadableFile,
    delimited,
    read,
    sniff,
)
from tests.exchange.registers.samples import (
    DIRECTORY,
    FOLDER,
    check_accounts,
    rows_of,
    same_rows,
    try_to_read,
)

SAMPLES = [path.read_bytes() for path in sorted(FOLDER.glob("*fictional.csv"))] + [DIRECTORY]
HEADER = "Name,Service types,Provider name,CQC Location ID,CQC Provider ID\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_marks_encodings_and_line_endings_change_nothing(encoding, ending):
    text = DIRECTORY.decode("utf-8-sig").replace("\r\n", ending)
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    data = mark + text.encode(encoding)
    assert same_rows(try_to_read(data), try_to_read(DIRECTORY))


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_separators_are_found(delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows_of(DIRECTORY))
    layout = sniff(out.getvalue().encode())
    assert (layout.register, layout.delimiter) == (Register.CQC_DIRECTORY, delimiter)
    assert same_rows(read(out.getvalue().encode(), layout), try_to_read(DIRECTORY))


def test_an_unclosed_quotation_mark_loses_its_own_line_only():
    lines = [f"Home {n},Hospice,Care {n} Ltd,1-94000000{n:02},1-84000000{n:02}" for n in range(80)]
    lines[3] = '"' + lines[3]
    data = (HEADER + "\n".join(lines)).encode()
    reading = read(data, sniff(data))
    check_accounts(reading)
    assert (reading.total, len(reading.rows)) == (80, 79)
    (refusal,) = reading.refused
    assert (refusal.row, refusal.reason) == (
        5,
        "A quotation mark opens a cell of this row and is not closed.",
    )


@pytest.mark.parametrize("where", [0, 3, 8, 9])
def test_a_stray_quotation_mark_hides_no_other_row_near_the_end_either(where):
    lines = [f'"Home {n}",Hospice,Care {n} Ltd,1-940000000{n},1-840000000{n}' for n in range(10)]
    lines[where] = lines[where].replace(f'Home {where}"', f"Home {where}")
    data = (HEADER + "\n".join(lines)).encode()
    reading = read(data, sniff(data))
    check_accounts(reading)
    assert (reading.total, len(reading.rows)) == (10, 9)
    assert [refusal.row for refusal in reading.refused] == [where + 2]


PLAIN = [f"Home {n},Hospice,Care {n} Ltd,1-94000000{n:02},1-84000000{n:02}" for n in range(20)]


@given(st.integers(0, 19), st.integers(0, 60))
def test_one_quotation_mark_put_in_anywhere_spoils_one_row_at_most(row, at):
    lines = list(PLAIN)
    lines[row] = lines[row][:at] + '"' + lines[row][at:]
    data = (HEADER + "\n".join(lines)).encode()
    reading = read(data, sniff(data))
    check_accounts(reading)
    assert reading.total == 20
    assert {refusal.row for refusal in reading.refused} <= {row + 2}


def test_quotation_marks_that_never_end_take_no_more_than_linear_time():
    """Every line opens a cell and every line closes the one before: read naively, a row for ever."""
    data = (HEADER + 'x","y\n' * 4_000).encode()
    reading = read(data, sniff(data))
    check_accounts(reading)
    assert (reading.total, len(reading.rows)) == (4_000, 0)


def test_line_breaks_inside_quotation_marks_are_part_of_the_cell():
    data = (HEADER + '"Home\nfor one",Hospice,Care Ltd,1-9400000001,1-8400000001\n').encode()
    reading = read(data, sniff(data))
    assert (reading.total, reading.rows[0].sites[0].name) == (1, "Home for one")


def test_a_layout_of_another_file_is_refused():
    with pytest.raises(UnreadableFile, match="Choose it again"):
        read((HEADER + "a,b,c,d,e\n").encode(), sniff(DIRECTORY))


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "", "The file is empty"),
        (b"\xef\xbb\xbf\r\n ", "", "The file is empty"),
        (b"%PDF-1.7 ...", "report.csv", "The file is a PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "old.xls", "old Excel file"),
        (b"PK\x03\x04" + bytes(99), "broken.xlsx", "damaged"),
        (DIRECTORY, "directory.xlsx", "called a workbook but is not one"),
        (b"just one column\nof text\n", "", "No header row was found"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(data, name, message):
    with pytest.raises(UnreadableFile, match=message):
        sniff(data, name)


def test_a_text_file_beyond_the_limits_is_refused(monkeypatch):
    monkeypatch.setattr(delimited, "MAX_ROWS", 5)
    with pytest.raises(FileTooLarge, match="more than 5 rows"):
        list(delimited.records("a,b\n" * 6, ","))
    monkeypatch.setattr(delimited, "MAX_BYTES", 5)
    with pytest.raises(FileTooLarge, match="larger than"):
        delimited.decode(b"a,b\nc,d")


@st.composite
def mangled(draw):
    """One of the sample files with bytes cut, doubled, replaced or put in."""
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        to = at + draw(st.integers(0, 300))
        data[at:to] = draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from(
                    [b"", b'"', b'""', b"\r", b"\n\n", b",", b",,,", b"\x00", b"\xff", bytes(data[at:to]) * 2]
                ),
            )
        )
    return bytes(data)


@settings(max_examples=100, deadline=None)
@given(mangled())
def test_mangled_files_are_read_with_every_row_accounted_for_or_refused_whole(data):
    try_to_read(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try_to_read(data)


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)


@given(st.lists(st.lists(cells, min_size=1, max_size=6), max_size=12))
def test_records_of_a_well_formed_file_are_its_rows(rows):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    found = list(delimited.records(out.getvalue(), ","))
    assert [row.cells for row in found] == rows
    assert [row.number for row in found] == list(range(1, len(rows) + 1))


@given(st.lists(st.text(alphabet='ab",', max_size=8), max_size=90))
def test_no_line_of_a_broken_file_is_lost(lines):
    """Whatever the quotation marks do, each line's letters are still in some row, in order."""
    found = list(delimited.records("\n".join(lines), ","))
    kept = "".join(cell for row in found for cell in row.cells)
    letters = [c for c in "".join(lines) if c in "ab"]
    assert [c for c in kept if c in "ab"] == letters
