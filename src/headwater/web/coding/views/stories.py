"""Choosing stories: panels with reasons, and the evaluator who checks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record_read
from headwater.web.coding.actions.stories import (
    CannotTell,
    close_panel,
    give_voices,
    name_panel,
    possible_panel,
    verify,
)
from headwater.web.coding.forms import PanelForm, VerificationForm
from headwater.web.coding.models import Consent, Story, StoryPanel
from headwater.web.coding.queries.stories import checked, chosen_at_the_top
from headwater.web.coding.rules import before_panel, consented
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme


@requires(Permission.MANAGE_STORIES, on=Programme, by="slug")
def choosing(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The stories that may be read, who chooses at which level, and what may be printed."""
    panels = list(
        StoryPanel.objects.filter(programme=programme).prefetch_related("seats__person", "choices__story")
    )
    reading = panels and panels[-1].state == StoryPanel.State.OPEN
    form = None if reading else PanelForm(request.POST or None, people=possible_panel(programme))
    if request.method == "POST" and form and form.is_valid():
        try:
            name_panel(
                programme=programme, name=form.cleaned_data["name"], people=form.chosen, by=request.user
            )
            return redirect(href("coding:choosing", programme))
        except CannotTell as refusal:
            form.add_error(None, str(refusal))
    stories, chosen = consented(programme, Consent.Scope.PANEL), chosen_at_the_top(programme)
    printable = [story for story in stories if story.pk in chosen and checked(story)]
    return render(
        request,
        "coding/choosing.html",
        {
            "stories": stories, "panels": panels, "form": form, "chosen": chosen,
            "printable": _reaching(printable, Consent.Scope.PROGRAMME),
            "public": _reaching(printable, Consent.Scope.PUBLIC),
        },
    )  # fmt: skip


def _reaching(stories: list[Story], scope: str) -> set[Any]:
    """Which stories' consent reaches a scope today."""
    today = timezone.localdate()
    live = {story.pk: story.live_consent(today) for story in stories}
    return {pk for pk, consent in live.items() if consent and consent.reaches(scope)}


@requires(Permission.CHOOSE_STORIES, on=StoryPanel)
def panel_page(request: HttpRequest, story_panel: StoryPanel) -> HttpResponse:
    """The stories before one's panel, each to be answered with a reason."""
    if request.method == "POST":
        return _voices(request, story_panel)
    record_read(by=request.user, on=story_panel, role=request.decision.role)
    before = before_panel(story_panel)
    voices = {voice.story_id: voice for voice in story_panel.voices.filter(person=request.user)}
    stories = [
        (story, voices.get(story.pk), story.teller_id == request.user.pk)
        for story in consented(story_panel.programme, Consent.Scope.PANEL)
        if story.pk in before
    ]
    return render(request, "coding/panel.html", {"panel": story_panel, "stories": stories})


def _voices(request: HttpRequest, panel: StoryPanel) -> HttpResponse:
    given, half = {}, 0
    try:
        for key in request.POST.getlist("shown"):
            said, reason = request.POST.get(f"chosen-{key}", ""), request.POST.get(f"reason-{key}", "")
            if said in ("yes", "no") and reason.strip():
                given[UUID(key)] = (said == "yes", reason)
            else:
                half += bool(said or reason.strip())
        kept = give_voices(panel=panel, said=given, by=request.user)
    except (CannotTell, ValueError) as refusal:
        messages.error(request, str(refusal))
        return redirect(href("coding:panel", panel))
    if half:
        messages.error(request, _("%(half)s stories still need an answer and a reason.") % {"half": half})
    if kept:
        messages.success(request, _("What you said of %(kept)s stories is kept.") % {"kept": len(kept)})
    return redirect(href("coding:panel", panel))


@requires(Permission.MANAGE_STORIES, on=StoryPanel)
@require_POST
def close(request: HttpRequest, story_panel: StoryPanel) -> HttpResponse:
    """End a panel's reading."""
    try:
        chosen = sum(choice.chosen for choice in close_panel(panel=story_panel, by=request.user))
        messages.success(request, _("The panel has chosen %(chosen)s stories.") % {"chosen": chosen})
    except CannotTell as refusal:
        messages.error(request, str(refusal))
    return redirect(href("coding:choosing", story_panel.programme))


@requires(Permission.VERIFY_STORY, on=Story)
def check(request: HttpRequest, story: Story) -> HttpResponse:
    """Record how a story was checked."""
    form = VerificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verify(
            story=story, outcome=form.cleaned_data["outcome"], how=form.cleaned_data["how"], by=request.user
        )
        return redirect(href("coding:choosing", story.programme))
    return render(request, "coding/check.html", {"story": story, "form": form})
