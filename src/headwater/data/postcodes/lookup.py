"""From a postcode to a place, as precisely as the packaged data allow."""

from headwater.data.postcodes import store
from headwater.data.postcodes.councils import council_place
from headwater.data.postcodes.normal import Postcode, readings
from headwater.engines.geography import Place, Precision, unknown

SMALLEST_UNCERTAINTY_M = 100.0
NO_POSTCODE = {"", "NA", "N/A", "NONE", "NULL", "UNKNOWN", "WITHHELD", "NOT KNOWN", "-", "TBC"}
OUTSIDE = {
    "BT": "Northern Ireland postcodes are not in the packaged data, whose licence covers Great Britain only.",
    "JE": "Jersey is not in the packaged data.",
    "GY": "Guernsey is not in the packaged data.",
    "IM": "The Isle of Man is not in the packaged data.",
}


def locate(text: str, council: str = "") -> Place:
    """Where a postcode is: the postcode itself, else its sector, outward code, council area, or unknown.

    `council` is a council's name or ONS code, used when the postcode leads nowhere; a council's name may
    also stand in place of the postcode. Never raises for any text. An unknown place says why in `reason`.
    The council of a place (`lad_code`) is the one that holds most postcodes of its sector or outward code.
    """
    place = _locate_postcode(text)
    if place.is_known:
        return place
    return council_place(council) or council_place(text) or place


def _locate_postcode(text: str) -> Place:
    if text.strip().upper() in NO_POSTCODE:
        return unknown("", "No postcode is given.")
    found = list(readings(text))
    for postcode in found:
        if place := _locate_reading(postcode):
            return place
    if not found:
        return unknown(text.strip()[:20], "This is not a postcode. Correct it, or choose the council area.")
    best = found[0]
    reason = OUTSIDE.get(best.area, f"No postcode of Great Britain begins with {best.outcode}.")
    return unknown(best.text, reason)


def sector_centres() -> tuple[Place, ...]:
    """The centres of all 12,018 sectors in order of name: drawn as dots they make a map of Great Britain."""
    return tuple(_area_place(area, Precision.SECTOR) for _, area in sorted(store.sectors().items()))


def _locate_reading(postcode: Postcode) -> Place | None:
    sector = store.sectors().get(postcode.sector)
    if sector is None:
        outcode = store.outcodes().get(postcode.outcode)
        return _area_place(outcode, Precision.OUTCODE) if outcode else None
    point = store.units().find(postcode.sector, postcode.unit) if postcode.unit else None
    if point is None:
        return _area_place(sector, Precision.SECTOR)
    return Place(point, Precision.POSTCODE, lad_code=sector.lad_code, label=postcode.text)


def _area_place(area: store.Area, precision: Precision) -> Place:
    return Place(
        area.centre,
        precision,
        lad_code=area.lad_code,
        label=area.name,
        uncertainty_m=max(area.r95_m, SMALLEST_UNCERTAINTY_M),
    )
