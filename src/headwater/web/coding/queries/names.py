"""What may be a name in an answer, by the registers of the whole host. Whose name it is goes no further than here."""

from headwater.engines.evaluation.words import Known, Mask, suggest_masks
from headwater.web.coding.models import Answer, Coding
from headwater.web.hosts.models import Host
from headwater.web.organisations.models import Organisation, Site
from headwater.web.people.models import Person

SHORTEST = 3


def known_names(host: Host) -> Known:
    """The names that the host's registers hold: everyone with a duty in it, every organisation, site and council.

    All of the host and not only those who were asked, so that a suggestion does not even tell who takes part.
    """
    people: set[str] = set()
    for name in Person.objects.filter(memberships__host=host).values_list("name", flat=True):
        people |= {name, *name.split()}
    sites = Site.objects.values_list("name", "council")
    return Known(
        people=_worth_looking_for(people),
        organisations=_worth_looking_for(
            {*Organisation.objects.values_list("name", flat=True), *(name for name, _council in sites)}
        ),
        places=_worth_looking_for({council for _name, council in sites}),
    )


def _worth_looking_for(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if len(name) >= SHORTEST))


def masks_for(coding: Coding, answers: list[Answer], texts: dict) -> dict[Answer, tuple[Mask, ...]]:
    """The suggestions for some answers."""
    known = known_names(coding.host)
    return {answer: suggest_masks(texts.get(answer.answer, ""), known) for answer in answers}
