"""Rows of the Care Quality Commission's files: its directory and both by-location files."""

import re

from headwater.data.vocabularies import LEGAL_FORMS, code_of
from headwater.exchange.registers import cells
from headwater.exchange.registers.errors import RowRefused
from headwater.exchange.registers.fields import Fields
from headwater.exchange.registers.gather import Record
from headwater.exchange.registers.rows import SiteRow

CQC_NUMBER = re.compile(r"\d-\d{5,12}|[A-Z0-9]{3,6}")
OWNED_BY_PEOPLE = {"individual": "sole-trader", "partnership": "partnership"}
# How a register says what a provider is; it also strays into other columns.
OWNERSHIP = {**OWNED_BY_PEOPLE, "nhs body": "nhs", "organisation": ""}
SUFFIXES = (
    (re.compile(r"\b(cic|c\.i\.c\.?|community interest company)\W*$", re.IGNORECASE), "cic"),
    (re.compile(r"\bscio\W*$", re.IGNORECASE), "scio"),
    (re.compile(r"\b(cio|charitable incorporated organisation)\W*$", re.IGNORECASE), "cio"),
    (re.compile(r"\bnhs (foundation )?trust\W*$", re.IGNORECASE), "nhs"),
    (re.compile(r"\b(council|borough council|city council)\W*$", re.IGNORECASE), "local-authority"),
    (re.compile(r"\bhousing association( limited| ltd)?\W*$", re.IGNORECASE), "housing-association"),
)


def record(fields: Fields) -> Record:
    """One location of a provider, or a provider alone where the row has no location number.

    Raises RowRefused when the row cannot be told apart. The name is "" where it is a person's.
    """
    location, provider = _number(fields, "cqc_location"), _number(fields, "cqc_provider")
    if not (location or provider):
        raise RowRefused("The row has no CQC number.", "Add the number, or enter the service by hand.")
    if fields.text("closed"):
        raise RowRefused("The register gives this service an end date.", "Nothing, if it has closed.")
    ownership = _ownership(fields)
    owned = ownership in OWNED_BY_PEOPLE
    stated = fields.require_name(fields.text("site_name"), "site_name")
    site_name = cells.body_name(stated, owned and _may_be_the_owners(stated, fields.text("name")))
    name = site_name if owned else cells.body_name(fields.text("name"))
    return Record(
        row=fields.number,
        key=provider or f"location {location}",
        register_ids=_register_ids(fields, provider, location),
        name=name or site_name,
        legal_form=OWNERSHIP.get(ownership, "") or form_in_name(name),
        website=cells.website(fields.text("website")),
        site=_site(fields, location, site_name or name) if location else None,
    )


def _register_ids(fields: Fields, provider: str, location: str) -> dict[str, str]:
    ids = {
        "cqc_provider": provider,
        "cqc_location": location,
        "company": cells.company_number(fields.text("company")),
        "charity": cells.charity_number(fields.text("charity")),
    }
    return {kind: value for kind, value in ids.items() if value}


def _may_be_the_owners(site: str, owner: str) -> bool:
    """Whether a service may bear its owner's own name: no word beside it, or the owner's is withheld."""
    if not owner or cells.WITHHELD_NAME.match(owner):
        return True
    return set(site.casefold().split()) <= set(owner.casefold().split())


def form_in_name(name: str) -> str:
    """The legal form a name ends with, where it is certain: "Vale Support CIC"; "" otherwise.

    "Limited" alone is not certain: it may be a charity, a private company or one limited by guarantee.
    """
    return next((form for pattern, form in SUFFIXES if pattern.search(name)), "")


def _site(fields: Fields, location: str, name: str) -> SiteRow:
    return SiteRow(
        register_id=location,
        name=name,
        address=fields.address(),
        postcode=fields.postcode(),
        council=fields.text("council"),
        service_types=fields.service_types(),
        client_groups=fields.client_groups(),
        beds=fields.beds(),
        rating=fields.text("rating").capitalize(),
        opened=cells.day(fields.text("opened"), fields.month_first),
    )


def _number(fields: Fields, name: str) -> str:
    raw = fields.text(name)
    if raw and not CQC_NUMBER.fullmatch(raw):
        raise RowRefused(
            f"The column “{fields.headings[name]}” does not hold a CQC number.",
            "The cells of this row have slipped. Put each under its heading.",
        )
    return raw


def _ownership(fields: Fields) -> str:
    """What kind of provider it is, also where that has slipped into the service types."""
    stray = fields.text("service_types").casefold()
    if stray in OWNERSHIP:
        fields.values["service_types"] = ""
        fields.note("service_types", "The kind of provider stands here: the service types are not known.")
    stated = fields.text("ownership").casefold()
    return stated or (stray if stray in OWNERSHIP else "")


def legal_form(text: str, name: str) -> str:
    """The code of a stated legal form, else what the name ends with."""
    return code_of(LEGAL_FORMS, text) or form_in_name(name)
