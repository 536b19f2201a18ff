"""One programme as every role, in a real browser on a site of its own: from a register of 30 rows to the report.

The tests of this file are chapters of one story and run in order on one site.
"""

import pytest
from icalendar import Calendar

from tests.pages import choosing, working
from tests.pages.answers import DAVID, HELEN, JOAN, OFFERING, SEEKING, SUNITA, TOM
from tests.pages.choosing import PROGRAMME, in_days
from tests.pages.site import Site
from tests.pages.traveller import ByKeyboard, Traveller

pytestmark = pytest.mark.pages
WEIGHT = (
    "[performance.getEntriesByType('navigation'), performance.getEntriesByType('resource')].flat()"
    ".map(entry => [entry.name, entry.transferSize])"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    started = Site(tmp_path_factory.mktemp("journey"), "--empty")
    yield started
    started.stop()


class Company:
    """Everyone under way, each in a window that stays open from chapter to chapter."""

    def __init__(self, browser, site: Site) -> None:
        self.browser, self.site, self.people = browser, site, {}

    def arrive(self, name: str, kind: type[Traveller] = Traveller, **options) -> Traveller:
        """Someone comes, or comes again with other hands or another screen."""
        if name in self.people:
            state = self.people.pop(name).leave()
            options["storage_state"] = state
        self.people[name] = kind(self.browser, self.site, **options)
        return self.people[name]

    def __getitem__(self, name: str) -> Traveller:
        return self.people[name]


@pytest.fixture(scope="module")
def company(browser, site):
    gathered = Company(browser, site)
    yield gathered
    for person in gathered.people.values():
        person.close()


@pytest.fixture(autouse=True)
def where_everyone_is(company):
    """Told with a chapter that fails: what each had before their eyes."""
    yield
    for name, person in company.people.items():
        print(name, person.page.url, person.words[:600], *person.complaints, sep="\n  ")


def test_from_a_register_to_an_open_call(site, company):
    amina = company.arrive("amina")
    choosing.set_up(site, amina)
    choosing.bring_in_a_register(amina)
    choosing.finish_the_checklist(amina)
    amina.press("Open for applications")
    visitor = company.arrive("visitor").go(f"{PROGRAMME}/")
    assert visitor.page.get_by_role("heading", level=1).inner_text().split("\n")[-1] == "First pilot"
    assert visitor.page.get_by_role("button", name="Apply as a").count() == 2


def test_leaders_apply_one_of_them_by_keyboard_alone(company):
    for leader in SEEKING:
        choosing.apply_as(company.arrive(leader.email), leader, "partner", pause=leader is HELEN)
    choosing.apply_as(company.arrive(DAVID.email), DAVID, "consultant")
    choosing.apply_as(company.arrive(SUNITA.email, ByKeyboard), SUNITA, "consultant")


def test_the_panel_reads_the_coordinator_decides_and_each_is_told_why_first(site, company):
    amina = company["amina"]
    amina.go("/").follow("Share out the reading").press("Share out")
    piotr, grace = company.arrive("piotr").sign_in("piotr@example.org"), company.arrive("grace", ByKeyboard)
    grace.sign_in("grace@example.org")
    choosing.step_aside(grace, JOAN)
    choosing.read_everything(piotr)
    choosing.read_everything(grace)
    amina.go(f"{PROGRAMME}/reading/").open("Close the panel").press("Yes, close it")
    choosing.decide_on_everyone(company.arrive("amina", ByKeyboard))
    amina = company.arrive("amina")
    before = {leader.email: len(site.letters_to(leader.email)) for leader in SEEKING + OFFERING}
    choosing.send_the_letters(amina, look_at="to Helen Marsh")
    for leader in SEEKING + OFFERING:
        site.newest_letter(leader.email, after=before[leader.email])
        choosing.take_up_the_place(company[leader.email])


def test_pairs_are_proposed_looked_at_published_and_answered_without_reasons(company):
    amina = company["amina"]
    working.propose_and_publish(amina)
    working.answer_the_proposals(company[JOAN.email], "No, not this one")
    for consultant in OFFERING:
        working.answer_the_proposals(company[consultant.email])
    working.answer_the_proposals(company[TOM.email])
    working.answer_the_proposals(company.arrive(HELEN.email, ByKeyboard, width=360))
    amina.go("/").follow("Matching")
    assert amina.page.get_by_role("row").filter(has_text="Agreed").count() == 2
    assert amina.words.count("Look again for those without a pair") == 1


def test_everyone_prepares_and_faculty_say_who_is_ready(company):
    amina = company["amina"]
    working.write_what_to_expect(amina)
    working.plan_a_workshop(amina, "Development workshop for partners", "First workshop", in_days(7))
    amina.press("Draft an offer to everyone")
    working.plan_a_workshop(
        amina, "Group training for consultants", "Helping others think", in_days(-1), hours="6"
    )
    working.prepare(company[HELEN.email])
    working.train(company.arrive("faisal").sign_in("faisal@example.org"))
    company[DAVID.email].go(f"{PROGRAMME}/home/").follow("Your training")
    assert company[DAVID.email].words.count("You are ready to begin") == 1


def test_a_pair_agrees_sets_goals_plans_and_logs_a_session_on_a_phone(company):
    david, helen = company[DAVID.email], company[HELEN.email]
    working.agree(david, helen)
    working.set_both_kinds_of_goal(helen)
    file = working.plan_a_session(david)
    meeting = Calendar.from_ical(file.text()).walk("VEVENT")[0]
    assert file.headers["content-type"].split(";")[0] == "text/calendar"
    assert str(meeting["summary"]) == "Meeting"
    assert meeting["dtstart"].dt.date() == in_days(5)
    assert [word for word in ("Helen", "David", "Wear Valley", "goal") if word in file.text()] == []
    questions, seconds = working.log_a_session(helen)
    print(f"A session was logged with {questions} questions in {seconds:.0f} seconds.")
    assert (questions, seconds < 120) == (6, True)  # R48: logging takes under two minutes
    helen.answer(
        {"Was it useful": "Yes", "Did you feel heard": "Yes", "Is this enough contact": "Yes"}
    ).press("Keep")
    david.go(f"{PROGRAMME}/home/").follow("Confirm a session").press("Yes, confirm")
    helen.go(f"{PROGRAMME}/home/").follow("You and David Rowe")
    assert helen.words.count("1 of 6") == 1


def test_questions_are_answered_by_keyboard_and_become_a_report_for_each_reader(company):
    amina, eleri = company["amina"], company.arrive("eleri").sign_in("eleri@example.org")
    answering = [company[leader.email] for leader in (HELEN, TOM, DAVID)]
    amina.go(f"{PROGRAMME}/waves/").press("Plan the three waves")
    working.hold_a_wave(amina, eleri, answering, "Start questions", 1)
    working.freeze_the_plan(eleri)
    working.hold_a_wave(amina, eleri, answering, "End questions", 2)
    working.publish_a_report(eleri)
    frances = company.arrive("frances").sign_in("frances@example.org")
    for reader in (amina, frances):
        reader.go(f"{PROGRAMME}/reports/").follow("What changed: First pilot")
        assert reader.words.count("Two dates were moved at short notice.") == 1
    visitor = company["visitor"].go(f"{PROGRAMME}/report/")
    assert visitor.words.count("Two dates were moved at short notice.") == 1
    not_on_paper = visitor.page.locator(".hw-footer, [data-print]").locator("visible=true")
    assert not_on_paper.count() == 2
    visitor.page.emulate_media(media="print")
    assert not_on_paper.count() == 0
    visitor.page.emulate_media(media="screen")


@pytest.mark.parametrize("address", ["/", f"{PROGRAMME}/"])
def test_a_first_visit_weighs_at_most_150_kilobytes_and_asks_nobody_else(site, browser, address):
    newcomer = Traveller(browser, site)
    asked = []
    newcomer.page.on("request", lambda request: asked.append(request.url))
    newcomer.page.goto(site.address + address, wait_until="networkidle")
    loaded = dict(newcomer.page.evaluate(WEIGHT))
    newcomer.close()
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert len(loaded) >= 4  # the page, its style, its script, its letters
    assert min(loaded.values()) > 0
    assert sum(loaded.values()) <= 150_000
