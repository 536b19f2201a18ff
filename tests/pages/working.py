"""What is done from the proposed pairs to the report: the steps of the later chapters."""

import re
import time
from datetime import date

from tests.pages.answers import HELEN, OFFERING, SEEKING
from tests.pages.choosing import PROGRAMME, in_days, send_the_letters


def propose_and_publish(amina):
    """Four acts of their own: propose, look, publish, notify."""
    amina.go("/").follow("Matching").press("Propose the best set of pairs")
    assert amina.words.count("3 of 3") == 1
    amina.follow("Look", within=HELEN.organisation).follow("Proposed partnerships").follow(
        "Publish 3 pairs"
    ).press("Publish")
    amina.press("Draft the letters")
    send_the_letters(amina, look_at="to Joan Pease")


def answer_the_proposals(person, said="Yes, I would like to"):
    """Say the same to each proposal that waits, without a reason: none is asked for."""
    person.go(f"{PROGRAMME}/home/")
    for _ in SEEKING:
        if not person.page.get_by_role("button", name="See the proposal").count():
            break
        person.follow("See the proposal")
        assert person.page.locator("main textarea, main input[type=text]").count() == 0
        person.press(said).go(f"{PROGRAMME}/home/")


def at(day: date, clock: str) -> str:
    """A day and a time as the browser's own picker takes them."""
    return f"{day.isoformat()}T{clock}"


def plan_a_workshop(amina, kind, title, day, hours="0"):
    amina.go(f"{PROGRAMME}/workshops/").follow("Plan a workshop").answer({"What it is": kind})
    amina.fill({"Title": title, "Starts": at(day, "10:00"), "Ends": at(day, "14:00")})
    amina.fill({"Hours that count": hours, "Places": "12", "Where": "Hope Street Centre"}).press("Save")


def write_what_to_expect(amina):
    amina.go(f"{PROGRAMME}/workshops/").follow("What to expect, and the checklist").fill(
        {
            "What you can expect": "Six conversations with someone who has led. You set the topics.",
            "Steps to prepare": "Tell your board\nKeep two hours a month free",
        }
    ).press("Save")


def prepare(person):
    """Someone who seeks help reads what to expect, ticks the steps, and takes a place at the workshop."""
    person.go(f"{PROGRAMME}/home/").follow("Your preparation")
    person.choose("Tell your board", "Keep two hours a month free")
    person.choose("I have read what to expect, and it suits me").press("Save")
    assert person.words.count("You are prepared.") == 1
    person.follow("First workshop").press("Take a place")
    assert person.words.count("You have a place.") >= 1


def train(faisal):
    """Faculty say who came to the training, then who is ready, with a reason."""
    faisal.go(f"{PROGRAMME}/home/").follow("Take attendance")
    for consultant in OFFERING:
        faisal.answer({consultant.name: "Came"})
    faisal.press("Save")
    for consultant in OFFERING:
        faisal.go(f"{PROGRAMME}/training/").follow(consultant.name).answer({"Decision": "Ready to begin"})
        faisal.fill({"Reason": "Asks before advising, and knows when to be quiet."}).press("Decide")
    assert faisal.page.get_by_role("row").filter(has_text="Ready").count() == 2


def agree(david, helen):
    """One writes how they work together, the other reads the same text and accepts it."""
    david.go(f"{PROGRAMME}/home/").follow("You and Helen Marsh").follow("Begin").answer(
        {
            "Who travels": "We take turns",
            "Who pays": "Each organisation pays its own",
            "How often": "Every month",
        }
    ).press("Accept and ask the other")
    helen.go(f"{PROGRAMME}/home/").follow("Read it").press("Accept").follow("Your agreement, and what goes")
    assert helen.words.count("Everyone who signs has accepted this.") == 1


def set_both_kinds_of_goal(helen):
    for kind, words in (
        ("What is pressing now, for the organisation", "Know by May what follows the two grants."),
        ("What I want to be able to do for myself, as a leader", "Say plainly what I do not know."),
    ):
        helen.go(f"{PROGRAMME}/home/").follow("You and David Rowe").follow("Add a goal")
        helen.answer({"Which kind": kind, "In your own words": words}).press("Save")
    assert helen.words.count("Only the two of you can read this.") == 1


def plan_a_session(david):
    david.go(f"{PROGRAMME}/home/").follow("You and Helen Marsh").follow("Plan a session")
    david.fill({"Day and time": at(in_days(5), "09:30"), "Where, or the video link": "The Red Lion, Durham"})
    david.answer({"How you will meet": "In person"}).press("Plan it")
    address = david.page.get_by_role("link", name="Calendar").first.get_attribute("href")
    return david.context.request.get(david.site.address + address)


def log_a_session(helen):
    """On a phone, by keyboard: how many questions there were, how many seconds it took, and that no answer was needed."""
    begun = time.monotonic()
    helen.go(f"{PROGRAMME}/home/").follow("You and David Rowe").follow("Log a session")
    form = helen.page.locator("main form")
    questions = (
        form.locator("fieldset").count()
        + form.locator("input:not([type=hidden], [type=radio], #keep-a-copy)").count()
    )
    helen.press("Save")
    return questions, time.monotonic() - begun


def move_on(person, address, wave, question, answer):
    """One step of a wave: open its questions, close them, freeze the answers; each is asked about first."""
    person.go(address).open(question, within=wave).press(answer, within=wave)


def answer_every_question(person, wave, choice):
    """Page by page, the choice of a number for whatever offers choices; questions for words are left out."""
    person.go(f"{PROGRAMME}/questions/").follow(wave).follow("Begin")
    for _ in range(20):
        if person.page.get_by_role("button", name="Send my answers").count():
            break
        for question in person.page.locator("main fieldset").all():
            person.tick(question.get_by_role("radio").nth(choice))
        person.press("Save and")
    person.press("Send my answers")
    assert len(re.findall(r"Thank you[.,] [Yy]our answers are in\.", person.words)) == 1


def freeze_the_plan(eleri):
    """What to look at is written down and frozen before the second answers come: the end questions wait for it."""
    eleri.go(f"{PROGRAMME}/evaluation/plan/").press("Keep the plan")
    eleri.go(f"{PROGRAMME}/evaluation/plan/").open("Freeze the plan").press("Yes, freeze it")


def hold_a_wave(amina, eleri, answering, wave, choice):
    move_on(amina, f"{PROGRAMME}/waves/", wave, "Open these questions", "Yes, open them")
    for person in answering:
        answer_every_question(person, wave, choice)
    move_on(amina, f"{PROGRAMME}/waves/", wave, "Close these questions", "Yes, close them")
    move_on(eleri, f"{PROGRAMME}/evaluation/", wave, "Freeze the answers", "Yes, freeze them")


def publish_a_report(eleri):
    eleri.go(f"{PROGRAMME}/evaluation/").follow("What changed since the start").open("Release the findings")
    eleri.press("Yes, release them").go(f"{PROGRAMME}/reports/").press("Draft the report on")
    eleri.follow("Write the texts").fill({"What did not work": "Two dates were moved at short notice."})
    eleri.page.get_by_label("public", exact=False).first.check()
    eleri.press("Save").open("Release the report").press("Yes, release it")
