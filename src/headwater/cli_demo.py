"""Load the example programme: fictional organisations in real places, at the stage you want to see."""

import argparse

STAGES = ("applications", "selection", "matching", "running", "evaluation", "alumni")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", choices=STAGES, default="running", help="how far the programme has come")
    parser.add_argument("--seed", type=int, default=2016, help="another number tells another story")
    parser.add_argument(
        "--reset", action="store_true", help="remove everything in this demonstration and begin again"
    )


def run(options: argparse.Namespace) -> int:
    """Load the example into an empty database; refuse to touch a real installation."""
    import django

    from headwater.cli_start import settle_mode

    settle_mode(example=True)
    django.setup()
    from django.core.management import call_command

    from headwater.web.hosts.models import Host, Installation

    call_command("migrate", verbosity=0)
    if Host.objects.exists():
        if not Installation.objects.filter(demonstration=True).exists():
            print("This is a real installation. The example programme is never loaded into one.")
            return 2
        if not options.reset:
            print("The example is loaded already. Add --reset to begin again.")
            return 2
        empty_database()
    load(stage=options.stage, seed=options.seed)
    return 0


def load(*, stage: str, seed: int) -> None:
    """Tell the example in the empty database of a site that is set up."""
    from django.utils import timezone

    from headwater.web.demonstration.tell import tell

    story = tell(stage=stage, seed=seed, today=timezone.localdate())
    print(f"Loaded “{story.programme.name}” of {story.host.name}, at the stage “{stage}”.")


def empty_database() -> None:
    """Remove everything in a demonstration's database by making its tables anew."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        else:
            _drop_sqlite_tables(cursor)
    connection.close()
    call_command("migrate", verbosity=0)


def _drop_sqlite_tables(cursor: object) -> None:
    cursor.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
    cursor.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")  # type: ignore[attr-defined]
    for (name,) in cursor.fetchall():  # type: ignore[attr-defined]
        cursor.execute(f'DROP TABLE "{name}"')  # type: ignore[attr-defined]
    cursor.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]
