"""Planning and logging sessions: few fields, either side, works on a phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import CorrectForm, LogForm, PlanForm, PulseForm, log_defaults
from headwater.web.engagements.models import Engagement, Pulse, Session
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press
from headwater.web.writes.drafts import drop_draft, typed_before


@requires(Permission.WORK_TOGETHER, on=Engagement)
def plan(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Put a session into the calendar of both."""
    form = PlanForm(request.POST or None, engagement=engagement, initial=_like_the_last(engagement))
    planned = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.plan_session(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if planned:
        messages.success(request, _("Your session is planned."))
        return redirect(href("engagements:together", engagement))
    return render(request, "engagements/plan.html", {"form": form, "engagement": engagement})


@requires(Permission.WORK_TOGETHER, on=Session)
def move(request: HttpRequest, session: Session) -> HttpResponse:
    """Move a planned session; the calendar entry moves with it."""
    names = ("starts_at", "minutes", "mode", "place")
    initial = {name: getattr(session, name) for name in names}
    form = PlanForm(request.POST or None, engagement=session.engagement, moving=True, initial=initial)
    moved = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.move_session(session, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if moved:
        messages.success(request, _("Your session has moved."))
        return redirect(href("engagements:together", session.engagement))
    page = {"form": form, "engagement": session.engagement, "session": session}
    return render(request, "engagements/plan.html", page)


@requires(Permission.WORK_TOGETHER, on=Session)
@require_POST
def cancel(request: HttpRequest, session: Session) -> HttpResponse:
    """Cancel a planned session, and take it out of both calendars."""
    return press(
        request,
        lambda: actions.cancel_session(session, by=request.user, send=True),
        refusals=CannotWorkTogether,
        said=_("Cancelled. A letter takes it out of both calendars."),
        back=href("engagements:together", session.engagement),
    )


@requires(Permission.WORK_TOGETHER, on=Session)
def calendar_file(request: HttpRequest, session: Session) -> HttpResponse:
    """The session for one's own calendar."""
    if session.starts_at is None:
        return redirect(href("engagements:together", session.engagement))
    return HttpResponse(
        actions.session_invitation(session),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
def log(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Write down a session that was not planned here."""
    return _log(request, engagement, None)


@requires(Permission.WORK_TOGETHER, on=Session)
def log_planned(request: HttpRequest, session: Session) -> HttpResponse:
    """Write down how a planned session went."""
    if session.state != Session.State.PLANNED:
        return redirect(href("engagements:confirm", session))
    return _log(request, session.engagement, session)


def _log(request: HttpRequest, engagement: Engagement, planned: Session | None) -> HttpResponse:
    initial = log_defaults(engagement, planned, timezone.localdate())
    initial |= typed_before(request.user, request.path)
    form = LogForm(request.POST or None, engagement=engagement, initial=initial)
    logged = request.method == "POST" and attempt(
        form,
        lambda happened, beside_plan, **typed: actions.log_session(
            engagement,
            by=request.user,
            held=happened == "yes",
            session=planned,
            in_plan=not beside_plan,
            **typed,
        ),
        refusals=CannotWorkTogether,
    )
    if not logged:
        page = {"form": form, "engagement": engagement, "other": engagement.other_side(request.user)}
        return render(request, "engagements/log.html", page)
    drop_draft(request.user, request.path)
    messages.success(request, _("Saved. The other of you is asked to confirm."))
    held = logged.state == Session.State.HELD
    return redirect(href("engagements:pulse", logged) if held else href("engagements:together", engagement))


@requires(Permission.WORK_TOGETHER, on=Session)
def confirm(request: HttpRequest, session: Session) -> HttpResponse:
    """Look at what the other logged, and confirm it."""
    back = href("engagements:together", session.engagement)
    if request.method == "POST":
        held = session.state == Session.State.HELD
        return press(
            request,
            lambda: actions.confirm_session(session, by=request.user),
            refusals=CannotWorkTogether,
            said=_("Confirmed. Thank you."),
            back=href("engagements:pulse", session) if held else back,
        )
    if not session.is_logged:
        return redirect(back)
    own = session.logged_by_id == session.engagement.side_of(request.user).pk
    page = {"session": session, "engagement": session.engagement, "own": own}
    return render(request, "engagements/confirm.html", page)


@requires(Permission.WORK_TOGETHER, on=Session)
def correct(request: HttpRequest, session: Session) -> HttpResponse:
    """Put right what was logged; the other then confirms."""
    initial = {name: getattr(session, name) for name in ("day", "minutes", "mode")}
    initial["happened"] = "yes" if session.state == Session.State.HELD else "no"
    form = CorrectForm(request.POST or None, initial=initial)
    corrected = request.method == "POST" and attempt(
        form,
        lambda happened, **typed: actions.correct_session(
            session, by=request.user, held=happened == "yes", **typed
        ),
        refusals=CannotWorkTogether,
    )
    if corrected:
        messages.success(request, _("Corrected. The other of you is asked to confirm."))
        return redirect(href("engagements:together", session.engagement))
    page = {"form": form, "engagement": session.engagement, "session": session}
    return render(request, "engagements/correct.html", page)


@requires(Permission.WORK_TOGETHER, on=Session)
@require_POST
def take_back(request: HttpRequest, session: Session) -> HttpResponse:
    """Take back a log made by mistake."""
    return press(
        request,
        lambda: actions.take_back_log(session, by=request.user),
        refusals=CannotWorkTogether,
        said=_("Taken back."),
        back=href("engagements:together", session.engagement),
    )


@requires(Permission.GIVE_PULSE, on=Session)
def pulse(request: HttpRequest, session: Session) -> HttpResponse:
    """Three taps after a session, for oneself alone."""
    back = href("engagements:together", session.engagement)
    if session.state != Session.State.HELD:
        return redirect(back)
    helps = session.engagement.consultant.person_id == request.user.pk
    initial = _tapped(session, request.user, helps)
    initial |= typed_before(request.user, request.path, several=("stances",))
    form = PulseForm(request.POST or None, helps=helps, initial=initial)
    given = request.method == "POST" and attempt(
        form, lambda **typed: _give(session, request.user, **typed), refusals=CannotWorkTogether
    )
    if given:
        drop_draft(request.user, request.path)
        messages.success(request, _("Kept, for you alone."))
        return redirect(back)
    return render(request, "engagements/pulse.html", {"form": form, "session": session, "back": back})


def _give(
    session: Session, person: Any, *, stances: list[str] | None = None, needed: bool = False, **taps: Any
) -> Pulse:
    if stances is not None:
        actions.tag_stance(session, by=person, stances=stances, needed=needed)
    return actions.give_pulse(session, by=person, **taps)


def _tapped(session: Session, person: Any, helps: bool) -> dict[str, Any]:
    own = Pulse.objects.filter(session=session, participant=session.engagement.side_of(person)).first()
    tag = getattr(session, "stance_tag", None) if helps else None
    initial: dict[str, Any] = {"stances": tag.stances if tag else [], "needed": bool(tag and tag.needed)}
    if own is not None:
        initial |= {name: getattr(own, name) for name in ("useful", "heard", "thinking", "tell_supervisor")}
        initial["enough"] = {True: "yes", False: "no", None: None}[own.enough]
    return initial


def _like_the_last(engagement: Engagement) -> dict[str, Any]:
    last = engagement.sessions.order_by("-day").first()
    return {
        "minutes": engagement.session_minutes,
        "mode": last.mode if last else Session.Mode.VIDEO,
        "place": last.place if last else "",
        "send": True,
    }
