"""How fast, how near the best and how well calibrated the cascade engine is, beside its peers in one run.

    python benchmarks/cascade.py spread choice national growth plain calibration reproduction thresholds [--worlds 100] [--peers DIR]

Without names, everything. With --peers the script makes a virtual environment in DIR (once) with numba,
CyNetDiff and NDlib, and runs itself there. Times are CPU seconds of one thread.
"""

import argparse
import heapq
import os
import resource
import subprocess
import sys
import time
import venv
from array import array
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PEERS = ("numpy", "scipy", "numba", "cynetdiff", "ndlib", "six", "networkx")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help="parts to run (default: all)")
    parser.add_argument(
        "--worlds", type=int, default=100, help="made-up programmes for each row of the calibration"
    )
    parser.add_argument("--peers", type=Path, help="directory of a virtual environment with the peers")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no part is called {', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}")
    if options.peers and Path(sys.prefix).resolve() != options.peers.resolve():
        sys.exit(run_among_peers(options.peers))
    from headwater.engines.cascade.compiled import AVAILABLE

    parts = options.parts or list(PARTS)
    if len(parts) == 1:
        print(f"numba: {'yes' if AVAILABLE else 'no (numpy does the work; --peers DIR compares with it)'}")
        PARTS[parts[0]](options)
        return
    for name in parts:  # a process each, so that peaks of memory are their own
        subprocess.run([sys.executable, sys.argv[0], name, "--worlds", str(options.worlds)], check=True)


def run_among_peers(where: Path) -> int:
    """Make the environment if it is not there, then run this script in it."""
    python = where / "bin" / "python"
    if not python.exists():
        venv.create(where, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    words = [python, *sys.argv]
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.run(words, env=os.environ | paths, check=False).returncode


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that this takes."""
    return timed(work)[0]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds that this takes, and what it gives."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def peak() -> str:
    """The most memory this process has held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB peak"


@contextmanager
def without_numba():
    """The numpy loops, whether or not numba is there."""
    from headwater.engines.cascade import forecasting, sketches, spread

    before = spread.AVAILABLE, spread.run_block
    for module in (spread, sketches, forecasting):
        module.AVAILABLE = False
    try:
        yield
    finally:
        for module in (spread, sketches, forecasting):
            module.AVAILABLE = before[0]


def top_degree(network, count: int):
    import numpy as np

    return np.sort(np.argsort(-np.diff(network.offsets), kind="stable")[:count])


def spread(_: argparse.Namespace) -> None:
    """Independent-cascade runs a CPU second, on 15,000 and on a million nodes."""
    from benchmarks import cascade_networks as networks

    for network, ours, theirs, slow in (
        (networks.authors(), 20_000, 5_000, 20),
        (networks.large(), 100, 40, 0),
    ):
        starts = top_degree(network, 50)
        print(f"\nRuns a CPU second: {network.size:,} nodes, {network.arcs:,} arcs, 50 starts of top degree")
        rows = {"headwater": headwater_runs(network, starts, ours)}
        with without_numba():
            rows["headwater, numpy only"] = headwater_runs(network, starts, max(4, ours // 20))
        for name, peer, runs in (("CyNetDiff", cynetdiff_runs, theirs), ("NDlib", ndlib_runs, slow)):
            try:
                if runs:
                    rows[name] = peer(network, starts, runs)
            except ImportError:
                print(f"{name} is not installed: use --peers DIR")
        for name, (speed, mean) in rows.items():
            ratio = rows["headwater"][0] / speed
            print(
                f"  {name:<24}{speed:>12,.1f}   mean reach {mean:>10,.1f}   headwater is {ratio:,.1f} times as fast"
            )
    print(f"  {peak()}")


def headwater_runs(network, starts, runs: int) -> tuple[float, float]:
    from headwater.engines.cascade import simulate

    simulate(network, starts, 2)
    took, found = timed(partial(simulate, network, starts, runs))
    return runs / took, found.mean


def cynetdiff_runs(network, starts, runs: int) -> tuple[float, float]:
    from cynetdiff.models import IndependentCascadeModel

    first, ends = (array("I", values.tolist()) for values in (network.offsets[:-1], network.target))
    model = IndependentCascadeModel(first, ends, activation_probs=array("f", network.probability.tolist()))
    model.set_seeds([int(start) for start in starts])
    reached = 0

    def work() -> None:
        nonlocal reached
        for _ in range(runs):
            model.reset_model()
            model.advance_until_completion()
            reached += model.get_num_activated_nodes()

    took = cpu(work)
    return runs / took, reached / runs


def ndlib_runs(network, starts, runs: int) -> tuple[float, float]:
    import networkx as nx
    from ndlib.models import ModelConfig
    from ndlib.models.epidemics import IndependentCascadesModel

    graph = nx.DiGraph()
    graph.add_nodes_from(range(network.size))
    graph.add_edges_from(zip(network.source.tolist(), network.target.tolist(), strict=True))
    model = IndependentCascadesModel(graph)
    config = ModelConfig.Configuration()
    config.add_model_initial_configuration("Infected", [int(start) for start in starts])
    for source, target, chance in zip(
        network.source.tolist(), network.target.tolist(), network.probability.tolist(), strict=True
    ):
        config.add_edge_configuration("threshold", (source, target), chance)
    model.set_initial_status(config)
    reached = 0

    def work() -> None:
        nonlocal reached
        for _ in range(runs):
            model.reset([int(start) for start in starts])
            counts = model.iteration()["node_count"]
            while counts[1]:
                counts = model.iteration()["node_count"]
            reached += counts[2]

    took = cpu(work)
    return runs / took, reached / runs


def choice(_: argparse.Namespace) -> None:
    """The 50 starts that reach most, against greedy choice by forward simulation (CELF)."""
    from benchmarks import cascade_networks as networks
    from headwater.engines.cascade import choose_starts, simulate

    network = networks.authors()
    options = {"pool": 1_000_000, "runs": 200, "refits": 0}
    choose_starts(network, 2, pool=1000, runs=2, refits=0)
    took, found = timed(partial(choose_starts, network, 50, **options))
    reference, celf = timed(partial(forward_greedy, network, 50, 1000))
    print("\nChoosing 50 of 15,229 (CPU seconds; reach by 200,000 runs that neither has seen)")
    lists = {"headwater": (took, found.nodes), "CELF, 1,000 runs a look": (reference, celf)}
    lists |= {plan.name: (0.0, plan.nodes) for plan in found.plans[1:]}
    best = simulate(network, celf, 200_000, seed=99).mean
    for name, (seconds, nodes) in lists.items():
        reach = simulate(network, nodes, 200_000, seed=99).mean
        print(f"  {name:<26}{seconds:>8.2f} s   reach {reach:>9,.1f}   {reach / best - 1:+.2%}")
    print(f"  at least {found.at_least:.0%} of the best possible, by the sketches; {peak()}")


def forward_greedy(network, count: int, runs: int) -> list[int]:
    """Lazy greedy choice on forward runs that all toss the same coins: an independent reference."""
    from headwater.engines.cascade import simulate

    chosen: list[int] = []
    reach = 0.0
    queue = [(-simulate(network, [node], runs, seed=5).mean, node, 0) for node in range(network.size)]
    heapq.heapify(queue)
    while len(chosen) < count:
        gain, node, seen = heapq.heappop(queue)
        if seen == len(chosen):
            chosen.append(node)
            reach -= gain
            continue
        fresh = simulate(network, [*chosen, node], runs, seed=5).mean - reach
        heapq.heappush(queue, (-fresh, node, len(chosen)))
    return chosen


def national(_: argparse.Namespace) -> None:
    """50,000 organisations and all their staff, month by month for five years, 1,000 runs."""
    import numpy as np

    from benchmarks import cascade_networks as networks
    from headwater.engines.cascade import Floors, choose_starts, forecast

    took, (belief, staff, region) = timed(networks.national)
    print(
        f"\nA country: {staff.size:,} organisations, {staff.sum():,} staff, {belief.network.arcs:,} arcs (made in {took:.1f} s)"
    )
    took = cpu(lambda: belief.hierarchy.walk)
    print(f"  put in walking order {took:>19.1f} s")
    forecast(belief, 2, 20, sources=False)
    took, ahead = timed(partial(forecast, belief, 60, 1000, sources=False))
    low, high = ahead.fan[90]
    reached = f"{ahead.reached[:, -1].mean():,.0f} people [{low[-1]:,.0f} to {high[-1]:,.0f}]"
    print(f"  1,000 runs over 60 months {took:>14.1f} s   {reached}, {peak()}")
    cost = 500 + 20.0 * staff
    options = {
        "horizon": 36,
        "draws": belief.odds[:100],
        "value": staff,
        "refits": 0,
        "runs": 200,
        "pool": 500_000,
    }
    for name, floors in (("without floors", None), ("with floors by region", Floors(region))):
        took, found_choice = timed(
            partial(choose_starts, belief.network, costs=cost, budget=1e6, floors=floors, **options)
        )
        plans = found_choice.plans
        others = ", ".join(f"{plan.name} {plan.reach:,.0f}" for plan in plans[1:])
        print(
            f"  choice {name:<22}{took:>11.1f} s   {len(plans[0].nodes)} chosen reach {plans[0].reach:,.0f} ({others}), {peak()}"
        )
    rate = np.array(plans[0].reach_by_group) / np.bincount(region, weights=staff)
    print(
        f"  largest floor {found_choice.fairness.largest:.2f}; regions reached {rate.min():.1%} to {rate.max():.1%}"
    )


def growth(_: argparse.Namespace) -> None:
    """How time and memory grow with size."""
    from benchmarks import cascade_networks as networks

    print("\nGrowth: nodes, arcs, nanoseconds for each node reached, memory")
    for size in (10_000, 30_000, 100_000, 300_000, 1_000_000):
        network = networks.large(size, size * 5 // 2)
        starts = top_degree(network, 50)
        speed, mean = headwater_runs(network, starts, max(20, 20_000_000 // size))
        print(f"  {size:>10,}{network.arcs:>12,}{1e9 / speed / mean:>8.0f} ns   {peak()}")


def plain(_: argparse.Namespace) -> None:
    """What numba is worth: the same work with numpy only."""
    from benchmarks import cascade_networks as networks
    from headwater.engines.cascade import Hierarchy, Posterior, choose_starts, forecast
    from headwater.engines.cascade.compiled import AVAILABLE

    network = networks.authors()
    belief = Posterior.what_if(Hierarchy.even(200, (5, 4, 8)), draws=200)
    work = {
        "choice of 50, 100,000 sketches": lambda: choose_starts(
            network, 50, pool=100_000, runs=200, refits=0
        ),
        "the same within 4 steps": lambda: choose_starts(
            network, 50, horizon=4, pool=100_000, runs=200, refits=0
        ),
        "forecast, 200 organisations": lambda: forecast(belief, 24, sources=False),
    }
    print("\nNumpy only (CPU seconds)")
    for name, question in work.items():
        question()
        fast = cpu(question)
        with without_numba():
            slow = cpu(question)
        with_numba = f"{fast:>8.2f} s with numba, {slow / fast:.1f} times" if AVAILABLE else ""
        print(f"  {name:<34}{slow:>8.2f} s{with_numba}")


def calibration(options: argparse.Namespace) -> None:
    """Whether the bands hold what they say."""
    from benchmarks.cascade_worlds import print_calibration

    print_calibration(options.worlds)


def handing_on(options: argparse.Namespace) -> None:
    """Whether the reproduction number and the lags allow for those who have not had time."""
    from benchmarks.cascade_worlds import print_reproduction

    print_reproduction(options.worlds)


def thresholds(_: argparse.Namespace) -> None:
    """What becomes of the choice where two must tell."""
    from benchmarks.cascade_thresholds import print_thresholds

    print_thresholds()


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "spread": spread,
    "choice": choice,
    "national": national,
    "growth": growth,
    "plain": plain,
    "calibration": calibration,
    "reproduction": handing_on,
    "thresholds": thresholds,
}

if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    main()
