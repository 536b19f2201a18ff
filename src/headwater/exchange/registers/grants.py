"""Rows of a grants file in the 360Giving layout: the organisations that were funded, each once."""

from headwater.exchange.registers import cells
from headwater.exchange.registers.cqc import form_in_name
from headwater.exchange.registers.errors import BY_HAND, PERSON_ONLY, RowRefused
from headwater.exchange.registers.fields import Fields
from headwater.exchange.registers.gather import Record
from headwater.exchange.registers.rows import SiteRow

# Organisation identifiers (org-id.guide lists): the prefix says which register the rest belongs to.
CHARITY_LISTS = ("GB-CHC-", "GB-SC-", "GB-NIC-")
COMPANY_LIST = "GB-COH-"


def record(fields: Fields) -> Record:
    """The organisation that received one grant. A grant to an individual is refused."""
    grant_org = fields.text("grant_org")
    if fields.text("individual"):
        raise RowRefused("This grant went to an individual.", "Nothing: people are not imported.")
    name = fields.require_name(fields.text("name"), "name")
    if cells.is_person(name):
        raise RowRefused(PERSON_ONLY, BY_HAND)
    ids = {
        "grant_org": grant_org,
        "charity": cells.charity_number(fields.text("charity")) or _listed(grant_org, CHARITY_LISTS),
        "company": cells.company_number(fields.text("company")) or _company(grant_org),
    }
    return Record(
        row=fields.number,
        key=grant_org or ids["charity"] or ids["company"] or name.casefold(),
        register_ids={kind: value for kind, value in ids.items() if value},
        name=name,
        legal_form=_form(name, ids),
        website=cells.website(fields.text("website")),
        site=_site(fields, name),
    )


def _site(fields: Fields, name: str) -> SiteRow | None:
    """The recipient's own address if the file gives any; where beneficiaries live is not where it works."""
    postcode, address = fields.postcode(), fields.address()
    return (
        SiteRow(register_id="", name=name, address=address, postcode=postcode)
        if postcode or address
        else None
    )


def _form(name: str, ids: dict[str, str]) -> str:
    """What is certain: the name's ending, or a charity that is also a company."""
    stated = form_in_name(name)
    if stated or not ids["charity"]:
        return stated
    company = ids["company"]
    if company.startswith(("CE", "CS")):
        return "cio" if company.startswith("CE") else "scio"
    return "charitable-company" if company else "charity"


def _listed(grant_org: str, prefixes: tuple[str, ...]) -> str:
    return cells.charity_number(grant_org) if grant_org.upper().startswith(prefixes) else ""


def _company(grant_org: str) -> str:
    return cells.company_number(grant_org) if grant_org.upper().startswith(COMPANY_LIST) else ""
