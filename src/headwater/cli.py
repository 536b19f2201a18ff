"""The command line: a thin face on the site and the engines."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

# command -> (module with add_parser and run, one line of help)
COMMANDS = {
    "start": ("headwater.cli_start", "serve the example programme, or --empty for a real installation"),
    "demo": ("headwater.cli_demo", "load the example programme at a stage"),
    "doctor": ("headwater.cli_doctor", "say what is wrong with this installation and how to mend it"),
    "forecast": (
        "headwater.cli_forecast",
        "how a practice travels and how far it will go, from a CSV of events",
    ),
    "match": ("headwater.cli_match", "the best pairs from two spreadsheets, with reasons and a proof"),
    "policy": ("headwater.cli_policy", "print who may do what, from the code itself"),
}
RENAMED = {"verify-trail": "verify_trail"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what is not ours (migrate, makemessages …) goes to Django."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.web.settings.site")
    if words and words[0] in COMMANDS:
        return _run_own(words)
    if not words or words[0] in {"-h", "--help", "help"}:
        _parser().print_help()
        return 0
    from django.core.management import execute_from_command_line

    execute_from_command_line(["headwater", RENAMED.get(words[0], words[0]), *words[1:]])
    return 0


def _run_own(words: list[str]) -> int:
    module = importlib.import_module(COMMANDS[words[0]][0])
    parser = argparse.ArgumentParser(prog=f"headwater {words[0]}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words[1:])) or 0)


def _parser() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:<14}{help_}" for name, (_, help_) in COMMANDS.items())
    return argparse.ArgumentParser(
        prog="headwater",
        usage="headwater COMMAND [OPTIONS]   (headwater COMMAND --help tells more)",
        epilog=f"commands:\n{lines}\n  verify-trail  check the event trail\n\nAny Django command works too: migrate, makemessages …",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
