"""Checks a finished match from nothing but the problem and the certificate. Imports no solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.engines.matching.aims import Worth, open_edges, worth_of
from headwater.engines.matching.assignment import Assignment, Stage
from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.network import Network, build_network, flow_of_edges
from headwater.engines.matching.problem import LARGEST_FIT, Problem
from headwater.engines.matching.replay import Replay

_FAIR = ("settle", "none at low fit", "fewest at low fit")


@dataclass(frozen=True)
class Verification:
    """True when the match holds; otherwise `faults` says what is wrong, in plain words."""

    faults: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.faults


def verify(problem: Problem, assignment: Assignment) -> Verification:
    """Whether the match keeps every rule, its figures are right, and no better set exists.

    The proof is weak duality, stage by stage: with the prices given, no flow costs less than a bound; the
    match costs just that; then only flows that cost no more go on to the next aim.
    """
    try:
        edges = problem.edges_of(assignment.pairs)
        keep = problem.edges_of(assignment.keep)
    except BadProblem as wrong:
        return Verification((str(wrong),))
    if (edges < 0).any():
        return Verification(_absent_pairs(problem, assignment, edges))
    if len(np.unique(edges)) < len(edges):
        return Verification(("A pair is listed twice.",))
    chosen = np.zeros(problem.edge_count, dtype=np.bool_)
    chosen[edges] = True
    network = build_network(problem)
    flow = flow_of_edges(problem, network, chosen)
    worth = worth_of(problem, assignment.keep, assignment.keep_value)
    faults = _broken_rules(problem, network, flow)
    faults += _wrong_figures(problem, assignment, chosen, int(chosen[keep[keep >= 0]].sum()))
    faults += _unproven(problem, assignment, network, flow, worth)
    return Verification(tuple(faults))


def _absent_pairs(problem: Problem, assignment: Assignment, edges: Ints) -> tuple[str, ...]:
    rows = np.asarray(assignment.pairs)[edges < 0]
    return tuple(
        f"{problem.partner_name(p)} with {problem.consultant_name(c)} is not a permitted pair."
        for p, c in rows
    )


def _broken_rules(problem: Problem, network: Network, flow: Ints) -> list[str]:
    wrong = (flow < network.lower) | (flow > network.upper)
    faults = [
        f"Consultant {problem.consultant_name(c)} has {flow[network.load][c]} pairs; "
        f"allowed are {problem.minimum[c]} to {problem.capacity[c]}."
        for c in np.flatnonzero(wrong[network.load])
    ]
    over = np.flatnonzero(wrong[network.first] | wrong[network.further])
    faults += [
        f"Partner {problem.partner_name(p)} has more than {problem.places[p]} consultants." for p in over
    ]
    if wrong[: network.edges].any():
        faults.append("A pinned pair is missing.")
    if wrong[network.load.stop :].any():
        faults.append("A host's or a funder's shared limit is broken.")
    return faults


def _wrong_figures(problem: Problem, assignment: Assignment, chosen: Flags, kept: int) -> list[str]:
    counted = {
        "placed": len(np.unique(problem.partner[chosen])),
        "total_fit": int(problem.fit[chosen].sum()),
        "kept": kept,
    }
    return [
        f"{name} is given as {getattr(assignment, name)} and counts to {value}."
        for name, value in counted.items()
        if getattr(assignment, name) != value
    ]


def _unproven(
    problem: Problem, assignment: Assignment, network: Network, flow: Ints, worth: Worth
) -> list[str]:
    covered = problem.fit.min() - 1
    replay = Replay(problem, network, flow, worth)
    for number, stage in enumerate(assignment.stages):
        if stage.aim.endswith("at low fit"):
            if stage.above > covered:
                return [f"Stage {number + 1} leaves out fit between {covered} and {stage.above}."]
            covered = max(covered, stage.upto)
        if len(stage.prices) != network.nodes:
            return [f"Stage {number + 1} has prices for {len(stage.prices)} of {network.nodes} nodes."]
        reached, bound = replay.go_through(stage)
        if bound != reached:
            return [f"Stage {number + 1} ({stage.aim}) is not proven: reached {-reached}, bound {-bound}."]
    return _aims_missing(problem, assignment, replay.network, int(covered))


def _aims_missing(problem: Problem, assignment: Assignment, network: Network, covered: int) -> list[str]:
    aims = [stage.aim for stage in assignment.stages]
    expected_start = "place" if assignment.fairness == "leximin" else "place, then fit"
    if not aims or aims[0] != expected_start or (len(aims) > 1 and assignment.fairness == "none"):
        return ["The certificate's stages are not those of its fairness rule."]
    if assignment.fairness == "leximin":
        line = LARGEST_FIT if assignment.enough is None else assignment.enough - 1
        left = problem.fit[open_edges(network)]
        if ((left > covered) & (left <= line)).any():
            return ["The certificate does not cover every fit below the line."]
        if aims[-1] != "fit" or any(aim not in _FAIR for aim in aims[1:-1]):
            return ["The certificate's stages are not those of its fairness rule."]
    if not assignment.proven:
        return [f"The bound is {assignment.bound} and the match reaches {assignment.aim_value}."]
    return []


__all__ = ["Stage", "Verification", "verify"]
