"""Files to start from: a row of example in each, and rules with every line explained."""

from __future__ import annotations

from pathlib import Path

from headwater.exchange.matching.people import CONSULTANTS, PARTNERS
from headwater.exchange.tables import write_csv

_EXAMPLE = {
    "name": "Ann Example",
    "organisation": "Ann's Care",
    "group": "none",
    "postcode": "SW1A 1AA",
    "service types": "care home",
    "client groups": "older people",
    "languages": "english",
    "commissioners": "none",
    "tenders": "none",
}
RULES = """\
# Rules of matching. Lines left out keep the value shown.

[prefer]                      # how much each part of fit counts
need = 40
situation = 15
service = 10
size = 5
values = 5
distance = 20                 # counts only for pairs that meet in person
availability = 5
half_distance_km = 20         # at this distance the part stands at 50
topic_required = false        # true: never a consultant who knows none of the topics

[competition]                 # same service, same people, catchments that meet
barred_within_km = 10
restricted_within_km = 25
client_groups_matter = true
unknown = "wait"              # what is not known waits for a person to look; "allow" lets the pair through

[fairness]
rule = "none"                 # or "leximin": nobody is sacrificed for the sum
# enough = 600                # fit from which on leximin is content

# [[never]]
# partner = "Ann Example"
# consultant = "Ben Example"
# why = "they know each other well already"

# [[must]]
# partner = "Cy Example"
# consultant = "Dee Example"
# why = "promised last year"

# Limits that several people share. Names as in the columns host, region and funder; least and most count pairs.
# Limit hosts or regions, not both.

# [[host]]
# name = "North Forum"
# most = 12

# [[region]]
# name = "Wales"
# least = 1

# [[funder]]
# name = "The Example Trust"
# most = 10
"""


def write_template(folder: Path) -> tuple[Path, ...]:
    """Write partners.csv, consultants.csv, rules.toml and layout.csv into a folder; files already there
    stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    partner = {**_EXAMPLE, "needs": "managing people; money", "places": 1}
    consultant = {
        **_EXAMPLE,
        "name": "Ben Example",
        "organisation": "Ben's Homes",
        "postcode": "OX1 1AA",
        "expertise": "money; governance",
        "capacity": 2,
    }
    layout = [
        [name, column, what]
        for name, columns in (("partners.csv", PARTNERS), ("consultants.csv", CONSULTANTS))
        for column, what in columns.items()
    ]
    files = {
        "partners.csv": write_csv([partner], list(PARTNERS)),
        "consultants.csv": write_csv([consultant], list(CONSULTANTS)),
        "rules.toml": RULES.encode(),
        "layout.csv": write_csv(layout, ["file", "column", "what it holds"]),
    }
    written = []
    for name, data in files.items():
        if not (folder / name).exists():
            (folder / name).write_bytes(data)
            written.append(folder / name)
    return tuple(written)
