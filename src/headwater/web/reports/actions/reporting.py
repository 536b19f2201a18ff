"""Drafting, bringing up to date, releasing and answering a report."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.coding.actions.stories import note_printed
from headwater.web.evaluation.models import Release, Wave
from headwater.web.hosts.models import Membership
from headwater.web.messages.letters import draft_letter
from headwater.web.programmes.models import Programme
from headwater.web.reports.facts import gather_facts
from headwater.web.reports.models import Report
from headwater.web.reports.words import consented_words


class CannotReport(Exception):
    """A report cannot take this step; the message says what to do first."""


@transaction.atomic
def draft_report(*, programme: Programme, after: Wave, by: Any) -> Report:
    """A report on what was released of a wave, with the first page filled in; the one there is, where there is one."""
    if not Release.objects.filter(programme=programme, after=after).exists():
        raise CannotReport(
            _("Release the findings of this wave first: a report shows released figures only.")
        )
    report, new = Report.objects.get_or_create(
        programme=programme,
        after=after,
        defaults={
            "title": _("What changed: %(programme)s") % {"programme": programme.name},
            "for_public": bool(programme.publication),
            "facts": gather_facts(programme),
            "drafted_by": by,
        },
    )
    if new:
        record("create", by=by, on=report)
    return report


@transaction.atomic
def write_report(*, report: Report, by: Any) -> Report:
    """Keep the texts of a draft and bring its first page up to date."""
    _only_a_draft(report)
    report.facts = gather_facts(report.programme)
    report.save()
    record("edit", by=by, on=report)
    return report


@transaction.atomic
def release_report(*, report: Report, by: Any, public: bool | None = None) -> Report:
    """Publish a report to the host, those who take part and the funders; to everyone where it is for the public."""
    report = Report.objects.select_for_update().select_related("programme").get(pk=report.pk)
    _only_a_draft(report)
    if not report.did_not_work.strip():
        raise CannotReport(_("Write what did not work, or got in the way, before you release it."))
    facts = gather_facts(report.programme)
    report.facts = {
        audience: page | {"words": consented_words(report, audience)} for audience, page in facts.items()
    }
    note_printed(programme=report.programme)
    if public is not None:
        report.for_public = public
    report.release()
    report.save()
    record("publish", by=by, on=report)
    _write_to_readers(report)
    return report


@transaction.atomic
def respond(*, report: Report, text: str, by: Any) -> Report:
    """Put the host's answer beside a released report; nothing else of it changes (R72)."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.is_released():
        raise CannotReport(_("A draft is not answered."))
    report.response_of_host = text
    report.save(update_fields=["response_of_host"])
    record("respond", by=by, on=report)
    return report


def _only_a_draft(report: Report) -> None:
    if report.is_released():
        raise CannotReport(_("A released report is never changed. Write a new one on a later wave."))


def _write_to_readers(report: Report) -> None:
    duties = Membership.objects.current().filter(role__in=["partner", "consultant", "funder", "coordinator"])
    people = {
        duty.person
        for duty in duties.select_related("person")
        if duty.programme_id in (None, report.programme_id)
    }
    for person in sorted(people, key=lambda person: str(person.pk)):
        draft_letter(
            to=person,
            kind="report",
            template="reports/letters/report.txt",
            programme=report.programme,
            about=report,
        )
