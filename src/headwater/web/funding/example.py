"""The example's money: one fund, the host's and the faculty's gifts in kind."""

from typing import Any

from headwater.web.funding.actions import keep_line, name_contact
from headwater.web.funding.models import BudgetLine
from headwater.web.programmes.models import Party, Programme

# purpose, capacity of the source, kind, planned, share spent, what it grows with, restriction
LINES = (
    ("Coordinating the programme", "funder", "cash", 14_500, 0.92, "nothing", ""),
    ("Training those who help", "funder", "cash", 9_600, 1.0, "places", "training and supervision"),
    ("Supervision", "funder", "cash", 5_400, 0.85, "supervision", "training and supervision"),
    ("Development workshops", "funder", "cash", 3_200, 1.0, "places", ""),
    ("Travel and access", "funder", "cash", 2_800, 0.6, "sessions", ""),
    (
        "Independent evaluation",
        "sponsor",
        "cash",
        6_000,
        0.75,
        "nothing",
        "an evaluation the host does not run",
    ),
    ("Rooms and hospitality", "host", "in_kind", 1_900, 0.9, "sessions", ""),
    ("Senior faculty time", "deliverer", "in_kind", 4_000, 0.9, "supervision", ""),
)


def tell(*, programme: Programme, coordinator: Any, funder: Any, spent: float = 1.0) -> list[BudgetLine]:
    """Budget lines by source, so much of them spent, and who speaks for the fund."""
    parties: dict[str, Party] = {}
    for party in Party.objects.filter(programme=programme):
        parties.setdefault(party.capacity, party)
    lines = [
        keep_line(
            line=BudgetLine(
                programme=programme, purpose=purpose, source=parties[capacity], kind=kind, planned=planned,
                spent=round(planned * share * spent), grows_with=grows_with, restricted_to=restricted_to,
            ),
            by=coordinator,
        )
        for purpose, capacity, kind, planned, share, grows_with, restricted_to in LINES
        if capacity in parties
    ]  # fmt: skip
    if "funder" in parties:
        name_contact(party=parties["funder"], person=funder, by=coordinator)
    return lines
