"""A postcode, however it was typed, becomes a place: `locate("so16 9yb")`.

Great Britain only. Sources and licence: `headwater.data.SOURCES`; rebuilt by
`headwater/data/rebuild_postcodes.py`.
"""

from headwater.data.postcodes.councils import council_codes, council_name, council_place
from headwater.data.postcodes.lookup import locate, sector_centres
from headwater.data.postcodes.normal import Postcode, parse_postcode

__all__ = [
    "Postcode",
    "council_codes",
    "council_name",
    "council_place",
    "locate",
    "parse_postcode",
    "sector_centres",
]
