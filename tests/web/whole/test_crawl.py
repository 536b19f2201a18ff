"""The whole example programme, walked through by everyone in it: every link leads somewhere, no page asks too much.

The walk knows no addresses: it follows what the pages show. What one person's pages lead to is then asked for by a
stranger and by the coordinator of another host, who must find nothing there (promises.md S1).
"""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from headwater.web.demonstration.ground import STAGES
from headwater.web.demonstration.tell import tell
from headwater.web.people.models import Person
from headwater.web.rights.register import HELD

MOST_QUERIES = 30
MOST_PAGES = 120
EVERYTHING = "/your-information/all/"  # reads each kind of record once, so that its queries grow with kinds, not with rows
OPEN_TO_ALL = ("/account/", "/help/", "/privacy/", "/about/", "/your-account/", "/static/", "/i18n/")


class Links(HTMLParser):
    """The addresses a page leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, []

    def handle_starttag(self, tag, attrs):
        address = dict(attrs).get("href")
        if tag == "a" and address and not address.startswith(("mailto:", "tel:", "https:", "http:")):
            self.found.append(urldefrag(urljoin(self.page, address)).url)


def links_of(page, response):
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    parser = Links(page)
    parser.feed(response.content.decode())
    return parser.found


def walk(person, look=None):
    """Every page a person reaches from the front page by following links: address to (status, queries).

    ``look(page, response)`` is shown each answer on the way.
    """
    client, waiting, seen = Client(), ["/"], {}
    client.force_login(person)
    while waiting and len(seen) < MOST_PAGES:
        page = waiting.pop(0)
        kind = shape(page)
        if page in seen or sum(shape(known) == kind for known in seen) >= 3:
            continue
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page)
        seen[page] = (response.status_code, len(queries))
        if look is not None:
            look(page, response)
        leads = [response["Location"]] if response.status_code in (301, 302) else links_of(page, response)
        waiting += [address for address in leads if not address.startswith(OPEN_TO_ALL)]
    return seen


def shape(address):
    """An address with its identifiers and questions left out, so that lists are sampled and not exhausted."""
    path = urlsplit(address).path
    return "/".join(
        "*" if len(part) == 36 and part.count("-") == 4 else part for part in path.split("/")
    ), bool(urlsplit(address).query)


@pytest.fixture(params=STAGES)
def story(request, db):
    return tell(stage=request.param, seed=2016, today=timezone.localdate())


def test_everyone_can_follow_every_link_and_strangers_find_nothing(story):
    dead, heavy, leaks = [], [], []
    outsiders = [Client(), Client()]
    outsiders[0].force_login(Person.objects.create_user(email="stranger@example.org", name="A Stranger"))
    outsiders[1].force_login(Person.objects.get(name="Rhys Maddock"))
    cast = Person.objects.exclude(cast="").exclude(name="Rhys Maddock").order_by("joined_at")
    assert len(cast) == 10
    for name, pages in ((person.name, walk(person)) for person in cast):
        assert len(pages) >= 2, name
        dead += [(name, page, status) for page, (status, _) in pages.items() if status not in (200, 301, 302)]
        heavy += [
            (name, page, queries)
            for page, (_, queries) in pages.items()
            if queries > (MOST_QUERIES + len(HELD) if page.endswith(EVERYTHING) else MOST_QUERIES)
        ]
        private = [page for page in pages if page.startswith(f"/{story.host.slug}/")]
        leaks += [
            (name, page) for page in private for client in outsiders if tells_of(story, client.get(page))
        ]
    assert (dead, heavy, leaks) == ([], [], [])


def tells_of(story, response):
    """Whether a page shows an outsider anyone of the example: a leader or an organisation that takes part in it.

    Pages that anyone who is signed in may open (to apply, to see one's own list) answer, and hold nobody.
    """
    if response.status_code != 200:
        return False
    shown = response.content.decode(errors="replace")
    return any(example.leader in shown or example.name in shown for example in story.examples)
