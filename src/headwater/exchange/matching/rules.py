"""A programme's rules of matching from a TOML file: never, must, prefer, each with its why."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from headwater.engines.matching import BadProblem, CompetitionPolicy
from headwater.engines.matching.fit import Weights

KNOWN = {"prefer", "competition", "fairness", "never", "must"}


class RulesError(ValueError):
    """A rule that cannot be followed; the message names it and says what to write."""


@dataclass(frozen=True)
class NamedPair:
    """Two people by name, and why the rule stands."""

    partner: str
    consultant: str
    why: str = ""


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
    listed = table.get(verb, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise RulesError(f"{verb} is not a list of tables. Write [[{verb}]] with partner and consultant.")
    for one in listed:
        _only(one, {"partner", "consultant", "why"}, verb)
        if not one.get("partner") or not one.get("consultant"):
            raise RulesError(f"A {verb} lacks partner or consultant. Name both as in the files.")
    return tuple(
        NamedPair(str(one["partner"]), str(one["consultant"]), str(one.get("why", ""))) for one in listed
    )


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
