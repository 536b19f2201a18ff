"""Text tables: from bytes to rows of cells, losing no line to a stray quotation mark."""

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.exchange.registers.errors import FileTooLarge, UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
MAX_BYTES = 200_000_000
MAX_ROWS = 500_000
LINES_IN_A_ROW = 60
UNCLOSED = "A quotation mark opens a cell of this row and is not closed."
TOO_LONG = "A cell of this row is too long to be one cell."
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
    rows = itertools.islice(records(text, delimiter), count)
    return [[] if row.fault else row.cells for row in rows]


def records(text: str, delimiter: str, header_row: int = 0, width: int = 0) -> Iterator[Row]:
    """The rows of a text table, each line either in a row or a row with a fault of its own.

    A quotation mark that opens a cell and is never closed would swallow the rows after it. Its line is
    given back as a fault, and reading goes on with the next line. It is told by a row of more than 60 lines,
    by the end of the file, and, below the header, by a row of several lines that has not the header's
    number of cells or holds a whole row inside one cell.
    """
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    at = number = 0
    while at < len(lines):
        reader = _Reader(lines, at, delimiter)
        while at < len(lines):
            number += 1
            if number > MAX_ROWS:
                raise FileTooLarge(f"The file has more than {MAX_ROWS:,} rows. Split it and load the parts.")
            cells, used, fault = reader.next_row()
            if not fault and used > 1 and number > header_row and _swallowed(cells, delimiter, width):
                fault = UNCLOSED
            yield Row(number, [lines[at]] if fault else cells, fault)
            at += 1 if fault else used
            if fault:
                break


def _swallowed(cells: list[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines has other rows inside it."""
    if not width:
        return False
    inner = (line for cell in cells for line in cell.split("\n"))
    return len(cells) != width or any(line.count(delimiter) >= width - 1 for line in inner)


class _Unclosed(Exception):
    """Raised inside the csv module when one row goes on for too long or beyond the end."""


class _Reader:
    """The csv module over some lines, told when a row asks for more than it should."""

    def __init__(self, lines: list[str], start: int, delimiter: str) -> None:
        self._lines = lines
        self._row_start = self._at = start
        self._csv = csv.reader(self._feed(), delimiter=delimiter)

    def next_row(self) -> tuple[list[str], int, str]:
        """The next row, the lines it used, and its fault, after which this reader is of no more use."""
        self._row_start = self._at
        try:
            cells = next(self._csv)
        except _Unclosed:
            return [], 1, UNCLOSED
        except csv.Error:
            return [], 1, TOO_LONG
        return cells, self._at - self._row_start, ""

    def _feed(self) -> Iterator[str]:
        while True:
            if self._at == len(self._lines) or self._at - self._row_start >= LINES_IN_A_ROW:
                raise _Unclosed
            self._at += 1
            yield self._lines[self._at - 1] + "\n"


def _tidy(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
