"""A real installation is set up once, by whoever started it."""

from pathlib import Path

import pytest
from django_scopes import scope

from headwater.web.hosts.models import Host, Membership
from headwater.web.programmes.models import Programme

ANSWERS = {
    "host_name": "Tees Care Association",
    "coordinator_name": "Amina Shah",
    "coordinator_email": "Amina@example.org",
    "programme_name": "First pilot",
}


@pytest.fixture
def token(settings, tmp_path, db):
    settings.DATA = tmp_path
    Path(tmp_path / "keys").mkdir()
    Path(tmp_path / "keys" / "setup-token").write_text("the-right-token")
    return "the-right-token"


def test_it_makes_the_host_its_first_coordinator_and_a_draft_programme(client, token):
    assert client.post(f"/setup/{token}/", ANSWERS)["Location"] == "/setup/done/"
    host = Host.objects.get()
    with scope(host=host):
        assert (host.slug, Programme.objects.get().stage) == ("tees-care-association", "draft")
        assert Membership.objects.get().person.email == "amina@example.org"
    assert client.get("/setup/done/").status_code == 200


def test_the_address_works_once_and_only_with_its_token(client, token):
    assert client.get("/setup/another-token/").status_code == 404
    client.post(f"/setup/{token}/", ANSWERS)
    assert client.get(f"/setup/{token}/").status_code == 404
    assert client.post(f"/setup/{token}/", ANSWERS).status_code == 404
    assert Host.objects.count() == 1
