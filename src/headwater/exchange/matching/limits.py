"""Shared limits from the rules: hosts and regions over consultants, funders over partners."""

from __future__ import annotations

from typing import Any

from headwater.exchange.matching.people import People
from headwater.exchange.matching.rules import Rules, RulesError, SharedLimit


def limits_of(partners: People, consultants: People, rules: Rules) -> dict[str, Any]:
    """The arguments `pool…` and `fund…` of `Problem.from_edges` for the limits the rules set.

    Raises `RulesError` for a limit on nobody, and where hosts and regions are both limited.
    """
    if rules.hosts and rules.regions:
        raise RulesError(
            "The rules limit hosts and regions at once, and a consultant has one of each. "
            "Limit one of them; for the other, set capacity and minimum of its consultants."
        )
    given: dict[str, Any] = {}
    total = sum(one.most for one in partners.rows)
    for kind, limits, people in (
        ("host", rules.hosts, consultants),
        ("region", rules.regions, consultants),
        ("funder", rules.funders, partners),
    ):
        if not limits:
            continue
        at = {limit.name: number for number, limit in enumerate(limits)}
        member = [at.get(one.groups.get(kind, ""), -1) for one in people.rows]
        _refuse_nobody(kind, limits, member)
        ceilings = [total if limit.most is None else limit.most for limit in limits]
        if kind == "funder":
            given |= {"fund": member, "fund_ceiling": ceilings}
        else:
            floors = [limit.least for limit in limits]
            given |= {"pool": member, "pool_ceiling": ceilings, "pool_minimum": floors}
    return given


def _refuse_nobody(kind: str, limits: tuple[SharedLimit, ...], member: list[int]) -> None:
    for number, limit in enumerate(limits):
        if number not in member:
            raise RulesError(
                f"The rules limit the {kind} {limit.name!r}, which is in no row. Write the name as in the file."
            )
