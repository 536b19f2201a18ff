"""Partners and consultants from a CSV or XLSX file with the documented layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from headwater.data.postcodes import locate
from headwater.engines.geography import Place
from headwater.engines.matching import OrganisationFacts, SiteFacts, Tender
from headwater.engines.matching.fit import ConsultantProfile, PartnerProfile
from headwater.exchange.registers import delimited, workbook
from headwater.exchange.tables import unguard

# column -> what it holds; both files have these
SHARED = {
    "name": "the person's name or number; each one once (required)",
    "organisation": "the employer's name",
    "group": "owner or brand; 'none' when independent",
    "postcode": "of the place of work; a council's name will do",
    "other sites": "postcodes of all other sites, separated by ;",
    "service types": "such as care home; home care",
    "client groups": "such as older people",
    "areas served": "codes of councils served beyond the sites",
    "commissioners": "who commissions the organisation",
    "tenders": "live tenders, as number or number/commissioner",
    "federations": "bodies the organisation is a member of",
    "situations": "what the person is facing now",
    "values": "what the work is for",
    "size band": "0 for the smallest organisations, upward",
    "languages": "the person can work in",
    "availability": "weekly slots, such as mon-am; tue-pm",
    "in person": "yes or no (yes when empty)",
    "remote": "yes or no (yes when empty)",
    "travel limit km": "empty for no limit",
}
PARTNERS = {
    **SHARED,
    "needs": "topics, the most important first",
    "funder": "who pays, where a funder's pairs are limited in the rules",
    "access needs": "all of which must be met",
    "places": "how many consultants (1 when empty)",
}
CONSULTANTS = {
    **SHARED,
    "expertise": "topics the person can speak from experience on",
    "meets access": "access needs the person can meet",
    "capacity": "the most partners at once (1 when empty)",
    "minimum": "the fewest (0 when empty)",
    "host": "whose pool the consultant belongs to, where a host's pairs are limited in the rules",
    "region": "where a region's pairs are limited in the rules",
}
NONE = {"none", "no", "-"}


class PeopleFileError(ValueError):
    """A file that cannot be used; the message names the row, the column and the remedy."""


@dataclass(frozen=True)
class Person:
    """One row: the profile fit is made of, the organisation's facts, how many pairs, and who shares a limit."""

    profile: PartnerProfile | ConsultantProfile
    facts: OrganisationFacts
    most: int
    fewest: int = 0
    groups: Mapping[str, str] = field(default_factory=dict)  # host, region, funder


