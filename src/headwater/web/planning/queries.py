"""What the pages of planning show, read back from what a comparison kept."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from headwater.engines.cascade import Reproduction
from headwater.web.organisations.models import Organisation
from headwater.web.planning.models import Comparison, SupportList
from headwater.web.planning.working import NOBODY
from headwater.web.programmes.models import Programme

TIE = (0.35, 0.65)  # ahead in fewer or more of the runs than this is no tie


def lists_of(programme: Programme) -> QuerySet[SupportList]:
    """Named lists, with how many are on each."""
    lists = SupportList.objects.filter(programme=programme).select_related("by")
    return lists.annotate(size=Count("listed__organisation", distinct=True)).order_by("name", "id")


def plain_name(name: str) -> str:
    """What a list is called on a page."""
    own = {
        "engine": _("Found by the engine"),
        "largest": _("The largest first"),
        "most connected": _("Those with most ties first"),
        "cheapest": _("The cheapest first"),
        "random": _("Drawn by lot"),
        "today's list": _("Today’s list"),
        NOBODY: _("Nobody more"),
    }
    return own.get(name) or name.removeprefix("list: ")


@dataclass(frozen=True)
class Row:
    """One list of a comparison, with its figures and who is on it."""

    at: int
    name: str
    made: str
    organisations: list[str]
    figures: dict[str, Any]

    @property
    def engine(self) -> bool:
        return self.made == "engine"

    @property
    def more(self) -> dict[str, float]:
        """People reached besides those who would be anyway."""
        found: dict[str, float] = self.figures["more"]
        return found

    @property
    def per_person(self) -> float | None:
        """Pounds for each person reached besides; None without costs or people."""
        cost, people = self.figures["cost"], self.more["median"]
        return cost / people if cost and people > 0 else None

    @property
    def ahead_in_ten(self) -> int:
        """In how many of ten runs it reaches more than the engine's list, on the same luck."""
        return round(10 * self.figures["ahead"])

    @property
    def tie(self) -> bool:
        return not self.engine and TIE[0] <= self.figures["ahead"] <= TIE[1]


@dataclass(frozen=True)
class Pick:
    """One of the engine's list: what it adds, whether other draws name it too, and who could take its place."""

    name: str
    added: float
    cost: float
    chosen_again: float | None
    swap: str
    loss: float
    tie: bool

    @property
    def again_in_ten(self) -> int | None:
        return None if self.chosen_again is None else round(10 * self.chosen_again)


@dataclass(frozen=True)
class Shown:
    """A comparison as its page shows it; `chosen` is the list looked at more closely."""

    comparison: Comparison
    rows: list[Row]
    chosen: Row
    picks: list[Pick]

    @property
    def fairness(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.comparison.outcome["fairness"]
        return found

    @property
    def priced(self) -> bool:
        return self.comparison.question["budget"] is not None

    @property
    def some_not_asked(self) -> bool:
        return any(row.figures["not_asked"] for row in self.rows)


def shown(comparison: Comparison, chosen: str = "") -> Shown:
    """What a comparison that is worked out shows, with names as they are today."""
    names = {
        str(pk): name
        for pk, name in Organisation.objects.filter(pk__in=comparison.organisations_named).values_list(
            "pk", "name"
        )
    }
    gone = _("(no longer on record)")
    rows = [
        Row(
            at,
            plain_name(one["name"]),
            one["made"],
            sorted(names.get(pk, gone) for pk in one["organisations"]),
            one,
        )
        for at, one in enumerate(comparison.outcome["lists"])
    ]
    picks = [
        Pick(
            names.get(pick["organisation"], gone),
            pick["added"],
            pick["cost"],
            pick["chosen_again"],
            names.get(pick["swap"]["organisation"], gone) if pick["swap"] else "",
            pick["swap"]["loss"] if pick["swap"] else 0.0,
            bool(pick["swap"]) and pick["swap"]["tie"],
        )
        for pick in comparison.outcome["picks"]
    ]
    at = int(chosen) if chosen.isascii() and chosen.isdigit() and int(chosen) < len(rows) else 0
    return Shown(comparison, rows, rows[at], picks)


def said_of(number: Reproduction | None) -> dict[str, str]:
    """Whether practice carries itself from organisation to organisation, in words; "cannot tell" where that is so."""
    if number is None:
        note = _("Nobody has noted yet whether it went on to other organisations.")
        return {"verdict": _("Cannot tell"), "verdict_note": note}
    if number.above_one is None:
        note = _("Too few organisations: %(of)s have it, and told %(n)s others so far.")
        return {
            "verdict": _("Cannot tell"),
            "verdict_note": note % {"of": number.parents, "n": number.children},
        }
    words = {"carries itself": _("Yes"), "does not carry itself": _("No")}
    note = _("Each hands on to more than one: %(share)s likely") % {"share": f"{number.above_one:.0%}"}
    return {"verdict": words.get(number.verdict, _("Cannot tell")), "verdict_note": note}


COLUMNS = (
    "list", "how_many", "cost", "reached", "besides", "besides_low_90", "besides_low_80", "besides_low_50",
    "besides_high_50", "besides_high_80", "besides_high_90", "ahead_of_the_engine", "organisations",
)  # fmt: skip


def as_rows(page: Shown) -> list[dict[str, Any]]:
    """A comparison as a table to take away."""
    return [
        {
            "list": row.name,
            "how_many": len(row.figures["organisations"]),
            "cost": row.figures["cost"] if page.priced else "",
            "reached": row.figures["reach"]["median"],
            "besides": row.more["median"],
            **{
                f"besides_{end}": row.more[end]
                for end in ("low_90", "low_80", "low_50", "high_50", "high_80", "high_90")
            },
            "ahead_of_the_engine": row.figures["ahead"],
            "organisations": "; ".join(row.organisations),
        }
        for row in page.rows
    ]
