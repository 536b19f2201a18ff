"""mentor-match and matching on one problem, each run by the Python of its own environment (both import as
`matching`).

mentor-match gives each mentor one partner a round, so a consultant stands once for each place, and a pair
that is not permitted is disqualified. `matching` finds a stable set from rankings, not the best: its total
is for comparison.
"""

import json
import resource
import sys
import time

import numpy as np


def mentor_match(edges):
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules.rule import Disqualify

    fit = {
        (p, c): f
        for p, c, f in zip(edges["p"].tolist(), edges["c"].tolist(), edges["fit"].tolist(), strict=True)
    }
    places = [c for c, count in enumerate(edges["capacity"].tolist()) for _ in range(count)]
    mentors = [Mentor(grade=1, email=f"c{i}", organisation=c) for i, c in enumerate(places)]
    mentees = [Mentee(grade=0, email=f"p{p}", organisation=p) for p in range(int(edges["n"]))]

    class Fit:
        def apply(self, match):
            return fit.get((match.mentee.organisation, match.mentor.organisation), 0)

    absent = Disqualify(lambda match: (match.mentee.organisation, match.mentor.organisation) not in fit)
    _, mentees = process_data(mentors, mentees, [[Fit(), absent]])
    pairs = [(one.organisation, mentor.organisation) for one in mentees for mentor in one.mentors]
    return len(pairs), sum(fit[pair] for pair in pairs)


def matching(edges):
    from matching.games import HospitalResident

    rows = sorted(zip((-edges["fit"]).tolist(), edges["p"].tolist(), edges["c"].tolist(), strict=True))
    residents, hospitals = {}, {}
    for _, p, c in rows:
        residents.setdefault(p, []).append(f"c{c}")
        hospitals.setdefault(f"c{c}", []).append(p)
    capacity = edges["capacity"].tolist()
    capacities = {name: capacity[int(name[1:])] for name in hospitals}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, capacities)
    found = game.solve()
    fit = {(p, f"c{c}"): -cost for cost, p, c in rows}
    pairs = [(one.name, hospital.name) for hospital, several in found.items() for one in several]
    return len(pairs), sum(fit[pair] for pair in pairs)


def main():
    name, path = sys.argv[1:]
    edges = dict(np.load(path))
    __import__("matching")
    before, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    placed, total = {"mentor-match": mentor_match, "matching": matching}[name](edges)
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    megabytes = (after.ru_maxrss - before.ru_maxrss) / 1024
    figures = {
        "placed": placed,
        "total": total,
        "cpu": cpu,
        "wall": time.perf_counter() - wall,
        "mb": megabytes,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
