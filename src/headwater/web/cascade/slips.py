"""Slips of paper, each with a code that counts once, and nothing that ties an answer to a slip (docs/decisions/slips.md).

A code is made from a random run and the slip's number with a key outside the database; the database knows the run, how
many slips it has and the numbers that are spent, in one encrypted value that is written whole and in number order.
"""

import hashlib
import hmac
import secrets
from typing import Any

from django.conf import settings

from headwater.web.ui.codes import LETTERS

SLIP_LENGTH = 6
MOST = 2000


def new_run(count: int) -> dict[str, Any]:
    """A run of unspent slips."""
    return {"run": secrets.token_hex(16), "count": count, "spent": []}


def codes(slips: dict[str, Any]) -> list[str]:
    """The codes of a run by the numbers of its slips."""
    return [_code(slips["run"], number) for number in range(slips.get("count", 0))]


def on_paper(slips: dict[str, Any]) -> list[str]:
    """The codes of a run in an order that says nothing of their numbers."""
    return sorted(set(codes(slips)))


def number_of(slips: dict[str, Any], typed: str) -> int | None:
    """The number of the slip with a code, however it was typed; None where no slip has it."""
    plain = "".join(letter for letter in typed.lower() if letter.isalnum())
    found = [
        number
        for number, code in enumerate(codes(slips))
        if hmac.compare_digest(code.encode(), plain.encode())
    ]
    return found[0] if found else None


def shown(code: str) -> str:
    """A code as it stands on paper, in two halves."""
    return f"{code[: SLIP_LENGTH // 2]}-{code[SLIP_LENGTH // 2 :]}"


def _code(run: str, number: int) -> str:
    made = hmac.new(settings.FIELD_KEY.encode(), f"slip|{run}|{number}".encode(), hashlib.sha256).digest()
    value = int.from_bytes(made[:16], "big")
    letters = []
    for _ in range(SLIP_LENGTH):
        value, at = divmod(value, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)
