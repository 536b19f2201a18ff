"""Files as they arrive: damaged, mislabelled, hostile. The one error, or every row accounted for."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.exchange.registers import (
    FileTooLarge,
    Register,
    RegisterError,
    UnreadableFile,
    delimited,
    read,
    sniff,
    workbook,
)
from tests.exchange.registers.samples import FOLDER, check_accounts

DIRECTORY = (FOLDER / "cqc_directory_fictional_30.csv").read_bytes()
SAMPLES = [path.read_bytes() for path in sorted(FOLDER.glob("*fictional.csv"))] + [DIRECTORY]
HEADER = "Name,Service types,Provider name,CQC Location ID,CQC Provider ID\n"


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


def test_a_workbook_reads_like_the_csv_on_whatever_sheet_it_is():
    data = as_workbook([["Notes"], [], *rows_of(DIRECTORY)], title="Directory")
    layout = sniff(data, "directory.xlsx")
    assert (layout.register, layout.kind, layout.sheet, layout.header_row) == (
        Register.CQC_DIRECTORY,
        "xlsx",
        "Directory",
        7,
    )
    reading = read(data, layout)
    check_accounts(reading)
    assert same_rows(reading, try_to_read(DIRECTORY))


def test_numbers_dates_and_errors_in_a_workbook_become_plain_text():
    import datetime

    assert [workbook.as_text(v) for v in (1146058.0, 3, 2.5, True, None, "#N/A", "#1 Care")] == [
        "1146058", "3", "2.5", "Y", "", "", "#1 Care",
    ]  # fmt: skip
    assert workbook.as_text(datetime.datetime(2026, 1, 2)) == "2026-01-02"
    assert workbook.as_text(datetime.datetime(2026, 1, 2, 3, 4)) == "2026-01-02T03:04:00"


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


def test_an_open_document_is_refused_with_advice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("content.xml", "<office/>")
    with pytest.raises(UnreadableFile, match=r"Save it as \.xlsx or \.csv"):
        sniff(out.getvalue(), "list.ods")


def bomb(**extra):
    """A small workbook whose one sheet claims far more than it should."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", bytes(30_000_000))
        for name, content in extra.items():
            package.writestr(name, content)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_many_times_its_size_is_not_unpacked():
    with pytest.raises(FileTooLarge, match="times its size"):
        sniff(bomb(), "bomb.xlsx")


def test_the_limits_are_checked_one_by_one():
    data = as_workbook([["a", "b"]] * 50)
    small = workbook.Limits(rows=49)
    with pytest.raises(FileTooLarge, match="more than 49 rows"):
        list(workbook.records(data, "Sheet1", small))
    with pytest.raises(FileTooLarge, match="99 cells"):
        list(workbook.records(data, "Sheet1", workbook.Limits(cells=99)))
    with pytest.raises(FileTooLarge, match="1 columns"):
        list(workbook.records(data, "Sheet1", workbook.Limits(columns=1)))
    with pytest.raises(FileTooLarge, match="unpacks to"):
        workbook.check(data, workbook.Limits(unpacked=1_000))
    with pytest.raises(FileTooLarge, match="parts"):
        workbook.check(data, workbook.Limits(parts=2))
    with pytest.raises(FileTooLarge, match="larger than 0 MB"):
        workbook.check(data, workbook.Limits(packed=1_000))
    workbook.check(data)


def test_an_entity_bomb_in_a_workbook_is_refused():
    data = as_workbook([["Name", "Postcode"], ["A", "B"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as hostile:
        for part in package.infolist():
            content = package.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
            hostile.writestr(part.filename, content)
    with pytest.raises(UnreadableFile, match="damaged"):
        sniff(out.getvalue(), "hostile.xlsx")


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


@settings(max_examples=150, deadline=None)
@given(mangled())
def test_mangled_files_are_read_with_every_row_accounted_for_or_refused_whole(data):
    try_to_read(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try_to_read(data)


WORKBOOK = as_workbook(rows_of(DIRECTORY)[:12])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused(at, patch):
    try_to_read(WORKBOOK[:at] + patch + WORKBOOK[at + len(patch) :])


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
