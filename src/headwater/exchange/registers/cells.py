"""One cell at a time: identifiers, dates, counts, terms and names, made clean or left out."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from headwater.data.vocabularies import REGULATED_ACTIVITIES, Vocabulary, plain

SEPARATORS = re.compile(r"[|;\n]+")
TITLE = r"(?:mr|mrs|ms|miss|mx|dr|drs|dr['’]s|doctor|doctors|messrs|prof|professor|rev|revd|reverend)"
TITLED = re.compile(rf"^\W*{TITLE}\b\.?\s*[\w&]", re.IGNORECASE)
# Homes are called after the honoured dead: "Lady Forester House" is no person, "Lady Forester" may be.
HONOURED = re.compile(r"^\W*(?:sir|lady|lord|dame)\b\s+\w", re.IGNORECASE)
BODY = re.compile(
    r"\b(limited|ltd|llp|plc|cic|c\.i\.c|trust|council|association|society|foundation|charity"
    r"|community interest company|company)\b",
    re.IGNORECASE,
)
# Words that only a body's name holds, and words for places that may also be surnames ("Dr Hall, Dr Lane").
TRADE = re.compile(
    r"care(?:rs?)?\b|caring|dental|medical|health|clinic|centre|center|service|support|living|nursing|agency|solution|hospice"
    r"|residential|practice|surgery|surgeries|therap|project|consult|\bhomes?\b|\bhouse\b|\d",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(lodge|court|manor|hall|villa|cottage|grange|farm|road|street|lane|avenue|rest|view|place|park|gardens"
    r"|mount|croft|dene|hill|bank|mews|group)\b",
    re.IGNORECASE,
)
BETWEEN_NAMES = re.compile(r"\s*(?:,|&|/|\band\b)\s*", re.IGNORECASE)
FULL_NAME = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,4}")
WITHHELD_NAME = re.compile(
    r"\W*(individual|partnership|individual or partnership|withheld|redacted|not published)\W*$",
    re.IGNORECASE,
)
TRUE = {"y", "yes", "true", "1", "x"}
FLOAT_TAIL = re.compile(r"\.0+$")
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
WRITTEN = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d%b%Y", "%B %d, %Y")
EXCEL_DAY_ZERO = date(1899, 12, 30)
TWELVE_HOUR = re.compile(r"\b[AP]M\b", re.IGNORECASE)


def tidy(text: str) -> str:
    """A cell without control characters and doubled spaces."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    return " ".join(text.split())


def is_true(text: str) -> bool:
    """Whether a cell says yes."""
    return plain(text) in TRUE


def is_person(name: str) -> bool:
    """Whether a name is that of a person and not of a body: "Mrs J Bloggs", but not "Dr Bloggs Limited"."""
    if WITHHELD_NAME.match(name):
        return True
    titled = TITLED.match(name) or (
        HONOURED.match(name) and not TRADE.search(name) and not PLACE.search(name)
    )
    return bool(titled and not BODY.search(name))


def body_name(name: str, owned_by_people: bool = False) -> str:
    """The name of a body, or "" where it is a person's or persons'.

    Persons without a title are told by a list of full names ("Jo Bloggs and Sam Bloggs"). A provider that is
    one person or a partnership is looked at more closely: its name must have a word of a trade in it.
    """
    personal = is_person(name) or lists_people(name) or (owned_by_people and not _names_a_trade(name))
    return "" if personal else name


def lists_people(name: str) -> bool:
    """Whether a name is nothing but two or more full names: "Jo Bloggs, Sam Bloggs & Al Bloggs"."""
    parts = [part for part in BETWEEN_NAMES.split(name) if part]
    every_one = len(parts) > 1 and all(FULL_NAME.fullmatch(part) for part in parts)
    return every_one and not TRADE.search(name) and not BODY.search(name)


def _names_a_trade(name: str) -> bool:
    """Whether a name can only be a body's; a word for a place counts unless several names are strung up."""
    alone = not BETWEEN_NAMES.search(name)
    return bool(TRADE.search(name) or BODY.search(name) or (alone and PLACE.search(name)))


def count_of(text: str) -> int | None:
    """A whole number of beds or places, or None."""
    bare = FLOAT_TAIL.sub("", text.strip().replace(",", ""))
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 6 else None


