"""The frame every page stands on, and the pages shown when something is wrong."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from headwater.web import ui

FOLDER = Path(ui.__file__).parent


def test_the_style_guide_opens_without_an_inline_style_or_script(client, db):
    page = client.get("/styleguide").content.decode()
    assert re.findall(r"<[^>]+\s(?:style|on\w+)=", page) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page) == []
    assert re.findall(r"<style", page) == []


def test_no_template_of_the_look_has_an_inline_style_or_handler():
    found = [
        path.name
        for path in FOLDER.rglob("*.html")
        if re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=|<script(?![^>]*src=)|<style", path.read_text())
    ]
    assert found == []


def test_the_title_says_when_a_form_has_a_problem(client, db):
    def title(address):
        return re.search(r"<title>(.*?)</title>", client.get(address).content.decode(), re.S)[1]

    assert title("/styleguide") == "How pages look – Headwater"
    assert title("/styleguide?errors=1") == "Error: How pages look – Headwater"


def test_the_list_of_problems_appears_once_though_base_and_form_both_offer_it(client, db):
    page = client.get("/styleguide?errors=1").content.decode()
    assert page.count("data-error-summary") == 1


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "ui/offline"])
def test_a_page_for_something_wrong_needs_no_request_and_no_database(name):
    page = render_to_string(f"{name}.html")
    assert len(re.findall(r"<h1[^>]*>", page)) == 1
    assert page.count("<main") == 1


def test_the_navigation_marks_where_we_are():
    items = [
        {"label": "Partners & friends", "url": "/a", "current": True},
        {"label": "Results", "url": "/b", "current": False},
    ]
    page = render_to_string("ui/base.html", {"navigation": items}, RequestFactory().get("/nowhere"))
    links = re.findall(r'<a class="hw-nav__link" href="(.*?)"( aria-current="page")?>(.*?)</a>', page)
    assert links == [("/a", ' aria-current="page"', "Partners &amp; friends"), ("/b", "", "Results")]


def test_a_component_escapes_the_words_it_is_given():
    page = Template('<c-figure label="{{ words }}" value="{{ words }}" /><c-tag>{{ words }}</c-tag>')
    text = page.render(Context({"words": "<b>A & B</b>"}))
    assert text.count("&lt;b&gt;A &amp; B&lt;/b&gt;") == 3
    assert "<b>" not in text


def test_the_first_visit_weighs_less_than_sixty_kilobytes():
    import gzip

    static = FOLDER / "static" / "headwater"
    zipped = sum(
        len(gzip.compress((static / name).read_bytes())) for name in ("headwater.css", "headwater.js")
    )
    font = (static / "fonts" / "hyperlegible-next-latin.woff2").stat().st_size
    assert zipped + font < 60_000
    assert len(gzip.compress((static / "headwater.css").read_bytes())) < 20_000
