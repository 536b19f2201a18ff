"""Capacity holds when several accept in the same moment (R36; peers.md 2.3)."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_six_yeses_at_once_to_one_with_two_places_make_two_pairs(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HEADWATER_"))
    }
    environment.pop("DATABASE_URL", None)
    environment |= {"HEADWATER_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.matching.accepting_at_once"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    told = "['agreed', 'agreed', 'lapsed', 'lapsed', 'lapsed', 'lapsed'] 2"
    assert (done.stdout.strip(), done.returncode) == (told, 0), done.stderr
