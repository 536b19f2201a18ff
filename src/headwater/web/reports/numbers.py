"""The numbers of a report that are not answers (contact, ways in, cost), each with an identifier of its own.

With the figures of the ledger they are every number of a report: the page shows the identifier beside the number,
the open data hold a row of that identifier, and so a number can be traced (evidence.md, section 11).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from headwater.web.reports.sentences import route_name


@dataclass(frozen=True)
class Number:
    """One number with its identifier, what it is, its unit, and how it was come by."""

    id: str
    about: str
    value: float | int | str
    unit: str
    source: str


def numbers_of(facts: dict[str, Any]) -> list[Number]:
    """Every number of a report's first page, cost and dose as they were kept with it."""
    found = [*_dose(facts.get("dose", {})), *_routes(facts.get("routes", {})), *_cost(facts.get("cost", {}))]
    return [number for number in found if number.value not in (None, "")]


def _dose(dose: dict[str, Any]) -> list[Number]:
    told = _("told by both of a pair, or by one")
    enough = dose.get("enough") or {}
    return [
        Number("dose-1", _("Meetings planned for each pair"), dose.get("planned"), _("meetings"), _("agreed before the start")),
        Number("dose-2", _("Length of a meeting"), dose.get("minutes"), _("minutes"), _("agreed before the start")),
        Number("dose-3", _("Fewest meetings held to be enough"), dose.get("floor"), _("meetings"), _("agreed before the start")),
        Number("dose-4", _("Pairs"), dose.get("pairs"), _("pairs"), _("the records of the programme")),
        Number("dose-5", _("Meetings held by the middle pair"), dose.get("median_held"), _("meetings"), told),
        Number("dose-6", _("Meetings held in all"), dose.get("sessions"), _("meetings"), told),
        Number("dose-7", _("Pairs that met at least as often as is enough"), enough.get("better"), _("pairs"), told),
    ]  # fmt: skip


def _routes(routes: dict[str, Any]) -> list[Number]:
    source = _("what applicants said")
    found, at = [], 0
    for role, route in routes.items():
        at += 1
        found.append(
            Number(
                f"way-{at}", _("Came in all: %(role)s") % {"role": role}, route["total"], _("people"), source
            )
        )
        for way, count in route["ways"]:
            at += 1
            about = _("Came by %(way)s: %(role)s") % {"way": route_name(way), "role": role}
            found.append(Number(f"way-{at}", about, count, _("people"), source))
    return found


def _cost(cost: dict[str, Any]) -> list[Number]:
    books, pounds = _("the programme's accounts"), _("pounds")
    counted = _("worked out from the rows before it")
    return [
        Number("cost-1", _("Cost in money"), cost.get("cash"), pounds, books),
        Number("cost-2", _("Cost in kind"), cost.get("in_kind"), pounds, books),
        Number("cost-3", _("Hours given"), cost.get("hours"), _("hours"), _("hours held, doubled where two gave them")),
        Number("cost-4", _("Rate for an hour given"), cost.get("rate"), pounds, _("set by the programme")),
        Number("cost-5", _("Worth of the hours given"), cost.get("given_pounds"), pounds, counted),
        Number("cost-6", _("Full cost"), cost.get("total"), pounds, counted),
        Number("cost-7", _("Organisations that met"), cost.get("organisations"), _("organisations"), _("the records of the programme")),
        Number("cost-8", _("Full cost of a place"), cost.get("place"), pounds, counted),
        Number("cost-9", _("Full cost of a session"), cost.get("session"), pounds, counted),
        Number("cost-10", _("Day rate of an outside consultant"), cost.get("day_rate"), pounds, cost.get("comparator_source") or "–"),
        Number("cost-11", _("As many hours with an outside consultant"), cost.get("outside"), pounds, counted),
        Number("cost-12", _("Days of outside consultancy for a place"), cost.get("days_for_a_place"), _("days"), counted),
    ]  # fmt: skip
