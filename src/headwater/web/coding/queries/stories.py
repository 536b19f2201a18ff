"""Which stories someone may read, which a panel has before it, and which may be printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from headwater.web.coding.models import Choice, Consent, Story, StoryPanel, Verification, Voice
from headwater.web.coding.rules import consented
from headwater.web.programmes.models import Participant, Programme


def chosen_at_the_top(programme: Programme) -> set[Any]:
    """The ids of the stories that every level chose, once the last level has."""
    panels = list(StoryPanel.objects.filter(programme=programme))
    if not panels or any(panel.state != StoryPanel.State.CLOSED for panel in panels):
        return set()
    return set(Choice.objects.filter(panel=panels[-1], chosen=True).values_list("story", flat=True))


@dataclass(frozen=True)
class PrintedStory:
    """A story that may be printed, with as much of who tells it as the teller lets be known."""

    id: Any
    title: str
    domain: str
    before: str
    change: str
    matters: str
    teller: str
    verified: str
    expires: date
    reasons: tuple[str, ...]


def stories_to_print(programme: Programme, audience: str, on: date | None = None) -> list[PrintedStory]:
    """Chosen at every level, checked by the evaluator, and consented to for this audience on this day.

    ``audience`` is ``circle`` (those of the programme) or ``world``. The reasons are those of the last panel, without
    who gave them.
    """
    scope = Consent.Scope.PUBLIC if audience == "world" else Consent.Scope.PROGRAMME
    day = on or timezone.localdate()
    chosen = chosen_at_the_top(programme)
    stories = [story for story in consented(programme, scope, day) if story.pk in chosen and checked(story)]
    bodies = _organisations(programme, stories)
    reasons = _reasons(programme)
    return [_printed(story, day, bodies, reasons.get(story.pk, [])) for story in stories]


def checked(story: Story) -> Verification | None:
    """The evaluator's last word on a story, unless it could not be confirmed."""
    last = next(iter(story.verifications.all()), None)
    return last if last and last.outcome != Verification.Outcome.NOT else None


def _organisations(programme: Programme, stories: Iterable[Story]) -> dict[Any, str]:
    found = Participant.objects.filter(
        programme=programme, person__in=[story.teller_id for story in stories]
    ).select_related("organisation")
    return {each.person_id: each.organisation.name for each in found}


def _reasons(programme: Programme) -> dict[Any, list[str]]:
    """Why the last panel chose its stories."""
    last = StoryPanel.objects.filter(programme=programme).last()
    found: dict[Any, list[str]] = {}
    for voice in Voice.objects.filter(panel=last, chosen=True).order_by("created_at", "pk") if last else ():
        found.setdefault(voice.story_id, []).append(voice.reason)
    return found


def _printed(story: Story, day: date, bodies: dict[Any, str], reasons: list[str]) -> PrintedStory:
    consent = story.live_consent(day)
    teller = ""
    if consent.named:
        teller = ", ".join(part for part in (story.teller.name, bodies.get(story.teller_id, "")) if part)
    return PrintedStory(
        story.pk, story.title, str(story.get_domain_display()), story.before, story.change, story.matters, teller,
        str(checked(story).get_outcome_display()), consent.expires, tuple(reasons),
    )  # fmt: skip
