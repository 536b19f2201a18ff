"""One programme as every role, in a real browser on a site of its own: from a register of 30 rows to the report."""

from pathlib import Path

import pytest

from tests.pages.site import Site
from tests.pages.traveller import Traveller

REGISTER = Path(__file__).parents[1] / "data" / "registers" / "cqc_directory_fictional_30.csv"
COORDINATOR = "amina@example.org"

pytestmark = pytest.mark.pages


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    started = Site(tmp_path_factory.mktemp("journey"), "--empty")
    yield started
    started.stop()


@pytest.fixture
def traveller(browser, site):
    people = []

    def set_out(**options):
        people.append(Traveller(browser, site, **options))
        return people[-1]

    yield set_out
    for person in people:
        person.close()


def test_from_a_register_to_an_open_call(site, traveller):
    coordinator = traveller()
    address = next(line.strip() for line in site.said.splitlines() if "/setup/" in line)
    coordinator.go(address).fill(
        {
            "Name of the body that runs the programme": "Tees Care Association",
            "Your name": "Amina Shah",
            "Your e-mail": COORDINATOR,
            "Name of your first programme": "First pilot",
        }
    ).press("Set up")
    coordinator.sign_in(COORDINATOR)

    coordinator.follow("Organisations").follow("Bring in a file")
    coordinator.page.get_by_label("File").set_input_files(REGISTER)
    coordinator.press("Look at the file")
    assert "Nothing has been changed yet" in coordinator.page.content()
    coordinator.press("Bring it in")
    assert "30 added" in coordinator.page.content()
