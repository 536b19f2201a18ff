"""From rows to organisations: one organisation with all its sites, whichever rows they came in."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from headwater.exchange.registers.rows import OrganisationRow, SiteRow


@dataclass(frozen=True, slots=True)
class Record:
    """One usable row: which organisation it belongs to (`key`), what it says of it, and its site if any.

    `name` is "" where the register gives only the name of a person; another row may know better.
    """

    row: int
    key: str
    register_ids: dict[str, str]
    name: str
    legal_form: str = ""
    website: str = ""
    site: SiteRow | None = None


@dataclass(slots=True)
class _Gathered:
    register_ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    legal_form: str = ""
    website: str = ""
    sites: dict[tuple[str, ...], SiteRow] = field(default_factory=dict)
    row_numbers: list[int] = field(default_factory=list)


def organisations(
    source: str, records: Iterable[Record]
) -> tuple[tuple[OrganisationRow, ...], tuple[int, ...]]:
    """The organisations of a file in the order of their first row, and the rows of those without any name.

    What one row of an organisation lacks, another may give.
    """
    gathered: dict[str, _Gathered] = {}
    for record in records:
        _add(gathered.setdefault(record.key, _Gathered()), record)
    named = tuple(_organisation(source, found) for found in gathered.values() if found.names)
    nameless = [number for found in gathered.values() if not found.names for number in found.row_numbers]
    return named, tuple(sorted(nameless))


def _add(found: _Gathered, record: Record) -> None:
    found.row_numbers.append(record.row)
    if record.name:
        found.names[record.name] = found.names.get(record.name, 0) + 1
    found.legal_form = found.legal_form or record.legal_form
    found.website = found.website or record.website
    for kind, value in record.register_ids.items():
        found.register_ids.setdefault(kind, value)
    if record.site is not None:
        key = site_key(record.site)
        found.sites[key] = merged(found.sites[key], record.site) if key in found.sites else record.site


def site_key(site: SiteRow) -> tuple[str, ...]:
    """What makes two rows the same site: the register's number, else name, first line and postcode."""
    if site.register_id:
        return (site.register_id,)
    return ("", site.name.casefold(), site.postcode, site.address[0].casefold() if site.address else "")


def merged(a: SiteRow, b: SiteRow) -> SiteRow:
    """One site from two rows about it: the first row's facts, filled up from the second."""
    return replace(
        a,
        name=a.name or b.name,
        address=a.address or b.address,
        postcode=a.postcode or b.postcode,
        council=a.council or b.council,
        service_types=tuple(dict.fromkeys(a.service_types + b.service_types)),
        client_groups=tuple(dict.fromkeys(a.client_groups + b.client_groups)),
        beds=b.beds if a.beds is None else a.beds,
        rating=a.rating or b.rating,
        opened=a.opened or b.opened,
    )


def _organisation(source: str, found: _Gathered) -> OrganisationRow:
    """The commonest name wins; of equally common ones, the first."""
    ids = dict(found.register_ids)
    if len(found.sites) > 1 and "cqc_provider" in ids:
        ids.pop("cqc_location", None)
    return OrganisationRow(
        source=source,
        register_ids=ids,
        name=max(found.names, key=lambda name: found.names[name]),
        legal_form=found.legal_form,
        website=found.website,
        sites=tuple(found.sites.values()),
        row_numbers=tuple(found.row_numbers),
    )
