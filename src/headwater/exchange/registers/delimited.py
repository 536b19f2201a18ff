"""Text tables: from bytes to rows of cells, losing no line to a stray quotation mark."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.exchange.registers.errors import FileTooLarge, UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
MAX_BYTES = 200_000_000
MAX_ROWS = 500_000
LINES_IN_A_CELL = 60
BINARY = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"\x1f\x8b": "compressed"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as a spreadsheet counts, and its cells; `fault` when it is broken."""

    number: int
    cells: list[str]
    fault: str = ""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8 or UTF-16 by mark, else UTF-8, else Windows."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge(
            f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it and load the parts."
        )
    for mark, what in BINARY.items():
        if data.startswith(mark):
            raise UnreadableFile(f"The file is {what}, not a table. Save it as CSV or XLSX and try again.")
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise UnreadableFile("The file is empty.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _tidy(data.decode("utf-16", errors="replace")), "utf-16"
    try:
        return _tidy(data.decode("utf-8-sig")), "utf-8-sig"
    except UnicodeDecodeError:
        return _tidy(data.decode("cp1252", errors="replace")), "cp1252"


def first_rows(text: str, delimiter: str, count: int) -> list[list[str]]:
    """The cells of the first rows, to look for a header in."""
    rows: list[list[str]] = []
    for row in records(text, delimiter):
        rows.append([] if row.fault else row.cells)
        if len(rows) == count:
            break
    return rows


def records(text: str, delimiter: str) -> Iterator[Row]:
    """The rows of a text table, each line either in a row or a row with a fault of its own.

    A quotation mark that opens a cell and is not closed within 60 lines would swallow what follows: its
    line is given back as a fault, and reading goes on with the next line.
    """
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    at = number = 0
    while at < len(lines):
        for row, used in _run(lines, at, delimiter):
            number += 1
            at += used
            if number > MAX_ROWS:
                raise FileTooLarge(f"The file has more than {MAX_ROWS:,} rows. Split it and load the parts.")
            yield Row(number, row.cells, row.fault)


def _run(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[Row, int]]:
    """Rows from line `start` until the end or the first broken row, each with the lines it used."""
    reader = csv.reader(_endings(lines, start), delimiter=delimiter)
    before = 0
    while start + before < len(lines):
        fault = ""
        try:
            cells = next(reader)
        except csv.Error:
            fault = "A cell of this row is too long to be one cell."
        used = reader.line_num - before
        if not fault and used > LINES_IN_A_CELL:
            fault = "A quotation mark opens a cell of this row and is not closed."
        if fault:
            yield Row(0, [lines[start + before]], fault), 1
            return
        before = reader.line_num
        yield Row(0, cells), used


def _endings(lines: list[str], start: int) -> Iterator[str]:
    for index in range(start, len(lines)):
        yield lines[index] + "\n"


def _tidy(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
