"""Workbooks: what they hold as plain text, and the limits that are checked before they are unpacked."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.exchange.registers import FileTooLarge, Register, UnreadableFile, read, sniff, workbook
from tests.exchange.registers.samples import (
    DIRECTORY,
    as_workbook,
    check_accounts,
    rows_of,
    same_rows,
    try_to_read,
)

WORKBOOK = as_workbook(rows_of(DIRECTORY)[:12])


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


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused(at, patch):
    try_to_read(WORKBOOK[:at] + patch + WORKBOOK[at + len(patch) :])
