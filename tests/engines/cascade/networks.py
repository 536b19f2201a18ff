"""Networks for the tests: small random ones, and one large enough to have a shape."""

import numpy as np
from hypothesis import strategies as st

from headwater.engines.cascade import Network


@st.composite
def small_networks(draw, largest=8, most_arcs=12, lags=True):
    """A network of a few nodes with any arcs between them, 0 and 1 among the probabilities."""
    size = draw(st.integers(1, largest))
    pairs = [(i, j) for i in range(size) for j in range(size) if i != j]
    arcs = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=most_arcs)) if pairs else []
    chance = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1))
    probability = [draw(chance) for _ in arcs]
    lag = [draw(st.integers(0, 4)) / 2 for _ in arcs] if lags and draw(st.booleans()) else None
    return Network.from_arcs(size, [a for a, _ in arcs], [b for _, b in arcs], probability, lag)


def uneven_network(size: int = 600, ties: int = 1500, seed: int = 5, **options) -> Network:
    """Ties both ways, a few nodes with many, some with none; weighted cascade (1 / arcs coming in)."""
    random = np.random.default_rng(seed)
    weight = np.arange(1, size + 1) ** -0.7
    a = random.choice(size, ties, p=weight / weight.sum())
    b = random.integers(0, size, ties)
    pairs = np.unique(np.concatenate([a * size + b, b * size + a])[np.tile(a != b, 2)])
    source, target = pairs // size, pairs % size
    coming_in = np.bincount(target, minlength=size)
    return Network.from_arcs(size, source, target, 1.0 / coming_in[target], **options)
