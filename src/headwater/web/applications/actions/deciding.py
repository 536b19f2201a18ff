"""What the coordinator does: decide with a reason, then tell everyone at once (R25, R26)."""

import re
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.applications.actions.letters import draft_for
from headwater.web.applications.models import Application, Decision, SelectionStatement
from headwater.web.applications.queries import ROLES, criteria_of, panel_of, pending_decision, places_of
from headwater.web.applications.states import CAN_BE_DECIDED, State
from headwater.web.audit.trail import record
from headwater.web.programmes.models import Programme

DEFICIT = re.compile(
    r"\b(weak\w*|fail(?:s|ed|ing|ure)?|scor(?:e|es|ed|ing)|rank(?:s|ed|ing)?|inadequate\w*|poor(?:ly)?|deficien\w*|"
    r"underperform\w*|unsuccessful\w*|reject(?:s|ed|ion)?|not good enough|below standard)\b",
    re.IGNORECASE,
)


class CannotDecide(Exception):
    """A decision cannot be made or told like this; the message says why."""


def deficit_words(*texts: str) -> list[str]:
    """Words that make a reader feel judged, found in what an applicant will read (R26)."""
    return sorted({found.lower() for text in texts for found in DEFICIT.findall(text)})


@transaction.atomic
def decide(
    *,
    application: Application,
    outcome: str,
    strengths: str,
    reason: str,
    by: Any,
    return_on: date | None = None,
) -> Decision:
    """Set what will be told, without telling it. A decision that was set before is replaced."""
    _must_be_open(application, outcome)
    _must_be_kind(outcome, strengths, reason, return_on)
    decision = pending_decision(application) or Decision(application=application)
    decision.outcome, decision.decided_by = outcome, by
    decision.strengths, decision.reason = strengths.strip(), reason.strip()
    decision.return_on = return_on if outcome == Decision.Outcome.NOT_YET else None
    decision.save()
    record("decide", by=by, on=application, about=application.person_id)
    return decision


def _must_be_open(application: Application, outcome: str) -> None:
    if application.state not in CAN_BE_DECIDED:
        raise CannotDecide(_("This application does not wait for a decision."))
    if outcome == Decision.Outcome.WAITING and application.state == State.WAITING:
        raise CannotDecide(_("This application is already on the waiting list."))


def _must_be_kind(outcome: str, strengths: str, reason: str, return_on: date | None) -> None:
    if not strengths.strip() or not reason.strip():
        raise CannotDecide(
            _("Say which strengths were seen, and why this decision. The applicant reads both.")
        )
    if outcome == Decision.Outcome.NOT_YET and return_on is None:
        raise CannotDecide(_("Say when they can come back."))
    found = deficit_words(strengths, reason)
    if found:
        raise CannotDecide(
            _("The applicant reads this. Say it without: %(words)s.") % {"words": ", ".join(found)}
        )


@transaction.atomic
def take_back_decision(*, decision: Decision, by: Any) -> None:
    """Undo a decision that was not told yet."""
    if decision.released_at is not None:
        raise CannotDecide(_("This decision was already told."))
    record("undecide", by=by, on=decision.application, about=decision.application.person_id)
    decision.delete()


@transaction.atomic
def apply_decisions(*, programme: Programme, by: Any, at: datetime | None = None) -> list[Decision]:
    """Tell everyone at once: move each application, write its statement, draft its letter. Nothing is mailed.

    Decisions on applications that this person is in conflict with stay pending for another coordinator.
    """
    if panel_of(programme).closed_at is None:
        raise CannotDecide(_("Close the panel first."))
    for role in ROLES:
        if places_of(programme, role).left < 0:
            raise CannotDecide(
                _("There are more offers than places for %(role)s. Move some to the waiting list.")
                % {"role": programme.word(role, "many")}
            )
    pending = (
        Decision.objects.filter(
            application__in=Application.objects.known_to(by).filter(programme=programme),
            released_at__isnull=True,
        )
        .select_related("application__person", "application__programme", "decided_by")
        .order_by("application__submitted_at", "application_id")
    )
    return [_release(decision, by=by, at=at or timezone.now()) for decision in pending]


def _release(decision: Decision, *, by: Any, at: datetime) -> Decision:
    application = decision.application
    move = {
        Decision.Outcome.ACCEPTED: application.offer_place,
        Decision.Outcome.WAITING: application.put_on_waiting_list,
        Decision.Outcome.NOT_YET: application.say_not_yet,
    }[decision.outcome]
    move()
    application.save()
    decision.released_at = at
    decision.save()
    write_statement(decision)
    record("release", by=by, on=decision, about=application.person_id)
    draft_for(application, "decision")
    return decision


def write_statement(decision: Decision) -> SelectionStatement:
    """The selection statement, frozen as it is told: criteria, strengths, outcome, route in, who decided."""
    application = decision.application
    content = {
        "criteria": [
            {"name": item["name"], "help": item.get("help", "")}
            for item in criteria_of(application.programme, application.role)
        ],
        "strengths": decision.strengths,
        "reason": decision.reason,
        "outcome": decision.outcome,
        "route_in": application.route_in,
        "decided_by": str(decision.decided_by or ""),
        "readers": application.reviews.count(),
        "return_on": decision.return_on.isoformat() if decision.return_on else "",
    }
    return SelectionStatement.objects.create(decision=decision, application=application, content=content)


def note_statement_seen(*, statement: SelectionStatement, by: Any) -> None:
    """Note that the applicant has read their statement; before that nobody else is told that they were chosen."""
    if statement.application.person_id == by.pk and statement.seen_at is None:
        statement.seen_at = timezone.now()
        statement.save(update_fields=["seen_at"])
