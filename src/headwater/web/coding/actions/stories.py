"""Stories: told, consented to and taken back by their teller; chosen by panels; checked by the evaluator."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.coding.models import (
    Choice,
    Consent,
    QuoteRequest,
    Seat,
    Story,
    StoryPanel,
    Verification,
    Voice,
)
from headwater.web.coding.queries.released import quotes_to_print
from headwater.web.coding.queries.stories import stories_to_print
from headwater.web.coding.rules import before_panel
from headwater.web.hosts.models import Membership
from headwater.web.messages.letters import draft_letter
from headwater.web.programmes.models import Programme

LONGEST_CONSENT_YEARS = 5


class CannotTell(Exception):
    """A step with a story cannot be taken; the message says why."""


@transaction.atomic
def give_consent(*, story: Story, scope: str, named: bool, expires: date, by: Any) -> Consent:
    """Say how far one's story may go and until when. It takes the place of what was said before; the first tells it."""
    _own(story, by)
    today = timezone.localdate()
    if not today < expires <= today.replace(year=today.year + LONGEST_CONSENT_YEARS, day=min(today.day, 28)):
        raise CannotTell(
            _("Choose a day after today, and within %(years)s years.") % {"years": LONGEST_CONSENT_YEARS}
        )
    story.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    consent = Consent.objects.create(story=story, scope=scope, named=named, expires=expires)
    if story.state == Story.State.DRAFT:
        story.tell()
        story.save()
    record("consent", by=by, on=story)
    return consent


@transaction.atomic
def take_back(*, story: Story, by: Any) -> bool:
    """Take consent back: nobody but the teller reads the story from now on. Whether there was consent to take back."""
    _own(story, by)
    taken = story.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    record("withdraw-consent", by=by, on=story)
    return bool(taken)


@transaction.atomic
def name_panel(*, programme: Programme, name: str, people: Iterable[Any], by: Any) -> StoryPanel:
    """Name the next level's panel. Each member finds the stories on their pages, and a letter waits in the outbox."""
    panels = list(StoryPanel.objects.filter(programme=programme))
    if panels and panels[-1].state == StoryPanel.State.OPEN:
        raise CannotTell(_("The panel before is still reading. A level reads what the one before it chose."))
    members = list(people)
    possible = {person.pk for person in possible_panel(programme)}
    if not members or not {person.pk for person in members} <= possible:
        raise CannotTell(_("Choose people with a duty in this programme, and not those who run it."))
    panel = StoryPanel.objects.create(programme=programme, level=len(panels) + 1, name=name)
    for person in members:
        Seat.objects.create(panel=panel, person=person)
        record("grant", by=by, on=panel, about=person)
        draft_letter(
            to=person,
            kind="story_panel",
            template="coding/letters/panel.txt",
            programme=programme,
            about=panel,
        )
    return panel


def possible_panel(programme: Programme) -> list[Any]:
    """Who may sit on a panel: anyone with a duty in the programme but those who run it and its evaluators."""
    held: dict[Any, set[str]] = {}
    people = {}
    for duty in Membership.objects.current().select_related("person"):
        held.setdefault(duty.person_id, set()).add(duty.role)
        if duty.programme_id in (None, programme.pk):
            people[duty.person_id] = duty.person
    left_out = {"coordinator", "evaluator", "coder"}
    return sorted((p for key, p in people.items() if not held[key] & left_out), key=lambda p: p.name)


@transaction.atomic
def give_voices(*, panel: StoryPanel, said: Mapping[Any, tuple[bool, str]], by: Any) -> list[Voice]:
    """Say of some stories whether they are among the most significant, and why. One's own are left to the others."""
    if panel.state != StoryPanel.State.OPEN or not set(said) <= before_panel(panel):
        raise CannotTell(_("That story is not before this panel now."))
    if Story.objects.filter(pk__in=list(said), teller=by).exists():
        raise CannotTell(_("This story is your own. The others on the panel read it."))
    if not all(reason.strip() for _chosen, reason in said.values()):
        raise CannotTell(_("Give a reason. It is the most useful part of choosing."))
    panel.voices.filter(person=by, story__in=list(said)).delete()
    return Voice.objects.bulk_create(
        Voice(panel=panel, story_id=story, person=by, chosen=chosen, reason=reason.strip())
        for story, (chosen, reason) in said.items()
    )


@transaction.atomic
def close_panel(*, panel: StoryPanel, by: Any) -> list[Choice]:
    """End the reading: a story is chosen where at least half of those who spoke of it said so. The rest is kept too."""
    if panel.state != StoryPanel.State.OPEN:
        raise CannotTell(_("This panel has chosen."))
    stories = before_panel(panel)
    voices: dict[Any, list[bool]] = {story: [] for story in stories}
    for voice in panel.voices.filter(story__in=stories):
        voices[voice.story_id].append(voice.chosen)
    if not stories or not all(voices.values()):
        raise CannotTell(_("Nobody has spoken of some of the stories yet."))
    panel.close()
    panel.save()
    choices = Choice.objects.bulk_create(
        Choice(panel=panel, story_id=story, chosen=2 * sum(said) >= len(said))
        for story, said in voices.items()
    )
    for story in Story.objects.filter(pk__in=[c.story_id for c in choices if c.chosen]).select_related(
        "teller"
    ):
        draft_letter(
            to=story.teller, kind="story_chosen", template="coding/letters/chosen.txt",
            programme=panel.programme, about=story,
        )  # fmt: skip
    record("close-panel", by=by, on=panel)
    return choices


@transaction.atomic
def verify(*, story: Story, outcome: str, how: str, by: Any) -> Verification:
    """Record how a story was checked and what came of it."""
    made = Verification.objects.create(story=story, outcome=outcome, how=how, by=by)
    record("verify", by=by, on=story, about=story.teller)
    return made


@transaction.atomic
def note_printed(*, programme: Programme) -> int:
    """Mark what a report that is released now prints: from here on it cannot be taken back. How many stories and quotes."""
    printed = {
        story.id for audience in ("circle", "world") for story in stories_to_print(programme, audience)
    }
    Story.objects.filter(pk__in=printed, printed_at__isnull=True).update(printed_at=timezone.now())
    quotes = [quote.id for quote in quotes_to_print(programme)]
    QuoteRequest.objects.filter(pk__in=quotes).update(printed=True)
    return len(printed) + len(quotes)


def _own(story: Story, by: Any) -> None:
    if story.teller_id != by.pk:
        raise CannotTell(_("Only the teller can do this."))
