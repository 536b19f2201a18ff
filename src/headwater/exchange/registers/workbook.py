"""Spreadsheets: limits checked before a byte is unpacked, then rows of cells as text."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from headwater.exchange.registers.delimited import Row
from headwater.exchange.registers.errors import FileTooLarge, RegisterError, UnreadableFile

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
EXCEL_ERRORS = {"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be, in bytes, rows and cells. `ratio` is unpacked over packed size."""

    packed: int = 60_000_000
    unpacked: int = 400_000_000
    ratio: float = 20.0
    small: int = 20_000_000
    rows: int = 200_000
    cells: int = 10_000_000
    columns: int = 1_000
    parts: int = 1_000


LIMITS = Limits()


def is_workbook(data: bytes, name: str = "") -> bool:
    """Whether the bytes are an XLSX; old Excel and OpenDocument files are refused with advice."""
    if data.startswith(OLD_EXCEL):
        raise UnreadableFile(
            "This is an old Excel file (.xls) or is locked by a password. Save it as .xlsx or .csv "
            "without a password and try again."
        )
    if name.casefold().endswith((".xlsx", ".xlsm")) and not data.startswith(ZIP):
        raise UnreadableFile("The file is called a workbook but is not one. Save it again as .xlsx or .csv.")
    return data.startswith(ZIP)


def check(data: bytes, limits: Limits = LIMITS) -> None:
    """Raise FileTooLarge or UnreadableFile unless the package declares itself within the limits."""
    if len(data) > limits.packed:
        raise FileTooLarge(f"The workbook is larger than {limits.packed // 1_000_000} MB. Save it as CSV.")
    parts = _parts(data)
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > limits.parts or unpacked > limits.unpacked:
        raise FileTooLarge(
            f"The workbook unpacks to {unpacked // 1_000_000} MB in {len(parts)} parts, more than this "
            "program opens. Save the one sheet you need as CSV."
        )
    if unpacked > limits.small and unpacked / packed > limits.ratio:
        raise FileTooLarge(
            f"The workbook unpacks to {unpacked / packed:.0f} times its size, as a harmful file would. "
            "Save the one sheet you need as CSV."
        )


def _parts(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile("The workbook is damaged. Open it, save it again as .xlsx and retry.") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(
            "This is not an Excel workbook (an OpenDocument or zip file, perhaps). Save it as .xlsx or .csv."
        )
    return parts


def first_rows(data: bytes, count: int) -> list[tuple[str, list[list[str]]]]:
    """The first rows of every sheet, by sheet name."""
    check(data)
    with _opened(data) as book:
        return [
            (sheet.title, [row.cells for row in _rows(sheet, LIMITS, count)]) for sheet in book.worksheets
        ]


def records(data: bytes, sheet: str, limits: Limits = LIMITS) -> Iterator[Row]:
    """The rows of one sheet as text, numbered as in the spreadsheet; formulas give their last value."""
    with _opened(data) as book:
        if sheet not in book.sheetnames:
            raise UnreadableFile(
                f"The workbook has no sheet called {sheet!r} any more. Choose the file again."
            )
        yield from _rows(book[sheet], limits)


def _rows(sheet: Any, limits: Limits, count: int | None = None) -> Iterator[Row]:
    """The first rows of an open sheet, or all; what it says of its own size is not believed."""
    sheet.reset_dimensions()
    cells_seen = 0
    for number, values in enumerate(sheet.iter_rows(max_row=count, values_only=True), 1):
        cells_seen += len(values)
        if number > limits.rows or cells_seen > limits.cells or len(values) > limits.columns:
            raise FileTooLarge(
                f"The sheet has more than {limits.rows:,} rows, {limits.columns:,} columns or "
                f"{limits.cells:,} cells. Save the part you need as CSV."
            )
        yield Row(number, [as_text(value) for value in values])


def as_text(value: object) -> str:
    """A cell as a person reads it: whole numbers without ".0", dates as ISO, Excel errors as nothing."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value in EXCEL_ERRORS):
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The workbook, read cell by cell; whatever openpyxl makes of a damaged one becomes UnreadableFile."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except RegisterError:
        raise
    except Exception as error:
        raise UnreadableFile("The workbook is damaged. Open it, save it again as .xlsx and retry.") from error
