"""The cheapest set of cells to hide so that a check passes.

Hiding more never makes a safe set unsafe. So each set that fails proves a rule: of the cells outside the largest
failing set that holds it, at least one must be hidden. Collecting such rules and choosing the cheapest set that obeys
them all (integer programming) ends at the cheapest set there is (Fischetti and Salazar's problem, solved by implicit
hitting sets). Beyond 40 cells the search is greedy: hide the cheapest until it passes, then show again what can be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

FULL_SEARCH_UP_TO = 40
MOST_ROUNDS = 200

Check = Callable[[frozenset[int]], bool]


def cheapest_to_hide(costs: Sequence[float], passes: Check) -> frozenset[int]:
    """The places to hide, of least total cost, such that `passes(hidden)`; hiding all of them must pass."""
    if len(costs) > FULL_SEARCH_UP_TO:
        return _greedy(costs, passes)
    rules: list[frozenset[int]] = []
    for _ in range(MOST_ROUNDS):
        hidden = _cheapest_obeying(costs, rules)
        if passes(hidden):
            return hidden
        rules.append(frozenset(range(len(costs))) - _largest_failing(hidden, costs, passes))
    return _greedy(costs, passes)


def _cheapest_obeying(costs: Sequence[float], rules: Sequence[frozenset[int]]) -> frozenset[int]:
    """The cheapest set that has something of each rule in it."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not rules:
        return frozenset()
    rows = np.array([[float(place in rule) for place in range(len(costs))] for rule in rules])
    solved = milp(
        np.array(costs),
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, 1, np.inf),
    )
    return frozenset(int(i) for i in np.flatnonzero(np.round(solved.x)))


def _largest_failing(hidden: frozenset[int], costs: Sequence[float], passes: Check) -> frozenset[int]:
    """The failing set grown while it still fails, dear cells first, so that its rule says the most."""
    for place in sorted(range(len(costs)), key=lambda i: (-costs[i], i)):
        if place not in hidden and not passes(hidden | {place}):
            hidden |= {place}
    return hidden


def _greedy(costs: Sequence[float], passes: Check) -> frozenset[int]:
    """Hide the cheapest first until it passes, then show again, dearest first, whatever can be shown."""
    hidden: frozenset[int] = frozenset()
    for place in sorted(range(len(costs)), key=lambda i: (costs[i], i)):
        if passes(hidden):
            break
        hidden |= {place}
    for place in sorted(hidden, key=lambda i: (-costs[i], i)):
        if passes(hidden - {place}):
            hidden -= {place}
    return hidden
