"""The matching engine side by side with its peers, in one run: same optimum, CPU, memory, and how both grow.

    ./run bench matching                       # 15 to 30,000 partners
    ./run bench matching --sizes 15 150 1500
    ./run bench matching --peers               # also mentor-match and matching, each in its own environment

Every run is a fresh process; CPU and memory count from arrays in to assignment out, imports apart. The rows
of headwater include building the problem, the certificate and its check by the verifier, which the others
lack; the row of drop-outs is the second match alone. At the end `headwater match` goes from two spreadsheets
to its written results, reading and imports included. NetworkX comes with the `bench` group.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SIZES = (15, 150, 1500, 15_000, 30_000)
ENVIRONMENTS = HERE.parent / ".bench"
GOOD_ENOUGH = 600
REASONS = 100
DROP_OUTS = 100
SPREADSHEETS = (15, 1500, 30_000)


def load(path):
    return np.load(path)


def headwater(edges, fairness="none", reasons=0):
    from headwater.engines.matching import Problem, assign, explain, verify

    n, m = int(edges["n"]), int(edges["m"])
    problem = Problem.from_edges(n, m, edges["p"], edges["c"], edges["fit"], edges["capacity"])
    enough = GOOD_ENOUGH if fairness == "leximin" else None
    found = assign(problem, fairness, enough=enough)
    checked = verify(problem, found)
    if not (checked and found.proven):
        raise SystemExit(f"not proven: {checked.faults}")
    if reasons:
        explain(problem, found, range(0, n, max(1, n // reasons)))
    return found.placed, found.total_fit


def headwater_reasons(edges):
    return headwater(edges, reasons=REASONS)


def headwater_leximin(edges):
    return headwater(edges, "leximin")


def headwater_rematch(edges):
    """A hundred consultants drop out (a fifth, where there are fewer); a standing pair is worth 20 points."""
    from headwater.engines.matching import Problem, assign, rematch

    n, m = int(edges["n"]), int(edges["m"])
    problem = Problem.from_edges(n, m, edges["p"], edges["c"], edges["fit"], edges["capacity"])
    start = time.process_time()
    found = assign(problem)
    first = time.process_time() - start
    gone = np.random.default_rng(1).choice(m, min(DROP_OUTS, m // 5), replace=False)
    before = time.process_time()
    again = rematch(problem, found, gone, (20,))[0].assignment
    return again.placed, again.total_fit, time.process_time() - before, first


def ortools_bare(edges):
    from ortools.graph.python import min_cost_flow

    n, m = int(edges["n"]), int(edges["m"])
    source, sink = n + m, n + m + 1
    solver = min_cost_flow.SimpleMinCostFlow()

    def add(tail, head, capacity, cost):
        return solver.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), capacity, cost
        )

    p, c, fit = edges["p"], edges["c"], edges["fit"]
    arcs = add(p, n + c, np.ones(len(p), dtype=np.int64), -fit)
    add(np.full(n, source), np.arange(n), np.ones(n, dtype=np.int64), np.zeros(n, dtype=np.int64))
    add(np.arange(n, n + m), np.full(m, sink), edges["capacity"], np.zeros(m, dtype=np.int64))
    solver.set_node_supply(source, n)
    solver.set_node_supply(sink, -n)
    if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
        raise SystemExit("not solved")
    flow = solver.flows(arcs)
    return int(flow.sum()), int((flow * fit).sum())


def scipy_sparse(edges):
    """Each consultant once for each place; a dear place of their own for each partner, so that all can be
    matched.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    n, capacity = int(edges["n"]), edges["capacity"]
    starts = np.concatenate([[0], np.cumsum(capacity)])
    copies = capacity[edges["c"]]
    rows = np.repeat(edges["p"], copies)
    within = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    columns = np.repeat(starts[edges["c"]], copies) + within
    cost = np.repeat(1001.0 - edges["fit"], copies)
    alone = 1002.0 * (n + 1)
    table = csr_array(
        (
            np.concatenate([cost, np.full(n, alone)]),
            (np.concatenate([rows, np.arange(n)]), np.concatenate([columns, starts[-1] + np.arange(n)])),
        )
    )
    row, column = min_weight_full_bipartite_matching(table)
    matched = column < starts[-1]
    fit = 1001 - table[row[matched], column[matched]]
    return int(matched.sum()), int(fit.sum())


