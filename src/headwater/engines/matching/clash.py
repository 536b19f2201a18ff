"""Which musts clash, when no match can keep them all."""

from __future__ import annotations

import numpy as np

from headwater.engines.matching.check_input import Flags
from headwater.engines.matching.errors import MustsClash
from headwater.engines.matching.flow import blocked_side
from headwater.engines.matching.network import Network
from headwater.engines.matching.problem import Problem


def musts_clash(problem: Problem, network: Network) -> MustsClash:
    """The rules on the narrowest cut: those that ask for more than the people they may draw on can give
    (Hall).
    """
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
    for e in np.flatnonzero(asked[edges] | (crossing[edges] & problem.pinned)):
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
        rules.append(f"only {len(may_help)} partners, with {places} places, may be paired with them")
        partners.update(int(p) for p in may_help)
    for p in np.flatnonzero(crossing[network.first] | crossing[network.further]):
        if int(p) in partners and problem.pinned[problem.partner == p].any():
            rules.append(f"partner {problem.partner_name(p)} has {problem.places[p]} places")
    return MustsClash(tuple(rules), short, tuple(sorted(partners)), tuple(sorted(consultants)))


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
