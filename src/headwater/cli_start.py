"""Start Headwater on this machine: prepare the database, serve the pages, send the letters.

Without options it shows the example programme; with --empty it begins a real installation.
Once begun, a real installation is what the next plain start continues.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--empty", action="store_true", help="begin a real installation instead of the example"
    )
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="port (PORT, else 8000)"
    )
    parser.add_argument(
        "--host", default=os.environ.get("HOST", "127.0.0.1"), help="address (HOST, else this machine only)"
    )
    parser.add_argument("--stage", default="running", help="stage of the example when it is loaded")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(options: argparse.Namespace) -> int:
    """Prepare, print where to go, and serve until stopped."""
    os.environ["PORT"] = str(options.port)
    settle_mode(empty=options.empty)
    if os.environ["HEADWATER_MODE"] == "demonstration" and options.host not in {
        "127.0.0.1",
        "localhost",
        "::1",
    }:
        print(
            "The example lets anyone sign in as its cast, so it is served to this machine only. Use --host 127.0.0.1."
        )
        return 2
    lines = prepare(stage=options.stage)
    address = f"http://{options.host}:{options.port}/"
    print("\n".join([f"Headwater is at {address}", *lines, "Stop it with Ctrl+C."]), flush=True)
    return serve(
        options.host, options.port, address if not options.no_browser and sys.stdout.isatty() else ""
    )


def settle_mode(*, empty: bool = False, example: bool = False) -> None:
    """Decide between the example and a real installation, and keep their data apart."""
    data = Path(os.environ.get("HEADWATER_DATA", "var"))
    marker = data / "installation"
    if "HEADWATER_MODE" not in os.environ:
        real = not example and (empty or marker.exists())
        os.environ["HEADWATER_MODE"] = "local" if real else "demonstration"
    if os.environ["HEADWATER_MODE"] == "demonstration":
        data = data / "demonstration"
    else:
        data.mkdir(parents=True, exist_ok=True)
        marker.touch()
    os.environ["HEADWATER_DATA"] = str(data.resolve())


def prepare(*, stage: str) -> list[str]:
    """Migrate, gather static files, load the example where it belongs; the lines to tell the reader."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from headwater.web.hosts.models import Host

    if settings.DEMONSTRATION and not Host.objects.exists():
        from headwater import cli_demo

        cli_demo.load(stage=stage, seed=2016)
    return _cast_lines() if settings.DEMONSTRATION else _set_up_lines()


def _cast_lines() -> list[str]:
    from headwater.web.people.models import Person

    cast = Person.objects.exclude(cast="").order_by("joined_at")
    return ["You can look around as:", *(f"  {person.name} – {person.cast}" for person in cast)]


def _set_up_lines() -> list[str]:
    from django.conf import settings

    from headwater.web.hosts.models import Host

    if Host.objects.exists():
        return []
    token = secrets.token_urlsafe(24)
    path = settings.DATA / "keys" / "setup-token"
    path.parent.mkdir(mode=0o700, exist_ok=True)  # in production no key is kept here, so nothing has made it
    path.touch(mode=0o600)
    path.write_text(token)
    return ["This installation is new. Set it up at:", f"  {settings.PUBLIC_ADDRESS}/setup/{token}/"]


def serve(host: str, port: int, open_at: str) -> int:
    """Run the web server and the worker until one ends or a signal comes; stop both."""
    threads = os.environ.get("THREADS", "8")
    web = [sys.executable, "-m", "gunicorn", "headwater.web.wsgi", "--bind", f"{host}:{port}", "--threads", threads,
           "--workers", os.environ.get("WORKERS", "1"), "--worker-class", "gthread", "--log-level", "warning"]  # fmt: skip
    worker = [sys.executable, "-m", "headwater", "db_worker", "--interval", "1"]
    processes = [subprocess.Popen(command) for command in (web, worker)]  # noqa: S603
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    if open_at:
        _open_browser(open_at)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return next(process.returncode for process in processes if process.poll() is not None) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def _open_browser(address: str) -> None:
    import webbrowser

    time.sleep(1)
    webbrowser.open(address)
