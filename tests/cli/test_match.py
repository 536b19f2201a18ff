"""`headwater match`: two spreadsheets in, a defensible match out."""

from __future__ import annotations

import json

import pytest

from headwater.cli import main
from headwater.exchange.tables import read_csv, write_csv, write_xlsx

HOME = {
    "service types": "care home",
    "client groups": "older people",
    "group": "none",
    "commissioners": "none",
    "tenders": "none",
    "remote": "no",
}
COLUMNS = ["name", "organisation", "postcode", "needs", "expertise", "capacity", *HOME]
PARTNERS = [
    {"name": "Ann", "organisation": "Ash", "postcode": "SW1A 1AA", "needs": "money; people", **HOME},
    {"name": "Ben", "organisation": "Beech", "postcode": "OX1 1AA", "needs": "people", **HOME},
]
CONSULTANTS = [
    {"name": "Kit", "organisation": "Kelp", "postcode": "OX1 1AA", "expertise": "people", **HOME},
    {"name": "Lou", "organisation": "Larch", "postcode": "SW1A 1AA", "expertise": "money", **HOME},
]


@pytest.fixture
def match(tmp_path, capsys):
    """Run the command on rows; give back its exit code, what it wrote to the error stream, and the
    results.
    """

    def run(partners=PARTNERS, consultants=CONSULTANTS, rules="", write=write_csv):
        files = []
        for name, rows in (("partners", partners), ("consultants", consultants)):
            path = tmp_path / (name + (".xlsx" if write is write_xlsx else ".csv"))
            path.write_bytes(write(rows, COLUMNS))
            files.append(str(path))
        (tmp_path / "rules.toml").write_text(rules)
        out = tmp_path / "out"
        code = main(["match", *files, "--rules", str(tmp_path / "rules.toml"), "--out", str(out)])
        told = capsys.readouterr().err
        if code:
            return code, told, None
        results = {name: read_csv((out / f"{name}.csv").read_bytes()) for name in ("pairs", "unplaced")}
        results["summary"] = json.loads((out / "summary.json").read_text())
        results["page"] = (out / "match.html").read_text()
        results["files"] = {path.name: path.read_bytes() for path in out.iterdir()}
        return code, told, results

    return run


def pairs(results):
    return {(row["partner"], row["consultant"]) for row in results["pairs"]}


def test_neighbours_who_compete_are_kept_apart_and_all_are_placed(match):
    code, _, results = match()
    assert code == 0
    assert pairs(results) == {("Ann", "Kit"), ("Ben", "Lou")}
    assert (results["summary"]["placed"], results["summary"]["proven"]) == (2, True)
    assert {row["competition"] for row in results["pairs"]} == {"clear"}


def test_a_workbook_gives_the_same_match_as_csv(match):
    assert pairs(match(write=write_xlsx)[2]) == pairs(match()[2])


def test_what_is_not_known_of_rivals_waits_and_the_file_says_what_would_help(match):
    unknown = [{**row, "commissioners": ""} for row in PARTNERS]
    kent = [{**row, "commissioners": "Kent"} for row in CONSULTANTS]
    code, told, _ = match(partners=unknown, consultants=kent)
    assert (code, told.splitlines()[-1]) == (
        1,
        "partner: there are no edges: no pair is permitted. Relax a never, or widen the travel limit",
    )
    code, _, results = match(partners=[PARTNERS[0], unknown[1]], consultants=kent)
    assert code == 0
    assert pairs(results) == {("Ann", "Kit")}
    assert results["unplaced"] == [
        {
            "partner": "Ben",
            "what stands in the way": "no consultant is permitted",
            "what would help": "Relax “whether their organisations are rivals is not known yet” "
            "(1 more consultant): a place with Lou. Relax “their organisations are immediate rivals” "
            "(1 more consultant): a place, but somebody else would lose theirs.",
        }
    ]
    assert (
        match(partners=unknown, consultants=kent, rules='[competition]\nunknown = "allow"')[2]["summary"][
            "placed"
        ]
        == 2
    )


def test_a_pair_named_never_appears_in_no_file_but_as_want_of_a_place(match):
    rules = '[[never]]\npartner = "Ann"\nconsultant = "Kit"\nwhy = "an old quarrel"'
    code, _, results = match(rules=rules)
    assert code == 0
    assert pairs(results) == {("Ben", "Lou")}
    assert results["unplaced"][0]["what stands in the way"] == "no consultant is permitted"
    told = b" ".join(results["files"].values()).lower()
    assert [word for word in (b"quarrel", b"seal", b"kit") if word in told] == []


def test_a_must_is_kept(match):
    near = '[competition]\nbarred_within_km = 0\nrestricted_within_km = 0\nunknown = "allow"\n[[must]]\npartner = "Ann"\nconsultant = "Lou"'
    assert ("Ann", "Lou") in pairs(match(rules=near)[2])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"partners": [{**PARTNERS[0], "name": ""}]},
            "Partners, row 2, name: is empty. Give each person a name or number.",
        ),
        (
            {"partners": [PARTNERS[0], PARTNERS[0]]},
            "Partners, row 3: 'Ann' stands in row 2 too. Give each a name of their own.",
        ),
        (
            {"consultants": [{**CONSULTANTS[0], "capacity": "two"}]},
            "Consultants, row 2, capacity: is 'two'. Write a whole number, 0 or more.",
        ),
        ({"rules": "[prefer]\nneeds = 3"}, "prefer has 'needs', which is no rule."),
        ({"rules": "[prefer]\nneed = -1"}, "prefer: need: the weight -1. Use 0 or more"),
        ({"rules": '[fairness]\nrule = "most"'}, 'fairness.rule is \'most\'. Write "none" or "leximin".'),
        (
            {"rules": '[[must]]\npartner = "Zoe"\nconsultant = "Kit"'},
            "The rules name the partner 'Zoe', who is in no row. Write the name as in the file.",
        ),
        ({"rules": "fair"}, "The rules are not TOML:"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_remedy(match, changes, message):
    code, told, _ = match(**changes)
    assert (code, told.splitlines()[-1][: len(message)]) == (1, message)


def test_the_template_can_be_matched_as_it_stands(tmp_path, capsys):
    assert main(["match", "--template", "--out", str(tmp_path)]) == 0
    files = [str(tmp_path / name) for name in ("partners.csv", "consultants.csv")]
    assert (
        main(["match", *files, "--rules", str(tmp_path / "rules.toml"), "--out", str(tmp_path / "out")]) == 0
    )
    assert "1 of 1 partners placed, proven the best set." in capsys.readouterr().out.splitlines()


def test_names_in_the_page_are_text_and_never_markup(match):
    results = match(partners=[{**PARTNERS[0], "name": "<script>Ann"}])[2]
    assert results["page"].count("<script>") == 0
    assert results["page"].count("&lt;script&gt;Ann") == 1


def test_the_same_files_give_the_same_results(match):
    assert match()[2]["files"] == match()[2]["files"]
