"""The columns of each register: which heading holds which field, and which headings are personal.

Headings are public facts: the CQC directory and its two by-location files, the Care Inspectorate's
datastore, and the 360Giving data standard. Only columns named here are ever read from a register, so a
registered manager, a telephone number or an e-mail address cannot get in.
"""

import re
from enum import StrEnum

NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


class Register(StrEnum):
    """The files an importer knows; MAPPED is any other table, read by a column mapping."""

    CQC_DIRECTORY = "cqc_directory"
    CQC_LOCATIONS = "cqc_locations"
    CQC_FILTERS = "cqc_filters"
    CARE_INSPECTORATE = "care_inspectorate"
    GRANTS_360 = "360giving"
    MAPPED = "mapped"


Headings = dict[str, tuple[str, ...]]

CQC_DIRECTORY: Headings = {
    "cqc_location": ("CQC Location ID (for office use only)", "CQC Location ID"),
    "cqc_provider": ("CQC Provider ID (for office use only)", "CQC Provider ID"),
    "site_name": ("Name",),
    "name": ("Provider name",),
    "address_1": ("Address", "Address 1"),
    "address_2": ("Address 2",),
    "town": ("Town/City",),
    "county": ("County",),
    "postcode": ("Postcode",),
    "website": ("Service's website (if available)", "Website"),
    "service_types": ("Service types",),
    "client_groups": ("Specialisms/services",),
    "council": ("Local authority",),
}

CQC_LOCATIONS: Headings = {
    "cqc_location": ("Location ID",),
    "cqc_provider": ("Provider ID",),
    "site_name": ("Location Name",),
    "name": ("Provider Name",),
    "ownership": ("Provider Ownership Type",),
    "company": ("Provider Companies House Number",),
    "charity": ("Provider Charity Number",),
    "website": ("Location Web Address",),
    "service_types": ("Service Types",),
    "client_groups": ("Service users supported",),
    "council": ("Location Local Authority",),
    "beds": ("Care homes beds",),
    "rating": ("Location Latest Overall Rating",),
    "opened": ("Location HSCA start date",),
    "closed": ("Location HSCA end date",),
}

CQC_FILTERS: Headings = {
    "cqc_location": ("Location ID",),
    "cqc_provider": ("Provider ID",),
    "site_name": ("Location Name",),
    "name": ("Provider Name",),
    "ownership": ("Provider Ownership Type",),
    "company": ("Provider Companies House Number",),
    "charity": ("Provider Charity Number",),
    "address_1": ("Location Street Address",),
    "address_2": ("Location Address Line 2",),
    "town": ("Location City",),
    "county": ("Location County",),
    "postcode": ("Location Postal Code",),
    "website": ("Location Web Address", "Provider Web Address"),
    "council": ("Location Local Authority",),
    "beds": ("Care homes beds",),
    "rating": ("Location Latest Overall Rating",),
    "opened": ("Location HSCA start date",),
}

CARE_INSPECTORATE: Headings = {
    "care_service": ("CSNumber",),
    "care_provider": ("SP_number", "SPNumber"),
    "site_name": ("ServiceName",),
    "name": ("ServiceProvider",),
    "kind": ("CareService",),
    "subtype": ("Subtype",),
    "sector": ("ServiceType", "Service Type"),
    "by_council": ("Provided_by_Local_Authority",),
    "status": ("ServiceStatus",),
    "address_1": ("Address_line_1",),
    "address_2": ("Address_line_2",),
    "address_3": ("Address_line_3",),
    "address_4": ("Address_line_4",),
    "town": ("Service_town",),
    "postcode": ("Service_Postcode",),
    "council": ("Council_Area_Name",),
    "client_groups": ("Client_group",),
    "area_of_care": ("CareHome_Main_Area_of_Care",),
    "beds": ("TotalBeds", "Registered_Places"),
    "grade_low": ("MinGrade",),
    "grade_high": ("MaxGrade",),
    "opened": ("Date_Reg", "DateReg"),
}

GRANTS_360: Headings = {
    "grant": ("Identifier", "id"),
    "grant_org": ("Recipient Org:Identifier", "recipientOrganization/0/id"),
    "name": ("Recipient Org:Name", "recipientOrganization/0/name"),
    "charity": ("Recipient Org:Charity Number", "recipientOrganization/0/charityNumber"),
    "company": ("Recipient Org:Company Number", "recipientOrganization/0/companyNumber"),
    "address_1": ("Recipient Org:Street Address", "recipientOrganization/0/streetAddress"),
    "town": ("Recipient Org:City", "recipientOrganization/0/addressLocality"),
    "county": ("Recipient Org:County", "recipientOrganization/0/addressRegion"),
    "postcode": ("Recipient Org:Postal Code", "recipientOrganization/0/postalCode"),
    "website": ("Recipient Org:Web Address", "recipientOrganization/0/url"),
    "individual": ("Recipient Ind:Identifier", "recipientIndividual/id"),
}

