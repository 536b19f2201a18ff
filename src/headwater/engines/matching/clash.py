"""Which musts clash, when no match can keep them all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.errors import MustsClash
from headwater.engines.matching.flow import blocked_side
from headwater.engines.matching.network import Network
from headwater.engines.matching.problem import Problem

MOST_TRIED = 60  # musts left out in turn; a clash of more is told as it is


def musts_clash(problem: Problem, network: Network) -> MustsClash:
    """The musts that clash, none of which could be left out (drop any one and the others can be kept), and
    the limits they run into: those on the narrowest cut, which ask for more than the people they may draw on
    can give (Hall).
    """
    network = _fewest_musts(network)
    near, short = blocked_side(network)
    crossing = near[network.tail] & ~near[network.head]
    asked = ~near[network.tail] & near[network.head] & (network.lower > 0)
    far_consultants = ~near[problem.partner_count + problem.consultant_rank]
    edges, load = slice(0, network.edges), network.load
    rules: list[str] = []
    partners: set[int] = set()
    consultants: set[int] = set()
    for c in np.flatnonzero(asked[load]):
        rules.append(f"consultant {problem.consultant_name(c)} takes at least {problem.minimum[c]}")
        consultants.add(int(c))
    for e in np.flatnonzero(asked[edges]):
        p, c = problem.partner[e], problem.consultant[e]
        rules.append(f"{problem.partner_name(p)} is pinned to {problem.consultant_name(c)}")
        partners.add(int(p))
        consultants.add(int(c))
    for c in np.flatnonzero(crossing[load]):
        rules.append(f"consultant {problem.consultant_name(c)} takes at most {problem.capacity[c]}")
        consultants.add(int(c))
    rules += _shared_rules(problem, network, crossing, asked)
    may_help = np.unique(problem.partner[far_consultants[problem.consultant]])
    if len(consultants) and asked[load].any():
        places = int(problem.places[may_help].sum())
        rules.append(
            f"only {_many(len(may_help), 'partner')}, with {_many(places, 'place')}, may be paired with them"
        )
        partners.update(int(p) for p in may_help)
    for p in np.flatnonzero(crossing[network.first] | crossing[network.further]):
        if int(p) in partners and problem.pinned[problem.partner == p].any():
            rules.append(f"partner {problem.partner_name(p)} has {_many(problem.places[p], 'place')}")
    return MustsClash(tuple(rules), short, tuple(sorted(partners)), tuple(sorted(consultants)))


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _fewest_musts(network: Network) -> Network:
    """The network with only musts that clash: each is left out in turn, and stays out if the rest still
    clash.
    """
    lower = np.where(_asked(network, network.lower), network.lower, 0)
    asked = np.flatnonzero(lower)
    for arc in asked[:MOST_TRIED]:
        if not lower[arc]:
            continue
        without = lower.copy()
        without[arc] = 0
        if blocked_side(replace(network, lower=without))[1]:
            lower = np.where(_asked(network, without), without, 0)
    return replace(network, lower=lower)


def _asked(network: Network, lower: Ints) -> Flags:
    """The arcs whose lower bounds the narrowest cut cannot meet: these alone clash too."""
    near, _ = blocked_side(replace(network, lower=lower))
    result: Flags = ~near[network.tail] & near[network.head] & (lower > 0)
    return result


def _shared_rules(problem: Problem, network: Network, crossing: Flags, asked: Flags) -> list[str]:
    start = network.load.stop
    funds, pools = len(problem.fund_ceiling), len(problem.pool_ceiling)
    rules = [
        f"funder {g} pays for at most {problem.fund_ceiling[g]}"
        for g in np.flatnonzero(crossing[start : start + funds])
    ]
    pool = slice(start + funds, start + funds + pools)
    rules += [f"pool {h} gives at most {problem.pool_ceiling[h]}" for h in np.flatnonzero(crossing[pool])]
    rules += [f"pool {h} gives at least {problem.pool_minimum[h]}" for h in np.flatnonzero(asked[pool])]
    return rules
