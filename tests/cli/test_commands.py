"""The command line says what to do, keeps the example and real data apart, and never loads one into the other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def headwater(folder, *words, **environment):
    """Run the command as a person would, on a database in a folder of its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO_", "HEADWATER_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "headwater", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=kept | {"HEADWATER_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")} | environment,
        timeout=300,
        check=False,
    )


def test_without_a_command_it_lists_them(tmp_path):
    answer = headwater(tmp_path)
    assert answer.returncode == 0
    assert all(name in answer.stdout for name in ("start", "demo", "doctor", "policy", "verify-trail"))


def test_the_example_is_loaded_once_checked_and_told_anew_on_request(tmp_path):
    assert "at the stage “applications”" in headwater(tmp_path, "demo", "--stage", "applications").stdout
    again = headwater(tmp_path, "demo")
    assert (again.returncode, "Add --reset" in again.stdout) == (2, True)
    place = {"HEADWATER_MODE": "demonstration"}
    demonstration = tmp_path / "demonstration"
    assert "The trail is whole" in headwater(demonstration, "verify-trail", **place).stdout
    healthy = headwater(demonstration, "doctor", **place)
    assert (healthy.returncode, healthy.stdout.count("✓")) == (0, 8)


def test_the_example_is_never_loaded_into_a_real_installation(tmp_path):
    headwater(tmp_path, "migrate", HEADWATER_MODE="local")
    made = headwater(
        tmp_path,
        "shell",
        "-c",
        "from headwater.web.hosts.models import Host; Host.objects.create(slug='real', name='Real')",
        HEADWATER_MODE="local",
    )
    assert made.returncode == 0, made.stderr
    answer = headwater(tmp_path, "demo", "--reset", HEADWATER_MODE="local")
    assert (answer.returncode, "never loaded" in answer.stdout) == (2, True)


@pytest.mark.parametrize("secret", ["", "short", "change-me-" * 5, "django-insecure-" + "x" * 40])
def test_a_production_start_refuses_a_missing_or_placeholder_secret(tmp_path, secret):
    answer = headwater(tmp_path, "doctor", HEADWATER_MODE="production", SECRET_KEY=secret, FIELD_KEY="k" * 48)
    assert answer.returncode == 1
    assert "SECRET_KEY is missing, short or a placeholder" in answer.stdout


def test_a_new_production_installation_is_told_its_set_up_address(tmp_path):
    answer = headwater(
        tmp_path, "shell", "-c", "from headwater.cli_start import prepare; print(*prepare(stage=''), sep='\\n')",
        HEADWATER_MODE="production", SECRET_KEY="s" * 48, FIELD_KEY="k" * 48,
        PUBLIC_ADDRESS="https://headwater.example.org", ALLOWED_HOSTS="headwater.example.org",
    )  # fmt: skip
    token = (tmp_path / "keys" / "setup-token").read_text()
    assert answer.stdout.splitlines()[-1].strip() == f"https://headwater.example.org/setup/{token}/"
    assert (tmp_path / "keys" / "setup-token").stat().st_mode & 0o077 == 0


def test_the_doctor_names_what_is_wrong_and_how_to_mend_it(tmp_path):
    answer = headwater(
        tmp_path, "doctor", HEADWATER_MODE="production", SECRET_KEY="s" * 48, FIELD_KEY="k" * 48,
        EMAIL_HOST="127.0.0.1", EMAIL_PORT="1",
    )  # fmt: skip
    assert answer.returncode == 1
    for part in ("ALLOWED_HOSTS is empty", "PUBLIC_ADDRESS", "Run `headwater migrate`", "does not answer"):
        assert part in answer.stdout


def test_the_policy_is_printed_from_the_code_as_rows(tmp_path):
    rows = json.loads(headwater(tmp_path, "policy", "--json").stdout)
    assert {"role", "kind", "permission", "where"} == set(rows[0])
    assert {row["role"] for row in rows} >= {
        "signed_in",
        "coordinator",
        "panel",
        "faculty",
        "evaluator",
        "funder",
    }


def test_an_unknown_mode_is_refused_rather_than_guessed(tmp_path):
    answer = headwater(tmp_path, "doctor", HEADWATER_MODE="demo")
    assert (answer.returncode, "Set it to one of" in answer.stdout) == (1, True)
