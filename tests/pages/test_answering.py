"""Answering on a phone by one's own link, without an account; then the evaluator freezes and releases."""

import re
import time

import pytest

from tests.pages.site import Site
from tests.pages.traveller import Traveller

pytestmark = pytest.mark.pages


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    started = Site(tmp_path_factory.mktemp("answering"), "--stage", "evaluation")
    yield started
    started.stop()


def look_around(browser, site, name, **options) -> Traveller:
    return Traveller(browser, site, **options).go("/").press(f"Look around as {name}")


def own_link(site) -> str:
    """The link in a reminder, once one has been sent."""
    for _ in range(600):
        for letter in site.letters_to("@"):
            found = re.search(r"^https?://\S*(/\S+/answer/\S+#[A-Z0-9-]+)$", letter.get_content(), re.M)
            if found:
                return found[1]
        time.sleep(0.1)
    raise AssertionError(site.said)


def answer_a_page(phone: Traveller) -> None:
    """The second choice of every question of a page, and a line where words are asked for."""
    for group in phone.page.locator("main form fieldset").all():
        phone.tick(group.get_by_role("radio").nth(1))
    for box in phone.page.locator("main form select").all():
        box.select_option(index=4)
    for area in phone.page.locator("main form textarea").all():
        area.fill("We kept Fridays free.")


def test_one_answers_on_a_phone_and_the_evaluator_freezes_and_releases(browser, site):
    host = look_around(browser, site, "Amina Shah").go("/care-providers-network/p/north-east-pilot/waves/")
    host.open("Open these questions", within="Follow-up questions").press("Yes, open them")
    host.press("Remind everyone, with a link of their own")

    phone = Traveller(browser, site, width=360)
    phone.page.goto(site.address + own_link(site))
    phone.page.get_by_role("button", name="Begin").wait_for()
    assert "#" not in phone.page.url and phone.page.url.endswith("/questions/")
    phone.check().follow("Begin")
    answer_a_page(phone)
    phone.page.get_by_text(re.compile(r"Saved at|Saved \d|\d\d:\d\d")).first.wait_for()
    while phone.page.get_by_role("button", name="Save and go on").count():
        answer_a_page(phone)
        phone.press("Save and go on")
    answer_a_page(phone)
    phone.press("Save and check my answers").press("Send my answers")
    assert "Your answers are in" in phone.words
    assert phone.context.cookies()[0]["httpOnly"] is True

    host.go(host.page.url).open("Close these questions", within="Follow-up questions").press(
        "Yes, close them"
    )
    assert "We kept Fridays free." not in host.words
    evaluator = look_around(browser, site, "Dr Sian Prosser").follow("Your room")
    evaluator.open("Freeze the answers", within="Follow-up questions").press("Yes, freeze them")
    evaluator.follow("What changed since the start, exactly", within="Follow-up questions")
    evaluator.open("Release the findings").press("Yes, release them")
    assert "Start questions – Follow-up questions" in evaluator.words
    for person in (host, phone, evaluator):
        assert person.complaints == []
        person.close()
