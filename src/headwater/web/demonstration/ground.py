"""The ground the example stands on: two hosts, everyone with a duty, the organisations, a programme."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django_scopes import scope

from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES, code_of
from headwater.web.demonstration.places import EVERYONE, Example
from headwater.web.hosts.actions import give_role
from headwater.web.hosts.models import Host
from headwater.web.organisations.models import Organisation, Registration, Site
from headwater.web.people.models import Person
from headwater.web.programmes.actions import make_programme
from headwater.web.programmes.models import KeyDate, Party, Programme

STAGES = ("applications", "selection", "matching", "running", "evaluation", "alumni")
DAYS_SINCE_OPENING = dict(zip(STAGES, (30, 50, 85, 230, 340, 540), strict=True))
HOST, OTHER_HOST = "Care Providers Network", "Harbour Voluntary Action"
DUTIES = (
    ("Amina Shah", "coordinator", "Coordinator: runs the programme"),
    ("Colin Herriot", "panel", "Panel member: reads and scores applications"),
    ("Denise Laidler", "panel", ""),
    ("Hugh Fenwick", "panel", ""),
    ("Patricia Moore", "faculty", "Supervisor: trains and supervises those who give help"),
    ("Neil Carrick", "faculty", ""),
    ("Oona Byrne", "faculty", ""),
    ("Vikram Desai", "faculty", ""),
    ("Dr Sian Prosser", "evaluator", "Independent evaluator: finds out what changed"),
    ("Ffion Meredith", "coder", "Second coder: codes a sample apart from the evaluator"),
    ("Laura Venables", "funder", "Funder: sees the published report"),
    ("Jean Cuthbert", "concern_lead", "Hears concerns, outside every pair"),
    ("Farrah Iqbal", "concern_lead", ""),
    ("Aidan Tully", "custodian", "Custodian: decides whether something confidential is opened"),
)


@dataclass
class Story:
    """Everything the example has made so far, handed from stage to stage."""

    stage: str
    today: date
    rng: random.Random
    host: Host
    programme: Programme
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    examples: tuple[Example, ...] = EVERYONE
    notes: dict[str, Any] = field(default_factory=dict)

    def reached(self, stage: str) -> bool:
        """Whether the story goes as far as a stage."""
        return STAGES.index(self.stage) >= STAGES.index(stage)

    def duty(self, role: str) -> list[Person]:
        """The people with a duty, in the order of the cast."""
        return [self.people[name] for name, code, _ in DUTIES if code == role]


def lay_ground(*, stage: str, seed: int, today: date) -> Story:
    """Two hosts, the cast, the organisations and an open programme whose dates fit the stage."""
    host = Host.objects.create(
        slug="care-providers-network",
        name=HOST,
        contact_email="hello@careproviders.example",
        concern_contact="Jean Cuthbert, outside every pair: 01632 960 111, jean@careproviders.example",
        complaint_contact="The data lead: data@careproviders.example",
    )
    with scope(host=host):
        people = _people()
        programme = _programme(people["Amina Shah"], today - timedelta(days=DAYS_SINCE_OPENING[stage]))
        _duties(people, programme)
        organisations = {example.name: _organisation(example) for example in EVERYONE}
    _other_host()
    return Story(stage, today, random.Random(seed), host, programme, people, organisations)  # noqa: S311


def _people() -> dict[str, Person]:
    people = {name: _person(name, part) for name, _, part in DUTIES}
    parts = {
        "partner": "Seeks help: leads Wansbeck Carers",
        "consultant": "Gives help: leads Tees Valley Home Care",
    }
    for example in EVERYONE:
        people[example.leader] = _person(
            example.leader, parts[example.role] if example.story == "cast" else ""
        )
    return people


def _person(name: str, part: str = "") -> Person:
    address = name.lower().replace("dr ", "").replace("'", "").replace(" ", ".")
    return Person.objects.create_user(email=f"{address}@example.org", name=name, cast=part)


def _programme(coordinator: Person, opens: date) -> Programme:
    programme = make_programme(name="North East pilot", by=coordinator, starting=opens)
    programme.call_opens, programme.call_closes = opens, opens + timedelta(days=42)
    programme.decisions_by, programme.starts = opens + timedelta(days=70), opens + timedelta(days=105)
    programme.ends = opens + timedelta(days=315)
    programme.stage = Programme.Stage.CALL
    programme.words = {
        "partner": {"cy": {"one": "partner", "many": "partneriaid"}},
        "consultant": {"cy": {"one": "ymgynghorydd", "many": "ymgynghorwyr"}},
    }
    programme.save()
    KeyDate.objects.filter(programme=programme, day__lt=opens).delete()
    for name, capacity in (
        ("Northern Care Alliance", "sponsor"),
        ("Tyne and Tees Community Fund", "funder"),
        ("Wayfinder Leadership Faculty", "deliverer"),
        ("Prosser Evaluation", "evaluator"),
    ):
        Party.objects.create(programme=programme, name=name, capacity=capacity)
    return programme


def _duties(people: dict[str, Person], programme: Programme) -> None:
    coordinator = people["Amina Shah"]
    for name, role, _ in DUTIES:
        give_role(
            person=people[name],
            role=role,
            by=coordinator,
            programme=None if role == "coordinator" else programme,
        )


def _organisation(example: Example) -> Organisation:
    body = Organisation.objects.create(
        name=example.name,
        size=example.size,
        sector=example.sector,
        source="example",
        commissioners=[example.council],
        none_of=["group"] if example.story == "tenders not said" else ["tenders", "group"],
    )
    number = f"9{EVERYONE.index(example):06d}"
    Registration.objects.create(organisation=body, register="charity", number=number)
    site = Site(
        organisation=body,
        is_main=True,
        name=example.name,
        postcode=example.postcode,
        council=example.council,
        services=[code_of(SERVICE_TYPES, wording) for wording in example.services],
        client_groups=[code_of(CLIENT_GROUPS, wording) for wording in example.groups],
    )
    site.find()
    site.save()
    return body


def _other_host() -> None:
    other = Host.objects.create(slug="harbour-voluntary-action", name=OTHER_HOST)
    with scope(host=other):
        person = _person("Rhys Maddock", "Coordinator of another host: sees nothing of this one")
        give_role(person=person, role="coordinator", by=person)
        make_programme(name="Cardiff Bay exchange", by=person)
