"""How much of a practice gets through each tier, when organisations and teams differ.

Model. A person in tier t of organisation j whose sender has the practice receives it with a chance that
their team shares: Beta with mean m = logistic(a_t + u_j) and concentration c_t; u_j is normal with
spread s and common to the tiers of an organisation. Failure comes in whole teams, so a plain share of
all people pretends to far more evidence than there is. Priors, weak and on the page: a_t normal (0, 1.5);
log c_t normal (log 6, 1); log s normal (log 0.6, 0.6). Fitted by adaptive importance sampling around the
mode, with u_j integrated on a grid: no compiler, no chains, the same draws for the same seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.tallies import Team

Floats = NDArray[np.float64]
PRIOR_LEVEL = (0.0, 1.5)
PRIOR_TOGETHER = (np.log(6.0), 1.0)
PRIOR_BETWEEN = (np.log(0.6), 0.6)
NODES = np.linspace(-3.5, 3.5, 29)
NODE_LOG_WEIGHT = -0.5 * NODES**2 - np.log(np.exp(-0.5 * NODES**2).sum())
PROPOSALS, ROUNDS = 1600, 2
CHUNK = 100
SMALL = 40  # teams up to this size have their chances from a table of rising products


@dataclass(frozen=True, eq=False)
class Rates:
    """Draws of the model: `level[d, t]` is a_t, `together[d, t]` c_t, `between[d]` s; tiers 1, 2 … in order.

    `effect[d, j]` is u_j of the organisations named in `organisations`. `effective`: how many
    independent draws the sampling was worth (infinite for draws from the prior).
    """

    level: Floats
    together: Floats
    between: Floats
    effect: Floats
    organisations: tuple[str, ...]
    effective: float


@dataclass(frozen=True, eq=False)
class Evidence:
    """Teams as tables: for tier t the distinct (asked, received) pairs, and how often each organisation has each."""

    organisations: tuple[str, ...]
    asked: tuple[Floats, ...]
    received: tuple[Floats, ...]
    times: tuple[Floats, ...]

    @classmethod
    def of(cls, teams: Sequence[Team], tiers: int) -> "Evidence":
        """Evidence on tiers 1 … tiers."""
        names = tuple(sorted({team.organisation for team in teams}))
        number = {name: place for place, name in enumerate(names)}
        asked, received, times = [], [], []
        for tier in range(1, tiers + 1):
            own = [team for team in teams if team.tier == tier]
            pairs = sorted({(team.asked, team.received) for team in own})
            column = {pair: place for place, pair in enumerate(pairs)}
            table = np.zeros((len(names), len(pairs)))
            for team in own:
                table[number[team.organisation], column[team.asked, team.received]] += 1
            asked.append(np.array([float(pair[0]) for pair in pairs]))
            received.append(np.array([float(pair[1]) for pair in pairs]))
            times.append(table)
        return cls(names, tuple(asked), tuple(received), tuple(times))


def prior_rates(tiers: int, random: np.random.Generator, draws: int) -> Rates:
    """Draws before anything is seen."""
    level = random.normal(*PRIOR_LEVEL, (draws, tiers))
    together = np.exp(random.normal(*PRIOR_TOGETHER, (draws, tiers)))
    between = np.exp(random.normal(*PRIOR_BETWEEN, draws))
    return Rates(level, together, between, np.empty((draws, 0)), (), np.inf)


def fitted_rates(teams: Sequence[Team], tiers: int, random: np.random.Generator, draws: int) -> Rates:
    """Posterior draws given these teams."""
    evidence = Evidence.of(teams, tiers)
    centre, root = _mode(evidence, tiers)
    for _ in range(ROUNDS):
        points, log_proposal = _proposals(centre, root, random)
        weight = np.exp(_shifted(log_posterior(evidence, points) - log_proposal))
        weight /= weight.sum()
        centre = weight @ points
        spread = (points - centre).T @ ((points - centre) * weight[:, None])
        root = _root(1.2 * spread + 1e-6 * np.eye(centre.size))
    effective = float(1.0 / (weight**2).sum())
    where = (random.permutation(draws) + random.random(draws)) / draws
    kept = points[np.minimum(np.searchsorted(np.cumsum(weight), where), weight.size - 1)]
    effect = _effects(evidence, kept, random)
    level, together, between = _split(kept)
    return Rates(level, together, between, effect, evidence.organisations, effective)


def _split(points: Floats) -> tuple[Floats, Floats, Floats]:
    tiers = (points.shape[1] - 1) // 2
    return points[:, :tiers], np.exp(points[:, tiers : 2 * tiers]), np.exp(points[:, -1])


def log_posterior(evidence: Evidence, points: Floats) -> Floats:
    """Log density, up to a constant, of each row of `points`: levels, log concentrations, log spread."""
    tiers = (points.shape[1] - 1) // 2
    prior = -0.5 * ((points[:, :tiers] - PRIOR_LEVEL[0]) / PRIOR_LEVEL[1]) ** 2
    prior = prior - 0.5 * ((points[:, tiers : 2 * tiers] - PRIOR_TOGETHER[0]) / PRIOR_TOGETHER[1]) ** 2
    total = prior.sum(axis=1) - 0.5 * ((points[:, -1] - PRIOR_BETWEEN[0]) / PRIOR_BETWEEN[1]) ** 2
    for cut in range(0, points.shape[0], CHUNK):
        by_node = by_organisation(evidence, points[cut : cut + CHUNK])
        total[cut : cut + CHUNK] += _log_sum(by_node + NODE_LOG_WEIGHT).sum(axis=0)
    return np.asarray(total)


def by_organisation(evidence: Evidence, points: Floats) -> Floats:
    """Log likelihood of each organisation at each node of its u: shape (organisations, points, nodes)."""
    from scipy.special import expit

    level, together, between = _split(points)
    found = np.zeros((len(evidence.organisations), points.shape[0], NODES.size))
    for tier, (asked, received, times) in enumerate(
        zip(evidence.asked, evidence.received, evidence.times, strict=True)
    ):
        if asked.size == 0:
            continue
        mean = np.clip(expit(level[:, tier, None] + between[:, None] * NODES), 1e-6, 1 - 1e-6)
        size = together[:, tier, None]
        chance = _log_chance(mean * size, (1 - mean) * size, size, asked, received)
        found += np.einsum("jp,pdq->jdq", times, chance)
    return found


def _log_chance(a: Floats, b: Floats, size: Floats, asked: Floats, received: Floats) -> Floats:
    """Log chance of each (asked, received) in a given order, beta-binomial: shape (pairs, points, nodes)."""
    if asked.max() > SMALL:
        from scipy.special import betaln

        n, k = asked[:, None, None], received[:, None, None]
        return np.asarray(betaln(a + k, b + n - k) - betaln(a, b))
    most, yes = int(asked.max()), received.astype(np.int64)
    of = asked.astype(np.int64)
    rising = _log_rising(a, most)[yes] + _log_rising(b, most)[of - yes] - _log_rising(size, most)[of]
    return np.asarray(rising)


def _log_rising(base: Floats, most: int) -> Floats:
    """Log of base (base + 1) … (base + n - 1), for n = 0 … most along the first axis."""
    steps = np.log(base + np.arange(most)[:, None, None])
    return np.concatenate([np.zeros((1, *base.shape)), np.cumsum(steps, axis=0)])


def _effects(evidence: Evidence, points: Floats, random: np.random.Generator) -> Floats:
    """A draw of u for each organisation and each row of `points`."""
    found = np.empty((points.shape[0], len(evidence.organisations)))
    gap = NODES[1] - NODES[0]
    for cut in range(0, points.shape[0], CHUNK):
        rows = points[cut : cut + CHUNK]
        weight = by_organisation(evidence, rows) + NODE_LOG_WEIGHT
        chance = np.cumsum(np.exp(weight - weight.max(axis=2, keepdims=True)), axis=2)
        toss = random.random(chance.shape[:2]) * chance[:, :, -1]
        node = (chance < toss[:, :, None]).sum(axis=2).T
        jitter = (random.random(node.shape) - 0.5) * gap
        found[cut : cut + CHUNK] = (NODES[node] + jitter) * np.exp(rows[:, -1:])
    return found


def _mode(evidence: Evidence, tiers: int) -> tuple[Floats, Floats]:
    """The highest point, and a root of the covariance of the normal that fits there."""
    from scipy.optimize import minimize

    size = 2 * tiers + 1
    step = 1e-3 * np.eye(size)
    start = np.concatenate(
        (np.full(tiers, PRIOR_LEVEL[0]), np.full(tiers, PRIOR_TOGETHER[0]), [PRIOR_BETWEEN[0]])
    )

    def slope(point: Floats) -> tuple[float, Floats]:
        values = log_posterior(evidence, np.concatenate(([point], point + step, point - step)))
        return -float(values[0]), -(values[1 : size + 1] - values[size + 1 :]) / 2e-3

    best = minimize(slope, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    wide = 0.1 * np.eye(size)
    down = np.array([slope(best + row)[1] - slope(best - row)[1] for row in wide]) / 0.2
    values, axes = np.linalg.eigh((down + down.T) / 2)
    return best, np.asarray(axes * (1.0 / np.sqrt(np.clip(values, 0.3, None))))


FREEDOM = 6.0  # of the t distribution proposals come from


def _proposals(centre: Floats, root: Floats, random: np.random.Generator) -> tuple[Floats, Floats]:
    """Points from a multivariate t around the centre, and their log density up to a constant."""
    normal = random.standard_normal((PROPOSALS, centre.size))
    stretch = np.sqrt(FREEDOM / random.chisquare(FREEDOM, PROPOSALS))
    unit = normal * stretch[:, None]
    distance = (unit**2).sum(axis=1)
    log_density = -0.5 * (FREEDOM + centre.size) * np.log1p(distance / FREEDOM)
    return centre + unit @ root.T, np.asarray(log_density)


def _log_sum(values: Floats) -> Floats:
    top = values.max(axis=-1, keepdims=True)
    return np.asarray(np.log(np.exp(values - top).sum(axis=-1)) + top[..., 0])


def _root(covariance: Floats) -> Floats:
    return np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)


def _shifted(values: Floats) -> Floats:
    return np.asarray(values - values.max())
