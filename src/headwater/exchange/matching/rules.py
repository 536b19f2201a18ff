"""A programme's rules of matching from a TOML file: never, must, prefer, each with its why."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from headwater.engines.matching import BadProblem, CompetitionPolicy
from headwater.engines.matching.fit import Weights

KNOWN = {"prefer", "competition", "fairness", "never", "must", "host", "region", "funder"}


class RulesError(ValueError):
    """A rule that cannot be followed; the message names it and says what to write."""


@dataclass(frozen=True)
class NamedPair:
    """Two people by name, and why the rule stands."""

    partner: str
    consultant: str
    why: str = ""


@dataclass(frozen=True)
class SharedLimit:
    """How many pairs those of one host, region or funder have together."""

    name: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Rules:
    """What is preferred, what counts as rivalry, who must or must never meet, and what fair means."""

    weights: Weights = field(default_factory=Weights)
    policy: CompetitionPolicy = field(default_factory=CompetitionPolicy)
    unknown_rivalry: Literal["wait", "allow"] = "wait"
    fairness: Literal["none", "leximin"] = "none"
    enough: int | None = None
    never: tuple[NamedPair, ...] = ()
    must: tuple[NamedPair, ...] = ()
    hosts: tuple[SharedLimit, ...] = ()
    regions: tuple[SharedLimit, ...] = ()
    funders: tuple[SharedLimit, ...] = ()


def read_rules(data: bytes) -> Rules:
    """The rules of a file; what it leaves out keeps its default. Raises `RulesError`."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise RulesError(
            f"The rules are not TOML: {wrong}. Start from `headwater match --template`."
        ) from wrong
    _only(table, KNOWN, "the rules")
    competition = dict(_table(table, "competition"))
    fairness = _table(table, "fairness")
    _only(fairness, {"rule", "enough"}, "fairness")
    unknown = competition.pop("unknown", "wait")
    rule = fairness.get("rule", "none")
    if unknown not in ("wait", "allow"):
        raise RulesError(f'competition.unknown is {unknown!r}. Write "wait" or "allow".')
    if rule not in ("none", "leximin"):
        raise RulesError(f'fairness.rule is {rule!r}. Write "none" or "leximin".')
    enough = fairness.get("enough")
    if enough is not None and (type(enough) is not int or not 0 <= enough <= 1000):
        raise RulesError("fairness.enough is not a whole number from 0 to 1000.")
    return Rules(
        weights=_weights(_table(table, "prefer")),
        policy=_policy(competition),
        unknown_rivalry=unknown,
        fairness=rule,
        enough=enough,
        never=_pairs(table, "never"),
        must=_pairs(table, "must"),
        hosts=_limits(table, "host"),
        regions=_limits(table, "region"),
        funders=_limits(table, "funder"),
    )


def _weights(given: dict[str, Any]) -> Weights:
    values = dict(given)
    if "half_distance_km" in values:
        values["half_distance_m"] = 1000 * _number("prefer.half_distance_km", values.pop("half_distance_km"))
    _only(values, {f.name for f in fields(Weights)}, "prefer")
    for name, value in values.items():
        if name != "topic_required":
            _number(f"prefer.{name}", value)
    try:
        return Weights(**values)
    except BadProblem as wrong:
        raise RulesError(f"prefer: {wrong}") from wrong


def _policy(given: dict[str, Any]) -> CompetitionPolicy:
    names = {"barred_within_km": "barred_within_m", "restricted_within_km": "restricted_within_m"}
    _only(given, {*names, "client_groups_matter", "restricted_topics"}, "competition")
    values: dict[str, Any] = {
        names[name]: 1000 * _number(f"competition.{name}", given[name]) for name in names if name in given
    }
    if "client_groups_matter" in given:
        values["client_groups_matter"] = bool(given["client_groups_matter"])
    if "restricted_topics" in given:
        values["restricted_topics"] = frozenset(map(str, given["restricted_topics"]))
    try:
        return CompetitionPolicy(**values)
    except BadProblem as wrong:
        raise RulesError(f"competition: {wrong}") from wrong


def _pairs(table: dict[str, Any], verb: str) -> tuple[NamedPair, ...]:
    listed = _listed(table, verb, "partner and consultant")
    for one in listed:
        _only(one, {"partner", "consultant", "why"}, verb)
        if not one.get("partner") or not one.get("consultant"):
            raise RulesError(f"A {verb} lacks partner or consultant. Name both as in the files.")
    return tuple(
        NamedPair(str(one["partner"]), str(one["consultant"]), str(one.get("why", ""))) for one in listed
    )


def _limits(table: dict[str, Any], kind: str) -> tuple[SharedLimit, ...]:
    known = {"name", "most"} if kind == "funder" else {"name", "least", "most"}
    found: list[SharedLimit] = []
    for one in _listed(table, kind, "name"):
        _only(one, known, kind)
        if not one.get("name"):
            raise RulesError(f"A {kind} lacks its name. Write it as in the files.")
        limit = SharedLimit(str(one["name"]), _whole(kind, one, "least") or 0, _whole(kind, one, "most"))
        if limit.name in {other.name for other in found}:
            raise RulesError(f"The {kind} {limit.name!r} has two limits. Keep one.")
        if limit.most is not None and limit.least > limit.most:
            raise RulesError(f"The {kind} {limit.name!r} has least {limit.least} above most {limit.most}.")
        found.append(limit)
    return tuple(found)


def _whole(kind: str, one: dict[str, Any], name: str) -> int | None:
    value = one.get(name)
    if value is not None and (type(value) is not int or value < 0):
        raise RulesError(f"{kind}.{name} is {value!r}. Write a whole number, 0 or more.")
    return value


def _listed(table: dict[str, Any], name: str, columns: str) -> list[dict[str, Any]]:
    listed = table.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise RulesError(f"{name} is not a list of tables. Write [[{name}]] with {columns}.")
    return listed


def _table(table: dict[str, Any], name: str) -> dict[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise RulesError(f"{name} is not a table. Write [{name}] and its lines below.")
    return value


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RulesError(f"{name} is {value!r}. Write a number.")
    return float(value)


def _only(table: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise RulesError(
            f"{where} has {unknown[0]!r}, which is no rule. Known are {', '.join(sorted(known))}."
        )
