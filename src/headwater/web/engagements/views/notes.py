"""Notes for the two, reflections for oneself, and time kept free to think."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import KeepFreeForm, NoteForm, ReflectionForm
from headwater.web.engagements.models import Engagement, Reflection, SharedNote, ThinkingTime
from headwater.web.engagements.terms import readers
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press
from headwater.web.writes.drafts import drop_draft, typed_before


@requires(Permission.READ_NOTES, on=Engagement)
def notes(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The notes of the pair, the newest first."""
    page = {
        "engagement": engagement,
        "notes": engagement.notes.select_related("author__person"),
        "own": engagement.side_of(request.user),
    }
    return render(request, "engagements/notes.html", page)


@requires(Permission.WRITE_NOTES, on=Engagement)
def write_note(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Write a note both of the pair read; who can is said first."""
    form = NoteForm(request.POST or None, initial=typed_before(request.user, request.path))
    written = request.method == "POST" and attempt(
        form,
        lambda text: actions.write_note(engagement, by=request.user, text=text),
        refusals=CannotWorkTogether,
    )
    if written:
        drop_draft(request.user, request.path)
        messages.success(request, _("Kept. The two of you can read it."))
        return redirect(href("engagements:notes", engagement))
    page = {"form": form, "engagement": engagement, "readers": readers(engagement, Permission.READ_NOTES)}
    return render(request, "engagements/note.html", page)


@requires(Permission.WRITE_NOTES, on=SharedNote)
def edit_note(request: HttpRequest, shared_note: SharedNote) -> HttpResponse:
    """Put one's own note into other words."""
    engagement = shared_note.engagement
    form = NoteForm(request.POST or None, initial={"text": shared_note.text})
    reworded = request.method == "POST" and attempt(
        form,
        lambda text: actions.reword_note(shared_note, by=request.user, text=text),
        refusals=CannotWorkTogether,
    )
    if reworded:
        messages.success(request, _("Saved."))
        return redirect(href("engagements:notes", engagement))
    page = {"form": form, "engagement": engagement, "readers": readers(engagement, Permission.READ_NOTES)}
    return render(request, "engagements/note.html", page)


@requires(Permission.KEEP_REFLECTIONS, on=Engagement)
def reflections(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """One's own reflections and time to think, and a place to write."""
    helps = engagement.consultant.person_id == request.user.pk
    side = engagement.side_of(request.user)
    initial = {"on": timezone.localdate()} | typed_before(request.user, request.path)
    form = ReflectionForm(request.POST or None, helps=helps, initial=initial)
    kept = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.keep_reflection(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if kept:
        drop_draft(request.user, request.path)
        messages.success(request, _("Kept, for you alone."))
        return redirect(href("engagements:reflections", engagement))
    own = list(engagement.reflections.filter(participant=side))
    page = {"form": form, "engagement": engagement, "helps": helps, "own": own}
    page["minutes"] = sum(reflection.minutes or 0 for reflection in own)
    page["coming"] = engagement.thinking_times.filter(
        participant=side, cancelled=False, starts_at__gte=timezone.now()
    )
    page["other"] = engagement.other_side(request.user)
    return render(request, "engagements/reflections.html", page)


@requires(Permission.READ_REFLECTION, on=Reflection)
def reflection(request: HttpRequest, reflection: Reflection) -> HttpResponse:
    """A reflection, for its author, and for the supervisor it is shown to."""
    own = reflection.participant.person_id == request.user.pk
    page = {"reflection": reflection, "engagement": reflection.engagement, "own": own}
    page["helps"] = reflection.participant_id == reflection.engagement.consultant_id
    return render(request, "engagements/reflection.html", page)


@requires(Permission.READ_REFLECTION, on=Reflection)
@require_POST
def show_reflection(request: HttpRequest, reflection: Reflection) -> HttpResponse:
    """Show a reflection to one's supervisor, or stop showing it."""
    shown = request.POST.get("shown") == "yes"
    return press(
        request,
        lambda: actions.show_reflection(reflection, by=request.user, shown=shown),
        refusals=CannotWorkTogether,
        said=_("Your supervisor can read it.") if shown else _("Your supervisor can no longer read it."),
        back=href("engagements:reflection", reflection),
    )


@requires(Permission.READ_REFLECTION, on=Reflection)
@require_POST
def erase_reflection(request: HttpRequest, reflection: Reflection) -> HttpResponse:
    """Erase one's own reflection."""
    return press(
        request,
        lambda: actions.erase_reflection(reflection, by=request.user),
        refusals=CannotWorkTogether,
        said=_("Erased."),
        back=href("engagements:reflections", reflection.engagement),
    )


@requires(Permission.KEEP_REFLECTIONS, on=Engagement)
def keep_free(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Keep time free to plan and reflect."""
    form = KeepFreeForm(request.POST or None)
    kept = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.keep_free(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if kept:
        messages.success(
            request, _("Kept free. Take the calendar file, so that others see you are not there.")
        )
        return redirect(href("engagements:reflections", engagement))
    return render(request, "engagements/keep_free.html", {"form": form, "engagement": engagement})


@requires(Permission.KEEP_REFLECTIONS, on=ThinkingTime)
def thinking_file(request: HttpRequest, thinking_time: ThinkingTime) -> HttpResponse:
    """Time to think, for one's own calendar."""
    return HttpResponse(
        actions.thinking_time_file(thinking_time),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="time-to-think.ics"'},
    )


@requires(Permission.KEEP_REFLECTIONS, on=ThinkingTime)
@require_POST
def let_go(request: HttpRequest, thinking_time: ThinkingTime) -> HttpResponse:
    """Give the time back."""
    return press(
        request,
        lambda: actions.let_go(thinking_time, by=request.user),
        refusals=CannotWorkTogether,
        said=_("Given back."),
        back=href("engagements:reflections", thinking_time.engagement),
    )