def networkx(edges):
    import networkx as nx

    graph = nx.DiGraph()
    n = int(edges["n"])
    alone = 1001 * (n + 1)
    graph.add_node("all", demand=n)
    for p in range(n):
        graph.add_node(p, demand=-1)
        graph.add_edge(p, "all", weight=alone, capacity=1)
    for c, capacity in enumerate(edges["capacity"].tolist()):
        graph.add_edge(("c", c), "all", weight=0, capacity=capacity)
    for p, c, fit in zip(edges["p"].tolist(), edges["c"].tolist(), edges["fit"].tolist(), strict=True):
        graph.add_edge(p, ("c", c), weight=-fit, capacity=1)
    _, flow = nx.network_simplex(graph)
    used = [(p, to) for p in range(n) for to, amount in flow[p].items() if amount and to != "all"]
    return len(used), -sum(graph[p][to]["weight"] for p, to in used)


TOOLS = {
    "OR-Tools bare": (ortools_bare, 10**9),
    "headwater": (headwater, 10**9),
    f"headwater, {REASONS} reasons": (headwater_reasons, 10**9),
    f"headwater, leximin to {GOOD_ENOUGH}": (headwater_leximin, 10**9),
    "headwater, after drop-outs": (headwater_rematch, 10**9),
    "scipy sparse": (scipy_sparse, 10**9),
    "NetworkX simplex": (networkx, 1_500),
}
WARM = {
    "headwater": "headwater.engines.matching",
    "OR-Tools": "ortools.graph.python.min_cost_flow",
    "scipy": "scipy.sparse.csgraph",
    "NetworkX": "networkx",
}


def run_one(tool, path):
    """One tool on one problem in this process; its figures as JSON."""
    for name, module in WARM.items():
        if tool.startswith(name):
            __import__(module)
    __import__("ortools.graph.python.min_cost_flow")
    __import__("scipy.sparse.csgraph")
    edges = dict(load(path))
    before = resource.getrusage(resource.RUSAGE_SELF)
    held, wall = highest_mb(), time.perf_counter()
    placed, total, *own = TOOLS[tool][0](edges)
    after = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "placed": placed,
        "total": total,
        "cpu": own[0] if own else after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "wall": time.perf_counter() - wall,
        "mb": highest_mb() - held,
    }
    if own:
        figures["first"] = own[1]
    print(json.dumps(figures))


