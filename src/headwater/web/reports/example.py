"""The example's report: what went well, what did not, and the host's answer to it."""

from typing import Any

from headwater.web.evaluation.models import Wave
from headwater.web.programmes.models import Programme
from headwater.web.reports.actions import draft_report, release_report, respond, write_report
from headwater.web.reports.models import Report

MAIN_MESSAGES = (
    "Leaders who asked for help say they have more room to think than before, and most gave it a fixed place in the week. "
    "Those who helped say they gained too, above all in asking rather than telling.\n\n"
    "Their organisations moved less than they did themselves. Standing with commissioners hardly changed."
)
DID_NOT_WORK = (
    "Several pairs lost two months over the winter and did not get back to their rhythm. Some said it ended just as they got going.\n\n"
    "Some of those who asked for help were unsure until the end why they had been chosen."
)
NOT_KNOWN = (
    "We could not reach those who left part way. Two care homes changed their registered manager during the programme, "
    "and what that did to the answers cannot be told apart."
)
RECOMMENDATIONS = (
    "Plan the dates of all sessions at the first one. Tell each applicant in writing, before they accept, why they were chosen. "
    "Ask again six months on."
)
ANSWER = (
    "We thank everyone who took part and the evaluator. From the next cohort on, pairs will set all their dates when they "
    "sign their agreement, and every letter of acceptance will carry its reason."
)


def tell_draft(*, programme: Programme, evaluator: Any) -> Report:
    """A draft with all its texts, seen by the evaluator alone."""
    after = Wave.objects.get(programme=programme, kind=Wave.Kind.END)
    report = draft_report(programme=programme, after=after, by=evaluator)
    report.main_messages, report.did_not_work = MAIN_MESSAGES, DID_NOT_WORK
    report.not_known, report.recommendations = NOT_KNOWN, RECOMMENDATIONS
    return write_report(report=report, by=evaluator)


def tell(*, programme: Programme, evaluator: Any, coordinator: Any) -> Report:
    """A released report that everyone may read, with the host's answer beside it."""
    report = release_report(
        report=tell_draft(programme=programme, evaluator=evaluator), by=evaluator, public=True
    )
    return respond(report=report, text=ANSWER, by=coordinator)
