"""Reading a whole file: every row ends in an organisation or in a refusal."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from headwater.exchange.registers import columns, cqc, delimited, grants, mapped, scotland, workbook
from headwater.exchange.registers.cells import is_true, tidy, writes_month_first
from headwater.exchange.registers.columns import Register, is_personal
from headwater.exchange.registers.delimited import Row
from headwater.exchange.registers.errors import (
    BY_HAND,
    PERSON_ONLY,
    MappingError,
    RowRefused,
    UnreadableFile,
)
from headwater.exchange.registers.fields import Fields
from headwater.exchange.registers.gather import Record, organisations
from headwater.exchange.registers.layout import Layout, named_apart
from headwater.exchange.registers.rows import Note, Reading, Refusal

READERS: dict[Register, Callable[[Fields], Record]] = {
    Register.CQC_DIRECTORY: cqc.record,
    Register.CQC_LOCATIONS: cqc.record,
    Register.CQC_FILTERS: cqc.record,
    Register.CARE_INSPECTORATE: scotland.record,
    Register.GRANTS_360: grants.record,
    Register.MAPPED: mapped.record,
}
QUOTES = "Put quotation marks round cells that hold a comma or a line break."


@dataclass(slots=True)
class _Accounts:
    """What has become of the rows so far."""

    records: list[Record] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read(data: bytes, layout: Layout, mapping: Mapping[str, str] | None = None) -> Reading:
    """The organisations of a file, and every row that was not used with the reason.

    `mapping` (field to heading) replaces the one `sniff` suggested; it is for tables of no known register.
    Raises RegisterError when the file as a whole cannot be read or the mapping does not fit it.
    """
    chosen = _checked(layout, mapping)
    accounts = _Accounts()
    rows = list(table_rows(data, layout))
    places = {name: layout.columns.index(heading) for name, heading in chosen.items()}
    opened = places.get("opened")
    american = opened is not None and writes_month_first(
        [r.cells[opened] for r in rows if len(r.cells) > opened]
    )
    for row in rows:
        _account(row, layout, places, american, accounts)
    named, without_name = organisations(layout.register.value, accounts.records)
    nameless = set(without_name)
    accounts.refused.extend(Refusal(number, PERSON_ONLY, BY_HAND) for number in without_name)
    return Reading(
        rows=named,
        refused=tuple(sorted(accounts.refused, key=lambda refusal: refusal.row)),
        total=len(rows),
        notes=tuple(note for note in accounts.notes if note.row not in nameless),
    )


def _account(
    row: Row, layout: Layout, places: dict[str, int], month_first: bool, accounts: _Accounts
) -> None:
    try:
        _check_shape(row, layout, max(places.values()))
        values = {name: tidy(row.cells[at]) for name, at in places.items() if at < len(row.cells)}
        if layout.register is Register.CQC_FILTERS:
            values |= _ticked(row, layout)
        fields = Fields(
            row.number,
            values,
            headings={name: layout.columns[at] for name, at in places.items()},
            keep_unknown_terms=layout.register is Register.MAPPED,
            month_first=month_first,
        )
        accounts.records.append(READERS[layout.register](fields))
        accounts.notes.extend(fields.notes)
    except RowRefused as refusal:
        accounts.refused.append(Refusal(row.number, refusal.reason, refusal.what_to_do))


def _check_shape(row: Row, layout: Layout, last_place: int) -> None:
    """Refuse a row that is broken, longer than the header or too short for it, or the header once more.

    Spreadsheets, and tables made by hand, may leave out the empty cells at the end of a row.
    """
    if row.fault:
        raise RowRefused(row.fault, QUOTES)
    width = len(layout.columns)
    cut_short = len(row.cells) <= last_place and layout.kind == "csv" and not layout.needs_mapping
    if cut_short or any(cell.strip() for cell in row.cells[width:]):
        raise RowRefused(
            f"The row has {len(row.cells)} cells, the header {width}: its cells have slipped.",
            QUOTES,
        )
    if row.cells[0].strip() == layout.columns[0] and named_apart(row.cells) == layout.columns:
        raise RowRefused("This row repeats the header.", "Nothing: it holds no organisation.")


def _ticked(row: Row, layout: Layout) -> dict[str, str]:
    """Service types and client groups of a file that has a yes-or-no column for each."""
    found: dict[str, list[str]] = {"service_types": [], "client_groups": []}
    for heading, cell in zip(layout.columns, row.cells, strict=False):
        if heading.startswith(columns.ONE_HOT_SERVICE) and is_true(cell):
            found["service_types"].append(heading.removeprefix(columns.ONE_HOT_SERVICE))
        elif heading.startswith(columns.ONE_HOT_CLIENTS) and is_true(cell):
            found["client_groups"].append(heading.removeprefix(columns.ONE_HOT_CLIENTS))
    return {name: "|".join(terms) for name, terms in found.items()}


def table_rows(data: bytes, layout: Layout) -> Iterator[Row]:
    """The rows under the header that hold anything at all; raises when the header is not where it was."""
    header: tuple[str, ...] | None = None
    for row in _all_rows(data, layout):
        if row.number == layout.header_row:
            header = named_apart(row.cells)
        elif row.number > layout.header_row and any(cell.strip() for cell in row.cells):
            yield row
    if header != layout.columns:
        raise UnreadableFile("The file is not the one whose columns were looked at. Choose it again.")


def _all_rows(data: bytes, layout: Layout) -> Iterator[Row]:
    if layout.kind == "xlsx":
        workbook.check(data)
        return workbook.records(data, layout.sheet)
    text, _ = delimited.decode(data)
    return delimited.records(text, layout.delimiter, layout.header_row, len(layout.columns))


def _checked(layout: Layout, mapping: Mapping[str, str] | None) -> dict[str, str]:
    """The mapping that will be used. Raises MappingError when it names a strange field or a wrong column."""
    chosen = {name: heading for name, heading in (mapping or layout.mapping).items() if heading}
    known = columns.COLUMNS[layout.register]
    for name, heading in chosen.items():
        if name not in known:
            raise MappingError(f"There is no field called {name!r}. Choose from: {', '.join(known)}.")
        if heading not in layout.columns:
            raise MappingError(f"The file has no column called {heading!r}.")
        if is_personal(heading):
            raise MappingError(f"The column {heading!r} is about a person and is never read.")
    if layout.register is Register.MAPPED and not {"name", "site_name"} & chosen.keys():
        raise MappingError("Say which column holds the name of the organisation.")
    return chosen
