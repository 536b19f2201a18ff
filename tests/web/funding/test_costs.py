"""Full cost per place and per session with given time, beside outside help; each funder its own lines (R74, R75, R84, R85)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from headwater.web.engagements.models import Engagement, Session
from headwater.web.funding.actions import CannotFund, keep_line, name_contact
from headwater.web.funding.models import BudgetLine, FunderContact
from headwater.web.funding.queries import Plan, cost_of, given_time, plan_of, what_if
from headwater.web.preparation.models import Booking, Workshop
from headwater.web.programmes.models import Party
from headwater.web.supervision.models import SupervisionPlace, SupervisionSession
from tests.people import person

COSTS = "/care-network/p/pilot/costs/"
CANARY = "canary-line-4711"
NAMES = (
    "coordinator",
    "evaluator",
    "funder",
    "panel",
    "faculty",
    "partner",
    "consultant",
    "stranger",
    "other_coordinator",
)


@pytest.fixture
def fund(cast):
    return Party.objects.create(programme=cast.programme, name="Northern Fund", capacity="funder")


@pytest.fixture
def trust(cast):
    return Party.objects.create(programme=cast.programme, name="Quiet Trust", capacity="funder")


def line(cast, source, purpose="Training", planned=3000, spent=1000, **fields):
    return keep_line(
        line=BudgetLine(
            programme=cast.programme, source=source, purpose=purpose, planned=planned, spent=spent, **fields
        ),
        by=cast.coordinator,
    )


@pytest.fixture
def worked(cast, fund):
    """One pair that met twice for 90 minutes, and a session that fell out; training, workshop and supervision."""
    partner, consultant = cast.participant(cast.partner), cast.participant(cast.consultant)
    engagement = Engagement.objects.create(
        programme=cast.programme, partner=partner, consultant=consultant, planned_sessions=6, session_floor=4,
        session_minutes=90, began_on=date(2026, 9, 1), planned_end=date(2027, 4, 1),
    )  # fmt: skip
    for day, state in ((1, "held"), (20, "held"), (25, "missed")):
        session = Session(engagement=engagement, day=date(2026, 10, day), minutes=90)
        session.note_held() if state == "held" else session.note_missed()
        session.save()
    start = timezone.make_aware(datetime(2026, 9, 1, 10))
    for kind, hours, who, came in (
        ("partner", 3, partner, "came"), ("group", 7, consultant, "came"), ("group", 5, consultant, "missed"),
    ):  # fmt: skip
        workshop = Workshop.objects.create(
            programme=cast.programme,
            kind=kind,
            title=kind,
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
        )
        Booking.objects.create(workshop=workshop, participant=who, attendance=came)
    meeting = SupervisionSession(
        programme=cast.programme, supervisor=cast.faculty, kind="one_to_one", starts_at=start, minutes=60
    )
    meeting.note_held()
    meeting.save()
    SupervisionPlace.objects.create(session=meeting, consultant=consultant)
    line(cast, fund, planned=3000, spent=1000)
    line(cast, fund, "Rooms", planned=500, spent=200, kind="in_kind")
    return cast


def test_given_time_is_worked_out_from_what_was_held_and_attended_only(worked):
    hours = {(given.activity, given.role): given.hours for given in given_time(worked.programme)}
    assert hours == {
        ("sessions", "partner"): 3, ("sessions", "consultant"): 3, ("workshops", "partner"): 3,
        ("training", "consultant"): 7, ("supervision", "consultant"): 1,
    }  # fmt: skip


def test_the_statement_adds_up_and_shows_given_time_apart(worked):
    cost = cost_of(worked.programme)
    assert (cost.cash, cost.in_kind, cost.planned) == (1000, 200, 3500)
    assert (cost.hours, cost.rate, cost.given_pounds) == (17, 35, 595)
    assert cost.total == 1000 + 200 + 595
    assert (cost.organisations, cost.sessions) == (1, 2)
    assert (cost.place.value, cost.session) == (1795, 897.5)


def test_the_comparator_counts_like_with_like_and_carries_its_source_and_date(worked):
    cost = cost_of(worked.programme)
    assert cost.outside.value == pytest.approx(3 / 7.5 * 400)
    assert cost.days_for_a_place == pytest.approx(1795 / 400)
    assert (
        cost.comparator_source
        == "Median of independent researchers' day rates, 2015 (helenkara.com, 2 December 2015)"
    )
    assert cost.comparator_source in cost.outside.source


def test_before_anyone_met_there_is_no_cost_of_a_place(cast, fund):
    line(cast, fund)
    cost = cost_of(cast.programme)
    assert (cost.place, cost.session, cost.outside, cost.days_for_a_place) == (None, None, None, None)


def test_a_smaller_programme_costs_less_only_where_a_line_says_so_r74(cast, fund):
    line(cast, fund, "Evaluation", planned=1000)
    line(cast, fund, "Travel", planned=600, grows_with="sessions")
    line(cast, fund, "Workshop", planned=1500, grows_with="places")
    line(cast, fund, "Supervision", planned=800, grows_with="supervision")
    lines, now = list(BudgetLine.objects.all()), plan_of(cast.programme)
    assert now == Plan(15, 6, 4)
    assert what_if(lines, now, now) == Decimal("3900.00")
    assert what_if(lines, now, Plan(10, 3, 2)) == Decimal("1000.00") + 200 + 1000 + 400


def test_a_line_needs_a_body_that_stands_behind_the_programme(cast):
    from django_scopes import scope

    with scope(host=cast.other_host):
        elsewhere = Party.objects.create(programme=cast.other_programme, name="Elsewhere", capacity="funder")
    with pytest.raises(CannotFund):
        line(cast, elsewhere)


def test_costs_open_for_the_coordinator_and_the_evaluator_only(worked, as_):
    opened = {name: as_(worked.everyone()[name]).get(COSTS).status_code for name in NAMES}
    assert [name for name, status in opened.items() if status == 200] == ["coordinator", "evaluator"]
    for address in ("add/", "contacts/"):
        opened = {name: as_(worked.everyone()[name]).get(COSTS + address).status_code for name in NAMES}
        assert [name for name, status in opened.items() if status == 200] == ["coordinator"]


def test_the_evaluator_sees_sums_and_no_line(worked, fund, as_):
    line(worked, fund, CANARY)
    assert CANARY in as_(worked.coordinator).get(COSTS).content.decode()
    page = as_(worked.evaluator).get(COSTS).content.decode()
    assert "For one organisation" in page
    assert CANARY not in page
    assert as_(worked.evaluator).get(f"{COSTS}?download=csv")["Content-Type"].startswith("text/html")


def test_a_funder_sees_its_own_lines_and_no_others_r85(cast, fund, trust, as_):
    line(cast, fund, "Training")
    line(cast, trust, CANARY)
    client, address = as_(cast.funder), "/care-network/p/pilot/grant/"
    assert client.get(address).status_code == 404
    name_contact(party=fund, person=cast.funder, by=cast.coordinator)
    for view in ("", "?download=csv"):
        page = client.get(address + view).content.decode()
        assert "Training" in page
        assert CANARY not in page
    for name in NAMES:
        if name != "funder":
            assert as_(cast.everyone()[name]).get(address).status_code == 404


def test_another_funder_of_the_same_programme_sees_nothing_of_the_first(cast, fund, trust, as_):
    from headwater.web.hosts.models import Membership

    second = person("Second Funder")
    Membership.objects.create(person=second, role="funder", programme=cast.programme)
    line(cast, fund, CANARY)
    name_contact(party=trust, person=second, by=cast.coordinator)
    page = as_(second).get("/care-network/p/pilot/grant/").content.decode()
    assert "No lines yet" in page
    assert CANARY not in page


def test_only_someone_with_the_funders_duty_can_speak_for_a_funder(cast, fund):
    with pytest.raises(CannotFund):
        name_contact(party=fund, person=cast.partner, by=cast.coordinator)


def test_lines_are_added_changed_and_taken_away_on_the_pages(cast, fund, as_):
    client = as_(cast.coordinator)
    fields = {"purpose": "Training", "source": str(fund.pk), "kind": "cash", "planned": "3000", "spent": "0",
              "grows_with": "places", "restricted_to": "", "version": "1"}  # fmt: skip
    client.post(f"{COSTS}add/", fields)
    made = BudgetLine.objects.get()
    assert (made.purpose, made.planned) == ("Training", 3000)
    client.post(f"/care-network/costs/{made.pk}/", fields | {"spent": "1200"})
    assert BudgetLine.objects.get().spent == 1200
    conflict = client.post(f"/care-network/costs/{made.pk}/", fields | {"spent": "900"}).content.decode()
    assert "Someone else saved this page" in conflict
    client.post(f"/care-network/costs/{made.pk}/delete/")
    assert BudgetLine.objects.count() == 0


def test_a_contact_is_named_and_ended_on_the_page(cast, fund, as_):
    client = as_(cast.coordinator)
    client.post(f"{COSTS}contacts/", {"party": str(fund.pk), "person": str(cast.funder.pk)})
    named = FunderContact.objects.get()
    assert "Your grant" in as_(cast.funder).get("/care-network/p/pilot/home/").content.decode()
    client.post(f"/care-network/costs/contacts/{named.pk}/end/")
    assert FunderContact.objects.count() == 0


def test_the_what_if_is_worked_out_on_the_page(cast, fund, as_):
    line(cast, fund, planned=1500, grows_with="places")
    address = f"{COSTS}?places=10&sessions=6&supervision_hours=4"
    assert "At the size below: £1,000." in as_(cast.coordinator).get(address).content.decode()


def test_another_hosts_coordinator_finds_no_line(cast, fund, as_):
    made = line(cast, fund)
    assert as_(cast.other_coordinator).get(f"/care-network/costs/{made.pk}/").status_code == 404
    assert as_(cast.other_coordinator).get(f"/other-host/costs/{made.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "£0"), (12.5, "£12.50"), (1795, "£1,795"), (897.5, "£898"), (None, "–")]
)
def test_pounds_are_written_as_people_write_them(amount, said):
    from headwater.web.funding.templatetags.money import pounds

    assert pounds(amount) == said
