"""Who there is to support: candidates, how large they are, who asked, who has it, what ties them (R38)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from headwater.engines.matching import Outcome, rivalry
from headwater.web.applications.models import Application
from headwater.web.applications.states import State as ApplicationState
from headwater.web.engagements.models import Engagement
from headwater.web.matching.facts import facts_of, policy_of
from headwater.web.organisations.models import Organisation
from headwater.web.planning.models import Listed
from headwater.web.programmes.models import Participant, Programme

STAFF = {"micro": 5, "small": 25, "medium": 120, "large": 400, "": 25}  # the middle of each band of size
MANY = 400  # organisations of a host beyond which those who never asked are left out
BEGUN = (Programme.Stage.RUNNING, Programme.Stage.EVALUATION, Programme.Stage.ALUMNI)


@dataclass(frozen=True)
class Candidate:
    """An organisation as planning knows it. `asked`: it asked for support; `supported`: it has had it in this programme."""

    pk: str
    name: str
    staff: int
    size: str
    area: str
    sector: str
    asked: bool
    supported: bool
    federations: frozenset[str]

    @property
    def may_be_chosen(self) -> bool:
        """The engine may name it: it asked, and is not supported yet."""
        return self.asked and not self.supported


def candidates_of(programme: Programme) -> list[Candidate]:
    """Those who applied, take part or stand on a list, by name; in a small host everyone else as well."""
    asked = {
        str(pk)
        for pk in Application.objects.filter(programme=programme, organisation__isnull=False)
        .exclude(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
        .values_list("organisation", flat=True)
    }
    taking_part = {
        str(pk)
        for pk in Participant.objects.filter(programme=programme)
        .exclude(status=Participant.Status.WITHDRAWN)
        .values_list("organisation", flat=True)
    }
    supported = taking_part if programme.stage in BEGUN else set()
    return [
        _candidate(one, str(one.pk) in asked | taking_part, str(one.pk) in supported)
        for one in _organisations(programme, asked | taking_part)
    ]


def _organisations(programme: Programme, known: set[str]) -> Iterable[Organisation]:
    every = Organisation.objects.filter(merged_into=None)
    if every.count() > MANY:
        listed = Listed.objects.filter(support_list__programme=programme).values_list(
            "organisation", flat=True
        )
        every = every.filter(pk__in={*known, *map(str, listed)})
    return every.prefetch_related("sites").order_by("name", "id")


def _candidate(one: Organisation, asked: bool, supported: bool) -> Candidate:
    sites = sorted(one.sites.all(), key=lambda site: (not site.is_main, str(site.pk)))
    area = next((site.council for site in sites if site.council), "")
    return Candidate(
        str(one.pk),
        one.name,
        STAFF[one.size],
        one.get_size_display(),
        area,
        one.get_sector_display() if one.sector else "",
        asked,
        supported,
        frozenset(map(str, one.federations)),
    )


def todays_list(programme: Programme) -> set[str]:
    """Partners' organisations with a place, while the programme has not begun: the list as it stands."""
    if programme.stage in BEGUN:
        return set()
    partners = Participant.objects.active().filter(programme=programme, role=Participant.Role.PARTNER)
    return {str(pk) for pk in partners.values_list("organisation", flat=True)}


def worked_together(programme: Programme) -> set[frozenset[str]]:
    """Pairs of organisations whose leaders have been a pair, in any programme of the host."""
    pairs = Engagement.objects.values_list("partner__organisation", "consultant__organisation")
    return {frozenset(map(str, pair)) for pair in pairs if pair[0] != pair[1]}


def competitors(programme: Programme, wanted: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of these organisations that the programme's competitor test bars from one another."""
    policy = policy_of(programme)
    own = Organisation.objects.filter(pk__in=list(wanted)).prefetch_related("sites").order_by("id")
    facts = [(str(one.pk), facts_of(one)) for one in own]
    return [
        (first, second)
        for (first, here), (second, there) in combinations(facts, 2)
        if rivalry(here, there, policy).outcome is Outcome.BARRED
    ]
