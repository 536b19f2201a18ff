"""Reading what supervision pages show: the caseload and each consultant's hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Subquery, Sum, UUIDField

from headwater.web.engagements.models import Engagement, Pulse, Session, Stance, StanceTag
from headwater.web.hosts.models import Membership
from headwater.web.programmes.models import Participant, Programme
from headwater.web.supervision.models import (
    SupervisionNote,
    SupervisionPlace,
    SupervisionSession,
    SupervisorAssignment,
)
from headwater.web.supervision.rules import SupervisionFloor, supervision_floor

WEEKS_APART = 6
UNHEARD_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Case:
    """A consultant as their supervisor sees them: facts, hours and stance; never what a pair says."""

    consultant: Participant
    supervisor: Any
    pairs: int
    practice_minutes: int
    last_met: date | None
    weeks_apart: int
    last_supervised: Any
    next_supervision: Any
    floor: SupervisionFloor
    advice_early: tuple[int, int]  # sessions with advising or doing, of how many, in the first half
    advice_late: tuple[int, int]
    unheard: int = 0  # sessions after which someone asked that the supervisor know (R58)

    @property
    def has_not_met(self) -> bool:
        return self.pairs > 0 and self.weeks_apart >= WEEKS_APART

    @property
    def stance_drifts(self) -> bool:
        """Whether advising and doing take a larger share in the later half of at least four tagged sessions."""
        (early, first), (late, second) = self.advice_early, self.advice_late
        return first >= 2 and second >= 2 and late * first > early * second


def cases(
    programme: Programme,
    assignments: Iterable[SupervisorAssignment],
    *,
    today: date,
    with_stance: bool = False,
) -> list[Case]:
    """Each assigned consultant with contact, hours and (for the supervisor) stance; as many queries for one as for all."""
    assignments = list(assignments)
    ids = [assignment.consultant_id for assignment in assignments]
    practice = _practice(ids)
    supervised = _supervised(ids)
    stances = _stances(ids) if with_stance else {}
    unheard = _unheard(ids, today) if with_stance else {}
    return [
        _case(
            programme,
            assignment,
            practice.get(assignment.consultant_id, {}),
            supervised.get(assignment.consultant_id, {}),
            stances.get(assignment.consultant_id, []),
            unheard.get(assignment.consultant_id, 0),
            today,
        )
        for assignment in assignments
    ]


def _practice(ids: list[Any]) -> dict[Any, dict[str, Any]]:
    held = Q(sessions__state=Session.State.HELD)
    rows = (
        Engagement.objects.filter(consultant__in=ids)
        .order_by()
        .values("consultant_id")
        .annotate(
            pairs=Count(
                "pk",
                distinct=True,
                filter=Q(state__in=[Engagement.State.RUNNING, Engagement.State.CLOSING]),
            ),
            began=Min("began_on"),
            minutes=Sum("sessions__minutes", filter=held, default=0),
            last=Max("sessions__day", filter=held),
        )
    )
    return {row["consultant_id"]: row for row in rows}


def _supervised(ids: list[Any]) -> dict[Any, dict[str, Any]]:
    held = Q(session__state=SupervisionSession.State.HELD, came=True)
    rows = (
        SupervisionPlace.objects.filter(consultant__in=ids)
        .order_by()
        .values("consultant_id")
        .annotate(
            minutes=Sum("session__minutes", filter=held, default=0),
            last=Max("session__starts_at", filter=held),
            coming=Min("session__starts_at", filter=Q(session__state=SupervisionSession.State.PLANNED)),
        )
    )
    return {row["consultant_id"]: row for row in rows}


def _stances(ids: list[Any]) -> dict[Any, list[list[str]]]:
    found: dict[Any, list[list[str]]] = {}
    for tag in StanceTag.objects.filter(participant__in=ids).order_by("session__day", "id"):
        found.setdefault(tag.participant_id, []).append(tag.stances)
    return found


def _unheard(ids: list[Any], today: date) -> dict[Any, int]:
    rows = (
        Pulse.objects.filter(
            tell_supervisor=True,
            session__engagement__consultant__in=ids,
            session__day__gte=today - UNHEARD_WITHIN,
        )
        .order_by()
        .values_list("session__engagement__consultant")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def _case(
    programme: Programme,
    assignment: SupervisorAssignment,
    practice: dict[str, Any],
    supervised: dict[str, Any],
    stances: list[list[str]],
    unheard: int,
    today: date,
) -> Case:
    began = practice.get("began") or assignment.since
    last = practice.get("last")
    half = len(stances) // 2
    return Case(
        consultant=assignment.consultant,
        supervisor=assignment.supervisor,
        pairs=practice.get("pairs", 0),
        practice_minutes=practice.get("minutes", 0),
        last_met=last,
        weeks_apart=max((today - (last or began)).days // 7, 0),
        last_supervised=supervised.get("last"),
        next_supervision=supervised.get("coming"),
        floor=_floor(programme, practice.get("minutes", 0), supervised.get("minutes", 0), began, today),
        advice_early=advice_share(stances[:half]),
        advice_late=advice_share(stances[half:]),
        unheard=unheard,
    )


@dataclass(frozen=True)
class Hours:
    """A consultant's hours of supervision against the floor, and whether anyone supervises them."""

    participant_id: Any
    at_work: bool
    supervisor_id: Any
    floor: SupervisionFloor


