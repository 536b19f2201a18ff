"""What is done to set up a programme and to choose who takes part: the steps of the first chapters."""

from datetime import date, timedelta
from pathlib import Path

from tests.pages.answers import ELIGIBLE, OFFERING, SEEKING

REGISTER = Path(__file__).parents[1] / "data" / "registers" / "cqc_directory_fictional_30.csv"
HOST = "/tees-care-association"
PROGRAMME = HOST + "/p/first-pilot"
TODAY = date.today()
AMINA = "amina@example.org"
DUTIES = {
    "Panel member": ("Piotr Nowak", "Grace Obi"),
    "Faculty and supervisor": ("Faisal Khan",),
    "Independent evaluator": ("Eleri Hughes",),
    "Funder": ("Frances Lowe",),
    "Concerns lead": ("Olu Adeyemi",),
}
CRITERIA = {
    "partner": ("Knows what they want to work on", "Has the authority and the time", "Open to being asked"),
    "consultant": ("Has led through situations", "Helps others think", "Can give the time"),
}


def in_days(number: int) -> date:
    return TODAY + timedelta(days=number)


def email_of(name: str) -> str:
    return name.split()[0].lower() + "@example.org"


def set_up(site, amina):
    address = next(line.strip() for line in site.said.splitlines() if "/setup/" in line)
    amina.go(address).fill(
        {
            "Name of the body that runs the programme": "Tees Care Association",
            "Your name": "Amina Shah",
            "Your e-mail": AMINA,
            "Name of your first programme": "First pilot",
        }
    ).press("Set up")
    amina.sign_in(AMINA)


def bring_in_a_register(amina):
    amina.follow("Organisations").follow("Bring in a file")
    amina.page.get_by_label("File").set_input_files(REGISTER)
    amina.press("Look at the file")
    assert amina.words.count("Nothing has been changed yet") == 1
    amina.press("Bring it in")
    assert amina.words.count("30 added") == 1


def finish_the_checklist(amina):
    amina.go("/").follow("Go to the checklist").follow("Set the dates").answer(
        {
            "Applications open": in_days(-1),
            "Applications close": in_days(21),
            "Decisions by": in_days(35),
            "The programme starts": in_days(42),
            "The programme ends": in_days(365),
        }
    ).press("Save")
    for body, capacity in (("Wearside Evaluation", "Evaluator"), ("The Rivers Fund", "Funder")):
        amina.go(f"{PROGRAMME}/checklist/").follow("Name an evaluator").fill({"Name of the body": body})
        amina.page.get_by_label(capacity).check()
        amina.press("Add")
    for duty, names in DUTIES.items():
        for name in names:
            amina.go(f"{HOST}/members/").follow("Give someone a duty")
            amina.fill({"Name": name, "E-mail": email_of(name)}).choose(duty).press("Give the duty")
    amina.go(f"{PROGRAMME}/checklist/").follow("Say who hears concerns")
    amina.fill({"Who hears concerns": "Olu Adeyemi, olu@example.org"}).press("Save")
    amina.go(f"{PROGRAMME}/checklist/").press("Mark as done")


def apply_as(person, leader, role, *, pause=False):
    person.go(f"{PROGRAMME}/").follow(f"Apply as a {role}").make_account(leader.name, leader.email)
    person.answer(ELIGIBLE[role]).press("Continue").follow("Go on writing")
    for number, page in enumerate(leader.pages(role)):
        person.answer(page)
        if pause and number == 2:
            come_back_to_what_was_typed(person, page)
        person.press("Save and continue")
    person.press("Send in your application")
    assert person.words.count("Your application has arrived. Thank you.") == 1


def come_back_to_what_was_typed(person, page):
    """Nothing was pressed: what was typed is there when the page is opened again, and can then be sent."""
    saved = person.page.locator("[data-autosave-status]").get_by_text("Saved at")
    saved.wait_for()
    person.go(person.page.url)
    assert person.page.get_by_label("Your job title").input_value() == page["Your job title"]
    person.answer(page)
    saved.wait_for()


def read_everything(person):
    """Say what one sees in each application that waits, until none does."""
    person.go(f"{PROGRAMME}/panel/")
    for _ in SEEKING + OFFERING:
        if not person.page.get_by_role("button", name="Read the next one").count():
            break
        person.follow("Read the next one")
        for criterion in CRITERIA["partner" if CRITERIA["partner"][0] in person.words else "consultant"]:
            person.answer({criterion: "Clear evidence"})
        person.fill({"What you saw": "Clear about what is pressing, and generous with what they know."})
        person.press("Save").go(f"{PROGRAMME}/panel/")
    assert person.words.count("Nothing waits for you. Thank you.") == 1


def step_aside(person, leader):
    """Someone with a connection says so, and the case is gone for them: from lists, and at its address."""
    person.go(f"{PROGRAMME}/panel/").follow("Say what you see", within=leader.organisation)
    address = person.page.url
    person.follow("I have a connection").choose("My organisation competes with it").press("Step aside")
    person.go(f"{PROGRAMME}/panel/")
    assert person.words.count(leader.organisation) == 0
    assert person.context.request.get(address).status == 404


def decide_on_everyone(amina):
    for leader in SEEKING + OFFERING:
        amina.go(f"{PROGRAMME}/applications/").follow(leader.organisation)
        amina.follow("Decide").answer(
            {
                "Decision": "Offer a place",
                "Strengths seen": "You know your people well, and say plainly what you need.",
                "Why this decision": "You can use the time now, and you have much to give others.",
            }
        ).press("Keep this decision")
    assert amina.words.count("5 decisions wait to be told.") == 1
    amina.open("Tell everyone").press("Yes, release them all")


def send_the_letters(amina, *, look_at):
    """Look at the drafts, one of them whole, then send them all."""
    amina.go(f"{PROGRAMME}/letters/").follow("Look at the drafts and send them").follow(look_at)
    amina.go(f"{PROGRAMME}/letters/").follow("Look at the drafts and send them").press("Send them all")


def take_up_the_place(person):
    person.go("/").follow("Your application to").follow("Read your statement")
    assert person.words.count("You know your people well, and say plainly what you need.") == 1
    person.follow("Answer the offer").answer({"Will you take up the place": "Yes, I take it up"})
    person.choose("I have read the competition policy and will keep to it").press("Send your answer")
    assert person.words.count("Welcome. We are glad that you take part.") == 1
