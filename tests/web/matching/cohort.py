"""Small cohorts for the tests of matching: who is where, does what and asks about what."""

from headwater.web.hosts.models import Membership
from headwater.web.organisations.models import Organisation, Site
from headwater.web.programmes.models import Participant, Programme
from tests.people import person

# metres on the grid; a mile is about 1609 m
NEWCASTLE, GATESHEAD, HEXHAM, BERWICK = (425000, 564500), (425500, 562500), (393600, 564100), (399900, 653000)

NOTHING = ("group", "commissioners", "tenders")  # said to be none: what is not said is never "clear"


def add(
    programme: Programme,
    role: str,
    name: str,
    at=NEWCASTLE,
    services=("Homecare agencies",),
    groups=("Dementia",),
    body=None,
    **fields,
) -> Participant:
    who = person(f"Leader of {name}")
    organisation = Organisation.objects.create(
        name=name, **({"none_of": list(NOTHING)} | (body or {"size": "small"}))
    )
    place = {} if at is None else {"easting": at[0], "northing": at[1], "uncertainty_m": 100}
    Site.objects.create(
        organisation=organisation,
        is_main=True,
        services=list(services),
        client_groups=list(groups),
        precision="unknown" if at is None else "postcode",
        council_code="E06000057",
        **place,
    )
    Membership.objects.create(person=who, role=role, programme=programme)
    return Participant.objects.create(
        programme=programme,
        person=who,
        organisation=organisation,
        role=role,
        **({"topics": ["teams"]} | fields),
    )


def partner(programme, name, **fields):
    return add(programme, "partner", name, **fields)


def consultant(programme, name, services=("Hospice",), groups=("Caring for adults under 65 yrs",), **fields):
    return add(programme, "consultant", name, services=services, groups=groups, **fields)


def empty(programme: Programme) -> Programme:
    """The programme without the leaders every test database starts with."""
    programme.participants.update(status=Participant.Status.WITHDRAWN)
    return programme


def names(run) -> list[tuple[str, str]]:
    """The pairs of a run by the names of their organisations."""
    found = run.proposals.with_people()
    return sorted((one.partner.organisation.name, one.consultant.organisation.name) for one in found)
