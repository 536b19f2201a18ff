"""Say what is wrong with this installation and how to mend it."""

import argparse
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

LEAST_FREE = 500 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="print problems only")


def run(options: argparse.Namespace) -> int:
    """Check each part; the exit status is 1 when something is wrong."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as refused:
        print(f"✗ settings: {refused}")
        return 1
    wrong = 0
    for name, check in CHECKS.items():
        problems = list(check())
        wrong += bool(problems)
        for problem in problems:
            print(f"✗ {name}: {problem}")
        if not problems and not options.quiet:
            print(f"✓ {name}")
    return 1 if wrong else 0


def settings_() -> Iterator[str]:
    """Settings a production site must not have."""
    from django.conf import settings
    from django.core.checks import WARNING, run_checks

    if settings.PRODUCTION:
        if not settings.ALLOWED_HOSTS:
            yield "ALLOWED_HOSTS is empty. Set it to the site's name, such as headwater.example.org."
        if not settings.PUBLIC_ADDRESS.startswith("https://"):
            yield "PUBLIC_ADDRESS does not begin with https://. Letters would carry links that do not work."
        yield from (
            str(found.msg) for found in run_checks(include_deployment_checks=True) if found.level >= WARNING
        )


def database() -> Iterator[str]:
    """The database answers, is up to date and keeps its safety settings."""
    from headwater.web.hosts.health import database_problems

    yield from database_problems()


def keys() -> Iterator[str]:
    """Confidential fields open with the key there is."""
    from headwater.web.audit.encryption import CannotOpen
    from headwater.web.messages.models import AccountMail

    try:
        list(AccountMail.objects.order_by("-pk")[:1])
    except CannotOpen as problem:
        yield str(problem)
    except Exception as problem:  # a database that is not there yet is told by its own check
        yield f"could not be tried ({type(problem).__name__})."


def mail() -> Iterator[str]:
    """The mail server answers."""
    from django.conf import settings

    if "smtp" not in settings.EMAIL_BACKEND:
        if settings.PRODUCTION:
            yield "EMAIL_HOST is not set, so letters are written into files. Set it to your mail server."
        return
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5).close()
    except OSError as problem:
        yield f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not answer ({problem}). Check EMAIL_HOST and EMAIL_PORT."


def clock() -> Iterator[str]:
    """The clock is not behind what was already written."""
    from django.db.models import Max

    from headwater.web.audit.models import Event

    try:
        last = Event.objects.aggregate(last=Max("at"))["last"]
    except Exception:  # told by the database check
        return
    if last and last > datetime.now(UTC):
        yield f"The clock says {datetime.now(UTC):%Y-%m-%d %H:%M}, before the last event written. Set the clock."


def disk() -> Iterator[str]:
    """There is room to write."""
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_FREE:
        yield f"Only {free // 1024**2} MB are free at {settings.DATA}. Make room: the database needs some to write safely."


def postcodes() -> Iterator[str]:
    """The packaged postcode data opens and knows a well-known postcode."""
    from headwater.data.postcodes import locate

    try:
        if locate("SW1A 1AA").point is None:
            yield "The postcode data does not know SW1A 1AA. Install the package again."
    except (OSError, ValueError) as problem:
        yield f"The postcode data does not open ({problem}). Install the package again."


def pdf() -> Iterator[str]:
    """PDF reports can be made, where they were asked for."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        return  # not installed: the report page says how to print instead
    except OSError as problem:
        yield f"WeasyPrint is installed but Pango is not ({problem}). Install the system package libpango-1.0-0."


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "settings": settings_,
    "database": database,
    "keys": keys,
    "mail": mail,
    "clock": clock,
    "disk": disk,
    "postcode data": postcodes,
    "PDF support": pdf,
}
