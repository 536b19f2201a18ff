"""Two people code forty segments apart, by keyboard; then they see where they agree and settle the rest."""

import re

import pytest

from tests.pages.site import Site
from tests.pages.traveller import Traveller

pytestmark = pytest.mark.pages

KEYS = {  # a word of a segment, and the key beside the theme it makes the coders tick
    "funder": "q", "picked": "q", "judged": "q", "word for us": "q", "sponsor": "q", "matched": "q", "grant": "q",
    "too few": "9", "too long": "9", "too soon": "9", "it was over": "9", "not enough": "9", "stopped": "9",
    "cover": "e", "dates": "e", "driving": "e", "forms": "e", "travel": "e", "room": "e", "cancel": "e", "rota": "e",
    "wait": "w", "leaned": "w", "handed": "w",
}  # fmt: skip
LEGENDS = "[...document.querySelectorAll('fieldset[data-keys] legend')].map(e => e.textContent)"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    started = Site(tmp_path_factory.mktemp("coding"), "--stage", "evaluation")
    yield started
    started.stop()


def look_around(browser, site, name, **options) -> Traveller:
    return Traveller(browser, site, **options).go("/").press(f"Look around as {name}")


def take_names_out(evaluator: Traveller) -> None:
    """Say of each marked word that it is what it looks like, page after page."""
    while evaluator.page.url.endswith("/names/"):
        for group in evaluator.page.locator("fieldset.hw-codes").all():
            group.get_by_role("radio").first.check()
        evaluator.press("I have read these answers")


def code(coder: Traveller, differing: int = 0) -> int:
    """Code all there is with keys alone; every so many segments otherwise than the words say. How many segments."""
    keyboard, done = coder.page.keyboard, 0
    while legends := coder.page.evaluate(LEGENDS):
        if "All are coded" in coder.words:
            coder.press("I have finished")
            break
        coder.page.locator("fieldset[data-keys] input").first.focus()
        for words in legends:
            done += 1
            said = next((key for word, key in KEYS.items() if word in words), "0")
            keyboard.press("1" if differing and done % differing == 0 else said)
            keyboard.press("Enter")
        assert coder.page.evaluate("document.activeElement.tagName") == "BUTTON"
        coder.page.evaluate("document.documentElement.dataset.stillHere = 'yes'")
        keyboard.press("Enter")
        coder.page.locator("html:not([data-still-here])").wait_for(state="attached")
        coder.check()
    return done


def test_two_coders_code_forty_segments_apart_agree_and_settle(browser, site):
    evaluator = look_around(browser, site, "Dr Sian Prosser").follow("Open answers")
    evaluator.choose("What did not work, or got in the way?").press(
        "Take these up", within="What did not work"
    )
    evaluator.follow("Take names out")
    take_names_out(evaluator)
    evaluator.follow("Begin coding").choose("Ffion Meredith").press("Begin coding")
    here = evaluator.page.url
    assert code(evaluator) == 40

    second = look_around(browser, site, "Ffion Meredith", width=360)
    second.follow("Code")
    assert "Perhaps:" not in second.words
    assert second.page.locator("fieldset[data-keys] input:checked").count() == 0
    assert code(second, differing=8) == 40
    assert second.page.request.get(here.replace("/code/", "/agreement/")).status == 404

    evaluator.go(here.replace("/code/", "/agreement/"))
    assert "Segments coded by both 40" in evaluator.words
    assert "not known: not counted" in evaluator.words
    evaluator.follow("Settle the differences")
    while left := evaluator.page.get_by_role("radio", name="No").all():
        for number, box in enumerate(left):
            box.check()
            evaluator.page.get_by_label("Why").nth(number).fill("Kept to the codebook.")
        evaluator.press("Save what is settled")
        if "All are settled" in evaluator.words:
            break
        evaluator.follow("Next page")
    evaluator.go(re.sub("/code/.*", "/", here))
    assert "outside the sample" in evaluator.words or "Everything is coded" in evaluator.words
    for person in (evaluator, second):
        person.close()
