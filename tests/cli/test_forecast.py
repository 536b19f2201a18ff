"""`headwater forecast` on a CSV of events works without the site."""

import argparse
import csv
import io
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from headwater import cli_forecast

HEAD = "organisation,tier,state,people,team\n"


def forecast(*words: object) -> int:
    parser = argparse.ArgumentParser()
    cli_forecast.add_parser(parser.add_subparsers())
    options = parser.parse_args(["forecast", *map(str, words)])
    return options.run(options)


@pytest.fixture
def events(tmp_path):
    """A file of so many organisations: 5 managers each, teams of 4 below those who have it."""

    def write(organisations: int):
        random, rows = np.random.default_rng(1), [HEAD]
        for body in range(organisations):
            have = int(random.binomial(5, 0.7))
            rows += tally(f"o{body}", 1, "", have, 5)
            for team in range(have):
                rows += tally(f"o{body}", 2, f"t{team}", int(random.binomial(4, 0.5)), 4)
        path = tmp_path / "events.csv"
        path.write_text("".join(rows))
        return path

    return write


def tally(body: str, tier: int, team: str, yes: int, of: int) -> list[str]:
    both = (("received", yes), ("not received", of - yes))
    return [f"{body},{tier},{state},{people},{team}\n" for state, people in both if people]


def test_twenty_organisations_give_shares_with_bands_and_a_forecast(events, capsys):
    assert forecast(events(20), "--spans", "5,4", "--format", "json", "--draws", 300, "--seed", 4) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["standing"], answer["organisations"]) == ("estimate", 20)
    assert abs(answer["tiers"][0]["rate"] - 0.7) < 0.12
    assert abs(answer["tiers"][1]["rate"] - 0.5) < 0.12
    assert answer["forecast"]["people"] == 1 + 5 + 20
    assert len(answer["forecast"]["twenty"]) == 20


def test_the_text_shows_counts_bands_and_twenty_outcomes(events, capsys):
    assert forecast(events(20), "--spans", "5,4", "--draws", 100) == 0
    text = capsys.readouterr().out
    assert "From 20 organisations. Of 26 people in 1 organisation(s), reached by month:" in text
    assert "Twenty equally likely outcomes: " in text


def test_ten_organisations_are_told_that_the_range_is_the_priors(events, capsys):
    assert forecast(events(10), "--draws", 100) == 0
    assert capsys.readouterr().out.startswith(
        "10 organisations have been asked: below 15 a forecast shows the range of the priors, "
        "which these events have not narrowed.\n"
    )


def test_five_organisations_get_counts_and_no_forecast(events, capsys):
    assert forecast(events(5), "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == ["tier", "organisations", "asked", "received", "not_told", "not_heard"]
    assert rows[0]["asked"] == "25"


def test_a_supposition_may_be_asked_for_whatever_the_evidence(events, capsys):
    assert forecast(events(5), "--what-if", 0.75, "--draws", 100, "--spans", "5,4") == 0
    assert "A supposition, not a finding." in capsys.readouterr().out


def test_the_monthly_bands_come_as_csv(events, capsys):
    assert forecast(events(20), "--format", "csv", "--horizon", 6, "--draws", 100) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["month"] for row in rows] == [str(month) for month in range(7)]
    assert all(float(row["low_90"]) <= float(row["low_50"]) <= float(row["high_90"]) for row in rows)


def test_reporting_lines_say_who_is_forecast(events, tmp_path, capsys):
    lines = tmp_path / "lines.csv"
    lines.write_text("organisation,position,reports_to\nNew,l,\nNew,m,l\nNew,f,m\n")
    assert forecast(events(20), "--lines", lines, "--draws", 100, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["forecast"]["people"] == 3


def test_the_same_seed_prints_the_same(events, capsys):
    path, printed = events(16), []
    for _ in range(2):
        forecast(path, "--draws", 100, "--seed", 7)
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_a_row_left_out_is_named_and_the_rest_is_used(events, capsys):
    path = events(20)
    path.write_text(path.read_text() + "o1,2,heard of it,3,t\n")
    assert forecast(path, "--draws", 100) == 0
    last = path.read_text().count("\n")
    assert capsys.readouterr().err.startswith(f"Row {last} left out: The state “heard of it” is not known.")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--spans", "5,x"], "--spans is 5,x: give whole numbers with commas, such as 12,5,12.\n"),
        (["--as-of", "May"], "--as-of is May: write a day as 2025-03-01.\n"),
        (["--horizon", "0"], "The horizon is 0: give whole months, 1 to 600.\n"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_change(events, capsys, words, message):
    assert forecast(events(20), "--draws", 50, *words) == 1
    assert capsys.readouterr().err == message


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert forecast(tmp_path / "none.csv") == 1
    assert capsys.readouterr().err == f"There is no file {tmp_path / 'none.csv'}: check the path.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "Name the CSV file of events, or start from one: headwater forecast --template.\n"),
        (["events", "--from-now"], "--from-now needs --lines, to know who is left to reach: give both.\n"),
    ],
)
def test_a_word_left_out_is_asked_for(events, capsys, words, message):
    path = events(6)
    assert forecast(*(path if word == "events" else word for word in words)) == 1
    assert capsys.readouterr().err == message


def test_the_template_can_be_filled_in_and_read_again(tmp_path, capsys):
    assert forecast("--template") == 0
    path = tmp_path / "events.csv"
    path.write_text(capsys.readouterr().out)
    assert forecast(path) == 0
    said = capsys.readouterr()
    assert (said.err, said.out.split(":")[0]) == ("", "1 organisation has been asked")


def test_from_now_on_those_who_have_it_keep_it(events, tmp_path, capsys):
    lines, path = tmp_path / "lines.csv", events(20)
    positions = ["o3,l,\n", *(f"o3,m{n},l\n" for n in range(5)), *(f"o3,f{n},m{n % 5}\n" for n in range(20))]
    lines.write_text("organisation,position,reports_to\n" + "".join(positions))
    words = (path, "--lines", lines, "--draws", 100, "--format", "json")
    low = []
    for more in ((), ("--from-now",)):
        assert forecast(*words, *more) == 0
        low.append(json.loads(capsys.readouterr().out)["forecast"]["fan"]["90"]["low"][0])
    rows = [
        row
        for row in csv.DictReader(io.StringIO(path.read_text()))
        if row["organisation"] == "o3" and row["state"] == "received"
    ]
    assert low == [1, 1 + sum(int(row["people"]) for row in rows)]


def test_it_runs_without_the_site_and_prints_the_same_bytes_on_any_number_of_threads(events):
    code = (
        "import sys; from headwater.cli import main; status = main(sys.argv[1:]); "
        "assert 'django' not in sys.modules; sys.exit(status)"
    )
    words = [sys.executable, "-c", code, "forecast", str(events(16)), "--draws", "50", "--format", "json"]
    printed = []
    for threads in ("1", "3"):
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
        done = subprocess.run(
            words, capture_output=True, check=False, env=os.environ | dict.fromkeys(names, threads)
        )
        assert (done.returncode, done.stderr) == (0, b"")
        printed.append(done.stdout)
    assert printed[0] == printed[1]
