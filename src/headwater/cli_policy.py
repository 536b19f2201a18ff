"""Print who may do what with which kind of data: roles x kinds x relations, from the code the site runs."""

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, one object for each grant")


def run(options: argparse.Namespace) -> int:
    """Print the policy matrix."""
    import django

    django.setup()
    from headwater.web.hosts.policy import matrix

    rows = matrix()
    if options.json:
        print(json.dumps(rows, indent=1))
        return 0
    for row in rows:
        where = "  where " + " and ".join(row["where"]) if row["where"] else ""
        print(f"{row['role']:<14}{row['permission']:<24}{row['kind']}{where}")
    return 0
