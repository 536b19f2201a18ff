"""Open data: released tables with a description a program can read, each number of the page a row (evidence.md 11)."""

import csv
import io
import json
import re
import zipfile

import pytest

from headwater.web.evaluation.models import AnswerSheet, ReleasedFigure


def taken(client, released, more=""):
    answer = client.get(f"/care-network/reports/{released.pk}/?download=zip{more}")
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def table(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(f"tables/{name}.csv").decode("utf-8-sig"))))


@pytest.fixture
def archive(finished, released, as_):
    return taken(as_(finished.coordinator), released)


def test_every_number_of_the_page_is_a_row_of_the_tables_under_the_same_identifier(
    finished, released, as_, archive
):
    page = as_(finished.coordinator).get(f"/care-network/reports/{released.pk}/").content.decode()
    shown = set(re.findall(r'id="((?:[PC]\d+)|(?:dose|way|cost)-\d+)"', page))
    rows = {row["id"] for name in ("figures", "numbers") for row in table(archive, name)}
    assert shown == rows
    assert len(shown) > 60
    linked = set(re.findall(r'href="#((?:dose|way|cost)-\d+)"', page))
    assert linked - rows == set()


def test_the_description_names_every_table_and_every_column_as_it_stands(archive):
    package = json.loads(archive.read("datapackage.json"))
    assert sorted(one["path"] for one in package["resources"]) == sorted(
        name for name in archive.namelist() if name.startswith("tables/")
    )
    for one in package["resources"]:
        header = archive.read(one["path"]).decode("utf-8-sig").splitlines()[0]
        assert next(csv.reader([header])) == [column["name"] for column in one["schema"]["fields"]]
    assert (package["profile"], package["licenses"][0]["name"]) == ("tabular-data-package", "CC-BY-4.0")


def test_columns_that_are_said_to_be_numbers_hold_numbers(archive):
    package = json.loads(archive.read("datapackage.json"))
    for one in package["resources"]:
        numeric = [column["name"] for column in one["schema"]["fields"] if column["type"] == "number"]
        for row in table(archive, one["name"]):
            for name in numeric:
                assert row[name] == "" or float(row[name]) is not None


def test_the_version_for_funders_holds_what_funders_may_see_and_no_more(finished, released, as_):
    archive = taken(as_(finished.funder), released)
    world = ReleasedFigure.objects.filter(release__audience="world").exclude(kind="then")
    assert sorted(row["id"] for row in table(archive, "figures")) == sorted(
        world.values_list("number", flat=True)
    )
    assert {row["form"] for row in table(archive, "figures")} == set(world.values_list("form", flat=True))


def test_no_answer_code_or_name_of_any_person_is_in_it(finished, released, archive):
    content = b"".join(archive.read(name) for name in archive.namelist()).decode()
    codes = [sheet.code for sheet in AnswerSheet.objects.all()]
    words = [
        text
        for sheet in AnswerSheet.objects.all()
        for text in sheet.answers.values()
        if isinstance(text, str) and len(text) > 20
    ]
    assert codes and words
    assert [one for one in codes + words if one in content] == []
    assert finished.partner.email not in content


def test_it_says_how_to_cite_it_and_under_which_licence(archive):
    citation = archive.read("CITATION.cff").decode()
    assert '  - name: "Prosser Evaluation"' in citation.splitlines()
    assert (
        archive.read("LICENCE.txt").decode().splitlines()[0]
        == "Creative Commons Attribution 4.0 International"
    )
