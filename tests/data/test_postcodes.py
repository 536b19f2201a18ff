"""From dirty postcodes to places (R30): what is found, how precisely, and why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.data.postcodes import (
    council_codes,
    council_name,
    locate,
    parse_postcode,
    sector_centres,
    store,
)
from headwater.engines.geography import Point, Precision, distance_km, to_lat_lon

HOSPITAL = "SO16 6YD"


@pytest.mark.parametrize(
    "typed",
    [
        "SO16 6YD",
        "so166yd",
        " SO16  6yd ",
        "S016 6YD",
        "SO16-6YD",
        "SO16.6YD",
        "ＳＯ１６ ６ＹＤ",
        "S O 1 6 6 Y D",
    ],
)
def test_a_postcode_is_found_however_it_is_typed(typed):
    place = locate(typed)
    assert (place.label, place.precision, place.lad_code) == (HOSPITAL, Precision.POSTCODE, "E06000045")


@pytest.mark.parametrize(
    ("typed", "label", "precision"),
    [
        ("SO16 6", "SO16 6", Precision.SECTOR),
        ("SO16 6Y", "SO16 6", Precision.SECTOR),
        ("SO16 9YB", "SO16 9", Precision.SECTOR),
        ("SO16", "SO16", Precision.OUTCODE),
        ("M11", "M11", Precision.OUTCODE),
        ("M1 1", "M1 1", Precision.SECTOR),
        ("Southampton", "Southampton", Precision.COUNCIL),
    ],
)
def test_what_is_not_known_exactly_falls_back_and_says_so(typed, label, precision):
    place = locate(typed)
    assert (place.label, place.precision, place.precision.is_approximate) == (label, precision, True)


def test_an_address_that_holds_a_postcode_gives_it():
    assert locate("Tremona Road, Southampton, SO16 6YD").label == HOSPITAL


def test_a_withheld_postcode_falls_back_to_the_council_area():
    place = locate("Withheld", council="Bristol, City of")
    assert (place.precision, place.lad_code, place.label) == (Precision.COUNCIL, "E06000023", "Bristol")


def test_a_county_is_placed_among_its_districts_and_has_no_district_code():
    place = locate("", council="Kent")
    assert (place.precision, place.lad_code, place.label) == (Precision.COUNCIL, "", "Kent")
    assert distance_km(place.point, locate("ME14 1XQ").point) < 20


def test_northern_ireland_is_unknown_with_its_reason():
    place = locate("bt7 1nn")
    assert (place.point, place.precision, place.label) == (None, Precision.UNKNOWN, "BT7 1NN")
    assert place.reason == (
        "Northern Ireland postcodes are not in the packaged data, whose licence covers Great Britain only."
    )


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "No postcode is given."),
        ("withheld", "No postcode is given."),
        ("ZZ9 9ZZ", "No postcode of Great Britain begins with ZZ9."),
        ("01632 960000", "This is not a postcode. Correct it, or choose the council area."),
    ],
)
def test_an_unknown_place_says_why(typed, reason):
    assert (locate(typed).precision, locate(typed).reason) == (Precision.UNKNOWN, reason)


def test_a_known_postcode_lies_where_the_map_shows_it():
    lat, lon = to_lat_lon(locate("SW1A 1AA").point)
    assert abs(lat - 51.5010) < 0.001
    assert abs(lon + 0.1416) < 0.001


@given(st.text(max_size=80))
def test_no_text_makes_locate_fail(text):
    place = locate(text, council=text)
    assert place.is_known == (place.precision is not Precision.UNKNOWN)
    assert place.is_known or place.reason


KNOWN = [
    (sector, index)
    for sector in ("SO16 6", "EC1A 1", "M1 1", "IV2 3", "TR21 0", "BL0 9")
    for index in range(9)
]


@given(
    st.sampled_from(KNOWN),
    st.sampled_from(["", " ", "  ", "-", ".", " - "]),
    st.booleans(),
    st.text(alphabet=" \t.,-", max_size=4),
)
def test_spacing_case_and_punctuation_never_change_the_place(known, gap, lower, edge):
    sector, index = known
    units = store.units()
    begin, end = units.starts[sector]
    code = int(units.unit[begin + index % (end - begin)])
    unit = units.alphabet[code // 20] + units.alphabet[code % 20]
    typed = edge + sector.replace(" ", gap) + gap + unit + edge
    place = locate(typed.lower() if lower else typed)
    assert (place.label, place.precision) == (sector + unit, Precision.POSTCODE)


def test_every_sector_outcode_and_postcode_is_where_its_neighbours_are():
    """The files agree: a sector lies within reach of its outcode, and its middle among its postcodes."""
    units, outcodes = store.units(), store.outcodes()
    assert list(units.starts) == list(store.sectors())
    for name, sector in list(store.sectors().items())[::97]:
        begin, end = units.starts[name]
        assert end - begin == sector.n_postcodes
        middle = Point(*(float(axis[begin:end].mean()) * 100 for axis in (units.easting, units.northing)))
        assert distance_km(middle, sector.centre) * 1000 <= sector.r95_m + 100
        assert name.split()[0] in outcodes


def test_the_map_has_a_dot_for_every_sector():
    dots = sector_centres()
    assert len(dots) == 12_018
    assert {dot.precision for dot in dots} == {Precision.SECTOR}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Kingston upon Hull, City of", ("E06000010",)),
        ("St. Helens", ("E08000013",)),
        ("Durham County Council", ("E06000047",)),
        ("London Borough of Camden", ("E09000007",)),
        ("City of London", ("E09000001",)),
        ("Comhairle nan Eilean Siar", ("S12000013",)),
        ("e07000094", ("E07000094",)),
        ("East Sussex", ("E07000061", "E07000062", "E07000063", "E07000064", "E07000065")),
        ("London", ()),
        ("Council", ()),
        ("", ()),
    ],
)
def test_councils_are_known_by_the_names_registers_give_them(name, codes):
    assert council_codes(name) == codes


def test_every_council_has_a_name_a_place_and_a_way_back():
    for code in store.councils():
        assert council_codes(council_name(code)) == (code,)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("ec1a1bb", "EC1A 1BB"), ("w1a 0ax", "W1A 0AX"), ("SWIA 1AA", "SW1A 1AA"), ("OX1 2JD", "OX1 2JD")],
)
def test_letters_and_digits_that_look_alike_are_put_right(typed, text):
    assert parse_postcode(typed).text == text
