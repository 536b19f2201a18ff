"""Cascade events and reporting lines from CSV files, every row that cannot be used named with its remedy."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from headwater.engines.cascade import CascadeError, Event, Hierarchy, State
from headwater.exchange.registers.delimited import DELIMITERS, decode, records
from headwater.exchange.tables import unguard

EVENT_COLUMNS = (
    "organisation", "tier", "state", "people", "date", "precision_days", "practice", "team", "receiver",
    "sender", "from_organisation", "generation", "core_seen", "core_parts", "grade",
)  # fmt: skip
LINE_COLUMNS = ("organisation", "position", "reports_to", "tier", "site", "team", "region", "sector")
STATES = {state.value: state for state in State}
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
BRITISH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")


class EventFileError(ValueError):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row left out, by its number as a spreadsheet counts, and what to do about it."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class EventsFile:
    """The events of a file in its order, and the rows that could not be used."""

    events: tuple[Event, ...]
    problems: tuple[RowProblem, ...]


def read_events(data: bytes) -> EventsFile:
    """The events in a CSV file with a heading row; `organisation`, `tier` and `state` are needed.

    Headings may be written in any case, with spaces or underscores; commas, semicolons or tabs between.
    A date is 2025-03-01, 01/03/2025 (day first) or a month 2025-03. Raises EventFileError.
    """
    events, problems = [], []
    for number, row in _rows(data, EVENT_COLUMNS, ("organisation", "tier", "state")):
        try:
            events.append(_event(row))
        except ValueError as wrong:
            problems.append(RowProblem(number, str(wrong)))
    return EventsFile(tuple(events), tuple(problems))


def template() -> str:
    """An events file to fill in: every column, and a row of each kind to write over."""
    rows: list[dict[str, str | int]] = [
        {"organisation": "Alder Care", "tier": 0, "state": "received", "date": "2026-01-12", "generation": 0},
        {"organisation": "Alder Care", "tier": 1, "state": "received", "people": 4, "date": "2026-02-03", "team": "Managers"},
        {"organisation": "Alder Care", "tier": 1, "state": "not received", "people": 1, "date": "2026-02-03", "team": "Managers"},
        {"organisation": "Alder Care", "tier": 2, "state": "tried", "people": 9, "date": "2026-03", "core_seen": 2, "core_parts": 3},
        {"organisation": "Birch Homes", "tier": 0, "state": "received", "date": "20/04/2026", "from_organisation": "Alder Care"},
    ]  # fmt: skip
    lines = [",".join(EVENT_COLUMNS)]
    lines += [",".join(str(row.get(column, "")) for column in EVENT_COLUMNS) for row in rows]
    return "\n".join(lines) + "\n"


def read_hierarchy(data: bytes) -> Hierarchy:
    """Reporting lines from a CSV file: one row for a position, `reports_to` empty for a leader.

    `position` is any mark that tells positions apart within an organisation. Raises EventFileError with
    the row, or CascadeError where the lines cannot be.
    """
    rows = list(_rows(data, LINE_COLUMNS, ("organisation", "position")))
    place = {(row["organisation"], row["position"]): at for at, (_, row) in enumerate(rows)}
    if len(place) < len(rows):
        raise EventFileError(
            "Two rows have the same organisation and position: give each position its own mark."
        )
    number = {name: at for at, name in enumerate(dict.fromkeys(row["organisation"] for _, row in rows))}
    parents = [_parent(number, row, place) for number, row in rows]
    tiers = [row["tier"] for _, row in rows]
    return Hierarchy.from_positions(
        [number[row["organisation"]] for _, row in rows],
        parents,
        [_whole("tier", tier) for tier in tiers] if all(tiers) else None,
        site=[row["site"] for _, row in rows],
        team=[row["team"] for _, row in rows],
        names=tuple(number),
        region={row["organisation"]: row["region"] for _, row in rows if row["region"]},
        sector={row["organisation"]: row["sector"] for _, row in rows if row["sector"]},
    )


def _parent(number: int, row: dict[str, str], place: dict[tuple[str, str], int]) -> int:
    if not row["reports_to"]:
        return -1
    key = row["organisation"], row["reports_to"]
    if key not in place:
        raise EventFileError(
            f"Row {number}: nobody in {key[0]} has the position {key[1]}. Add a row for it, or leave "
            "reports_to empty for the leader."
        )
    return place[key]


def _rows(
    data: bytes, columns: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column, missing columns and cells empty; the heading row decides which is which."""
    text, _ = decode(data)
    first = text.split("\n", 1)[0]
    table = records(text, max(DELIMITERS, key=first.count))
    head = next(table, None)
    headings = [] if head is None else [_heading(cell) for cell in head.cells]
    missing = [column for column in needed if column not in headings]
    if missing:
        raise EventFileError(
            f"The first row must name the columns; {', '.join(missing)} is missing. Known columns: {', '.join(columns)}."
        )
    unknown = [heading for heading in headings if heading and heading not in columns]
    if unknown:
        raise EventFileError(f"The column {unknown[0]} is not known. Known columns: {', '.join(columns)}.")
    for row in table:
        cells = [unguard(cell).strip() for cell in row.cells]
        if any(cells) or row.fault:
            cells += [""] * (len(headings) - len(cells))
            yield row.number, dict.fromkeys(columns, "") | dict(zip(headings, cells, strict=False))


def _heading(cell: str) -> str:
    return re.sub(r"[\s_-]+", "_", unguard(cell).strip().lower())


def _event(row: dict[str, str]) -> Event:
    when, within = _date(row["date"])
    state = row["state"].replace("_", " ").strip().lower()
    if state not in STATES:
        raise CascadeError(f"The state “{row['state']}” is not known. Use one of: {', '.join(STATES)}.")
    return Event(
        organisation=row["organisation"],
        tier=_whole("tier", row["tier"]),
        state=STATES[state],
        people=_optional(row, "people") or 1,
        date=when,
        precision_days=_whole("precision_days", row["precision_days"]) if row["precision_days"] else within,
        practice=row["practice"],
        team=row["team"],
        receiver=row["receiver"],
        sender=row["sender"],
        from_organisation=row["from_organisation"],
        generation=_optional(row, "generation"),
        core_seen=_optional(row, "core_seen"),
        core_parts=_optional(row, "core_parts"),
        grade=row["grade"],
    )


def _optional(row: dict[str, str], column: str) -> int | None:
    return _whole(column, row[column]) if row[column] else None


def _whole(column: str, cell: str) -> int:
    if not cell.isascii() or not cell.isdigit():
        raise CascadeError(f"{column} is “{cell}”: give a whole number.")
    return int(cell)


def _date(cell: str) -> tuple[date | None, int]:
    """A date and how many days either way it may be out."""
    if not cell:
        return None, 0
    forms: tuple[tuple[re.Pattern[str], Callable[[list[int]], tuple[date, int]]], ...] = (
        (ISO_DAY, lambda part: (date(part[0], part[1], part[2]), 0)),
        (BRITISH_DAY, lambda part: (date(part[2], part[1], part[0]), 0)),
        (ISO_MONTH, lambda part: (date(part[0], part[1], 15), 16)),
    )
    for pattern, build in forms:
        match = pattern.match(cell)
        if match:
            try:
                return build([int(part) for part in match.groups()])
            except ValueError:
                break
    raise CascadeError(
        f"The date “{cell}” is not one: write 2025-03-01, 01/03/2025 or, for a month, 2025-03."
    )
