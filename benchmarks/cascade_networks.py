"""Made-up networks for the cascade benchmarks, the same on every machine."""

import numpy as np

from headwater.engines.cascade import Hierarchy, Network, Posterior

REGIONS = 12


def authors(size: int = 15_229, papers: int = 20_000, seed: int = 1) -> Network:
    """People who write papers together: 1 to 5 names a paper, fields of 40; weighted cascade (1 / arcs in)."""
    random = np.random.default_rng(seed)
    field = random.integers(0, size // 40, papers)
    pairs = []
    for place in range(5):
        rank = np.minimum(random.zipf(1.6, (papers, 2)), 40) - 1
        both = field[:, None] * 40 + rank
        move = random.random(papers) < 0.1
        both[move, 1] = random.integers(0, size, int(move.sum()))
        pairs.append(both[random.random(papers) < 1 / (place + 1)])
    return weighted_cascade(size, np.concatenate(pairs))


def large(size: int = 1_000_000, ties: int = 2_600_000, seed: int = 3) -> Network:
    """Many ties, a few nodes with very many; weighted cascade."""
    random = np.random.default_rng(seed)
    weight = np.cumsum(np.arange(1, size + 1) ** -0.6)
    hubs = random.permutation(size)[np.searchsorted(weight / weight[-1], random.random(ties))]
    return weighted_cascade(size, np.stack([hubs, random.integers(0, size, ties)], axis=1))


def weighted_cascade(size: int, pairs: np.ndarray) -> Network:
    """Ties both ways, each arc as likely as one over the number of arcs into its target."""
    pairs = pairs[pairs[:, 0] != pairs[:, 1]].astype(np.int64)
    both = np.unique(np.concatenate([pairs[:, 0] * size + pairs[:, 1], pairs[:, 1] * size + pairs[:, 0]]))
    source, target = np.divmod(both, size)
    coming_in = np.bincount(target, minlength=size)
    return Network.from_arcs(size, source, target, 1.0 / coming_in[target])


def national(
    size: int = 50_000, ties: int = 200_000, seed: int = 7
) -> tuple[Posterior, np.ndarray, np.ndarray]:
    """Organisations of a country with all their staff, ties mostly within regions: posterior, staff, region.

    Ties and rates are invented; sizes are lognormal with a mean of about 30 people.
    """
    random = np.random.default_rng(seed)
    staff = np.maximum(3, np.exp(random.normal(2.9, 1.0, size))).astype(np.int64)
    region = random.integers(0, REGIONS, size)
    near = [np.flatnonzero(region == label) for label in range(REGIONS)]
    first = random.integers(0, size, ties)
    second = np.array(
        [
            near[region[node]][int(u * near[region[node]].size)]
            for node, u in zip(first, random.random(ties), strict=True)
        ]
    )
    far = random.random(ties) < 0.1
    second[far] = random.integers(0, size, int(far.sum()))
    pairs = np.unique(np.stack([first, second], axis=1)[first != second], axis=0)
    both = np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)
    chance = random.beta(1.0, 6.0, both.shape[0])
    network = Network.from_arcs(size, both[:, 0], both[:, 1], chance, lag=4.0, lag_spread=0.6)
    belief = Posterior.what_if(charts(staff, region), (0.8, 0.7, 0.6), between=0.5, draws=1000)
    starts = np.sort(random.choice(size, 500, replace=False))
    return belief.across(network, starts, np.exp(random.normal(0, 0.3, 1000))), staff, region


def charts(staff: np.ndarray, region: np.ndarray) -> Hierarchy:
    """For each organisation a leader, managers (one in 30), seniors (one in 8) and the rest."""
    managers = np.maximum(1, staff // 30)
    seniors = np.maximum(1, np.minimum(staff // 8, staff - 1 - managers))
    first = np.concatenate(([0], np.cumsum(staff)))[:-1]
    body = np.repeat(np.arange(staff.size), staff)
    place = np.arange(body.size) - first[body]
    m, s = managers[body], seniors[body]
    parent = first[body] + 1 + m + (place % s)
    parent = np.where(place <= m + s, first[body] + 1 + place % m, parent)
    parent = np.where(place <= m, first[body], parent)
    parent = np.where(place == 0, -1, parent)
    names = [str(number) for number in range(staff.size)]
    return Hierarchy.from_positions(
        body,
        parent,
        names=names,
        region={name: f"region {label}" for name, label in zip(names, region, strict=True)},
    )
