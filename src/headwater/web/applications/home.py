"""What the home pages are told of applications: the next step, what needs attention, the funnel, one's own."""

from typing import Any

from django.db.models import Count, Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_scopes import scopes_disabled

from headwater.web.applications.models import Application, Assignment, Decision, Panel
from headwater.web.applications.states import READ_BY_PANEL, State
from headwater.web.hosts.home import (
    AttentionRow,
    FunnelStage,
    NavigationItem,
    NextStep,
    OwnThing,
    asking_attention,
    asking_funnel,
    asking_navigation,
    asking_next_steps,
    asking_own_things,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import memberships
from headwater.web.programmes.models import Programme


def _has_duty(person: Any, host: Any, programme: Programme, role: str) -> bool:
    return any(
        duty.role == role and duty.programme_id in (None, programme.pk) for duty in memberships(person, host)
    )


@receiver(asking_navigation)
def navigation(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NavigationItem]:
    """The list for the coordinator, the reading for the panel, and for who only applies their applications."""
    if not memberships(person, host):
        return [NavigationItem(5, _("Your applications"), href("applications:own"))]
    if programme is None:
        return []
    items = []
    if _has_duty(person, host, programme, "coordinator"):
        items.append(NavigationItem(10, _("Applications"), href("applications:list", programme)))
    if _has_duty(person, host, programme, "panel"):
        items.append(NavigationItem(11, _("Your reading"), href("applications:queue", programme)))
    return items


@receiver(asking_next_steps, dispatch_uid="applications.applicant")
def step_of_applicant(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NextStep]:
    """An offer to answer, news to read, a draft to finish."""
    if programme is None:
        return []
    waiting = Application.objects.filter(
        programme=programme, person=person, state__in=(State.ACCEPTED, State.DRAFT)
    )
    return [_own_step(application, programme) for application in waiting]


def _own_step(application: Application, programme: Programme) -> NextStep:
    if application.state == State.ACCEPTED:
        return NextStep(
            5,
            _("There is news about your application"),
            _("You are the first to read it."),
            _("Read it"),
            href("applications:statement", application),
        )
    day = programme.call_closes
    text = _("Send it in by %(day)s.") % {"day": f"{day.day} {day:%B}"} if day else _("Send it in.")
    return NextStep(
        20, _("Finish your application"), text, _("Go on writing"), href("applications:detail", application)
    )


@receiver(asking_next_steps, dispatch_uid="applications.panel")
def step_of_panel(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NextStep]:
    """Applications that wait for one's own reading."""
    if programme is None or not _has_duty(person, host, programme, "panel"):
        return []
    if Panel.objects.filter(programme=programme, closed_at__isnull=False).exists():
        return []
    count = Application.objects.waiting_for_review_by(person).filter(programme=programme).count()
    if not count:
        return []
    text = ngettext("%(count)s application waits for you.", "%(count)s applications wait for you.", count)
    return [
        NextStep(
            30,
            _("Read applications"),
            text % {"count": count},
            _("Read the next one"),
            href("applications:queue", programme),
        )
    ]


@receiver(asking_next_steps, dispatch_uid="applications.coordinator")
def step_of_coordinator(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NextStep]:
    """The next move of the selection, once the call has closed: share out, close the panel, decide, tell."""
    if programme is None or not _has_duty(person, host, programme, "coordinator"):
        return []
    if programme.stage == Programme.Stage.DRAFT or programme.call_is_open(timezone.localdate()):
        return []
    counts = _counts_once(person, programme)
    if not (counts["undecided"] or counts["untold"]):
        return []
    return [_selection_step(programme, counts)]


def _selection_step(programme: Programme, counts: dict[str, int]) -> NextStep:
    reading, decisions = href("applications:reading", programme), href("applications:decisions", programme)
    if counts["unread"]:
        text = _("The call has closed. Ask the panel to read what came in.")
        return NextStep(30, _("Share out the reading"), text, _("Share it out"), reading)
    if not Panel.objects.filter(programme=programme, closed_at__isnull=False).exists():
        text = _("When everyone has read theirs, close the panel. Then you see what it saw.")
        return NextStep(30, _("Follow the panel's reading"), text, _("See how far it is"), reading)
    if counts["undecided"]:
        text = _("Decide on each application. Nothing is told until you tell everyone.")
        everything = href("applications:list", programme) + "?state=submitted"
        return NextStep(30, _("Decide"), text, _("Go to the applications"), everything)
    text = _("Every decision is made. Look at them once more, then tell everyone at once.")
    return NextStep(30, _("Tell everyone"), text, _("Look and tell"), decisions)


def _counts_once(person: Any, programme: Programme) -> dict[str, int]:
    """The counts of a programme as one person may know them, read once for the page they are on."""
    kept = programme.__dict__.setdefault("_application_counts", {})
    if person.pk not in kept:
        kept[person.pk] = _counts(person, programme)
    return kept[person.pk]


def _counts(person: Any, programme: Programme) -> dict[str, int]:
    """How many applications a coordinator may know of stand where, in one query."""
    known = Application.objects.filter(
        pk__in=Application.objects.known_to(person).filter(programme=programme).values("pk")
    )
    submitted = Q(state=State.SUBMITTED)
    pending = Decision.objects.filter(released_at__isnull=True).values("application")
    return known.aggregate(
        begun=Count("pk", filter=~Q(state=State.WITHDRAWN)),
        sent=Count("pk", filter=Q(state__in=READ_BY_PANEL)),
        offered=Count("pk", filter=Q(state__in=(State.ACCEPTED, State.JOINED, State.DECLINED))),
        unanswered=Count("pk", filter=Q(state=State.ACCEPTED)),
        unread=Count("pk", filter=submitted & ~Q(pk__in=Assignment.objects.values("application"))),
        undecided=Count("pk", filter=submitted & ~Q(pk__in=pending)),
        untold=Count("pk", filter=Q(pk__in=pending)),
    )


@receiver(asking_attention)
def what_waits(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[AttentionRow]:
    """What a coordinator should look at in the selection."""
    if programme is None or not _has_duty(person, host, programme, "coordinator"):
        return []
    counts = _counts_once(person, programme)
    everything = href("applications:list", programme)
    reading, decisions = href("applications:reading", programme), href("applications:decisions", programme)
    undecided = 0 if programme.call_is_open(timezone.localdate()) else counts["undecided"]
    nobody, wait = _("applications are given to nobody to read"), _("applications wait for a decision")
    untold, offers = _("decisions are made and not told"), _("offers wait for an answer")
    rows = [
        AttentionRow(30, counts["unread"], nobody, _("Share out the reading"), reading),
        AttentionRow(35, counts["untold"], untold, _("Look and tell"), decisions),
        AttentionRow(40, undecided, wait, _("Decide"), everything),
        AttentionRow(45, counts["unanswered"], offers, _("See them"), f"{everything}?state=accepted"),
    ]
    return [row for row in rows if row.count]


@receiver(asking_funnel)
def how_far(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[FunnelStage]:
    """How many applications were begun, sent in and offered a place."""
    if programme is None or not _has_duty(person, host, programme, "coordinator"):
        return []
    counts = _counts_once(person, programme)
    url = href("applications:list", programme)
    return [
        FunnelStage(
            10, _("Began an application"), counts["begun"], _("Both sides, those who withdrew left out")
        ),
        FunnelStage(20, _("Sent it in"), counts["sent"], _("Both sides, not withdrawn"), url),
        FunnelStage(
            30, _("Were offered a place"), counts["offered"], _("Both sides, whatever they answered"), url
        ),
    ]


@receiver(asking_own_things)
def own_applications(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[OwnThing]:
    """One's own applications: of a programme, or of every host on the front page."""
    with scopes_disabled():
        mine = Application.objects.filter(person=person).exclude(state=State.WITHDRAWN)
        if programme is not None:
            mine = mine.filter(programme=programme)
        found = list(mine.select_related("host", "programme").order_by("-created_at"))
    return [
        OwnThing(
            20,
            _("Your application to %(programme)s") % {"programme": application.programme.name},
            _own_words(application),
            reverse("applications:detail", kwargs={"host": application.host.slug, "pk": application.pk}),
        )
        for application in found
    ]


def _own_words(application: Application) -> str:
    if application.state == State.DRAFT:
        return _("You are writing it")
    if application.state == State.SUBMITTED:
        return _("Sent in")
    if application.state == State.JOINED:
        return _("You take part")
    return _("There is news for you") if application.state != State.DECLINED else _("You declined the place")
