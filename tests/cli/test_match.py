"""`headwater match`: two spreadsheets in, a defensible match out."""

from __future__ import annotations

import hashlib
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
COLUMNS = ["name", "organisation", "postcode", "needs", "expertise", "capacity", "minimum", *HOME]
COLUMNS += ["languages", "access needs", "meets access", "host", "region", "funder"]
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
        results["files"] = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
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
        ({"rules": '[[host]]\nname = "Nobody"'}, "The rules limit the host 'Nobody', which is in no row."),
        (
            {"rules": '[[host]]\nname = "A"\nleast = 3\nmost = 2'},
            "The host 'A' has least 3 above most 2.",
        ),
        ({"rules": '[[funder]]\nname = "A"\nleast = 3'}, "funder has 'least', which is no rule."),
        (
            {"rules": '[[region]]\nname = "A"\nmost = -1'},
            "region.most is -1. Write a whole number, 0 or more.",
        ),
        (
            {"rules": '[[host]]\nname = "A"\n[[region]]\nname = "B"'},
            "The rules limit hosts and regions at once, and a consultant has one of each.",
        ),
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


def anywhere(**changes):
    """Partners and consultants whom nothing keeps apart but what is changed: by name, then by column."""
    free = {"remote": "yes", "postcode": ""}
    sides = []
    for rows in (PARTNERS, CONSULTANTS):
        other = {"service types": "advice"} if rows is PARTNERS else {}
        sides.append([{**row, **free, **other, **changes.get(row["name"], {})} for row in rows])
    return {"partners": sides[0], "consultants": sides[1]}


def test_language_and_access_needs_stand_in_the_way_and_are_named(match):
    code, _, results = match(
        **anywhere(
            Ann={"languages": "welsh"},
            Ben={"access needs": "step-free; signing"},
            Kit={"languages": "english", "meets access": "step-free"},
            Lou={"languages": "english; welsh", "meets access": "signing"},
        )
    )
    assert (code, pairs(results)) == (0, {("Ann", "Lou")})
    assert [row["what would help"] for row in results["unplaced"]] == [
        "Relax “an access need is not met” (2 more consultants): a place with Kit."
    ]


def test_hosts_regions_and_funders_share_limits(match):
    people = anywhere(
        Kit={"host": "North", "region": "Wales"}, Lou={"host": "North"}, Ann={"funder": "Trust"}
    )
    host = match(**people, rules='[[host]]\nname = "North"\nmost = 1')[2]
    assert len(pairs(host)) == 1
    assert host["unplaced"][0]["what stands in the way"] == (
        "a host's or a funder's shared limit, or another partner's must"
    )
    funder = match(**people, rules='[[funder]]\nname = "Trust"\nmost = 0')[2]
    assert {partner for partner, _ in pairs(funder)} == {"Ben"}
    only_lou = {**people, "partners": people["partners"][:1]}
    assert pairs(match(**only_lou)[2]) == {("Ann", "Lou")}
    region = match(**only_lou, rules='[[region]]\nname = "Wales"\nleast = 1')[2]
    assert pairs(region) == {("Ann", "Kit")}


def test_musts_that_clash_are_named(match):
    people = anywhere(Kit={"minimum": "1", "region": "Wales"}, Lou={"minimum": "1"})
    people["partners"] = people["partners"][:1]
    code, told, _ = match(**people)
    assert (code, told.splitlines()[-1]) == (
        1,
        "The musts cannot all be kept; they are 1 short. These clash: consultant Kit takes at least 1; "
        "consultant Lou takes at least 1; only 1 partner, with 1 place, may be paired with them. "
        "Lower a minimum, widen a travel limit or another never, or remove a pin among them.",
    )


@pytest.mark.parametrize("missing", ["commissioners", "tenders"])
def test_a_list_left_empty_is_not_known_and_never_clear(match, missing):
    both = {"commissioners": "Kent", "tenders": "T1/Kent", "postcode": ""}
    code, told, _ = match(
        partners=[{**PARTNERS[0], **both, "service types": "advice", "remote": "yes", missing: ""}],
        consultants=[{**CONSULTANTS[0], **both, "remote": "yes"}],
        rules="[competition]\nbarred_within_km = 0",
    )
    assert (code, "no pair is permitted" in told) == (1, True)


