"""Answers and applications for the tests of the call."""

from datetime import timedelta

from django.utils import timezone

from headwater.web.applications import actions
from headwater.web.applications.models import Application
from headwater.web.applications.queries import form_of
from headwater.web.hosts.models import Membership
from headwater.web.programmes.models import Programme
from tests.people import person

ORGANISATION = {
    "organisation_name": "Alnwick Home Support",
    "legal_form": "cic",
    "sector": "not_for_profit",
    "postcode": "NE66 1AA",
    "charity_number": "",
    "company_number": "09876543",
    "cqc_provider": "",
    "cqc_location": "",
    "income": "under_2m",
    "staff": 42,
    "volunteers": 6,
    "tiers": 3,
}
WORK = {
    "services": ["homecare"],
    "client_groups": ["older"],
    "areas": ["Northumberland"],
    "commissioners": ["Northumberland County Council"],
    "tenders": [],
    "group": "",
    "none_of": ["tenders", "group"],
}
MEETING = {
    "mode": "either",
    "travel_miles": 25,
    "days": ["tuesday"],
    "languages": ["en"],
    "access_needs": "",
    "access": [],
    "style": "questions",
}
COMING = {"heard": "A newsletter", "route_in": "referral", "suggested_by": "canary-referrer of the council"}
PARTNER = {
    "organisation": ORGANISATION,
    "work": WORK,
    "you": {
        "job_title": "Registered manager",
        "time_in_role": "1_to_3",
        "responsibility": "All of it",
        "board_aware": "yes",
        "board_aware_on": "2026-09-01",
    },
    "help": {
        "topics": ["business-planning", "teams"],
        "situations": ["growing"],
        "pressing": "canary-pressing",
        "able": "canary-able",
        "earlier_help": "",
    },
    "offer": {"offers": ["buildings"], "offers_words": "", "values": ["staff"]},
    "meeting": MEETING,
    "sealed": {"sealed_organisations": ["canary-rival Care Ltd"], "sealed_people": ["canary-former Chief"]},
    "coming": COMING,
}
CONSULTANT = {
    "organisation": ORGANISATION | {"organisation_name": "Berwick Care Trust", "company_number": "01234567"},
    "work": WORK,
    "you": {
        "job_title": "Chief executive",
        "time_in_role": "10",
        "permission": "yes",
        "permission_on": "2026-08-01",
    },
    "experience": {
        "evidence": "We grew",
        "award": "",
        "rating": "Good",
        "references": [],
        "topics": ["teams"],
        "situations": [],
        "gains": [],
        "values": ["learning"],
    },
    "capacity": {"capacity": "2", "hours": 4, "trained": "short", "trained_words": "", "supervision": "yes"},
    "meeting": MEETING,
    "sealed": {"sealed_organisations": [], "sealed_people": []},
    "coming": COMING | {"route_in": "open_call"},
}
PAGES = {"partner": PARTNER, "consultant": CONSULTANT}


def open_call(programme: Programme) -> Programme:
    programme.stage = Programme.Stage.CALL
    programme.call_opens = timezone.localdate() - timedelta(days=10)
    programme.call_closes = timezone.localdate() + timedelta(days=10)
    programme.save()
    return programme


def draft(programme: Programme, who, role: str = "partner") -> Application:
    return actions.start_application(programme=programme, role=role, by=who)


def filled(programme: Programme, who, role: str = "partner", name: str | None = None) -> Application:
    application = draft(programme, who, role)
    for page in form_of(programme, role).pages:
        answers = dict(PAGES[role][page.code])
        if name and page.code == "organisation":
            answers |= {"organisation_name": name, "company_number": ""}
        actions.save_page(application=application, page=page.code, answers=answers, by=who)
    return application


def sent_in(programme: Programme, who, role: str = "partner", name: str | None = None) -> Application:
    return actions.submit_application(application=filled(programme, who, role, name), by=who)


def several(programme: Programme, number: int, role: str = "partner") -> list[Application]:
    return [
        sent_in(programme, person(f"Applicant {role} {i}"), role, name=f"Organisation {role} {i}")
        for i in range(number)
    ]


def panel_member(programme: Programme, name: str):
    member = person(name)
    Membership.objects.create(person=member, role="panel", programme=programme)
    return member


def reviewed(application: Application, who, mark: int = 3) -> None:
    actions.assign_reader(application=application, person=who, by=who)
    code = {"partner": "readiness", "consultant": "experience"}[application.role]
    actions.review_application(
        application=application, marks={code: mark}, comment=f"canary-comment by {who}", by=who
    )


KIND_WORDS = {
    "strengths": "canary-strengths: a clear account of what her team does well.",
    "reason": "canary-reason: the programme fits what she wants to do next.",
}


def decided(application: Application, coordinator, outcome: str = "accepted"):
    return actions.decide(
        application=application,
        outcome=outcome,
        by=coordinator,
        return_on=timezone.localdate() + timedelta(days=100) if outcome == "not_yet" else None,
        **KIND_WORDS,
    )


def released(application: Application, coordinator, outcome: str = "accepted") -> Application:
    decided(application, coordinator, outcome)
    actions.close_panel(programme=application.programme, by=coordinator)
    actions.apply_decisions(programme=application.programme, by=coordinator)
    return Application.objects.get(pk=application.pk)


def as_posted(answers: dict) -> dict:
    """Answers as a browser posts them: lists of lines as text."""
    lines = {"areas", "commissioners", "tenders", "sealed_organisations", "sealed_people", "references"}
    return {name: "\n".join(value) if name in lines else value for name, value in answers.items()}
