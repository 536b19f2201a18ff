"""Rows of the Care Inspectorate's datastore: the care services of Scotland."""

import re

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES, code_of
from headwater.exchange.registers import cells
from headwater.exchange.registers.cqc import form_in_name
from headwater.exchange.registers.errors import RowRefused
from headwater.exchange.registers.fields import Fields
from headwater.exchange.registers.gather import Record
from headwater.exchange.registers.rows import SiteRow

SERVICE_NUMBER = re.compile(r"CS\d{7,12}")
PROVIDER_NUMBER = re.compile(r"SP\d{7,12}")
CHILDMINDING = "child minding"
CLOSED = {"cancelled", "inactive", "closed"}
OUT_OF = "Grades {low} to {high} of 6"


def record(fields: Fields) -> Record:
    """One care service and its provider. Childminders work under their own names and are refused."""
    service = _number(fields, "care_service", SERVICE_NUMBER)
    provider = _number(fields, "care_provider", PROVIDER_NUMBER)
    if not service:
        raise RowRefused("The row has no CS number.", "Add the number, or enter the service by hand.")
    if fields.text("kind").casefold() == CHILDMINDING:
        raise RowRefused("Childminders are registered under their own names.", "Enter by hand with consent.")
    if fields.text("status").casefold() in CLOSED:
        raise RowRefused("The register says that this service is closed.", "Nothing, if it has closed.")
    site_name = cells.body_name(fields.require_name(fields.text("site_name"), "site_name"))
    name = cells.body_name(fields.text("name")) or site_name
    return Record(
        row=fields.number,
        key=provider or f"service {service}",
        register_ids={"care_inspectorate": provider or service},
        name=name,
        legal_form="local-authority" if cells.is_true(fields.text("by_council")) else form_in_name(name),
        site=_site(fields, service, site_name or name),
    )


def _site(fields: Fields, service: str, name: str) -> SiteRow:
    return SiteRow(
        register_id=service,
        name=name,
        address=fields.address(),
        postcode=fields.postcode(),
        council=fields.text("council"),
        service_types=_service_types(fields),
        client_groups=_client_groups(fields),
        beds=fields.beds(),
        rating=_rating(fields),
        opened=cells.day(fields.text("opened"), fields.month_first),
    )


def _service_types(fields: Fields) -> tuple[str, ...]:
    """The kind of service; a "Support Service" is told by its subtype: care at home, or not."""
    kind = fields.text("kind")
    wording = fields.text("subtype") if kind.casefold() == "support service" else kind
    code = code_of(SERVICE_TYPES, wording) or code_of(SERVICE_TYPES, kind)
    if code is None:
        fields.note("kind", "This kind of service is not in the vocabulary and was left out.")
    return (code,) if code else ()


def _client_groups(fields: Fields) -> tuple[str, ...]:
    """Whom the service supports: its client group, its main area of care, and a care home's subtype."""
    stated = [fields.text(name) for name in ("client_groups", "area_of_care", "subtype")]
    found: dict[str, None] = {}
    for wording in stated:
        codes, _ = cells.terms(wording, CLIENT_GROUPS)
        found.update(dict.fromkeys(codes))
    return tuple(found)


def _rating(fields: Fields) -> str:
    low, high = (cells.count_of(fields.text(name)) for name in ("grade_low", "grade_high"))
    return OUT_OF.format(low=low, high=high) if low and high else ""


def _number(fields: Fields, name: str, pattern: re.Pattern[str]) -> str:
    raw = fields.text(name).upper()
    if raw and not pattern.fullmatch(raw):
        raise RowRefused(
            f"The column “{fields.headings[name]}” does not hold a Care Inspectorate number.",
            "The cells of this row have slipped. Put each under its heading.",
        )
    return raw
