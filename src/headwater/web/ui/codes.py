"""Short codes to type from paper, and squares for a phone's camera."""

import secrets

import segno
from django.utils.safestring import SafeString, mark_safe

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another on paper


def short_code(length: int) -> str:
    """A code of so many of 31 letters, drawn anew each time: ten are more than 49 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def square(address: str, scale: int = 6) -> SafeString:
    """An address as a QR code, in SVG that takes no style from elsewhere."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=scale, title="QR", svgclass=None, lineclass=None))  # noqa: S308
