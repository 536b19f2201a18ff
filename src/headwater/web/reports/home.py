"""Where the report stands on home pages."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from headwater.web.evaluation.models import Release
from headwater.web.hosts.home import (
    NavigationItem,
    NextStep,
    OwnThing,
    asking_navigation,
    asking_next_steps,
    asking_own_things,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, has_role
from headwater.web.programmes.models import Programme
from headwater.web.reports.models import Report

READERS = ("coordinator", "faculty", "partner", "consultant", "evaluator", "funder")


@receiver(asking_next_steps)
def next_steps(sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any) -> list[NextStep]:
    """The funder reads the report; the evaluator writes it."""
    if programme is None:
        return []
    if has_role(person, host, "funder"):
        released = _released(programme)
        return [_to_read(released, 40)] if released else []
    if not has_role(person, host, "evaluator") or not allowed(
        person, Permission.EDIT_REPORT, programme, host
    ):
        return []
    draft = Report.objects.filter(programme=programme, state=Report.State.DRAFT).first()
    if draft:
        return [
            NextStep(
                35,
                _("Finish the report"),
                _("It is a draft that only you see."),
                _("Open the draft"),
                href("reports:report", draft),
            )
        ]
    if _unwritten(programme):
        text = _("The findings are released. The first page, the figures and the charts are ready for you.")
        return [
            NextStep(
                35, _("Write the report"), text, _("Begin the report"), href("reports:reports", programme)
            )
        ]
    return []


@receiver(asking_own_things)
def own_things(sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any) -> list[OwnThing]:
    """The report, for those who take part or run the programme."""
    if (
        host is None
        or programme is None
        or not has_role(person, host, "partner", "consultant", "coordinator", "faculty")
    ):
        return []
    released = _released(programme)
    if released is None:
        return []
    text = _("What changed, for whom, and how sure one can be.")
    return [OwnThing(60, _("The report"), text, href("reports:report", released))]


@receiver(asking_navigation)
def navigation(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any
) -> list[NavigationItem]:
    """The list of reports."""
    if programme is None or not has_role(person, host, *READERS):
        return []
    items = [NavigationItem(80, _("Reports"), href("reports:reports", programme))]
    if allowed(person, Permission.KEEP_LESSONS, programme, host):
        items.append(NavigationItem(82, _("What we learn"), href("reports:learning", programme)))
    return items


def _released(programme: Programme) -> Report | None:
    return (
        Report.objects.filter(programme=programme, state=Report.State.RELEASED)
        .order_by("-released_at")
        .first()
    )


def _unwritten(programme: Programme) -> bool:
    written = Report.objects.filter(programme=programme).values("after")
    return Release.objects.filter(programme=programme).exclude(after__in=written).exists()


def _to_read(report: Report, urgency: int) -> NextStep:
    return NextStep(
        urgency,
        _("Read the report"),
        _("What changed, for whom, and how sure one can be. It says nothing of any one person."),
        _("Read the report"),
        href("reports:report", report),
    )
