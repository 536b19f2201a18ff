"""Registers come in looked at first, all or nothing, every row accounted for, and nobody's name kept (R12, R14, R15)."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headwater.web.organisations.actions import CannotImport, apply_import, look_at_file
from headwater.web.organisations.models import Organisation, RegisterImport, Registration, Site

REGISTERS = Path(__file__).parents[2] / "data" / "registers"
THIRTY = (REGISTERS / "cqc_directory_fictional_30.csv").read_bytes()
MEMBERS = (
    b"Members of the network\r\n\r\nBody,Charity no,Post code,Manager,Phone\r\n"
    b"Blue Door,1091263,NE46 1AA,Canary Manager,01632 960001\r\nRed Gate,,NE1 1AA,Canary Other,01632 960002\r\n"
)
IMPORTS = "/care-network/organisations/imports/"


def upload(client, data, name="register.csv"):
    return client.post(IMPORTS, {"file": SimpleUploadedFile(name, data)})


def bring_in(cast, data, name="register.csv"):
    return apply_import(look_at_file(data=data, name=name, by=cast.coordinator), by=cast.coordinator)


def test_looking_at_a_file_changes_nothing_and_says_what_it_would_do(cast, as_):
    before = Organisation.objects.count()
    client = as_(cast.coordinator)
    page = client.get(upload(client, THIRTY)["Location"])
    looked = RegisterImport.objects.get()
    assert looked.counts == {"rows": 30, "used": 30, "refused": 0, "added": 30, "changed": 0, "same": 0}
    assert page.context["looking"] is True
    assert Organisation.objects.count() == before


def test_bringing_it_in_adds_every_organisation_with_its_place_and_precision(cast, as_):
    client = as_(cast.coordinator)
    address = upload(client, THIRTY)["Location"]
    client.post(f"{address}bring-in/")
    assert RegisterImport.objects.get().state == "applied"
    assert Registration.objects.filter(register="cqc_provider").count() == 30
    home = Site.objects.get(name="Saffron Nursing Home")
    assert (home.postcode, home.precision, home.services) == ("SO16 9YB", "sector", ["nursing-home"])


def test_the_same_file_again_changes_nothing(cast):
    bring_in(cast, THIRTY)
    organisations, sites = Organisation.objects.count(), Site.objects.count()
    again = bring_in(cast, THIRTY)
    assert again.counts["same"] == 30
    assert (Organisation.objects.count(), Site.objects.count()) == (organisations, sites)


def test_a_changed_name_is_shown_before_and_after_and_then_changed(cast, as_):
    bring_in(cast, THIRTY)
    looked = look_at_file(
        data=THIRTY.replace(b"Skylark Trust", b"Skylark Together"), name="b.csv", by=cast.coordinator
    )
    assert (looked.counts["changed"], looked.counts["same"]) == (1, 29)
    page = as_(cast.coordinator).get(f"{IMPORTS}{looked.pk}/").content.decode()
    assert "Skylark Trust → Skylark Together" in page
    apply_import(looked, by=cast.coordinator)
    assert Organisation.objects.filter(name="Skylark Together").count() == 1


def test_any_other_list_is_read_by_columns_a_person_chose_and_no_persons_name_is_kept(cast, as_):
    client = as_(cast.coordinator)
    address = upload(client, MEMBERS, "members.csv")["Location"]
    page = client.get(address)
    offered = {column for column, _ in page.context["form"].fields["name"].choices}
    assert offered == {"", "Body", "Charity no", "Post code"}
    done = client.post(address, {"name": "Body", "charity": "Charity no", "postcode": "Post code"})
    client.post(f"{done['Location']}bring-in/")
    assert set(Organisation.objects.filter(source="mapped").values_list("name", flat=True)) == {
        "Blue Door",
        "Red Gate",
    }


@pytest.mark.parametrize("applied", [False, True])
def test_nothing_personal_of_a_file_is_in_the_database(cast, applied):
    looked = look_at_file(data=MEMBERS, name="members.csv", by=cast.coordinator)
    if applied:
        looked.mapping = {"name": "Body"}
        looked.save()
        apply_import(looked, by=cast.coordinator)
    kept = bytes(RegisterImport.objects.get().content)
    assert b"Canary" not in kept
    assert b"960001" not in kept


def test_a_row_that_cannot_be_used_is_named_with_what_to_do(cast):
    broken = THIRTY.decode("utf-8-sig").splitlines(keepends=True)
    broken[10] = ",," + broken[10].split(",", 2)[2]
    looked = look_at_file(data="".join(broken).encode("utf-8-sig"), name="broken.csv", by=cast.coordinator)
    assert looked.counts["used"] + looked.counts["refused"] == looked.counts["rows"] == 30


def test_a_file_that_is_no_table_says_what_to_do(cast, as_):
    answer = upload(as_(cast.coordinator), b"\x00\x01\x02", "picture.png")
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]
    assert RegisterImport.objects.count() == 0


def test_a_file_is_brought_in_once(cast):
    done = bring_in(cast, THIRTY)
    with pytest.raises(CannotImport, match="dealt with already"):
        apply_import(done, by=cast.coordinator)


def test_an_import_that_fails_half_way_leaves_nothing(cast, monkeypatch):
    looked = look_at_file(data=THIRTY, name="a.csv", by=cast.coordinator)
    before = Organisation.objects.count()
    monkeypatch.setattr(Site, "find", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply_import(looked, by=cast.coordinator)
    assert Organisation.objects.count() == before
    assert RegisterImport.objects.get().state == "previewed"


def test_leaving_a_file_out_keeps_nothing_of_it(cast, as_):
    client = as_(cast.coordinator)
    address = upload(client, THIRTY)["Location"]
    client.post(f"{address}leave-out/")
    looked = RegisterImport.objects.get()
    assert (looked.state, bytes(looked.content), looked.refusals) == ("discarded", b"", [])


@pytest.mark.parametrize(
    "name", ["panel", "partner", "faculty", "evaluator", "funder", "stranger", "other_coordinator"]
)
def test_nobody_else_finds_an_import(cast, as_, name):
    looked = look_at_file(data=THIRTY, name="a.csv", by=cast.coordinator)
    for page in (IMPORTS, f"{IMPORTS}{looked.pk}/", "/care-network/organisations/"):
        assert as_(cast.everyone()[name]).get(page).status_code == 404, page
    assert as_(cast.everyone()[name]).post(f"{IMPORTS}{looked.pk}/bring-in/").status_code == 404
    assert RegisterImport.objects.get().state == "previewed"
