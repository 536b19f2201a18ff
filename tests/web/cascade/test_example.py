"""The example's cascade, and the door to it on the front page of a demonstration."""

import random
from datetime import date

from headwater.web.cascade import example, queries
from headwater.web.cascade.models import StaffAnswer, UpwardSignal
from headwater.web.hosts.home import asking_doors, gather
from headwater.web.hosts.models import Installation
from tests.web.cascade.told import sheet_of, started


def test_the_example_tells_of_twelve_answers_and_five_and_of_two_lines_one_answered(cast):
    cascade = example.tell(cast.programme, random.Random(3), date(2026, 11, 20))
    counts = [
        StaffAnswer.objects.filter(sheet__tier=tier).count() for tier in cascade.tiers.order_by("place")
    ]
    assert counts == [0, 5, 12]
    assert sorted(bool(line.reply) for line in UpwardSignal.objects.all()) == [False, True]
    assert [str(one.sheet) for one in queries.heard(cascade) if one.figures] == [
        "Care workers, Wellfield Road"
    ]


def test_a_programme_without_partners_has_nothing_to_tell(cast):
    cast.programme.participants.filter(role="partner").update(status="withdrawn")
    assert example.tell(cast.programme, random.Random(3), date(2026, 11, 20)) is None


def test_the_front_page_of_a_demonstration_leads_to_the_staff_sheet(cast, client, settings):
    settings.DEMONSTRATION = True
    sheet = sheet_of(started(cast))
    (door,) = gather(asking_doors, person=None, host=None, programme=None)
    assert (door.url, client.get(door.url).status_code) == (f"/s/{sheet.code}/", 200)
    assert door.url not in client.get("/").content.decode()  # the database itself is no demonstration's
    settings.DEMONSTRATION = False
    Installation.objects.update_or_create(pk=1, defaults={"demonstration": True})
    assert gather(asking_doors, person=None, host=None, programme=None) == []
