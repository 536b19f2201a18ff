"""How long a first and a second start take until the first page answers, as whole processes."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    folder = tempfile.mkdtemp(prefix="headwater-bench-")
    first = _until_it_answers(folder)
    second = _until_it_answers(folder)
    print(
        f"first start, loading the example: {first:.1f} s; second start: {second:.1f} s; ratio {first / second:.1f}"
    )
    return 0


def _until_it_answers(folder: str) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.perf_counter()
    environment = os.environ | {"HEADWATER_DATA": folder}
    command = [sys.executable, "-m", "headwater", "start", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).read()
                return time.perf_counter() - begun
            except OSError:
                if process.poll() is not None or time.perf_counter() - begun > 300:
                    raise SystemExit("The server did not start.") from None
                time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


if __name__ == "__main__":
    sys.exit(main())
