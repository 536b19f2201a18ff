"""A real site of its own for a journey: started as a newcomer starts it, its letters read from files."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email import policy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Site:
    """``./run start`` as a process. ``said`` is what it printed."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.port = folder, free_port()
        self.checked: set[tuple[str, str]] = set()  # the kinds of page already looked at
        self.address = f"http://127.0.0.1:{self.port}"
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DJANGO_", "HEADWATER_"))
        }
        environment |= {"HEADWATER_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
        environment.pop("DATABASE_URL", None)
        self.log = (folder / "log").open("w+")
        command = [
            sys.executable,
            "-m",
            "headwater",
            "start",
            "--port",
            str(self.port),
            "--no-browser",
            *options,
        ]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=self.log, stderr=self.log)
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        for _ in range(1200):
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            assert self.process.poll() is None, self.said
            time.sleep(0.1)
        raise AssertionError(self.said)

    @property
    def said(self) -> str:
        return (self.folder / "log").read_text()

    def letters_to(self, address: str) -> list[email.message.EmailMessage]:
        """Every letter written so far to an address, the oldest first."""
        found = []
        for file in sorted(self.folder.rglob("mail/*.log"), key=lambda path: path.stat().st_mtime):
            for part in re.split(rb"\n-{79}\n", file.read_bytes()):
                if part.strip():
                    message = email.message_from_bytes(part.strip(), policy=policy.default)
                    if address in str(message["To"]):
                        found.append(message)
        return found

    def newest_letter(self, address: str, *, after: int) -> email.message.EmailMessage:
        """The newest letter to an address, once there are more than ``after``."""
        for _ in range(900):
            letters = self.letters_to(address)
            if len(letters) > after:
                return letters[-1]
            time.sleep(0.1)
        raise AssertionError(f"No letter came to {address}.")

    def newest_code(self, address: str, *, after: int) -> str:
        """The sign-in code of the newest letter to an address, once there are more letters than ``after``."""
        letter = self.newest_letter(address, after=after).get_content()
        return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", letter, re.M).group(1)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self.log.close()
