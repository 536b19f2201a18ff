"""What a file is: which register, where its header stands, and how its text is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from headwater.exchange.registers import columns, delimited, workbook
from headwater.exchange.registers.columns import (
    COLUMNS,
    REQUIRED,
    Headings,
    Register,
    heading_key,
    is_personal,
)
from headwater.exchange.registers.errors import UnreadableFile

ROWS_SEARCHED = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one file.

    `header_row` is numbered as a spreadsheet numbers it, from 1. `mapping` says which heading will be read
    for which field; for a table of no known register it is a suggestion for a person to confirm.
    `withheld` are the headings that are personal and never read. `confidence` runs from 0 to 1.
    """

    register: Register
    kind: str
    header_row: int
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    sheet: str
    confidence: float
    mapping: Mapping[str, str] = field(hash=False)
    withheld: tuple[str, ...] = ()

    @property
    def needs_mapping(self) -> bool:
        """Whether a person should confirm the mapping before the file is read."""
        return self.register is Register.MAPPED


@dataclass(frozen=True, slots=True)
class _Guess:
    score: float
    register: Register
    header_row: int
    columns: tuple[str, ...]
    mapping: dict[str, str]


def sniff(source: bytes | str | Path, name: str = "") -> Layout:
    """What kind of file this is and how to read it; `name` is what the person called it.

    Raises UnreadableFile or FileTooLarge, whose messages say what to do.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    if workbook.is_workbook(data, name):
        return _sniff_workbook(data)
    return _sniff_delimited(data)


def suggest_mapping(headings: tuple[str, ...], wanted: Headings = columns.MAPPED) -> dict[str, str]:
    """Which of a table's headings seems to hold which field; personal headings are never suggested."""
    by_key: dict[str, str] = {}
    for heading in headings:
        if heading and not is_personal(heading):
            by_key.setdefault(heading_key(heading), heading)
    mapping: dict[str, str] = {}
    for field_name, names in wanted.items():
        found = next((by_key[key] for key in map(heading_key, names) if key in by_key), None)
        if found is not None and found not in mapping.values():
            mapping[field_name] = found
    return mapping


def named_apart(cells: list[str]) -> tuple[str, ...]:
    """Headings made unique: the second "Name" becomes "Name (2)", an empty one stays empty."""
    seen: dict[str, int] = {}
    result = []
    for cell in (" ".join(cell.split()) for cell in cells):
        seen[cell] = seen.get(cell, 0) + 1
        result.append(cell if not cell or seen[cell] == 1 else f"{cell} ({seen[cell]})")
    return tuple(result)


def _sniff_workbook(data: bytes) -> Layout:
    guesses = [
        (guess, sheet)
        for sheet, rows in workbook.first_rows(data, ROWS_SEARCHED)
        if (guess := _best_guess(rows)) is not None
    ]
    if not guesses:
        raise UnreadableFile(
            "The workbook holds no table with a header row. Check that it is the right file."
        )
    guess, sheet = max(guesses, key=lambda pair: pair[0].score)
    return _layout(guess, kind="xlsx", encoding="", delimiter="", sheet=sheet)


def _sniff_delimited(data: bytes) -> Layout:
    text, encoding = delimited.decode(data)
    guesses = [
        (guess, delimiter)
        for delimiter in delimited.DELIMITERS
        if (guess := _best_guess(delimited.first_rows(text, delimiter, ROWS_SEARCHED))) is not None
    ]
    if not guesses:
        raise UnreadableFile(
            "No header row was found in the first 40 rows. The file needs one row of column names, "
            "with the table below it."
        )
    guess, delimiter = max(guesses, key=lambda pair: pair[0].score)
    return _layout(guess, kind="csv", encoding=encoding, delimiter=delimiter, sheet="")


def _layout(guess: _Guess, kind: str, encoding: str, delimiter: str, sheet: str) -> Layout:
    return Layout(
        register=guess.register,
        kind=kind,
        header_row=guess.header_row,
        columns=guess.columns,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        confidence=round(min(guess.score, 1.0), 2),
        mapping=guess.mapping,
        withheld=tuple(heading for heading in guess.columns if is_personal(heading)),
    )


def _best_guess(rows: list[list[str]]) -> _Guess | None:
    """The likeliest header among the first rows; a known register beats a table that must be mapped."""
    guesses = [guess for number, cells in enumerate(rows, 1) for guess in _guesses(number, cells)]
    return max(guesses, key=lambda guess: (guess.score, -guess.header_row), default=None)


def _guesses(number: int, cells: list[str]) -> list[_Guess]:
    headings = named_apart(cells)
    filled = [heading for heading in headings if heading]
    if len(filled) < 2:
        return []
    guesses = [_mapped_guess(number, headings, filled)]
    for register, required in REQUIRED.items():
        mapping = suggest_mapping(headings, COLUMNS[register])
        if all(field_name in mapping for field_name in required) and _fits(register, headings):
            share = len(mapping) / len(COLUMNS[register])
            guesses.append(_Guess(0.7 + 0.3 * share, register, number, headings, mapping))
    return guesses


def _fits(register: Register, headings: tuple[str, ...]) -> bool:
    """What tells apart files that share their required headings."""
    one_hot = any(heading.startswith(columns.ONE_HOT_SERVICE) for heading in headings)
    if register is Register.CQC_FILTERS:
        return one_hot
    if register is Register.GRANTS_360:
        return any(heading.casefold().startswith("recipient") for heading in headings)
    return not one_hot


def _mapped_guess(number: int, headings: tuple[str, ...], filled: list[str]) -> _Guess:
    """How much a row looks like a header: many short wordy cells, no two alike, some of them known."""
    wordy = [
        cell for cell in filled if len(cell) <= 80 and any(map(str.isalpha, cell)) and not cell[0].isdigit()
    ]
    mapping = suggest_mapping(headings)
    score = 0.3 * len(wordy) / len(headings) + 0.3 * min(len(mapping), 4) / 4
    return _Guess(score, Register.MAPPED, number, headings, mapping)
