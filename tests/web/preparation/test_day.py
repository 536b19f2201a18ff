"""The day of a workshop: a sheet with a code, and whoever is there says so (R39)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from time_machine import travel

from headwater.web.audit.models import Event
from headwater.web.preparation.actions import CannotPrepare, book, say_present
from headwater.web.preparation.models import Booking, Workshop
from tests.web.preparation.test_actions import workshop
from tests.web.preparation.test_pages import status


def today(cast, **fields):
    """A workshop that began a quarter of an hour ago."""
    made = workshop(cast, **fields)
    start = timezone.now() - timedelta(minutes=15)
    Workshop.objects.filter(pk=made.pk).update(starts_at=start, ends_at=start + timedelta(minutes=20))
    return Workshop.objects.get(pk=made.pk)


def test_the_sheet_has_the_square_the_code_and_a_box_beside_each_name(cast, as_, settings):
    settings.PUBLIC_ADDRESS = "https://headwater.example"
    held, second = today(cast), cast.participant(cast.second_partner)
    book(workshop(cast, kind="group"), participant=cast.participant(cast.consultant), by=cast.consultant)
    say_present(held, participant=second, by=cast.second_partner)
    address = f"/care-network/workshops/{held.pk}/sheet/"
    assert status(as_, cast, address) == {"coordinator", "faculty"}
    page = as_(cast.faculty).get(address)
    assert page.context["address"] == f"https://headwater.example/care-network/here/{held.code}/"
    assert [(participant.person.name, said) for participant, said in page.context["rows"]] == [
        ("Second Partner", "came"),
        ("Partner", ""),
    ]
    text = page.content.decode()
    assert (text.count("☑"), text.count("☐"), text.count("<svg"), "style=" in text) == (1, 1, 2, False)
    assert Event.objects.filter(action="print", kind="preparation.Workshop").count() == 3


def test_whoever_is_there_says_so_with_the_code_from_a_phone_booked_or_not(cast, as_):
    held, client = today(cast), as_(cast.partner)
    typed = client.get("/care-network/here/", {"code": f" {held.code.upper()} "})
    assert typed["Location"] == f"/care-network/here/{held.code}/"
    client.post(typed["Location"])
    client.post(typed["Location"])
    assert list(Booking.objects.values_list("participant__person__name", "attendance")) == [
        ("Partner", "came")
    ]
    rows = dict(as_(cast.faculty).get(f"/care-network/workshops/{held.pk}/attendance/").context["rows"])
    assert rows[cast.participant(cast.partner)] == "came"


def test_a_code_opens_nothing_for_those_it_is_not_meant_for(cast, as_):
    held = today(cast)
    assert status(as_, cast, f"/care-network/here/{held.code}/") == {
        "coordinator", "faculty", "partner", "second_partner",
    }  # fmt: skip
    for name in ("coordinator", "faculty", "consultant", "stranger", "other_partner"):
        as_(cast.everyone()[name]).post(f"/care-network/here/{held.code}/")
    assert Booking.objects.count() == 0
    assert as_(cast.partner).get("/care-network/here/nosuch/").status_code == 404


def test_nobody_says_it_for_another_nor_before_the_day_nor_after_it(cast):
    held, partner = today(cast), cast.participant(cast.partner)
    with pytest.raises(CannotPrepare, match="Only the person"):
        say_present(held, participant=partner, by=cast.second_partner)
    with pytest.raises(CannotPrepare, match="meant for others"):
        say_present(held, participant=cast.participant(cast.consultant), by=cast.consultant)
    for moment in (held.starts_at - timedelta(minutes=61), held.ends_at + timedelta(days=1)):
        with travel(moment, tick=False), pytest.raises(CannotPrepare, match="on the day itself"):
            say_present(held, participant=partner, by=cast.partner)
    assert Booking.objects.count() == 0


def test_each_workshop_has_a_code_of_its_own(cast):
    codes = [workshop(cast).code for _ in range(5)]
    assert (len(set(codes)), {len(code) for code in codes}) == (5, {6})
