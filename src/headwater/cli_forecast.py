"""Estimate how a practice travels from a CSV of events, and forecast how far it will go."""

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headwater.engines.cascade import Estimate, Event, Forecast, Hierarchy, Reproduction


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `forecast` to a command line."""
    parser = subparsers.add_parser(
        "forecast", help="how a practice travels, from a CSV of events", description=__doc__
    )
    add_arguments(parser)
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `forecast` takes."""
    parser.add_argument(
        "events", type=Path, nargs="?", help="CSV of events: organisation, tier, state, people, date …"
    )
    parser.add_argument(
        "--template", action="store_true", help="print an events file to fill in, with every column, and stop"
    )
    parser.add_argument(
        "--lines", type=Path, help="CSV of reporting lines: organisation, position, reports_to …"
    )
    parser.add_argument(
        "--spans", help="reports of one person in each tier, such as 12,5,12, instead of --lines"
    )
    parser.add_argument(
        "--from-now", action="store_true", help="go on from where the events say it has got to (with --lines)"
    )
    parser.add_argument("--horizon", type=int, default=24, help="months to look ahead (default 24)")
    parser.add_argument("--draws", type=int, default=1000, help="runs, one for each draw (default 1000)")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same answer (default 0)")
    parser.add_argument("--as-of", help="leave out events after this date (2025-03-01)")
    parser.add_argument(
        "--what-if", type=float, metavar="SHARE", help="suppose this share gets through each tier"
    )
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="how to print it")


