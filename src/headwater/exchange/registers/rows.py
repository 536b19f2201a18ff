"""What an importer hands over: organisations with their sites, and the rows it could not use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One place where an organisation works.

    `service_types` and `client_groups` are codes of `headwater.data.vocabularies` in a known register; in a
    mapped table wording the vocabulary does not know is kept as it stands. `postcode` is tidied, ""
    when withheld or unreadable. `opened` is the day the register says the service began.
    """

    register_id: str
    name: str
    address: tuple[str, ...] = ()
    postcode: str = ""
    council: str = ""
    service_types: tuple[str, ...] = ()
    client_groups: tuple[str, ...] = ()
    beds: int | None = None
    rating: str = ""
    opened: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as a register knows it, with every site the file lists for it.

    `register_ids` may hold cqc_provider, cqc_location (an organisation known by one location only),
    care_inspectorate, charity, company and grant_org. `row_numbers` are the rows of the file it was
    built from, numbered as a spreadsheet numbers them.
    """

    source: str
    register_ids: Mapping[str, str] = field(hash=False)
    name: str
    legal_form: str
    website: str
    sites: tuple[SiteRow, ...]
    row_numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not used, why, and what a person can do about it."""

    row: int
    reason: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Note:
    """A row that was used without one of its cells, and why. Never quotes the cell: it may be personal."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave. Every one of its `total` rows is in exactly one organisation or refused."""

    rows: tuple[OrganisationRow, ...]
    refused: tuple[Refusal, ...]
    total: int
    notes: tuple[Note, ...] = ()

    @property
    def used(self) -> int:
        """How many rows of the file went into organisations."""
        return sum(len(row.row_numbers) for row in self.rows)
