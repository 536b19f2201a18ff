"""Find the best pairs from two spreadsheets and a file of rules, with reasons and a proof."""

import argparse
import sys
import time
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `match` to a command line."""
    parser = subparsers.add_parser("match", help="the best pairs, from two spreadsheets", description=__doc__)
    add_arguments(parser)
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `match` takes."""
    parser.add_argument("partners", type=Path, nargs="?", help="CSV or XLSX of partners")
    parser.add_argument("consultants", type=Path, nargs="?", help="CSV or XLSX of consultants")
    parser.add_argument("--rules", type=Path, help="TOML file of rules (defaults when left out)")
    parser.add_argument(
        "--out", type=Path, default=Path("match"), help="folder for the results (default: match)"
    )
    parser.add_argument(
        "--template", action="store_true", help="write files to start from into --out, and stop"
    )
    parser.add_argument(
        "--replay",
        type=Path,
        metavar="FOLDER",
        help="run the match kept in this folder again and say whether it gives the same answer",
    )


def run(args: argparse.Namespace) -> int:
    """Read, match, check, write. Returns 0; 1 where it cannot be done, with a word on why."""
    from headwater.engines.matching import MatchingError
    from headwater.exchange.matching import PeopleFileError, ReplayError, RulesError, write_template
    from headwater.exchange.registers.errors import RegisterError

    if args.template:
        for path in write_template(args.out):
            print(f"Wrote {path}")
        return 0
    if args.replay is None and (args.partners is None or args.consultants is None):
        print("Name the file of partners and the file of consultants, or use --template.", file=sys.stderr)
        return 2
    try:
        return _match(args) if args.replay is None else _replay(args.replay)
    except (MatchingError, PeopleFileError, RulesError, RegisterError, ReplayError) as wrong:
        print(wrong, file=sys.stderr)
    except FileNotFoundError as wrong:
        print(f"There is no file {wrong.filename}: check the path.", file=sys.stderr)
    return 1


def _match(args: argparse.Namespace) -> int:
    from headwater.exchange.matching import Inputs, match_files, write_match

    files = [(path.name, path.read_bytes()) for path in (args.partners, args.consultants, args.rules) if path]
    inputs = Inputs(*files)
    tell = _Progress()
    found = match_files(inputs, tell)
    for note in (*found.partners.notes, *found.consultants.notes):
        print(note, file=sys.stderr)
    tell("writing the results")
    written = write_match(found, inputs, args.out)
    proof = "proven" if found.assignment.proven and found.verification else "NOT PROVEN"
    print(
        f"{found.assignment.placed} of {found.problem.partner_count} partners placed, {proof} the best set."
    )
    print(f"Open {written[-1]} to read or print it.")
    return 0 if proof == "proven" else 1


def _replay(folder: Path) -> int:
    from headwater.exchange.matching import replay

    found = replay(folder, _Progress())
    for difference in found.differences:
        print(difference)
    if found.same:
        pairs, total = len(found.run.assignment.pairs), found.run.assignment.total_fit
        print(f"The same answer: {pairs} pairs, total fit {total}. The kept certificate proves it.")
    return 0 if found.same else 1


class _Progress:
    """Says each step on the error stream, with the seconds since the start once they count."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, step: str) -> None:
        seconds = int(time.monotonic() - self.start)
        print(f"… {step}" + (f" ({seconds} s)" if seconds else ""), file=sys.stderr, flush=True)
