"""Find the best pairs from two spreadsheets and a file of rules, with reasons and a proof."""

import argparse
import hashlib
import sys
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


def run(args: argparse.Namespace) -> int:
    """Read, match, check, write. Returns 0; 1 where it cannot be done, with a word on why."""
    from headwater.engines.matching import MatchingError
    from headwater.exchange.matching import PeopleFileError, RulesError, write_template
    from headwater.exchange.registers.errors import RegisterError

    if args.template:
        for path in write_template(args.out):
            print(f"Wrote {path}")
        return 0
    if args.partners is None or args.consultants is None:
        print("Name the file of partners and the file of consultants, or use --template.", file=sys.stderr)
        return 2
    try:
        return _match(args)
    except (MatchingError, PeopleFileError, RulesError, RegisterError) as wrong:
        print(wrong, file=sys.stderr)
    except FileNotFoundError as wrong:
        print(f"There is no file {wrong.filename}: check the path.", file=sys.stderr)
    return 1


def _match(args: argparse.Namespace) -> int:
    from headwater.exchange.matching import Rules, read_people, read_rules, run_match, write_results

    paths = [path for path in (args.partners, args.consultants, args.rules) if path is not None]
    inputs = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    partners = read_people(args.partners.read_bytes(), "partners", args.partners.name)
    consultants = read_people(args.consultants.read_bytes(), "consultants", args.consultants.name)
    rules = read_rules(args.rules.read_bytes()) if args.rules else Rules()
    for note in (*partners.notes, *consultants.notes):
        print(note, file=sys.stderr)
    found = run_match(partners, consultants, rules, lambda step: print(f"… {step}", file=sys.stderr))
    files = write_results(found, args.out, inputs)
    proof = "proven" if found.assignment.proven and found.verification else "NOT PROVEN"
    print(
        f"{found.assignment.placed} of {found.problem.partner_count} partners placed, {proof} the best set."
    )
    print(f"Open {files[-1]} to read or print it.")
    return 0 if proof == "proven" else 1
