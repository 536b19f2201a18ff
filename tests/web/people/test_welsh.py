"""The frame of the site, the way in and the words for roles are there in Welsh (R52)."""

from django.test import Client
from django.utils import translation

from headwater.web.hosts.words import spoken


def test_the_front_page_greets_in_welsh_whoever_asks_for_welsh(db):
    page = Client(headers={"accept-language": "cy"}).get("/").content.decode()
    assert '<html lang="cy"' in page
    assert "Mewngofnodi" in page


def test_english_is_shown_to_everyone_else(db):
    page = Client().get("/").content.decode()
    assert '<html lang="en' in page
    assert "Sign in" in page


def test_roles_have_welsh_words_where_a_programme_chose_none():
    with translation.override("cy"):
        assert spoken({}, "consultant", "many") == "ymgynghorwyr"
