"""Council areas of Great Britain: their ONS codes, the names registers give them, and where they lie.

Names and codes are those of the Office for National Statistics, 2025: 350 districts and, in England, the
21 counties above some of them.
"""

import re
from functools import cache

from headwater.data.postcodes import store
from headwater.engines.geography import Place, Point, Precision

NAME_FILE = "council_names.csv"
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
# Words that one register writes and another leaves out: "City of Bristol", "Bristol City Council".
EMPTY_WORDS = {
    *("city", "county", "council", "borough", "district", "metropolitan", "london", "royal", "of", "the"),
    *("mbc", "unitary", "authority", "islands", "isle", "cc", "bc", "dc", "lb"),
}
OTHER_NAMES = {
    "Hull": "E06000010",
    "BCP": "E06000058",
    "Western Isles": "S12000013",
    "Eilean Siar": "S12000013",
    "Comhairle nan Eilean Siar": "S12000013",
    "Rhondda Cynon Taff": "W06000016",
    "Ynys Mon": "W06000001",
    "Ynys Môn": "W06000001",
    "Sir Ddinbych": "W06000004",
    "Sir y Fflint": "W06000005",
    "Wrecsam": "W06000006",
    "Sir Benfro": "W06000009",
    "Sir Gâr": "W06000010",
    "Abertawe": "W06000011",
    "Castell-nedd Port Talbot": "W06000012",
    "Pen-y-bont ar Ogwr": "W06000013",
    "Bro Morgannwg": "W06000014",
    "Caerdydd": "W06000015",
    "Caerffili": "W06000018",
    "Sir Fynwy": "W06000021",
    "Casnewydd": "W06000022",
    "Merthyr Tudful": "W06000024",
}


def council_codes(text: str) -> tuple[str, ...]:
    """The ONS codes a council's name or code stands for: one district, or all of a county; () if unknown."""
    code = text.strip().upper()
    if code in _names():
        return (code,)
    return _codes_by_name().get(_key(text), ())


def council_name(lad_code: str) -> str:
    """The name of a district by its ONS code, "" when there is none."""
    return _names().get(lad_code, "")


def council_place(text: str) -> Place | None:
    """The middle of a council area by name or code, or None when there is no such council.

    The middle is the mean of the districts' median postcodes, weighted by their numbers; the uncertainty is
    the farthest reach of any of them.
    """
    codes = council_codes(text)
    areas = [store.councils()[code] for code in codes]
    if not areas:
        return None
    total = sum(area.n_postcodes for area in areas)
    middle = Point(
        sum(area.centre.easting * area.n_postcodes for area in areas) / total,
        sum(area.centre.northing * area.n_postcodes for area in areas) / total,
    )
    label = council_name(codes[0]) if len(codes) == 1 else " ".join(text.split())[:60]
    return Place(
        middle,
        Precision.COUNCIL,
        lad_code=codes[0] if len(codes) == 1 else "",
        label=label,
        uncertainty_m=max(store.reach_m(middle, area) for area in areas),
    )


def _key(name: str) -> str:
    """A name without the words and marks that registers disagree about, unless it is made of them."""
    bare = name.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    words = NOT_A_LETTER.sub(" ", bare).split()
    return " ".join([word for word in words if word not in EMPTY_WORDS] or words)


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["lad_code"], row["name"], row["county"]) for row in store.table(NAME_FILE))


@cache
def _names() -> dict[str, str]:
    return {code: name for code, name, _ in _rows()}


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    """Districts by key, and counties where no district has the name."""
    found: dict[str, tuple[str, ...]] = {}
    for code, _, county in _rows():
        if county:
            found[_key(county)] = (*found.get(_key(county), ()), code)
    found |= {_key(name): (code,) for code, name, _ in _rows()}
    found |= {_key(name): (code,) for name, code in OTHER_NAMES.items()}
    return found
