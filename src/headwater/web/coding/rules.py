"""How people stand to codings, stories and panels."""

from datetime import date
from typing import Any

from django.utils import timezone

from headwater.web.coding.models import Coding, Consent, Story, StoryPanel
from headwater.web.coding.models.stories import scopes_from
from headwater.web.evaluation.rules import EVALUATOR, is_independent
from headwater.web.hosts.policy import memberships
from headwater.web.hosts.relations import Relation, relation
from headwater.web.programmes.models import Programme

CODER = "coder"
TELLERS = ("partner", "consultant", "faculty", "coordinator")


def consented(programme: Programme, scope: str, on: date | None = None) -> list[Story]:
    """The told stories of a programme whose live consent reaches a scope, the oldest first."""
    live = Consent.objects.live(on or timezone.localdate()).filter(
        scope__in=scopes_from(scope), story__programme=programme
    )
    return list(
        Story.objects.filter(pk__in=live.values("story"), state=Story.State.TOLD)
        .select_related("teller", "programme")
        .prefetch_related("consents", "verifications")
    )


def before_panel(panel: StoryPanel) -> set[Any]:
    """The ids of the stories a panel reads: all told ones at the first level, then what the level before chose."""
    stories = {story.pk for story in consented(panel.programme, Consent.Scope.PANEL)}
    below = StoryPanel.objects.filter(programme=panel.programme_id, level__lt=panel.level).last()
    if below is None:
        return stories
    return stories & set(below.choices.filter(chosen=True).values_list("story", flat=True))


@relation(Relation.INDEPENDENT, Coding)
def is_independent_for(person: Any, coding: Coding) -> bool:
    """Evaluators and coders have no other duty in the host: whoever runs the programme never codes its answers (R66)."""
    held = {membership.role for membership in memberships(person, coding.host)}
    return bool(held) and held <= {EVALUATOR, CODER}


@relation(Relation.READER, Coding)
def is_reader(person: Any, coding: Coding) -> bool:
    """An evaluator named to read the wave the answers come from."""
    held = {membership.role for membership in memberships(person, coding.host)}
    return EVALUATOR in held and coding.wave.readers.filter(person=person).exists()


@relation(Relation.ASSIGNED, Coding)
def is_coder(person: Any, coding: Coding) -> bool:
    """Named as one of its coders by an evaluator who reads the wave."""
    return coding.coders.filter(person=person).exists()


@relation(Relation.OWN, Story)
def is_teller(person: Any, story: Story) -> bool:
    return story.teller_id == person.pk


@relation(Relation.CONSENTED, Story)
def is_consented(person: Any, story: Story) -> bool:
    """Told, with consent that holds today, whoever it reaches."""
    return story.state == Story.State.TOLD and story.live_consent(timezone.localdate()) is not None


@relation(Relation.SHARED, Story)
def is_shared(person: Any, story: Story) -> bool:
    """Told, with consent that reaches those who run the programme and take part."""
    consent = story.live_consent(timezone.localdate())
    return (
        story.state == Story.State.TOLD and consent is not None and consent.reaches(Consent.Scope.PROGRAMME)
    )


@relation(Relation.INDEPENDENT, Story)
def is_evaluator_of(person: Any, story: Story) -> bool:
    return is_independent(person, story.programme)


@relation(Relation.ASSIGNED, Story)
def is_read_by_panel(person: Any, story: Story) -> bool:
    """On a panel that has it to read, still with a duty in the host, and not its teller."""
    panels = StoryPanel.objects.filter(programme=story.programme_id, seats__person=person)
    return any(sits_on(person, panel) and story.pk in before_panel(panel) for panel in panels)


@relation(Relation.ASSIGNED, StoryPanel)
def sits_on(person: Any, panel: StoryPanel) -> bool:
    """Has a seat, and still a duty in the host; never the host's own coordinator."""
    held = {membership.role for membership in memberships(person, panel.host)}
    return bool(held) and "coordinator" not in held and panel.seats.filter(person=person).exists()


@relation(Relation.INDEPENDENT, StoryPanel)
def is_evaluator_of_panel(person: Any, panel: StoryPanel) -> bool:
    return is_independent(person, panel.programme)