MAPPED: Headings = {
    "name": (
        "Organisation name", "Organization name", "Organisation", "Charity name", "Company name",
        "Provider name", "Member name", "Member organisation", "Name of organisation", "Name",
    ),
    "charity": (
        "Charity number", "Registered charity number", "Charity no", "Reg charity number",
        "Charity registration number", "Registered number",
    ),
    "company": (
        "Company number", "Companies House number", "Company registration number",
        "Charity company registration number", "Company no", "CRN",
    ),
    "cqc_provider": ("CQC provider ID", "Provider ID", "CQC provider number"),
    "cqc_location": ("CQC location ID", "Location ID", "CQC location number", "CQC number"),
    "care_inspectorate": ("SP number", "Care Inspectorate number", "Care Inspectorate provider"),
    "care_service": ("CS number", "Care service number"),
    "legal_form": ("Legal form", "Organisation type", "Charity type", "Type of organisation", "Type"),
    "website": ("Website", "Web address", "Web", "URL", "Charity contact web", "Web site"),
    "site_name": ("Site name", "Service name", "Site", "Branch", "Location name", "Home name"),
    "address_1": ("Address", "Address 1", "Address line 1", "Street address", "Street"),
    "address_2": ("Address 2", "Address line 2"),
    "address_3": ("Address 3", "Address line 3"),
    "town": ("Town", "City", "Town/City", "Post town"),
    "county": ("County",),
    "postcode": ("Postcode", "Post code", "Postal code", "Charity contact postcode", "Zip"),
    "council": ("Council", "Local authority", "Council area", "District", "Borough", "LAD code"),
    "service_types": ("Service types", "Service type", "Services", "Type of service"),
    "client_groups": ("Client groups", "Client group", "People supported", "Specialisms", "Beneficiaries"),
    "beds": ("Beds", "Number of beds", "Registered places", "Places"),
    "rating": ("Rating", "CQC rating", "Overall rating"),
    "opened": ("Opened", "Date opened", "Start date"),
}  # fmt: skip

COLUMNS: dict[Register, Headings] = {
    Register.CQC_DIRECTORY: CQC_DIRECTORY,
    Register.CQC_LOCATIONS: CQC_LOCATIONS,
    Register.CQC_FILTERS: CQC_FILTERS,
    Register.CARE_INSPECTORATE: CARE_INSPECTORATE,
    Register.GRANTS_360: GRANTS_360,
    Register.MAPPED: MAPPED,
}

# What a file must have to be that register, beside being unlike the others.
REQUIRED: dict[Register, tuple[str, ...]] = {
    Register.CQC_DIRECTORY: ("cqc_location", "site_name", "service_types"),
    Register.CQC_LOCATIONS: ("cqc_location", "cqc_provider", "site_name", "service_types"),
    Register.CQC_FILTERS: ("cqc_location", "cqc_provider", "site_name"),
    Register.CARE_INSPECTORATE: ("care_service", "site_name", "kind"),
    Register.GRANTS_360: ("grant", "name"),
}

ONE_HOT_SERVICE = "Service type - "
ONE_HOT_CLIENTS = "Service user band - "

# Nominated individuals, managers, trustees; how to reach them; and what only ever describes a person. The
# identifier of a 360Giving individual is looked at only to refuse the row.
PERSONAL = re.compile(
    r"manager|nominated|main partner|contact name|contact person|first name|forename|surname|last name"
    r"|full name|\bchair(man|woman|person)?\b|trustee name|chief exec|\bceo\b|\bdirectors?\b|owner name|\bperson\b|applicant"
    r"|phone|telephone|\bmobile( (no|number|phone)\b|$)|\btel\b|\bfax\b|e-?mail|date of birth|\bdob\b|gender|ethnic|national insurance"
    r"|recipient ind:(?!identifier$)|recipientindividual (?!id$)",
    re.IGNORECASE,
)


def heading_key(heading: str) -> str:
    """A heading without the differences that do not matter: case, spaces and punctuation."""
    return NOT_ALPHANUMERIC.sub("", heading.casefold())


def is_personal(heading: str) -> bool:
    """Whether a heading names a person or a way to reach one, so that its cells are never read."""
    return bool(PERSONAL.search(heading.replace("_", " ").replace("/", " ")))
