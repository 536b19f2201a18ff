"""How long pages take and how many queries they make as the rows grow, in one run on one database."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

SIZES = (20, 200, 2000)
PEOPLE_FOR_EACH = 2.5
REPEATS = 7


def main() -> int:
    os.environ |= {"HEADWATER_MODE": "local", "HEADWATER_DATA": tempfile.mkdtemp(prefix="headwater-bench-")}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.web.settings.site")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    story = _ground()
    print(f"{'page':<44}" + "".join(f"{size:>9} orgs" for size in SIZES) + "   last/first")
    table: dict[str, list[tuple[float, int]]] = {}
    for size in SIZES:
        _grow(story, size)
        for page, measured in _measure(story):
            table.setdefault(page, []).append(measured)
    for page, figures in table.items():
        cells = "".join(f"{milliseconds:>7.0f} ms/{queries:<3}" for milliseconds, queries in figures)
        print(f"{page:<44}{cells}   {figures[-1][0] / figures[0][0]:.1f}x")
    worst = max(milliseconds for figures in table.values() for milliseconds, _ in figures)
    print(
        f"Slowest page at any size: {worst:.0f} ms. Most queries: {max(q for f in table.values() for _, q in f)}."
    )
    return 0


def _ground():
    from django.utils import timezone

    from headwater.web.demonstration.ground import lay_ground

    return lay_ground(stage="running", seed=1, today=timezone.localdate())


def _grow(story, size: int) -> None:
    """Organisations with a site each, and people who take part, up to a size."""
    from django_scopes import scope

    from headwater.web.hosts.models import Membership
    from headwater.web.organisations.models import Organisation, Site
    from headwater.web.people.models import Person
    from headwater.web.programmes.models import Participant

    with scope(host=story.host):
        have = Organisation.objects.count()
        bodies = [Organisation(name=f"Organisation {n:05d}") for n in range(have, size)]
        Organisation.objects.bulk_create(bodies, batch_size=500)
        Site.objects.bulk_create(
            [Site(organisation=b, easting=425000, northing=565000) for b in bodies], batch_size=500
        )
        wanted = int(size * PEOPLE_FOR_EACH) - Participant.objects.count()
        start = Participant.objects.count()
        people = [
            Person(email=f"p{n}@example.org", name=f"Person {n:05d}", password="!")
            for n in range(start, start + wanted)
        ]
        Person.objects.bulk_create(people, batch_size=500)
        bodies = list(Organisation.objects.all())
        roles = ("partner", "consultant")
        Participant.objects.bulk_create(
            [
                Participant(
                    programme=story.programme,
                    person=p,
                    organisation=bodies[n % len(bodies)],
                    role=roles[n % 2],
                )
                for n, p in enumerate(people)
            ],
            batch_size=400,
        )
        Membership.objects.bulk_create(
            [
                Membership(person=p, role=roles[n % 2], programme=story.programme)
                for n, p in enumerate(people)
            ],
            batch_size=400,
        )


def _measure(story):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(story.people["Amina Shah"])
    host, programme = f"/{story.host.slug}", f"/{story.host.slug}/p/{story.programme.slug}"
    for page in _pages(client, host, programme):
        times = []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                status = client.get(page).status_code
            times.append(time.perf_counter() - begun)
        if status not in (200, 302):
            print(f"{page} answered {status}", file=sys.stderr)
        yield page.replace(host, ""), (statistics.median(times) * 1000, len(queries))


def _pages(client, host: str, programme: str) -> list[str]:
    """The coordinator's home, and every page its navigation leads to."""
    home = f"{programme}/home/"
    links = [item["url"] for item in client.get(home).context["navigation"]]
    return list(dict.fromkeys([home, f"{programme}/people/?words=person&sort=person", *links]))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    sys.exit(main())
