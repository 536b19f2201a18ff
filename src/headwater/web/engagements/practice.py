"""How a consultant helps: the trend of their own tags, and signs of dependency. For them and their supervisor alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from headwater.web.engagements.dependency import (
    Aim,
    AskedForMore,
    DependencySignal,
    History,
    Met,
    Tagged,
    dependency_signals,
    opened_to_supervisor,
)
from headwater.web.engagements.models import (
    Engagement,
    ExtensionRequest,
    Goal,
    Phase,
    Session,
    Stance,
    StanceTag,
)


@dataclass(frozen=True)
class StanceLine:
    """How the consultant helped in one session: its number, day and phase, and which of the four."""

    number: int
    day: date
    phase: str
    stances: list[str]
    needed: bool = False


@dataclass(frozen=True)
class StanceMix:
    """Of so many tagged sessions of a phase, in how many each of the four was tagged: (words, number) each."""

    phase: str
    sessions: int
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class Practice:
    """What a consultant sees of how they help in one pair: session by session, phase by phase, and signs."""

    trend: list[StanceLine]
    signals: list[DependencySignal]

    @property
    def mix(self) -> list[StanceMix]:
        """The tags of each phase put together, in the order of phases (R64)."""
        return [found for phase in Phase if (found := _mix(phase.label, self._in(phase.label))).sessions]

    def _in(self, phase: str) -> list[StanceLine]:
        return [line for line in self.trend if line.phase == phase and line.stances]

    def for_supervisor(self, today: date) -> "Practice":
        """The same as the supervisor sees it: signs only once the consultant has had them for seven days (R57)."""
        return Practice(self.trend, opened_to_supervisor(self.signals, today=today))


def practice_of(engagements: Iterable[Engagement], *, today: date) -> dict[Any, Practice]:
    """Each engagement's practice as the consultant sees it, by primary key; four queries however many there are.

    Show ``for_supervisor(today)`` of it to anyone but the consultant.
    """
    ids = [engagement.pk for engagement in engagements]
    tags, met, asked, aims = _tags(ids), _met(ids), _asked(ids), _aims(ids)
    return {
        pk: Practice(
            trend=_trend(tags.get(pk, [])),
            signals=dependency_signals(
                History(
                    met=tuple(met.get(pk, ())),
                    tagged=tuple(_tagged(tag) for tag in tags.get(pk, [])),
                    asked=tuple(asked.get(pk, ())),
                    aims=tuple(aims.get(pk, ())),
                ),
                today=today,
            ),
        )
        for pk in ids
    }


def stance_trend(engagement: Engagement) -> list[StanceLine]:
    """The consultant's own tags, session by session (R56)."""
    return _trend(_tags([engagement.pk]).get(engagement.pk, []))


def _trend(tags: list[StanceTag]) -> list[StanceLine]:
    return [
        StanceLine(number, tag.session.day, _phase(tag), tag.stances, tag.needed)
        for number, tag in enumerate(tags, start=1)
    ]


def _phase(tag: StanceTag) -> str:
    return str(Phase(tag.session.phase).label) if tag.session.phase else ""


def _mix(phase: str, lines: list[StanceLine]) -> StanceMix:
    counts = [(str(stance.label), sum(stance.value in line.stances for line in lines)) for stance in Stance]
    return StanceMix(str(phase), len(lines), counts)


def _tagged(tag: StanceTag) -> Tagged:
    return Tagged(
        day=tag.session.day,
        known_on=timezone.localdate(tag.created_at),
        phase=tag.session.phase or Phase.SETTLE,
        stances=frozenset(tag.stances),
        needed=tag.needed,
    )


def _tags(ids: list[Any]) -> dict[Any, list[StanceTag]]:
    tags = StanceTag.objects.filter(session__engagement__in=ids, session__state=Session.State.HELD)
    return _grouped(
        (tag.session.engagement_id, tag)
        for tag in tags.select_related("session").order_by("session__day", "id")
    )


def _met(ids: list[Any]) -> dict[Any, list[Met]]:
    rows = (
        Session.objects.held()
        .filter(engagement__in=ids)
        .values_list("engagement", "day", "logged_at", "in_plan")
    )
    return _grouped(
        (pk, Met(day, timezone.localdate(logged) if logged else day, in_plan))
        for pk, day, logged, in_plan in rows
    )


def _asked(ids: list[Any]) -> dict[Any, list[AskedForMore]]:
    declined = ExtensionRequest.Answer.DECLINED
    rows = ExtensionRequest.objects.filter(engagement__in=ids).values_list(
        "engagement", "created_at", "answer", "answered_on"
    )
    return _grouped(
        (pk, AskedForMore(timezone.localdate(at), answered if answer == declined else None))
        for pk, at, answer, answered in rows
    )


def _aims(ids: list[Any]) -> dict[Any, list[Aim]]:
    rows = Goal.objects.filter(engagement__in=ids, kind=Goal.Kind.DEVELOPMENT_GOAL).values_list(
        "engagement", "set_on", "put_aside_on"
    )
    return _grouped((pk, Aim(set_on, aside)) for pk, set_on, aside in rows)


def _grouped(rows: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for pk, item in rows:
        found.setdefault(pk, []).append(item)
    return found