def replayed(folder, capsys):
    code = main(["match", "--replay", str(folder)])
    return code, capsys.readouterr().out.splitlines()


def test_a_kept_match_is_run_again_and_gives_the_same_answer(match, tmp_path, capsys):
    total = match(rules='[[must]]\npartner = "Ben"\nconsultant = "Lou"')[2]["summary"]["total fit"]
    out = tmp_path / "out"
    assert replayed(out, capsys) == (
        0,
        [f"The same answer: 2 pairs, total fit {total}. The kept certificate proves it."],
    )
    record = json.loads((out / "kept" / "record.json").read_text())
    assert (record["seed"], sorted(record["libraries"])) == (None, ["numpy", "ortools", "scipy"])
    (tmp_path / "partners.csv").unlink()  # the folder has all it needs
    assert replayed(out, capsys)[0] == 0


def test_a_result_changed_by_hand_is_told(match, tmp_path, capsys):
    match()
    path = tmp_path / "out" / "pairs.csv"
    path.write_bytes(path.read_bytes().replace(b"Kit", b"Pat"))
    assert replayed(tmp_path / "out", capsys) == (
        1,
        ["pairs.csv in the folder is not the one that was written: it was changed since."],
    )


@pytest.mark.parametrize("fairness", ["none", "leximin"])
def test_a_certificate_that_proves_nothing_is_told(match, tmp_path, capsys, fairness):
    match(rules=f'[fairness]\nrule = "{fairness}"')
    path = tmp_path / "out" / "certificate.json"
    assert replayed(tmp_path / "out", capsys)[0] == 0
    told = json.loads(path.read_text())
    assert told["partners"] == 2
    first = told["stages"][0]
    first["nodes"], first["prices"] = [0], [10**6]
    path.write_text(json.dumps(told))
    code, lines = replayed(tmp_path / "out", capsys)
    assert (code, [line.split(" is not proven")[0] for line in lines]) == (
        1,
        [f"certificate.json does not hold: Stage 1 ({first['aim']})"],
    )
    for spoiled, fault in (
        ({**told, "partners": 3}, "The certificate is of other people."),
        ({**told, "stages": [{"aim": "fit"}]}, "The certificate cannot be read."),
    ):
        path.write_text(json.dumps(spoiled))
        assert replayed(tmp_path / "out", capsys) == (1, [f"certificate.json does not hold: {fault}"])
    path.unlink()
    assert replayed(tmp_path / "out", capsys)[1] == [
        "certificate.json is no longer in the folder: the pairs are the same, their proof is gone."
    ]


def test_an_answer_that_comes_out_differently_is_told_pair_by_pair(match, tmp_path, capsys):
    match()
    out = tmp_path / "out"
    before = (out / "pairs.csv").read_bytes()
    (out / "pairs.csv").write_bytes(before.replace(b"Kit", b"Pat"))
    record = out / "kept" / "record.json"
    was, now = (hashlib.sha256(data).hexdigest() for data in (before, (out / "pairs.csv").read_bytes()))
    told = record.read_text().replace(was, now).replace('"headwater": "', '"headwater": "0.0.')
    record.write_text(told)
    code, lines = replayed(out, capsys)
    assert code == 1
    assert lines[0].startswith("The match came out differently. Since then headwater was 0.0.")
    assert lines[1:] == ["Ann no longer has Pat.", "Ann now has Kit."]


def test_a_folder_without_its_record_or_with_another_file_cannot_be_run_again(match, tmp_path, capsys):
    match()
    kept = tmp_path / "out" / "kept"
    (kept / "partners.csv").write_bytes(b"name\r\nZoe\r\n")
    assert main(["match", "--replay", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"{kept / 'partners.csv'} is gone or was changed since the match. Put the file back as it was (partners.csv)."
    )
    (kept / "record.json").unlink()
    assert main(["match", "--replay", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == (
        f"There is no record of a match at {kept / 'record.json'}. "
        "Name the folder that `headwater match --out` wrote.\n"
    )
