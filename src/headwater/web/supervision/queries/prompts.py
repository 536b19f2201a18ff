"""What a supervisor may want to ask about, read off how someone says they help (R43); for the supervisor's eyes alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from headwater.web.engagements.models import Engagement
from headwater.web.engagements.practice import Practice, practice_of
from headwater.web.supervision.models import SupervisionSession, SupervisorAssignment
from headwater.web.supervision.queries.supervision import Case, cases


@dataclass(frozen=True)
class PairOfCase:
    """One pair of a supervisee: which it is, and the signs their supervisor sees after seven days (R57)."""

    engagement: Engagement
    practice: Practice


def pairs_of(found: Iterable[Case], *, today: date) -> dict[Any, list[PairOfCase]]:
    """The pairs of each of these consultants with what their supervisor may see of how they help; five queries."""
    engagements = list(
        Engagement.objects.filter(consultant__in=[case.consultant.pk for case in found]).order_by(
            "began_on", "pk"
        )
    )
    practices, pairs = practice_of(engagements, today=today), {}
    for engagement in engagements:
        seen = practices[engagement.pk].for_supervisor(today)
        pairs.setdefault(engagement.consultant_id, []).append(PairOfCase(engagement, seen))
    return pairs


@dataclass(frozen=True)
class Prompts:
    """Questions a supervisor may take into a session with one consultant."""

    consultant: Any
    questions: tuple[str, ...]


def prompts_for(session: SupervisionSession, *, today: date) -> list[Prompts]:
    """For each in a session, what their own log gives cause to ask; always at least one question."""
    assigned = (
        SupervisorAssignment.objects.current()
        .filter(consultant__supervision_places__session=session, supervisor=session.supervisor_id)
        .select_related("consultant__person", "supervisor")
        .order_by("consultant__person__name", "pk")
    )
    found = cases(session.programme, assigned, today=today, with_stance=True)
    pairs = pairs_of(found, today=today)
    return [Prompts(case.consultant, _questions(case, pairs.get(case.consultant.pk, []))) for case in found]


def _questions(case: Case, pairs: list[PairOfCase]) -> tuple[str, ...]:
    asked = [signal.question for pair in pairs for signal in pair.practice.signals]
    if case.stance_drifts:
        asked.append(_("More advice than before: what was happening when an answer came before a question?"))
    if case.has_not_met:
        asked.append(_("What would bring the two of them together again?"))
    plain = _("When was it hard not to give the answer, and what came of waiting?")
    return tuple(dict.fromkeys(asked)) or (plain,)