def hours_of(programme: Programme, *, today: date) -> list[Hours]:
    """The hours of everyone who helps in a programme, for those who look after it; one query however many."""
    mine = Engagement.objects.filter(consultant=OuterRef("pk")).order_by()
    held = Session.objects.held().filter(engagement__consultant=OuterRef("pk")).order_by()
    came = SupervisionPlace.objects.filter(
        consultant=OuterRef("pk"), came=True, session__state=SupervisionSession.State.HELD
    ).order_by()
    assigned = SupervisorAssignment.objects.current().filter(consultant=OuterRef("pk"))
    rows = (
        Participant.objects.active()
        .filter(programme=programme, role=Participant.Role.CONSULTANT)
        .annotate(
            at_work=Exists(mine.filter(state=Engagement.State.RUNNING)),
            began=Subquery(mine.values("consultant").annotate(first=Min("began_on")).values("first")),
            supervisor=Subquery(assigned.values("supervisor__pk")[:1], output_field=UUIDField()),
            since=Subquery(assigned.values("since")[:1]),
            practice=Subquery(
                held.values("engagement__consultant").annotate(all=Sum("minutes")).values("all")
            ),
            had=Subquery(came.values("consultant").annotate(all=Sum("session__minutes")).values("all")),
        )
        .values_list("pk", "at_work", "began", "supervisor", "since", "practice", "had")
    )
    return [
        Hours(pk, at_work, supervisor, _floor(programme, practice or 0, had or 0, began or since, today))
        for pk, at_work, began, supervisor, since, practice, had in rows
    ]


def _floor(
    programme: Programme, practice: int, supervised: int, began: date | None, today: date
) -> SupervisionFloor:
    return supervision_floor(
        practice_minutes=practice,
        supervised_minutes=supervised,
        days=max((today - began).days, 0) if began else 0,
        ratio=programme.supervision_ratio,
        hours_a_year=programme.supervision_floor_hours,
    )


def advice_share(tagged: Iterable[Iterable[str]]) -> tuple[int, int]:
    """In how many of these sessions the consultant advised or did it for them, and of how many."""
    tagged = [set(stances) for stances in tagged if stances]
    answers = {Stance.ADVISING.value, Stance.DOING.value}
    return sum(1 for stances in tagged if stances & answers), len(tagged)


def readable_notes(session: SupervisionSession, person: Any) -> list[SupervisionNote]:
    """The notes a person may read: their own, and joint ones of a one-to-one they take part in."""
    return list(session.notes.filter(Q(author=person) | Q(joint=True)).select_related("author"))


def supervisors_of(host: Any, programme: Programme) -> list[Any]:
    """Everyone with the duty of faculty and supervisor in a programme."""
    duties = (
        Membership.objects.current()
        .filter(host=host, role="faculty")
        .filter(Q(programme=programme) | Q(programme__isnull=True))
    )
    return list(get_user_model().objects.filter(pk__in=duties.values("person")).order_by("name", "pk"))
