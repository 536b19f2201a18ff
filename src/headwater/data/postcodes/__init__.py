"""A postcode, however it was typed, becomes a place: `locate("so16 9yb")`.

Great Britain only. Sources and licence: `headwater.data.SOURCES`; rebuilt by
`headwater/data/rebuild_postcodes.py`.
"""

from headwater.data.postcodes.lookup import locate, sector_centres
from headwater.data.postcodes.normal import Postcode, parse_postcode

__all__ = ["Postcode", "locate", "parse_postcode", "sector_centres"]
