"""Whether the site is alive, and whether it can do its work now. Both tell the truth (promises.md R16)."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from headwater.web.hosts.policy import public


@public
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@public
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers, holds every migration, can be written, and keeps its safety settings."""
    problems = database_problems()
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


def database_problems() -> list[str]:
    """What is wrong with the database, in plain words; empty when nothing is."""
    try:
        problems = _sqlite_problems() if settings.SQLITE else []
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            problems.append("The database is older than the program. Run `headwater migrate`.")
        return problems
    except DatabaseError as error:
        return [f"The database does not answer ({type(error).__name__}). Check DATABASE_URL and the disk."]


def _sqlite_problems() -> list[str]:
    with connection.cursor() as cursor:
        settings_read = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    return [
        f"SQLite {name} is {settings_read[name]!r}, not {value!r}."
        for name, value in wanted.items()
        if settings_read[name] != value and not getattr(settings, "TESTING", False)
    ]
