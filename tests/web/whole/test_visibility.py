"""Who sees what a pair, supervision, concerns and preparation hold: the policy against the promise, and every page.

The promise stands here as data (promises.md 4.3, rows 5 to 11, 17 and 18, and 4.6). First the policy that
``headwater policy --json`` prints is held against it in both directions. Then a canary is put into each kind of text, and
everyone walks through every page, file and mail they can reach: nobody finds another's, and everyone entitled finds theirs.
"""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from headwater import cli
from headwater.web.changes.actions import tell_change
from headwater.web.engagements import actions as pairs
from headwater.web.engagements.actions import notes
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.actions import give_role
from headwater.web.messages.actions import approve_letters, send_everything_waiting
from headwater.web.messages.models import Letter
from headwater.web.preparation.actions import decide_readiness, offer_workshop, plan_workshop
from headwater.web.supervision import actions as care
from headwater.web.writes.models import Draft
from tests.web.engagements.pairs import at_work
from tests.web.engagements.test_sessions import days, soon
from tests.web.supervision.test_actions import assign
from tests.web.whole.test_crawl import walk

# ── the promise ──────────────────────────────────────────────────────────────────────────────────
# F full, O own or own pair, S shared or released to them by its author, B by two people for a day, A if told to them.
# What a column leaves out is nothing at all; counts, existence and pseudonyms are other kinds of data and no grant here.
PROMISE = {
    "5 match rationale shown to the pair": {"coordinator": "F", "consultant": "S", "partner": "S"},
    "6 engagement facts": {"coordinator": "F", "consultant": "O", "partner": "O", "faculty": "O"},
    "7 shared meeting notes": {"consultant": "F", "partner": "F", "faculty": "S", "concern_lead": "B"},
    "8 private notes": {"consultant": "O", "partner": "O"},
    "9 reflections": {"consultant": "O", "partner": "O", "faculty": "S", "evaluator": "S"},
    "10 goals and progress": {"consultant": "F", "partner": "F", "concern_lead": "B"},
    "11 dependency signals": {"consultant": "O", "faculty": "O"},
    "17 supervision notes": {"consultant": "S", "faculty": "O", "concern_lead": "B"},
    "18 concerns and complaints": {"coordinator": "A", "concern_lead": "A"},
}
NARROWER = {  # promised, and not built: nobody sees more than was promised
    ("7 shared meeting notes", "faculty"): "a pair's notes are shared with nobody outside it",
    ("9 reflections", "evaluator"): "no extract of a reflection leaves its author",
}
BEYOND = {  # not in the promise, each for a requirement
    ("6 engagement facts", "funder"): {"sign_agreement"},  # the third who signs a three-way agreement (R51)
}
BREAK_GLASS = {
    "7 shared meeting notes",
    "10 goals and progress",
    "17 supervision notes",
    "18 concerns and complaints",
}
SUBMIT_ONLY = {"raise_concern"}  # the one thing anyone may do without a relation to it (row 18, public)
OWN = {"own", "addressed to them", "one of the pair", "it is their text, and the time to tell them has come"}
HOW = {  # the relation by which each letter of the promise is kept
    "F": set(),
    "O": {"one of the pair", "own", "the one who helps in it", "the one who seeks help in it", "supervises the consultant"},
    "S": {"released", "shown to them by its author", "own"},
    "B": {"opened to them by a second person, for 24 hours"},
    "A": {"addressed to them"},
}  # fmt: skip


@pytest.fixture(scope="module")
def printed():
    """What ``headwater policy --json`` prints, read back."""
    from contextlib import redirect_stdout

    with redirect_stdout(io.StringIO()) as out:
        assert cli.main(["policy", "--json"]) == 0
    return [row for row in json.loads(out.getvalue()) if row["kind"] in PROMISE]


def test_no_duty_may_read_what_the_promise_does_not_give_it(printed):
    wider = {
        (row["kind"], row["role"], row["permission"])
        for row in printed
        if row["role"] != "signed_in"
        and row["role"] not in PROMISE[row["kind"]]
        and row["permission"] not in BEYOND.get((row["kind"], row["role"]), ())
    }
    assert wider == set()


def test_every_duty_may_read_what_the_promise_gives_it_and_by_the_relation_it_names(printed):
    missing = set()
    for kind, cells in PROMISE.items():
        for role, code in cells.items():
            conditions = [set(row["where"]) for row in printed if (row["kind"], row["role"]) == (kind, role)]
            kept = any(not HOW[code] or HOW[code] & where for where in conditions)
            if not kept and (kind, role) not in NARROWER:
                missing.add((kind, role, code))
    assert missing == set()
    assert [cell for cell in NARROWER if any((r["kind"], r["role"]) == cell for r in printed)] == []