def charity_number(text: str) -> str:
    """A charity number as its register writes it: 1146058, SC012345, NIC101234; "" when it is none."""
    bare = re.sub(r"[^A-Z0-9-]", "", FLOAT_TAIL.sub("", text.strip()).upper())
    bare = re.sub(r"^(?:GB-)?(?:CHC|SC|NIC)-(?=[A-Z0-9])", "", bare)
    found = re.fullmatch(r"(\d{6,7})(?:-\d{1,3})?|((?:SC|NIC)\d{5,6})", bare)
    if not found:
        return ""
    return found[1] or found[2]


def company_number(text: str) -> str:
    """A company number in eight places: 07654321, SC123456, CE012345; "" when it is none."""
    bare = re.sub(r"[^A-Z0-9]", "", FLOAT_TAIL.sub("", text.strip()).upper()).removeprefix("GBCOH")
    if bare.isdigit() and 4 <= len(bare) <= 8 and int(bare):
        return bare.zfill(8)
    found = re.fullmatch(r"([A-Z]{2})(\d{1,6})", bare)
    if found:
        return found[1] + found[2].zfill(6)
    return bare if re.fullmatch(r"[A-Z]{2}\d{5}[A-Z]", bare) else ""


def website(text: str) -> str:
    """A web address that starts with http:// or https://, or ""; an e-mail address is none."""
    bare = text.strip()
    if not bare or "@" in bare or " " in bare or "." not in bare or len(bare) > 300:
        return ""
    if re.match(r"https?://\w", bare, re.IGNORECASE):
        return bare
    return f"https://{bare}" if re.match(r"[\w-]+(\.[\w-]+)+(/\S*)?$", bare) else ""


def day(text: str, month_first: bool = False) -> date | None:
    """The day a cell names, or None: ISO, slashed, written out, or the number Excel keeps.

    A slashed date is read day first unless `month_first`, unless only the other order exists, or unless a
    twelve-hour clock follows it ("6/26/2025 12:00:00 AM"), which only month-first writers print.
    """
    bare = text.strip()
    if not bare:
        return None
    if found := ISO.fullmatch(bare):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := SLASHED.fullmatch(bare):
        first, second, year = int(found[1]), int(found[2]), _century(int(found[3]))
        american = month_first or bool(TWELVE_HOUR.search(bare))
        usual = _date(year, first, second) if american else _date(year, second, first)
        return usual or (_date(year, second, first) if american else _date(year, first, second))
    if SERIAL.fullmatch(bare):
        return EXCEL_DAY_ZERO + timedelta(days=int(float(bare)))
    return _written(bare)


def writes_month_first(texts: list[str]) -> bool:
    """Whether a column of slashed dates puts the month first: a second part is above 12, no first part is."""
    parts = [found for text in texts if (found := SLASHED.fullmatch(text.strip()))]
    return any(int(p[2]) > 12 for p in parts) and not any(int(p[1]) > 12 for p in parts)


def _written(bare: str) -> date | None:
    for style in WRITTEN:
        try:
            return datetime.strptime(bare, style).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _century(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def terms(text: str, vocabulary: Vocabulary, keep_unknown: bool = False) -> tuple[tuple[str, ...], int]:
    """The codes a cell names, in order and once each, and how many of its terms the vocabulary lacks.

    Terms stand apart by "|", ";" or ",", though some terms hold commas themselves: the longest known
    wording wins. With `keep_unknown`, wording that is not known is kept as it stands.
    """
    codes: dict[str, None] = {}
    unknown = 0
    for chunk in SEPARATORS.split(text):
        for code, wording in _chunk_terms(chunk, vocabulary):
            if code is None:
                unknown += wording not in ACTIVITIES
            if code or keep_unknown:
                codes.setdefault(code or wording)
    return tuple(codes), unknown


ACTIVITIES = frozenset(plain(activity) for activity in REGULATED_ACTIVITIES)


def _chunk_terms(chunk: str, vocabulary: Vocabulary) -> list[tuple[str | None, str]]:
    """A chunk cut at commas into the longest pieces that are known; what is left is unknown."""
    known = vocabulary.wordings
    pieces = [tidy(piece) for piece in chunk.split(",")][:200]
    result: list[tuple[str | None, str]] = []
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + 4), at, -1):
            wording = ", ".join(pieces[at:end])
            bare = plain(wording)
            if bare in known or bare in ACTIVITIES:
                result.append((known.get(bare), bare if bare in ACTIVITIES else wording))
                break
        else:
            end = at + 1
            if pieces[at]:
                result.append((None, pieces[at]))
        at = end
    return result