def highest_mb():
    """The most memory this process has held; on Linux not that of the one it came from."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(command, seconds):
    """The figures a fresh process prints, or a word on why there are none."""
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"not finished in {seconds} s"
    if ran.returncode:
        return (ran.stderr.strip().splitlines() or ["failed"])[-1][:70]
    return json.loads(ran.stdout.strip().splitlines()[-1])


def compare(size, path, seconds, peers):
    """All tools on one problem, as rows of (tool, figures)."""
    rows = [
        (tool, measure([sys.executable, __file__, "--one", tool, str(path)], seconds))
        for tool, (_, most) in TOOLS.items()
        if size <= most
    ]
    for name, python in peers.items():
        if size <= 1_500:
            rows.append(
                (
                    name,
                    measure([str(python), "-P", str(HERE / "_matching_peers.py"), name, str(path)], seconds),
                )
            )
    return rows


def show(size, edges, rows):
    bare = rows[0][1]
    print(f"\n{size:,} partners, {edges:,} permitted pairs")
    print(f"  {'':34}{'placed':>8}{'total fit':>13}{'CPU s':>9}{'x bare':>8}{'MB':>7}")
    for tool, got in rows:
        if isinstance(got, str):
            print(f"  {tool:34}{got}")
            continue
        ratio = got["cpu"] / max(bare["cpu"], 1e-3)
        same = " same optimum" if (got["placed"], got["total"]) == (bare["placed"], bare["total"]) else ""
        if "first" in got:
            same = f" {got['cpu'] / max(got['first'], 1e-3):.2f} of the first solve"
        print(
            f"  {tool:34}{got['placed']:>8,}{got['total']:>13,}{got['cpu']:>9.3f}{ratio:>8.2f}{got['mb']:>7.0f}{same}"
        )


def slopes(results):
    """How CPU and memory grow with the number of pairs: the exponent between the two largest problems."""
    if len(results) < 2:
        return
    (edges_a, rows_a), (edges_b, rows_b) = results[-2:]
    print("\nGrowth with the number of pairs (1 is linear), between the two largest:")
    for tool, large in rows_b:
        small = dict(rows_a).get(tool)
        if isinstance(large, dict) and isinstance(small, dict):
            scale = math.log(edges_b / edges_a)
            cpu = math.log(max(large["cpu"], 1e-3) / max(small["cpu"], 1e-3)) / scale
            memory = math.log(max(large["mb"], 1) / max(small["mb"], 1)) / scale
            print(f"  {tool:34}CPU {cpu:5.2f}   memory {memory:5.2f}")


def from_spreadsheets(sizes):
    """`headwater match` on two CSV files: the CPU and memory of the whole command."""
    sys.path.insert(0, str(HERE))
    from _spreadsheets import spreadsheets

    print(f"\nheadwater match, from two CSV files to the written match\n  {'':34}{'CPU s':>9}{'MB':>7}")
    for size in sizes:
        consultants = math.ceil(size / 3) if size > 15 else 15
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in ("partners.csv", "consultants.csv")]
            for path, data in zip(paths, spreadsheets(size, consultants), strict=True):
                path.write_bytes(data)
            command = [sys.executable, "-m", "headwater", "match", *map(str, paths), "--out", folder]
            ran = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(ran.pid, 0)
            told = f"{used.ru_utime + used.ru_stime:>9.1f}{used.ru_maxrss / 1024:>7.0f}"
            print(f"  {f'{size:,} x {consultants:,}':34}{'failed' if status else told}")


def environments(wanted):
    """An environment for each peer whose import name clashes with the other's."""
    if not wanted:
        return {}
    found = {}
    for name in ("mentor-match", "matching"):
        place = ENVIRONMENTS / name
        if not place.exists():
            venv.create(place, with_pip=True)
            subprocess.run(
                [place / "bin" / "python", "-m", "pip", "install", "--quiet", name, "numpy"], check=True
            )
        found[name] = place / "bin" / "python"
    return found


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seconds", type=int, default=300, help="limit for each run")
    parser.add_argument("--peers", action="store_true", help="also run mentor-match and matching")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        run_one(*given.one)
        return
    sys.path.insert(0, str(HERE))
    from _uk_like import draw

    peers = environments(given.peers)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            drawn = draw(size, math.ceil(size / 3) if size > 15 else 15)
            path = Path(folder) / f"{size}.npz"
            np.savez(
                path,
                p=drawn.partner,
                c=drawn.consultant,
                fit=drawn.fit,
                capacity=drawn.capacity,
                n=drawn.partners,
                m=drawn.consultants,
            )
            rows = compare(size, path, given.seconds, peers)
            show(size, len(drawn.fit), rows)
            results.append((len(drawn.fit), rows))
            del drawn
    slopes(results)
    from_spreadsheets(size for size in SPREADSHEETS if size <= max(given.sizes))


if __name__ == "__main__":
    main()
