"""Scenario S4 in a browser: a dementia practice through 12 homes, 60 seniors and 720 staff (R1 to R11).

Most of it is told through the actions people use; what people do with their hands is done in a browser, staff on a phone.
"""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django_scopes import scope

from headwater.web.cascade import actions, slips
from headwater.web.cascade.models import Cascade, PassingOnRules, StaffAnswer, StaffSheet, UpwardSignal
from headwater.web.engagements.actions import begin
from tests.pages.traveller import Traveller
from tests.people import make_cast

pytestmark = pytest.mark.pages
DAY, TODAY = date(2026, 9, 14), date(2026, 11, 20)
YES = {"told": "yes", "explain": "yes", "used": "partly"}
LARGE = [f"Home {letter}" for letter in "ABCDEFGHIJ"]  # 70 staff each; two small ones make 720
SMALL = [("Little House", 8), ("Mill Cottage", 12)]
LINES, TO_LEADER = 9, (0, 5, 7)  # of each large home; every second home sends one line less to the leader


class Place:
    """Where the journey happens, as the traveller knows a site."""

    def __init__(self, address):
        self.address, self.checked = address, set()


@pytest.fixture(scope="module")
def trail(django_db_setup, django_db_blocker):
    """The trail cannot be shortened; so that the database can be emptied afterwards it is opened, and closed again."""
    final = import_module("headwater.web.audit.migrations.0002_append_only")

    def change(how):
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            how(None, editor)

    yield lambda: change(final.open_again)
    change(final.close)


@pytest.fixture
def cast(trail, transactional_db):
    made = make_cast()
    with scope(host=made.host):
        yield made
    trail()


@pytest.fixture
def arrive(browser, live_server, settings):
    """``arrive(person)``: their window, signed in; without a person a phone that nobody is signed in on."""
    place, windows = Place(live_server.url), []

    def come(person=None, **options):
        window = Traveller(browser, place, **options)
        windows.append(window)
        if person is not None:
            client = Client()
            client.force_login(person)
            name, morsel = next(iter(client.cookies.items()))
            window.context.add_cookies([{"name": name, "value": morsel.value, "url": place.address}])
        return window

    yield come
    for window in windows:
        window.close()


def told(cast):
    """The practice, its 12 homes, what was noted and 130 answers with 90 lines, through the actions people use."""
    leader = cast.participant(cast.partner)
    begin(partner=leader, consultant=cast.participant(cast.consultant), by=cast.coordinator, on=DAY)
    PassingOnRules.objects.create(programme=cast.programme, parallel=True)
    cascade = actions.start_cascade(
        leader,
        by=cast.partner,
        sentence="Each person with dementia chooses how the morning begins",
        core=["The person is asked", "In their own words", "The first hour follows it"],
        signs=["The plan of the day begins with a choice"],
        adaptable=["Who asks"],
        tiers=[("Home managers", 12), ("Seniors", 60), ("Care staff", 720)],
        started_on=DAY,
    )
    homes = [(home, "", (1, 5, 70)) for home in LARGE] + [(home, "", (1, 5, staff)) for home, staff in SMALL]
    actions.set_workplaces(cascade, by=cast.partner, rows=homes)
    managers, seniors, staff = cascade.tiers.all()
    note(managers, cast, "received", 12)
    note(managers, cast, "tried", 9, core_seen=3)
    note(seniors, cast, "received", 48)
    note(seniors, cast, "not_received", 7)
    for at, home in enumerate(LARGE):
        place = staff.workplaces.get(site=home)
        note(staff, cast, "received", 25 + 2 * at, workplace=place)
        note(staff, cast, "not_received", 10, workplace=place)
    for home, _staff in SMALL:
        note(staff, cast, "received", 4, workplace=staff.workplaces.get(site=home))
    for at, sheet in enumerate(StaffSheet.objects.filter(tier=staff, site__in=LARGE)):
        for number in range(13):
            line = f"Line {number} of {sheet.site}" if number < LINES else ""
            to_leader = number in (TO_LEADER[:1] if at % 2 else TO_LEADER[:2])
            actions.take_answer(
                sheet, taps=YES, line=line, to="leader" if to_leader else "manager", today=TODAY
            )
    return cascade


def note(tier, cast, kind, people, **more):
    return actions.note_hand_over(
        tier, by=cast.partner, kind=kind, people=people, on=date(2026, 10, 1), today=TODAY, **more
    )


