"""Two spreadsheets that look like a national programme: real postcodes, made-up people and organisations.

Four in five meet in person alone, within 30 to 80 km; a tenth has a second site; one in twenty leaves out what
decides competition, so that pairs wait to be looked at. The seed decides all.
"""

from __future__ import annotations

import numpy as np

from headwater.data.postcodes import store
from headwater.exchange.tables import write_csv

SERVICES = ("care home", "home care", "day centre", "advice", "housing", "hospice", "arts", "youth work")
CLIENTS = ("older people", "children", "disabled people", "carers", "everyone")
TOPICS = [f"topic {number}" for number in range(24)]
VALUES = [f"value {number}" for number in range(8)]
SITUATIONS = [f"situation {number}" for number in range(12)]
SLOTS = [f"{day}-{half}" for day in ("mon", "tue", "wed", "thu", "fri") for half in ("am", "pm")]


def spreadsheets(partners: int, consultants: int, seed: int = 7) -> tuple[bytes, bytes]:
    """The CSV files of partners and of consultants, with 1.1 places for each partner."""
    rng = np.random.default_rng(seed)
    postcodes = _postcodes(rng, 2 * (partners + consultants))
    capacity = rng.multinomial(int(1.1 * partners) - consultants, np.full(consultants, 1 / consultants)) + 1
    rows = [_person(rng, number, postcodes, number < partners) for number in range(partners + consultants)]
    for row, places in zip(rows[partners:], capacity.tolist(), strict=True):
        row["capacity"] = places
    return write_csv(rows[:partners], list(rows[0])), write_csv(rows[partners:], list(rows[partners]))


def _postcodes(rng: np.random.Generator, count: int) -> list[str]:
    """Postcodes drawn as often as there are postcodes: so the towns are full and the hills are not."""
    units = store.units()
    names = list(units.starts)
    ends = np.array([units.starts[name][1] for name in names])
    letters = units.alphabet
    found = []
    for at in rng.integers(0, len(units.unit), count).tolist():
        sector = names[int(np.searchsorted(ends, at, side="right"))]
        code = int(units.unit[at])
        found.append(f"{sector}{letters[code // len(letters)]}{letters[code % len(letters)]}")
    return found


def _person(rng: np.random.Generator, number: int, postcodes: list[str], partner: bool) -> dict[str, object]:
    known = rng.random() > 0.05
    row: dict[str, object] = {
        "name": f"{'P' if partner else 'C'}{number:06}",
        "organisation": f"Organisation {number}",
        "group": "none",
        "postcode": postcodes[2 * number],
        "other sites": postcodes[2 * number + 1] if rng.random() < 0.1 else "",
        "service types": _some(rng, SERVICES, 1, 2),
        "client groups": _some(rng, CLIENTS, 1, 2) if known else "",
        "commissioners": f"council {rng.integers(0, 300)}" if known else "",
        "tenders": "none" if known or rng.random() < 0.5 else "",
        "situations": _some(rng, SITUATIONS, 1, 3),
        "values": _some(rng, VALUES, 1, 3),
        "size band": int(rng.integers(0, 4)),
        "availability": _some(rng, SLOTS, 4, 8),
        "remote": "yes" if rng.random() < 0.2 else "no",
        "travel limit km": int(rng.choice([30, 50, 80])),
        "languages": "english" if rng.random() < 0.97 else "welsh; english",
    }
    if partner:
        return row | {"needs": _some(rng, TOPICS, 3, 3), "places": 1}
    return row | {"expertise": _some(rng, TOPICS, 8, 8), "capacity": 1}


def _some(rng: np.random.Generator, words: list[str] | tuple[str, ...], least: int, most: int) -> str:
    many = int(rng.integers(least, most + 1))
    return "; ".join(words[i] for i in sorted(rng.choice(len(words), many, replace=False).tolist()))
