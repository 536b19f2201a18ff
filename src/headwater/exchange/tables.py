"""Tables out of the program: CSV and XLSX that no spreadsheet will run as formulas, and back again.

Text that begins with = + - @ | TAB CR or LF can be run as a formula or a command by the program that opens
it. Such text gets one apostrophe in front, the spreadsheets' own sign for "this is text"; so does text that
begins with an apostrophe and one of these, so that reading gives back exactly what was written. Numbers
and dates are no text and stay what they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeGuard

RISKY = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"
GUARDED = re.compile(rf"{GUARD}+[{re.escape(''.join(RISKY))}]")
CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576
SHEET_TITLE = re.compile(r"[\[\]:*?/\\']")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel keeps 15 digits; longer numbers are written as text, so that none is lost.
SAFE_NUMBER = 10**15
LIST_SEPARATOR = "; "

Columns = Sequence[str] | Mapping[str, str]
TableRow = Mapping[str, object] | Sequence[object]


class TableError(ValueError):
    """A table that cannot be written or read; the message says what to do."""


def write_csv(rows: Iterable[TableRow], columns: Columns) -> bytes:
    """A CSV file that every spreadsheet opens rightly: UTF-8 with its mark, CRLF, formulas made harmless.

    `columns` are the keys in order, or keys with the headings to show. A row is a mapping by key, where a
    missing key is an empty cell, or a sequence in the order of the columns.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(heading) for heading in _headings(columns)])
    for cells in _cells(rows, columns):
        writer.writerow([_csv_cell(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[TableRow], columns: Columns, title: str = "Data") -> bytes:
    """An Excel workbook of one sheet with a fixed header row; text is always text, never a formula.

    Rows and columns as for `write_csv`. Raises TableError for more rows or longer cells than Excel holds.
    """
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    table: list[list[object]] = [list(_headings(columns)), *_cells(rows, columns)]
    if len(table) > ROW_LIMIT:
        raise TableError(f"Excel holds {ROW_LIMIT:,} rows. Export as CSV, or filter first.")
    values = [[_xlsx_value(cell) for cell in cells] for cells in table]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(SHEET_TITLE.sub(" ", title)[:31] or "Data")
    sheet.freeze_panes = "A2"
    for cells in values:
        sheet.append([_as_string(WriteOnlyCell(sheet, value)) for value in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file written by `write_csv`, by heading, with the guards taken off again."""
    table = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    headings = [unguard(cell) for cell in next(table, [])]
    return [dict(zip(headings, map(unguard, cells), strict=True)) for cells in table if cells]


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    clean = UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return GUARD + clean if clean.startswith(RISKY) or GUARDED.match(clean) else clean


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text.removeprefix(GUARD) if GUARDED.match(text) else text


def _headings(columns: Columns) -> list[str]:
    return list(columns.values()) if isinstance(columns, Mapping) else list(columns)


def _cells(rows: Iterable[TableRow], columns: Columns) -> Iterator[list[object]]:
    keys = list(columns)
    for row in rows:
        if isinstance(row, Mapping):
            yield [row.get(key) for key in keys]
        elif len(row) != len(keys):
            raise TableError(f"A row has {len(row)} cells for {len(keys)} columns.")
        else:
            yield list(row)


def _csv_cell(value: object) -> str:
    if _is_number(value):
        return str(value)
    return guard(_as_text(value))


def _xlsx_value(value: object) -> object:
    """A number or a day as it is, anything else as guarded text; raises TableError for text too long."""
    if _is_number(value) and -SAFE_NUMBER < value < SAFE_NUMBER:
        return value
    if value is None or (type(value) is date and value.year > 1900):
        return value
    text = guard(_as_text(value))
    if len(text) > CELL_LIMIT:
        raise TableError(
            f"A cell holds {len(text):,} characters, Excel {CELL_LIMIT:,}. Export as CSV instead."
        )
    return text


def _as_string(cell: Any) -> Any:
    """The cell with its text marked as text, whatever it begins with."""
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell


def _is_number(value: object) -> TypeGuard[float]:
    """Whether a value is written as a number: true and false are not."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _as_text(value: object) -> str:
    """A value as a person reads it: yes and no, ISO dates, lists with semicolons, enums by their value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(map(_as_text, value)) if isinstance(value, set | frozenset) else map(_as_text, value)
        return LIST_SEPARATOR.join(parts)
    return str(value)
