"""One row while it is being read: its cells by field, and what was left out of it."""

from dataclasses import dataclass, field

from headwater.data.postcodes import parse_postcode
from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES, Vocabulary
from headwater.exchange.registers import cells
from headwater.exchange.registers.errors import RowRefused
from headwater.exchange.registers.rows import Note

LONGEST_NAME = 300


@dataclass(slots=True)
class Fields:
    """The mapped cells of one row; `headings` say where each came from, for notes."""

    number: int
    values: dict[str, str]
    headings: dict[str, str]
    keep_unknown_terms: bool = False
    month_first: bool = False
    notes: list[Note] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell of a field, tidied; "" when the file has no such column."""
        return self.values.get(name, "")

    def first(self, *names: str) -> str:
        """The first of several fields that is filled."""
        return next((self.values[name] for name in names if self.values.get(name)), "")

    def note(self, name: str, message: str) -> None:
        """Remember that a cell was left out."""
        self.notes.append(Note(self.number, self.headings.get(name, name), message))

    def address(self) -> tuple[str, ...]:
        """The filled address lines, town and county included, in order and once each."""
        names = ("address_1", "address_2", "address_3", "address_4", "town", "county")
        return tuple(dict.fromkeys(line for name in names if (line := self.text(name))))

    def postcode(self) -> str:
        """The postcode as the Royal Mail writes it, or ""; an unreadable one is noted."""
        raw = self.text("postcode")
        found = parse_postcode(raw) if raw else None
        if raw and found is None:
            self.note("postcode", "This is not a postcode: the location is not known.")
        return found.text if found else ""

    def service_types(self) -> tuple[str, ...]:
        """The codes of the service types, each once."""
        return self._terms("service_types", SERVICE_TYPES)

    def client_groups(self) -> tuple[str, ...]:
        """The codes of the people supported, each once."""
        return self._terms("client_groups", CLIENT_GROUPS)

    def beds(self) -> int | None:
        """Beds or places, None when the cell is no count."""
        return cells.count_of(self.text("beds"))

    def require_name(self, name: str, column: str) -> str:
        """A name that is neither missing nor too long to be one."""
        if not name:
            raise RowRefused(
                f"The column “{self.headings.get(column, column)}” is empty.", "Fill in the name."
            )
        if len(name) > LONGEST_NAME:
            raise RowRefused(
                f"The name is longer than {LONGEST_NAME} characters.",
                "Check the quotation marks of this row.",
            )
        return name

    def _terms(self, name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        codes, unknown = cells.terms(self.text(name), vocabulary, self.keep_unknown_terms)
        if unknown and not self.keep_unknown_terms:
            self.note(name, f"Terms not in the vocabulary were left out: {unknown}.")
        return codes