def test_without_a_duty_one_reads_only_what_is_ones_own(printed):
    loose = [
        row["permission"] for row in printed if row["role"] == "signed_in" and not OWN & set(row["where"])
    ]
    assert set(loose) == SUBMIT_ONLY


def test_break_glass_reaches_four_kinds_and_one_duty_and_no_others(printed):
    rows = [row for row in printed if HOW["B"] & set(row["where"])]
    assert {row["kind"] for row in rows} == BREAK_GLASS
    assert {row["role"] for row in rows} == {"concern_lead"}


# ── the canaries ─────────────────────────────────────────────────────────────────────────────────
PAIR, OTHERS = {"partner", "consultant"}, {"second_partner", "second_consultant"}
SEEN_BY = {
    "goal": PAIR,
    "progress": PAIR,
    "agreement": PAIR,
    "shared-note": PAIR,
    "needs": PAIR,
    "meeting-place": PAIR,
    "topics": PAIR,
    "gained": PAIR,
    "avoided": {"partner"},
    "reflection-of-partner": {"partner"},
    "reflection-of-consultant": {"consultant"},
    "reflection-shown": {"consultant", "faculty"},
    "without-help": {"partner"},
    "supervisor-alone": {"faculty"},
    "supervisee-alone": {"consultant"},
    "joint": {"faculty", "consultant"},
    "supervision-place": {"faculty", "consultant"},
    "group-note": {"faculty"},
    "concern": {"partner", "concern_lead"},
    "step": {"concern_lead"},
    "answer": {"second_partner", "concern_lead"},
    "to-coordinator": {"consultant", "coordinator"},
    "other-goal": OTHERS | {"concern_lead"},  # opened to the concerns lead by the custodian, for a day
    "opening-reason": OTHERS | {"concern_lead", "second_panel"},
    "readiness": {"consultant", "faculty"},
    "workshop-place": {"coordinator", "faculty", "partner", "second_partner"},
    "draft": set(),  # shown only in its own form, while it is being typed
    "change": {"partner", "coordinator"},
}


def canary(name):
    return f"canary-{name}-canary"


@pytest.fixture
def told(cast, settings):
    """Two pairs at work with every kind of text in them, each with a canary of its own."""
    settings.DEMONSTRATION = True  # nobody is asked for a second factor, so that each page can be walked
    cast.programme.shared_notes = True
    cast.programme.save()
    first, second = _pair(cast), at_work(cast, which="second")
    _supervision(cast)
    _concerns(cast)
    pairs.set_goal(second, by=cast.second_partner, kind="pressing", text=canary("other-goal"))
    give_role(person=cast.second_panel, role="custodian", by=cast.coordinator)
    asked = care.ask_to_open(
        kind="goals", ground="harm", reason=canary("opening-reason"), asked_for=cast.second_partner.email,
        by=cast.concern_lead,
    )  # fmt: skip
    care.open_it(asked, by=cast.second_panel)
    decide_readiness(first.consultant, decision="ready", reason=canary("readiness"), by=cast.faculty)
    start = timezone.now() + timedelta(days=3)
    offer_workshop(
        plan_workshop(
            programme=cast.programme, by=cast.coordinator, kind="partner", title="Getting ready", starts_at=start,
            ends_at=start + timedelta(hours=2), place=canary("workshop-place"),
        ),
        by=cast.coordinator,
    )  # fmt: skip
    tell_change(first.partner, by=cast.partner, kind="merged", note=canary("change"))
    Draft.objects.create(person=cast.partner, form="/care-network/x/", typed={"text": canary("draft")})
    return cast


