"""The example programme's applications and selection, told through the actions that people use.

The caller makes the people and organisations, and says on which day each part happens:
``apply_all`` fills the call, ``review_all`` lets the panel read, ``decide_all`` decides, tells and lets
everyone who is offered a place take it up.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES, SITUATIONS, code_of
from headwater.web.applications import actions
from headwater.web.applications.example import words
from headwater.web.applications.models import Application, Decision, Review
from headwater.web.applications.queries import ROLES, criteria_of, form_of
from headwater.web.applications.states import State
from headwater.web.hosts.models import Membership
from headwater.web.messages.actions import approve_letters
from headwater.web.messages.models import Letter
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Participant, Programme

PARTNER = Participant.Role.PARTNER
OFFERS = {PARTNER: 15, Participant.Role.CONSULTANT: 16}
NOT_YET, WITHDRAWN, SEALED, WAITING = "not yet", "withdrawn", "sealed wish", "waiting"
ALONE = "no consultant"
STAFF = {"micro": 7, "small": 31, "medium": 120, "large": 410, "": 25}
INCOME = {
    "micro": "under_100k",
    "small": "under_500k",
    "medium": "under_2m",
    "large": "over_2m",
    "": "under_500k",
}
VALUES = ("dignity", "community", "staff", "fairness", "quality", "independence", "learning")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
ROUTES = ("open_call",) * 5 + ("referral",) * 3 + ("funder", "nomination")


@dataclass(frozen=True)
class Applicant:
    """A leader of the example and what happens to their application (``story``: one of the words above, or none)."""

    person: Any
    organisation: Organisation
    role: str
    story: str = ""


def apply_all(
    programme: Programme, applicants: Sequence[Applicant], rng: random.Random, today: date
) -> list[Application]:
    """Everyone applies between the opening of the call and ``today`` (or its last day); one takes it back."""
    made = []
    with _during_the_call(programme):
        for applicant in applicants:
            made.append(_apply(programme, applicant, rng, today))
    return made


@contextmanager
def _during_the_call(programme: Programme) -> Iterator[None]:
    """The programme as it stood while the call was open, wherever the story has got to."""
    stage, programme.stage = programme.stage, Programme.Stage.CALL
    try:
        yield
    finally:
        programme.stage = stage


def _apply(programme: Programme, applicant: Applicant, rng: random.Random, today: date) -> Application:
    opens = programme.call_opens or today - timedelta(days=21)
    last = min(today, programme.call_closes or today)
    at = _moment(opens + timedelta(days=rng.randint(0, max(0, (last - opens).days))), rng)
    by = applicant.person
    application = actions.start_application(programme=programme, role=applicant.role, by=by, at=at)
    answers = answers_of(applicant, rng)
    for page in form_of(programme, applicant.role).pages:
        mine = {question.name: answers.get(question.name, "") for question in page.questions()}
        actions.save_page(application=application, page=page.code, answers=mine, by=by)
    actions.submit_application(application=application, by=by, at=at)
    if applicant.story == WITHDRAWN:
        actions.withdraw_application(application=application, by=by)
    return application


def _moment(day: date, rng: random.Random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(rng.randint(8, 20), rng.randint(0, 59))))


def answers_of(applicant: Applicant, rng: random.Random) -> dict[str, Any]:
    """What one applicant of the example answers, by question."""
    about_role = _as_partner if applicant.role == PARTNER else _as_consultant
    return _organisation(applicant.organisation) | _meeting(applicant, rng) | about_role(applicant, rng)


def _organisation(body: Organisation) -> dict[str, Any]:
    site = body.sites.first()
    council = site.council if site else ""
    return {
        "organisation_name": body.name,
        "legal_form": body.legal_form or ("private-company" if body.sector == "private" else "charity"),
        "sector": body.sector or "not_for_profit",
        "postcode": site.postcode if site else "",
        "income": INCOME[body.size],
        "staff": STAFF[body.size],
        "volunteers": 12 if body.sector == "not_for_profit" else 0,
        "tiers": 4 if body.size == "large" else 3,
        "services": [code_of(SERVICE_TYPES, item) or item for item in (site.services if site else [])],
        "client_groups": [
            code_of(CLIENT_GROUPS, item) or item for item in (site.client_groups if site else [])
        ],
        "areas": [council] if council else [],
        "commissioners": list(body.commissioners),
        "tenders": list(body.tenders),
        "group": body.group,
        "none_of": list(body.none_of),
    }


def _meeting(applicant: Applicant, rng: random.Random) -> dict[str, Any]:
    route = rng.choice(ROUTES)
    mode, miles = rng.choice(("either", "either", "in_person", "remote")), rng.choice((15, 20, 30, 45))
    if applicant.story == ALONE:
        mode, miles = "in_person", 30  # nobody who gives help is so near
    return {
        "mode": mode,
        "travel_miles": miles,
        "days": sorted(rng.sample(DAYS, 2), key=DAYS.index),
        "languages": ["en", "cy"] if rng.random() < 0.08 else ["en"],
        "access_needs": "A hearing loop helps me, and a break after an hour." if rng.random() < 0.1 else "",
        "access": [],
        "style": rng.choice(("questions", "experience", "challenge", "mixed")),
        "sealed_organisations": [words.SEALED_NAME] if applicant.story == SEALED else [],
        "sealed_people": [],
        "heard": rng.choice(("The network's newsletter", "A colleague", "The regional forum")),
        "route_in": route,
        "suggested_by": "" if route == "open_call" else rng.choice(("Another manager", "Our grants officer")),
        "values": rng.sample(VALUES, 3),
        "situations": rng.sample([term.code for term in SITUATIONS], 2),
        "time_in_role": rng.choice(("1_to_3", "4_to_9", "10")),
    }


def _as_partner(applicant: Applicant, rng: random.Random) -> dict[str, Any]:
    topics = rng.sample(sorted(words.NEEDS), 3)
    pressing, able = rng.choice(words.NEEDS[topics[0]])
    return {
        "job_title": rng.choice(("Chief executive", "Registered manager", "Director", "Owner and manager")),
        "responsibility": rng.choice(words.RESPONSIBILITY),
        "board_aware": "yes",
        "board_aware_on": "",
        "topics": topics,
        "pressing": pressing,
        "able": able,
        "earlier_help": rng.choice(words.EARLIER_HELP),
        "offers": rng.sample([topic for topic in sorted(words.NEEDS) if topic not in topics], 2),
        "offers_words": rng.choice(words.OFFERS_WORDS),
    } | ({"time_in_role": "under_1"} if applicant.story == NOT_YET else {})


def _as_consultant(applicant: Applicant, rng: random.Random) -> dict[str, Any]:
    return {
        "job_title": rng.choice(("Chief executive", "Managing director", "Director of care")),
        "permission": "yes",
        "permission_on": "",
        "evidence": rng.choice(words.EVIDENCE),
        "award": rng.choice(words.AWARDS),
        "rating": "Good" if applicant.organisation.sector == "private" else "",
        "references": [],
        "topics": rng.sample(sorted(words.NEEDS), 4),
        "gains": rng.sample(sorted(words.NEEDS), 2),
        "capacity": rng.choice(("1", "1", "2")),
        "hours": rng.choice((3, 4, 5)),
        "trained": rng.choice(("no", "short", "qualified")),
        "trained_words": "",
        "supervision": "yes",
    }


def review_all(programme: Programme, panel: Sequence[Any], rng: random.Random, today: date) -> list[Review]:
    """The reading is shared out, one member steps aside from one application, and everyone else reads theirs."""
    coordinator = (
        Membership.objects.current().filter(role="coordinator").order_by("created_at").first().person
    )
    _post(programme, "application_received", by=coordinator)
    actions.share_out_reading(programme=programme, readers=2, by=coordinator)
    first = (
        panel[0]
        .assignments.filter(application__programme=programme)
        .order_by("application__organisation_name")
        .first()
    )
    if first is not None:
        actions.declare_conflict(application=first.application, kind="former_employer", by=panel[0])
        actions.share_out_reading(programme=programme, readers=2, by=coordinator)
    return [review for member in panel for review in _read_all(programme, member, rng)]


def _read_all(programme: Programme, member: Any, rng: random.Random) -> Iterator[Review]:
    for application in Application.objects.waiting_for_review_by(member).filter(programme=programme):
        codes = [item["code"] for item in criteria_of(programme, application.role)]
        yield actions.review_application(
            application=application,
            marks={code: rng.choice((2, 3, 3, 4, 4)) for code in codes},
            comment=rng.choice(words.COMMENTS[application.role]),
            by=member,
        )


def _post(programme: Programme, kind: str, *, by: Any) -> None:
    letters = Letter.objects.filter(programme=programme, kind=kind, state=Letter.State.DRAFT)
    approve_letters(list(letters.select_related("to")), by=by)


def decide_all(
    programme: Programme,
    coordinator: Any,
    rng: random.Random,
    today: date,
    applicants: Sequence[Applicant] = (),
) -> list[Participant]:
    """The panel closes, everyone hears why, and whoever is offered a place takes it up. Who takes part is returned."""
    stories = {(item.person.pk, item.role): item.story for item in applicants}
    actions.close_panel(programme=programme, by=coordinator)
    for role in ROLES:
        _decide_side(programme, role, coordinator, rng, today, stories)
    told = actions.apply_decisions(programme=programme, by=coordinator, at=_moment(today, rng))
    _post(programme, "application_decision", by=coordinator)
    return [
        _take_up(decision, today, rng) for decision in told if decision.outcome == Decision.Outcome.ACCEPTED
    ]


def _decide_side(
    programme: Programme,
    role: str,
    coordinator: Any,
    rng: random.Random,
    today: date,
    stories: dict[Any, str],
) -> None:
    waiting = Application.objects.known_to(coordinator).filter(
        programme=programme, role=role, state=State.SUBMITTED
    )
    rows = list(waiting.select_related("programme").order_by("organisation_name", "pk"))
    rng.shuffle(rows)
    rows.sort(
        key=lambda item: (stories.get((item.person_id, role), "") in ("", WAITING), item.organisation_name)
    )
    outcomes = _outcomes(rows, role, stories)
    for application in rows:
        outcome = outcomes[application.pk]
        actions.decide(
            application=application,
            outcome=outcome,
            strengths=rng.choice(words.STRENGTHS[role]),
            reason=words.REASONS[outcome],
            return_on=today + timedelta(days=182) if outcome == Decision.Outcome.NOT_YET else None,
            by=coordinator,
        )


def _outcomes(rows: list[Application], role: str, stories: dict[Any, str]) -> dict[Any, str]:
    """Not yet for whom the story says so (else for the last of those who seek help), offers as far as they go, then waiting."""
    told = {item.pk: stories.get((item.person_id, role), "") for item in rows}
    not_yet = {pk for pk, story in told.items() if story == NOT_YET}
    if not not_yet and role == PARTNER and len(rows) > OFFERS[role]:
        not_yet = {rows[-1].pk}
    free = [item.pk for item in rows if item.pk not in not_yet and told[item.pk] != WAITING]
    offered = set(free[: OFFERS[role]])
    return {pk: "not_yet" if pk in not_yet else "accepted" if pk in offered else "waiting" for pk in told}


def _take_up(decision: Decision, today: date, rng: random.Random) -> Participant:
    application = decision.application
    actions.note_statement_seen(statement=decision.statement, by=application.person)
    return actions.answer_offer(
        application=application,
        accept=True,
        by=application.person,
        at=_moment(today + timedelta(days=3), rng),
    )
