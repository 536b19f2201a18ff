"""Dirty postcodes made clean: what was typed, as outward code, sector and unit."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# No district begins with 0 but a lone 0 after two letters (BL0, CR0 …).
OUTWARD = r"(?:[A-Z]{1,2}[1-9][0-9A-Z]?|[A-Z]{2}0)"
FULL = re.compile(rf"({OUTWARD})([0-9])([A-Z]{{2}})")
PARTIAL = re.compile(rf"({OUTWARD})([0-9])[A-Z0-9]?")
OUTCODE = re.compile(OUTWARD)
WITHIN_TEXT = re.compile(rf"\b({OUTWARD})\s*([0-9])([A-Z]{{2}})\b")
SPACED = re.compile(rf"({OUTWARD})[^A-Z0-9]+([0-9])[^A-Z0-9]*[A-Z0-9]{{0,2}}[^A-Z0-9]*")
NOT_ALPHANUMERIC = re.compile(r"[^A-Z0-9]+")
AS_DIGIT = str.maketrans("OIL", "011")
AS_LETTER = str.maketrans("01", "OI")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Postcode:
    """What could be read of a postcode: `sector` ("SO16 9") and `unit` ("YB") are "" when absent."""

    outcode: str
    sector: str = ""
    unit: str = ""

    @property
    def text(self) -> str:
        """The postcode as the Royal Mail writes it, as far as it is known."""
        return f"{self.sector}{self.unit}" or self.outcode

    @property
    def area(self) -> str:
        """The one or two letters at the front: "SO", "BT"."""
        return self.outcode[: 2 if self.outcode[1].isalpha() else 1]


def parse_postcode(text: str) -> Postcode | None:
    """The most likely reading of a dirty postcode, or None when there is none in the text."""
    return next(readings(text), None)


def readings(text: str) -> Iterator[Postcode]:
    """Every way to read a text as a postcode, the most literal first.

    Case, spaces, dots and dashes do not matter. O, I and L where a digit must stand are read as 0 and 1,
    0 and 1 where a letter must stand as O and I. An address that holds a postcode gives that one.
    """
    upper = unicodedata.normalize("NFKC", text[-LONGEST:]).upper().strip()
    flat = NOT_ALPHANUMERIC.sub("", upper)
    if full := FULL.fullmatch(flat):
        yield _whole(full)
    yield from _shorter(upper, flat)
    if len(flat) > 4:
        mended = _mended(flat)
        if mended != flat and (full := FULL.fullmatch(mended)):
            yield _whole(full)
    for inside in reversed(list(WITHIN_TEXT.finditer(upper))):
        yield _whole(inside)


def _whole(found: re.Match[str]) -> Postcode:
    outcode, sector, unit = found.groups()
    return Postcode(outcode, f"{outcode} {sector}", unit)


def _shorter(upper: str, flat: str) -> Iterator[Postcode]:
    """A sector or an outward code alone; "M1 1" is a sector and "M11" an outward code."""
    if spaced := SPACED.fullmatch(upper):
        yield Postcode(spaced[1], f"{spaced[1]} {spaced[2]}")
    if OUTCODE.fullmatch(flat):
        yield Postcode(flat)
    if partial := PARTIAL.fullmatch(flat):
        yield Postcode(partial[1], f"{partial[1]} {partial[2]}")


def _mended(flat: str) -> str:
    """A run of letters and digits with look-alikes put right by the place where they stand."""
    outward, sector, unit = flat[:-3], flat[-3], flat[-2:]
    head = outward[:2].translate(AS_LETTER) if len(outward) > 2 else outward[:1].translate(AS_LETTER)
    if len(outward) > 2 and outward[1].isdigit() and not outward.startswith(("0", "1")):
        head = outward[:2] if outward[1] != "0" else outward[0] + "O"
    return head + outward[len(head) :].translate(AS_DIGIT) + sector.translate(AS_DIGIT) + unit
