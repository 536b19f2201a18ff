"""The certificate of a match as a file, and back: prices from which it follows that no better set exists."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np

from headwater.engines.matching import Assignment, Problem, Stage, Verification, verify

HOW = (
    "Nodes are numbered from 0: partners and then consultants, each in the order of their names, then funders, "
    "hosts or regions, the source and the sink. Each stage is one aim; a node not named has price 0. With these "
    "prices no set of pairs does better on the aim, so the next stage looks only at sets as good. `headwater match "
    "--replay` checks it, and headwater.engines.matching.verify does so without a solver."
)


def write_certificate(problem: Problem, assignment: Assignment) -> bytes:
    """The stages of the certificate with their prices, as JSON."""
    told = {
        "how to read it": HOW,
        "partners": problem.partner_count,
        "consultants": problem.consultant_count,
        "stages": [_stage(stage) for stage in assignment.stages],
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def check_certificate(data: bytes, problem: Problem, assignment: Assignment) -> Verification:
    """Whether a kept certificate proves this match; imports no solver."""
    try:
        told = json.loads(data)
        if (told["partners"], told["consultants"]) != (problem.partner_count, problem.consultant_count):
            return Verification(("The certificate is of other people.",))
        nodes = len(assignment.stages[0].prices)
        stages = tuple(_read_stage(one, nodes) for one in told["stages"])
    except (ValueError, KeyError, TypeError, IndexError):
        return Verification(("The certificate cannot be read.",))
    return verify(problem, replace(assignment, stages=stages))


def _stage(stage: Stage) -> dict[str, Any]:
    nodes = np.flatnonzero(stage.prices)
    return {
        "aim": stage.aim,
        "above": stage.above,
        "up to": stage.upto,
        "nodes": nodes.tolist(),
        "prices": stage.prices[nodes].tolist(),
    }


def _read_stage(told: dict[str, Any], nodes: int) -> Stage:
    prices = np.zeros(nodes, dtype=np.int64)
    prices[np.asarray(told["nodes"], dtype=np.int64)] = np.asarray(told["prices"], dtype=np.int64)
    return Stage(told["aim"], prices, int(told["above"]), int(told["up to"]))
