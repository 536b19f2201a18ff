"""The cast of the tests: who owns, who is a member, who is a stranger, and the same again in another host."""

from dataclasses import dataclass
from datetime import date

from django_scopes import scope

from headwater.web.hosts.models import Host, Membership
from headwater.web.organisations.models import Organisation, Site
from headwater.web.people.models import Person
from headwater.web.programmes.models import Participant, Programme


@dataclass
class Cast:
    """People by what they are to the first host. ``other_*`` belong to the second."""

    host: Host
    programme: Programme
    coordinator: Person
    panel: Person
    second_panel: Person
    faculty: Person
    evaluator: Person
    funder: Person
    concern_lead: Person
    partner: Person
    consultant: Person
    second_partner: Person
    second_consultant: Person
    stranger: Person
    other_host: Host
    other_programme: Programme
    other_coordinator: Person
    other_partner: Person

    def participant(self, person: Person) -> Participant:
        return Participant.objects.get(person=person)

    def everyone(self) -> dict[str, Person]:
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}


def person(name: str) -> Person:
    return Person.objects.create_user(email=f"{name.lower().replace(' ', '.')}@example.org", name=name)


def make_programme(slug: str) -> Programme:
    return Programme.objects.create(
        name=slug.replace("-", " ").capitalize(),
        slug=slug,
        stage=Programme.Stage.RUNNING,
        starts=date(2026, 9, 1),
        criteria=[
            {"code": "readiness", "name": "Ready to begin", "help": "", "for": "partner"},
            {"code": "experience", "name": "Has led through this", "help": "", "for": "consultant"},
        ],
    )


def make_participant(
    programme: Programme, who: Person, role: str, organisation: str, **fields
) -> Participant:
    body = Organisation.objects.create(name=organisation, none_of=["group", "commissioners", "tenders"])
    Site.objects.create(organisation=body, is_main=True, services=["Homecare agencies"], precision="unknown")
    Membership.objects.create(person=who, role=role, programme=programme)
    return Participant.objects.create(programme=programme, person=who, organisation=body, role=role, **fields)


def make_cast() -> Cast:
    names = [
        "coordinator",
        "panel",
        "second_panel",
        "faculty",
        "evaluator",
        "funder",
        "concern_lead",
        "partner",
        "consultant",
        "second_partner",
        "second_consultant",
        "stranger",
        "other_coordinator",
        "other_partner",
    ]
    people = {name: person(name.replace("_", " ").title()) for name in names}
    host = Host.objects.create(slug="care-network", name="Care Network")
    other = Host.objects.create(slug="other-host", name="Other Host")
    with scope(host=host):
        programme = make_programme("pilot")
        for role in ("coordinator", "panel", "faculty", "evaluator", "funder", "concern_lead"):
            Membership.objects.create(
                person=people[role], role=role, programme=programme if role != "coordinator" else None
            )
        Membership.objects.create(person=people["second_panel"], role="panel", programme=programme)
        make_participant(programme, people["partner"], "partner", "Wansbeck Carers")
        make_participant(programme, people["second_partner"], "partner", "Hexham Day Services")
        make_participant(programme, people["consultant"], "consultant", "Tees Valley Home Care")
        make_participant(programme, people["second_consultant"], "consultant", "Coquet Community Trust")
    with scope(host=other):
        other_programme = make_programme("pilot")
        Membership.objects.create(person=people["other_coordinator"], role="coordinator")
        make_participant(other_programme, people["other_partner"], "partner", "Elsewhere Care")
    return Cast(host=host, programme=programme, other_host=other, other_programme=other_programme, **people)
