"""What pages of the call and the selection read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from headwater.web.applications.definitions import Form, Gate, read_form, shipped_form, shipped_text
from headwater.web.applications.models import Application, CallForm, Decision, EqualityCount, Panel
from headwater.web.applications.states import State
from headwater.web.hosts.models import Membership
from headwater.web.people.models import Person
from headwater.web.programmes.models import Participant, Programme

ROLES = (Participant.Role.PARTNER, Participant.Role.CONSULTANT)
COME_BACK_AFTER = timedelta(days=182)


def form_text(programme: Programme, role: str) -> str:
    """The TOML of a role's form: the programme's own where it has one, else the one that ships."""
    own = CallForm.objects.filter(programme=programme, role=role).values_list("definition", flat=True).first()
    return own or shipped_text(role)


def form_of(programme: Programme, role: str) -> Form:
    """What a role is asked in a programme."""
    own = CallForm.objects.filter(programme=programme, role=role).values_list("definition", flat=True).first()
    return read_form(own) if own else shipped_form(role)


def gates_of(programme: Programme, role: str) -> list[Gate]:
    """The questions before the long form; one that a setting of the programme lifts is left out."""
    return [
        gate
        for gate in form_of(programme, role).gates
        if not (gate.unless and getattr(programme, gate.unless, False))
    ]


def criteria_of(programme: Programme, role: str) -> list[dict[str, str]]:
    """The published criteria for one side."""
    return [item for item in programme.criteria if item.get("for") in (role, "both", "", None)]


def come_back_on(programme: Programme, today: date) -> date:
    """When someone for whom it is not the time yet can come back: this call's last day, else in half a year."""
    closes = programme.call_closes
    return closes if closes is not None and closes > today else today + COME_BACK_AFTER


@dataclass(frozen=True)
class Places:
    """The places of one side: how many there are, are held, and would be once what is pending is told."""

    role: str
    all: int
    held: int
    pending: int

    @property
    def left(self) -> int:
        return self.all - self.held - self.pending


def places_of(programme: Programme, role: str) -> Places:
    """How many places of a side are left when the pending decisions are counted in."""
    everyone = Application.objects.filter(programme=programme, role=role)
    pending = Decision.objects.filter(
        application__programme=programme,
        application__role=role,
        released_at__isnull=True,
        outcome=Decision.Outcome.ACCEPTED,
    )
    total = programme.places if role == Participant.Role.PARTNER else programme.consultant_places
    return Places(role, total, everyone.holding_a_place().count(), pending.count())


def panel_of(programme: Programme) -> Panel:
    """The reading of a programme's applications (made the first time it is asked for)."""
    return Panel.objects.get_or_create(programme=programme)[0]


def panel_members(programme: Programme) -> list[Person]:
    """Those with the duty to read applications in a programme, by name."""
    duties = (
        Membership.objects.current()
        .filter(role="panel")
        .select_related("person")
        .order_by("person__name", "pk")
    )
    found = [duty.person for duty in duties if duty.programme_id in (None, programme.pk)]
    return list(dict.fromkeys(found))


def pending_decision(application: Application) -> Decision | None:
    """The decision that is made but not told yet."""
    return application.decisions.filter(released_at__isnull=True).first()


@dataclass(frozen=True)
class Progress:
    """How far the panel is, without a word of what it saw."""

    applications: int
    wanted: int
    given: int


def progress_of(programme: Programme, person: Any) -> Progress:
    """How many reviews were asked for and how many are in, of the applications a person may know of."""
    known = Application.objects.known_to(person).filter(programme=programme, state=State.SUBMITTED)
    counts = known.aggregate(
        applications=Count("pk", distinct=True),
        wanted=Count("assignments", distinct=True),
        given=Count("reviews", distinct=True),
    )
    return Progress(**counts)


def reached(programme: Programme, today: date) -> dict[str, dict[str, int]]:
    """Equality answers by question, rounded to five; a question that too few answered is left out.

    Empty while the call is open, because a figure that moves tells who moved it. The least number of answers
    is the programme's floor for published figures.
    """
    if programme.call_is_open(today):
        return {}
    found: dict[str, dict[str, int]] = {}
    for row in EqualityCount.objects.filter(programme=programme):
        found.setdefault(row.question, {})[row.answer] = row.count
    return {
        question: {answer: 5 * round(count / 5) for answer, count in answers.items()}
        for question, answers in found.items()
        if sum(answers.values()) >= programme.floor_public
    }