def test_a_dementia_practice_travels_through_twelve_homes_and_back(cast, arrive):
    cascade = told(cast)
    lines = UpwardSignal.objects.filter(owed_by__isnull=False)
    assert (lines.count(), lines.filter(to="leader").count()) == (90, 15)
    leader = arrive(cast.partner)
    two_managers_leave_and_a_home_adapts_the_core(leader, cascade)
    small_homes_are_in_the_whole_only(leader, cascade)
    staff_answer_with_slips(leader, arrive(width=360), cascade)
    upward_and_on_to_the_consultant(leader, arrive(cast.consultant), arrive(width=360), cascade)
    the_host_learns_nothing_of_one_organisation(arrive(cast.coordinator), cascade)


def two_managers_leave_and_a_home_adapts_the_core(leader, cascade):
    address = f"/care-network/passing-on/{cascade.pk}/"
    leader.go(address)
    assert leader.page.locator("svg.hw-chart[role=img]").count() == 1
    leader.follow("Note what happened").answer(
        {
            "With whom": "Home managers",
            "What happened": "Had it, and left the organisation",
            "With how many": "2",
        }
    ).press("Note it")
    assert "Had it and left" in leader.words
    row = leader.page.get_by_role("row").filter(has_text="12 people")
    assert row.locator("td").last.inner_text() == "2"
    leader.follow("Note what happened").answer(
        {
            "With whom": "Care staff",
            "Which site": "Home C (Care staff)",
            "What happened": "Tried it",
            "With how many": "20",
        }
    ).open("More of what you know").answer(
        {
            "Parts of the core": "2",
            "What was adapted": "A part of the core was changed or left out",
            "How, and why": "The first hour follows the rota",
        }
    ).press("Note it")
    assert "20 of 20" in leader.words  # where it waits: a part of the core was missing, by tier
    assert "Home C" not in leader.words


def small_homes_are_in_the_whole_only(leader, cascade):
    leader.follow("Sites and months")
    rows = leader.page.get_by_role("row")
    for home, _staff in SMALL:
        assert "too few to show" in rows.filter(has_text=home).inner_text()
    assert "25 of 70" in rows.filter(has_text="Home A").inner_text()
    sheets = StaffSheet.objects.filter(tier__name="Care staff").order_by("site")
    assert [(sheet.site, sheet.staff) for sheet in sheets][:2] == [("", 20), ("Home A", 70)]
    leader.follow("What staff say")
    assert [home for home, _staff in SMALL if home in leader.words] == []


def staff_answer_with_slips(leader, phone, cascade):
    sheet = StaffSheet.objects.get(tier__cascade=cascade, site="Home B")
    before = StaffAnswer.objects.filter(sheet=sheet).count()
    leader.go(f"/care-network/staff-sheets/{sheet.pk}/").fill({"How many slips": "6"}).press("Make slips")
    sheet.refresh_from_db()
    code = slips.on_paper(sheet.slips)[0]
    assert slips.shown(code) in leader.words
    for _again in range(2):  # the same slip twice: the page says the same, and it counts once
        phone.go(f"/s/{sheet.code}/#{code}")
        assert phone.page.get_by_label("The code on your slip").input_value() == code
        for question in ("I was told", "I could explain", "I have used"):
            phone.answer({question: "Yes"})
        phone.press("Send")
        assert "If your slip had not been used before" in phone.words
        phone.page.goto("about:blank")
    assert StaffAnswer.objects.filter(sheet=sheet).count() == before + 1


def upward_and_on_to_the_consultant(leader, consultant, phone, cascade):
    leader.go(f"/care-network/passing-on/{cascade.pk}/staff/")
    line = UpwardSignal.objects.filter(to="leader", owed_by__isnull=False).first()
    leader.go(f"/care-network/staff-lines/{line.pk}/reply/")
    leader.fill({"What you say back": "From Monday, yes. Thank you."}).press("Say this back")
    phone.go(f"/s/{line.sheet.code}/")
    assert "From Monday, yes." in phone.words
    leader.go("/care-network/p/pilot/signals/new/").choose("The one who helps", "An idea")
    leader.fill({"In your words": "Choose at breakfast, as in your homes?"}).choose("It came from staff")
    leader.press("Send it")
    consultant.go("/care-network/p/pilot/signals/").follow("An idea")
    consultant.fill({"What you say back": "We will try it too."}).press("Say this back")
    leader.go("/care-network/p/pilot/signals/").follow("An idea")
    assert "We will try it too." in leader.words


def the_host_learns_nothing_of_one_organisation(coordinator, cascade):
    coordinator.go("/care-network/p/pilot/passing-on/")
    told = [
        word for word in ("Mill Cottage", "morning begins", "Line 1", "Wansbeck") if word in coordinator.words
    ]
    assert (told, "cannot tell" in coordinator.words, Cascade.objects.count()) == ([], True, 1)