@dataclass(frozen=True)
class People:
    """The rows of one file in order, and what was noticed about single rows."""

    rows: tuple[Person, ...]
    notes: tuple[str, ...]

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each name stands among the rows."""
        return {one.profile.identifier: at for at, one in enumerate(self.rows)}


def read_people(data: bytes, kind: str, file_name: str = "") -> People:
    """The partners (`kind="partners"`) or consultants of a file.

    Columns may stand in any order; those not in the layout are left alone. An empty cell is "not known";
    "none" is none. Raises `PeopleFileError`, and `UnreadableFile` for what is no table.
    """
    layout = PARTNERS if kind == "partners" else CONSULTANTS
    rows = list(_records(data, file_name))
    headings = [_plain(cell) for cell in rows[0].cells] if rows else []
    if "name" not in headings:
        raise PeopleFileError(
            f"The file of {kind} has no column called 'name'. Start from `headwater match --template`."
        )
    people: list[Person] = []
    notes: list[str] = []
    seen: dict[str, int] = {}
    for row in rows[1:]:
        cells = {
            key: unguard(cell).strip()
            for key, cell in zip(headings, row.cells, strict=False)
            if key in layout
        }
        if row.fault:
            raise PeopleFileError(f"{kind.title()}, row {row.number}: {row.fault}")
        if not any(cells.values()):
            continue
        person = _Row(kind, row.number, cells, notes).person()
        name = person.profile.identifier
        if name in seen:
            raise PeopleFileError(
                f"{kind.title()}, row {row.number}: {name!r} stands in row {seen[name]} too. Give each a name of their own."
            )
        seen[name] = row.number
        people.append(person)
    if not people:
        raise PeopleFileError(f"The file of {kind} names nobody. Add one row for each person.")
    return People(tuple(people), tuple(notes))


def _records(data: bytes, file_name: str) -> Iterator[delimited.Row]:
    if workbook.is_workbook(data, file_name):
        workbook.check(data)
        first = workbook.first_rows(data, 1)[0][0]
        yield from workbook.records(data, first)
        return
    text, _ = delimited.decode(data)
    heading = text.split("\n", 1)[0]
    yield from delimited.records(text, max(",;\t", key=heading.count))


def _plain(heading: str) -> str:
    return " ".join(unguard(heading).replace("_", " ").casefold().split())


@dataclass(frozen=True)
class _Row:
    """One row's cells, read as what they mean."""

    kind: str
    number: int
    cells: dict[str, str]
    notes: list[str]

    def person(self) -> Person:
        name = self.cells.get("name", "")
        if not name:
            raise self.fault("name", "is empty", "Give each person a name or number")
        home = self.place(self.cells.get("postcode", ""))
        shared: dict[str, Any] = {
            "identifier": name,
            "organisation": self.cells.get("organisation") or None,
            "situations": self.words("situations"),
            "service_types": self.words("service types"),
            "values": self.words("values"),
            "size_band": self.number_in("size band"),
            "easting_m": home.point.easting if home.point else None,
            "northing_m": home.point.northing if home.point else None,
            "uncertainty_m": home.uncertainty_m if home.point else 0.0,
            "in_person": self.yes("in person"),
            "remote": self.yes("remote"),
            "travel_limit_m": None
            if (limit := self.number_in("travel limit km")) is None
            else limit * 1000.0,
            "languages": self.words("languages"),
            "availability": self.words("availability"),
        }
        facts = self.facts(name, home)
        if self.kind == "partners":
            needs = self.listed("needs")
            access = self.words("access needs") or frozenset()
            partner = PartnerProfile(**shared, needs=needs, access_needs=access)
            return Person(partner, facts, self.count("places", 1), groups=self.groups("funder"))
        consultant = ConsultantProfile(
            **shared,
            expertise=frozenset(self.listed("expertise")),
            meets_access=self.words("meets access") or frozenset(),
        )
        most, fewest = self.count("capacity", 1), self.count("minimum", 0)
        return Person(consultant, facts, most, fewest, self.groups("host", "region"))

    def facts(self, name: str, home: Place) -> OrganisationFacts:
        others = [self.place(text) for text in self.listed("other sites")]
        group = self.cells.get("group")
        tenders = self.words("tenders")
        return OrganisationFacts(
            identifier=self.cells.get("organisation") or f"{self.kind}: {name}",
            service_types=self.words("service types"),
            client_groups=self.words("client groups"),
            sites=tuple(_site(place) for place in (home, *others)),
            areas=self.words("areas served") or frozenset(),
            commissioners=self.words("commissioners"),
            tenders=None if tenders is None else frozenset(_tender(text) for text in tenders),
            group=None if not group else "" if group.casefold() in NONE else group,
            federations=self.words("federations") or frozenset(),
        )

    def groups(self, *columns: str) -> dict[str, str]:
        return {name: self.cells[name] for name in columns if self.cells.get(name)}

    def place(self, text: str) -> Place:
        found = locate(text)
        if text and not found.is_known:
            self.notes.append(
                f"{self.kind.title()}, row {self.number}: {text!r} is not placed. {found.reason}"
            )
        return found

    def listed(self, column: str) -> tuple[str, ...]:
        cell = self.cells.get(column, "")
        if cell.casefold() in NONE:
            return ()
        words = [" ".join(word.casefold().split()) for word in cell.replace("\n", ";").split(";")]
        return tuple(dict.fromkeys(word for word in words if word))

    def words(self, column: str) -> frozenset[str] | None:
        return frozenset(self.listed(column)) if self.cells.get(column) else None

    def yes(self, column: str) -> bool:
        cell = self.cells.get(column, "").casefold()
        if cell in {"", "yes", "y", "true", "1"}:
            return True
        if cell in {"no", "n", "false", "0"}:
            return False
        raise self.fault(column, f"is {cell!r}", "Write yes or no")

    def number_in(self, column: str) -> int | None:
        cell = self.cells.get(column, "")
        if not cell:
            return None
        if not cell.isascii() or not cell.isdigit() or len(cell) > 6:
            raise self.fault(column, f"is {cell!r}", "Write a whole number, 0 or more")
        return int(cell)

    def count(self, column: str, otherwise: int) -> int:
        value = self.number_in(column)
        return otherwise if value is None else value

    def fault(self, column: str, what: str, remedy: str) -> PeopleFileError:
        return PeopleFileError(f"{self.kind.title()}, row {self.number}, {column}: {what}. {remedy}.")


def _site(place: Place) -> SiteFacts:
    if place.point is None:
        return SiteFacts()
    return SiteFacts(place.point.easting, place.point.northing, place.uncertainty_m, place.lad_code or None)


def _tender(text: str) -> Tender:
    number, _, commissioner = text.partition("/")
    return Tender(number.strip(), commissioner.strip() or None)
