"""Matching in a browser: scenario S3 at the desk, then a pair's own journey on a phone. One story, on one site."""

import os
import subprocess
import sys

import pytest

from tests.pages.site import ROOT, Site
from tests.pages.traveller import Traveller
from tests.web.matching.association import LEFT_OUT

pytestmark = pytest.mark.pages
PROGRAMME = "/care-network/p/pilot"
HOME, MATCHING = f"{PROGRAMME}/home/", f"{PROGRAMME}/matching"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("association")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HEADWATER_"))
    }
    environment |= {"HEADWATER_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "-m", "tests.pages.association_ready"], cwd=ROOT, env=environment, check=True
    )
    started = Site(folder, "--empty")
    yield started
    started.stop()


@pytest.fixture
def come(browser, site):
    """``come("coordinator", width=360)``: somebody signs in, at a browser of their own."""
    everyone = []

    def arrive(name: str, **options) -> Traveller:
        everyone.append(Traveller(browser, site, **options))
        return everyone[-1].sign_in(name.lower().replace(" ", ".") + "@example.org")

    yield arrive
    for someone in everyone:
        print(someone.page.url, someone.words[:600], *someone.complaints, sep="\n  ")
        someone.close()


def nobody_yet(amina) -> dict[str, str]:
    """Who has nobody, with what stands in the way and what would help, as the page says it."""
    rows = (
        amina.page.get_by_role("table", name="Who has nobody, and what would help")
        .get_by_role("row")
        .all()[1:]
    )
    return {row.get_by_role("rowheader").inner_text(): " ".join(row.inner_text().split()) for row in rows}


def test_an_association_sees_who_has_no_permissible_match_and_what_relaxing_each_rule_yields(come):
    """S3, with sealed wishes among them: the desk says of these only what it would say of capacity."""
    amina = come("Coordinator").go(f"{MATCHING}/ready/")
    assert [name in amina.words for name in LEFT_OUT] == [True] * 3
    amina.press("Propose the best set of pairs")
    left = nobody_yet(amina)
    assert set(left) == set(LEFT_OUT)
    assert "leads an immediate rival" in left["Amble Homecare"]
    assert "If the competition policy allowed rivals: Tyne Homecare." in left["Amble Homecare"]
    assert "If they could meet further away: Team Valley." in left["Berwick House"]
    assert "If a shared language could be found: Team Valley." in left["Cramlington Signs"]
    amina.follow("Look", within="Elswick Kitchen")
    assert "Tyne Homecare" in amina.words  # whom Elswick has sealed: named like anybody else who was possible
    amina.follow("Swap").fill({"Why": "They asked for one another."}).press("Swap")
    assert "has no place for Elswick Kitchen, or a rule of the programme stands between them" in amina.words
    amina.go(f"{MATCHING}/ready/").fill({"A name for it": "As far as it takes", "Furthest apart": ""})
    amina.press("Propose the best set of pairs")
    assert set(nobody_yet(amina)) == {"Amble Homecare", "Cramlington Signs"}
    amina.go(f"{MATCHING}/runs/").press("Lay side by side")
    assert "Berwick House" in amina.page.get_by_role("table", name="Whose pair differs").inner_text()
    amina.go(f"{MATCHING}/").follow("Publish 3 pairs").press("Publish")


def test_a_partner_and_a_consultant_see_ask_why_and_decline_on_a_phone(come):
    seeks = come("Leader of Elswick Kitchen", width=360).go(HOME).follow("See the proposal")
    assert "Why them?" in seeks.words
    assert (
        "You asked about Team motivation and training. Leader can speak of it from experience." in seeks.words
    )
    seeks.open("How the proposal was made")
    assert "Immediate rivals are never paired." in seeks.words
    assert seeks.page.locator("main textarea, main input[type=text]").count() == 0  # no reason can be given
    seeks.press("Yes, I would like to")
    gives = come("Leader of Team Valley", width=360).go(HOME)
    gives.go(seeks.page.url)  # the same proposal, from the other side
    assert (
        "Leader asks about Team motivation and training, which you can speak of from experience."
        in gives.words
    )
    gives.press("No, not this one")
    assert "Nobody is told why, and we will look again." in gives.words
    seeks.go(HOME)
    assert "You are on the waiting list" in seeks.words
    seeks.follow("You are on the waiting list")
    assert ("Team Valley" in seeks.words, "Nothing is needed from you." in seeks.words) == (False, True)