def run(args: argparse.Namespace) -> int:
    """Read, estimate, forecast, print. Returns 0; 1 where the question cannot be answered."""
    from headwater.engines.cascade import CascadeError
    from headwater.exchange.events import EventFileError, template
    from headwater.exchange.registers.errors import RegisterError

    if args.template:
        sys.stdout.write(template())
        return 0
    try:
        _answer(args)
    except (CascadeError, EventFileError, RegisterError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except FileNotFoundError as wrong:
        print(f"There is no file {wrong.filename}: check the path.", file=sys.stderr)
        return 1
    return 0


def _answer(args: argparse.Namespace) -> None:
    from headwater.engines.cascade import CascadeError, Posterior, estimate, forecast
    from headwater.exchange.events import EventFileError, read_events, read_hierarchy

    if args.events is None:
        raise EventFileError("Name the CSV file of events, or start from one: headwater forecast --template.")
    read = read_events(args.events.read_bytes())
    for problem in read.problems:
        print(f"Row {problem.row} left out: {problem.message}", file=sys.stderr)
    if not read.events:
        raise EventFileError("The file holds no event that can be used: see the rows above.")
    if args.from_now and not args.lines:
        raise CascadeError("--from-now needs --lines, to know who is left to reach: give both.")
    lines = read_hierarchy(args.lines.read_bytes()) if args.lines else _supposed(read.events, args.spans)
    found = estimate(read.events, lines, as_of=_day(args.as_of), draws=args.draws, seed=args.seed)
    belief = None if found.standing == "counts only" else found.posterior
    if args.what_if is not None:
        belief = Posterior.what_if(lines, args.what_if, draws=args.draws)
    if belief is not None and args.from_now:
        belief = belief.from_now(read.events, found.as_of)
    ahead = None if belief is None else forecast(belief, args.horizon, seed=args.seed)
    {"text": _print_text, "json": _print_json, "csv": _print_csv}[args.format](found, ahead, lines)


def _day(text: str | None) -> date | None:
    from headwater.engines.cascade import CascadeError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CascadeError(f"--as-of is {text}: write a day as 2025-03-01.") from None


def _supposed(events: "tuple[Event, ...]", spans: str | None) -> "Hierarchy":
    """One organisation like those in the events: the middle of the numbers asked in each tier, or --spans."""
    from headwater.engines.cascade import CascadeError, Hierarchy
    from headwater.engines.cascade.tallies import count

    if spans:
        parts = spans.split(",")
        if not all(part.strip().isdigit() and int(part) > 0 for part in parts):
            raise CascadeError(f"--spans is {spans}: give whole numbers with commas, such as 12,5,12.")
        return Hierarchy.even(["one like these"], [int(part) for part in parts])
    people: dict[int, dict[str, int]] = {}
    counted = count(events)
    for team in counted.teams:
        own = people.setdefault(team.tier, {})
        own[team.organisation] = own.get(team.organisation, 0) + team.asked
    above, found = 1.0, []
    for tier in range(1, max((own.tier for own in counted.tiers), default=0) + 1):
        size = median(people[tier].values()) if tier in people else above
        found.append(max(1, round(size / above)))
        above *= found[-1]
    return Hierarchy.even(["one like these"], found or [1])


def _print_text(found: "Estimate", ahead: "Forecast | None", lines: "Hierarchy") -> None:
    for note in found.notes:
        print(note)
    print(
        f"\n{'tier':<6}{'asked':>7}{'received':>10}{'share':>8}  {'90% band':<13}{'not told':>9}{'not heard':>10}"
    )
    for tier in found.tiers:
        own = tier.counts
        share = "" if tier.rate is None else f"{tier.rate:.0%}"
        band = "" if tier.rate is None else "{:.0%} to {:.0%}".format(*tier.bands[90])
        print(
            f"{tier.tier:<6}{own.asked:>7}{own.received:>10}{share:>8}  {band:<13}{own.not_told:>9}{own.not_heard:>10}"
        )
    if found.fed_back:
        print(f"\nUpward signals: {found.fed_back}; answers: {found.answered}.")
    for name, number in found.reproduction.items():
        print(f"{'Generations 1 and on' if name == 'later' else 'Generation ' + name}: {_handed_on(number)}")
    if ahead is None:
        return
    low, high = ahead.fan[90]
    print(
        f"\n{ahead.note} Of {ahead.people:,} people in {len(lines.organisations)} organisation(s), reached by month:"
    )
    for month in _months(ahead.horizon):
        print(f"{month:>6} {low[month]:>9,.0f} to {high[month]:,.0f} (90%)")
    print("Twenty equally likely outcomes: " + " ".join(map(str, ahead.twenty)))
    shares = ", ".join(f"{name} {share:.0%}" for name, share in ahead.sources.items())
    print(f"Where the doubt comes from: {shares}.")


def _handed_on(number: "Reproduction") -> str:
    text = f"{number.parents} have it and handed it on to {number.children}; {number.verdict}"
    if number.median is None or number.above_one is None:
        return text + "."
    low, high = number.bands[90]
    return f"{text} (each to between {low:.1f} and {high:.1f} in the end; above one: {number.above_one:.0%})."


def _months(horizon: int) -> list[int]:
    step = max(1, horizon // 8)
    return sorted({*range(0, horizon + 1, step), horizon})


def _print_json(found: "Estimate", ahead: "Forecast | None", lines: "Hierarchy") -> None:
    from dataclasses import asdict

    answer: dict[str, object] = {
        "standing": found.standing,
        "organisations": found.organisations,
        "notes": found.notes,
        "tiers": [asdict(tier) for tier in found.tiers],
        "reproduction": {name: _plain(number) for name, number in found.reproduction.items()},
        "fed_back": found.fed_back,
        "answered": found.answered,
    }
    if ahead is not None:
        answer["forecast"] = {
            "note": ahead.note,
            "people": ahead.people,
            "horizon": ahead.horizon,
            "fan": {
                level: {"low": low.tolist(), "high": high.tolist()}
                for level, (low, high) in ahead.fan.items()
            },
            "twenty": ahead.twenty,
            "sources": ahead.sources,
            "seed": ahead.seed,
        }
    print(json.dumps(answer, indent=2))


def _plain(number: "Reproduction") -> dict[str, object]:
    from dataclasses import asdict

    return {name: value for name, value in asdict(number).items() if name != "draws"}


def _print_csv(found: "Estimate", ahead: "Forecast | None", lines: "Hierarchy") -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    if ahead is None:
        out.writerow(["tier", "organisations", "asked", "received", "not_told", "not_heard"])
        for tier in found.tiers:
            own = tier.counts
            out.writerow([own.tier, own.organisations, own.asked, own.received, own.not_told, own.not_heard])
        return
    out.writerow(["month", "low_90", "low_80", "low_50", "high_50", "high_80", "high_90"])
    for month in range(ahead.horizon + 1):
        lows = [f"{ahead.fan[level][0][month]:.1f}" for level in (90, 80, 50)]
        out.writerow([month, *lows, *(f"{ahead.fan[level][1][month]:.1f}" for level in (50, 80, 90))])
