"""Rows of any other table, by a column mapping a person has confirmed: a charity list, a members' list."""

from headwater.exchange.registers import cells
from headwater.exchange.registers.cqc import legal_form
from headwater.exchange.registers.errors import BY_HAND, PERSON_ONLY, RowRefused
from headwater.exchange.registers.fields import Fields
from headwater.exchange.registers.gather import Record
from headwater.exchange.registers.rows import SiteRow

# In this order: the first identifier a row has says which organisation it belongs to.
IDENTIFIERS = ("cqc_provider", "care_inspectorate", "charity", "company", "cqc_location")


def record(fields: Fields) -> Record:
    """One organisation or one of its sites; rows of one identifier, else of one name, belong together."""
    name = fields.require_name(fields.first("name", "site_name"), "name")
    if cells.is_person(name):
        raise RowRefused(PERSON_ONLY, BY_HAND)
    ids = {kind: value for kind in IDENTIFIERS if (value := _identifier(fields, kind))}
    key = next((f"{kind} {ids[kind]}" for kind in IDENTIFIERS if kind in ids), f"name {name.casefold()}")
    return Record(
        row=fields.number,
        key=key,
        register_ids=ids,
        name=name,
        legal_form=legal_form(fields.text("legal_form"), name),
        website=cells.website(fields.text("website")),
        site=_site(fields, name),
    )


def _identifier(fields: Fields, kind: str) -> str:
    raw = fields.text(kind)
    clean = {"charity": cells.charity_number, "company": cells.company_number}.get(kind, str.upper)(raw)
    if raw and not clean:
        fields.note(kind, "This is not a number of that register and was left out.")
    return clean


def _site(fields: Fields, name: str) -> SiteRow | None:
    site = SiteRow(
        register_id=fields.first("cqc_location", "care_service"),
        name=fields.first("site_name") or name,
        address=fields.address(),
        postcode=fields.postcode(),
        council=fields.text("council"),
        service_types=fields.service_types(),
        client_groups=fields.client_groups(),
        beds=fields.beds(),
        rating=fields.text("rating"),
        opened=cells.day(fields.text("opened"), fields.month_first),
    )
    return site if site != SiteRow(register_id="", name=site.name) else None