def _pair(cast):
    pair = at_work(cast)
    partner, consultant = cast.partner, cast.consultant
    goal = pairs.set_goal(pair, by=partner, kind="pressing", text=canary("goal"))
    pairs.note_progress(goal, by=partner, value=3, word=canary("progress"))
    agreement = pairs.propose_agreement(
        pair, by=partner, travels="turns", pays="programme", rhythm="month", own_words=canary("agreement")
    )
    pairs.accept_agreement(agreement, by=consultant)
    pair = Engagement.objects.with_people().get(pk=pair.pk)
    notes.write_note(pair, by=consultant, text=canary("shared-note"))
    pairs.say_exchange(pair, by=partner, needs=canary("needs"))
    pairs.plan_session(pair, by=partner, starts_at=soon(4), place=canary("meeting-place"), agenda="As agreed")
    pairs.log_session(pair, by=partner, day=days(9), topics_discussed=canary("topics"))
    pairs.seal_avoided_issue(pair, by=partner, text=canary("avoided"))
    notes.keep_reflection(pair, by=partner, text=canary("reflection-of-partner"))
    notes.keep_reflection(pair, by=consultant, text=canary("reflection-of-consultant"))
    notes.keep_reflection(pair, by=consultant, text=canary("reflection-shown"), shown_to_supervisor=True)
    pairs.look_back(pair, by=partner, gained_words=canary("gained"), without_help=canary("without-help"))
    return pair


def _supervision(cast):
    assign(cast, "consultant", "second_consultant")
    own, second = cast.participant(cast.consultant), cast.participant(cast.second_consultant)
    alone = _session(cast, [own], place=canary("supervision-place"))
    care.write_note(alone, by=cast.faculty, text=canary("supervisor-alone"))
    care.write_note(alone, by=cast.consultant, text=canary("supervisee-alone"))
    care.write_note(alone, by=cast.faculty, text=canary("joint"), joint=True)
    care.write_note(_session(cast, [own, second], place=""), by=cast.faculty, text=canary("group-note"))


def _session(cast, consultants, *, place):
    return care.plan_supervision(
        programme=cast.programme,
        consultants=consultants,
        starts_at=soon(2),
        minutes=60,
        by=cast.faculty,
        place=place,
    )


def _concerns(cast):
    heard = care.hear_concern(_concern(cast, cast.partner, canary("concern")), by=cast.concern_lead)
    care.note_step(heard, by=cast.concern_lead, text=canary("step"))
    closed = care.hear_concern(_concern(cast, cast.second_partner, ""), by=cast.concern_lead)
    care.close_concern(closed, by=cast.concern_lead, answer=canary("answer"))
    _concern(cast, cast.consultant, canary("to-coordinator"), to=cast.coordinator)


def _concern(cast, by, details, to=None):
    return care.raise_concern(
        by=by, host=cast.host, programme=cast.programme, kind="conduct", addressed_to=to or cast.concern_lead,
        details=details,
    )  # fmt: skip


def words_in(response):
    """Everything an answer says, packed files unpacked."""
    body = response.content if not response.streaming else b"".join(response.streaming_content)
    if body[:2] != b"PK":
        return body.decode(errors="replace")
    packed = zipfile.ZipFile(io.BytesIO(body))
    return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def test_everyone_entitled_finds_theirs_and_nobody_finds_anothers(told):
    """promises.md 4.3: 0 canaries of another's text on every page, file and mail; all of one's own."""
    found = {name: set() for name in SEEN_BY}
    where = {name: set() for name in SEEN_BY}

    def looking_as(who):
        def look(page, response):
            said = words_in(response)
            for name in SEEN_BY:
                if canary(name) in said:
                    found[name].add(who)
                    where[name].add(page)

        return look

    people = told.everyone()
    for who, person in people.items():
        walk(person, looking_as(who))
    assert {name: found[name] for name in SEEN_BY} == SEEN_BY

    straying = set()  # the same addresses, typed in by everyone who is not entitled, and by nobody at all
    clients = {who: Client() for who in people} | {"nobody": Client()}
    for who, person in people.items():
        clients[who].force_login(person)
    for name, pages in where.items():
        for who in set(clients) - SEEN_BY[name]:
            straying |= {
                (name, who, page) for page in pages if canary(name) in words_in(clients[who].get(page))
            }
    assert straying == set()


def test_the_copy_of_ones_information_holds_no_text_that_one_may_not_read(told):
    for who, person in told.everyone().items():
        client = Client()
        client.force_login(person)
        said = words_in(client.post("/care-network/your-information/take-away/"))
        held = {name for name in SEEN_BY if canary(name) in said}
        assert held - {name for name, entitled in SEEN_BY.items() if who in entitled} == set(), who
        assert ("goal" in held) == (who in PAIR)


def test_no_letter_mail_or_calendar_file_carries_a_word_of_it(told):
    """promises.md 4.3, rule 6."""
    approve_letters(Letter.objects.filter(state="draft"), by=told.coordinator)
    assert send_everything_waiting() >= 8
    sent = "\n".join(str(message.message()) for message in mail.outbox)
    assert len(mail.outbox) >= 8
    assert [name for name in SEEN_BY if canary(name) in sent] == []
