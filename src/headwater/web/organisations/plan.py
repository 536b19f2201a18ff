"""What bringing in a file would do: each organisation added, changed or the same, before anything happens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from headwater.exchange.registers import OrganisationRow, SiteRow
from headwater.web.organisations.models import Organisation, Registration, Site

NAME_REGISTER = "name"  # rows without any number are known by their name, so that a second import finds them


@dataclass
class Change:
    """One organisation of the file and what would become of it."""

    row: OrganisationRow
    organisation: Organisation | None
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    new_sites: list[SiteRow] = field(default_factory=list)
    changed_sites: list[tuple[Site, SiteRow]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """added, changed or same."""
        if self.organisation is None:
            return "added"
        return "changed" if self.fields or self.new_sites or self.changed_sites else "same"


def keys_of(row: OrganisationRow) -> list[tuple[str, str]]:
    """The registrations by which an organisation of a file is known."""
    keys = [(register, number[:60]) for register, number in sorted(row.register_ids.items()) if number]
    return keys or [(NAME_REGISTER, row.name.casefold()[:60])]


def plan(rows: Iterable[OrganisationRow]) -> list[Change]:
    """What each organisation of a file would change, in the order of the file; three queries in all."""
    rows = list(rows)
    owners = _owners({key for row in rows for key in keys_of(row)})
    sites = _sites(owners.values())
    return [_change(row, owners, sites) for row in rows]


def _owners(keys: set[tuple[str, str]]) -> dict[tuple[str, str], Organisation]:
    registers = {register for register, _ in keys}
    found = Registration.objects.filter(register__in=registers).select_related("organisation")
    return {(r.register, r.number): r.organisation for r in found if (r.register, r.number) in keys}


def _sites(organisations: Iterable[Organisation]) -> dict[Any, dict[tuple[str, ...], Site]]:
    ids = {organisation.pk for organisation in organisations}
    found: dict[Any, dict[tuple[str, ...], Site]] = {}
    for site in Site.objects.filter(organisation__registrations__isnull=False).distinct() if ids else []:
        if site.organisation_id in ids:
            found.setdefault(site.organisation_id, {})[
                site_key(site.register_number, site.name, site.postcode)
            ] = site
    return found


def site_key(number: str, name: str, postcode: str) -> tuple[str, ...]:
    """How a site is known again: its number in the register, else its name and postcode."""
    return (number,) if number else (name.casefold(), postcode)


def _change(row: OrganisationRow, owners: dict, sites: dict) -> Change:
    organisation = next((owners[key] for key in keys_of(row) if key in owners), None)
    change = Change(row, organisation)
    if organisation is None:
        change.new_sites = list(row.sites)
        return change
    for name in ("name", "legal_form", "website"):
        before, after = getattr(organisation, name), getattr(row, name)
        if after and before != after:
            change.fields[name] = (before, after)
    known = sites.get(organisation.pk, {})
    for site in row.sites:
        held = known.get(site_key(site.register_id, site.name, site.postcode))
        if held is None:
            change.new_sites.append(site)
        elif site_values(site) != {name: getattr(held, name) for name in site_values(site)}:
            change.changed_sites.append((held, site))
    return change


def site_values(site: SiteRow) -> dict[str, Any]:
    """A site of a file as values of the model, without those that are computed from the postcode."""
    return {
        "name": site.name[:250],
        "address": ", ".join(site.address)[:300],
        "postcode": site.postcode[:10],
        "council": site.council[:80],
        "services": list(site.service_types),
        "client_groups": list(site.client_groups),
        "beds": site.beds,
        "rating": site.rating[:40],
        "register_number": site.register_id[:60],
    }
