"""Telling the example programme stage by stage, each through the actions people use."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django_scopes import scope

from headwater.web.demonstration.ground import STAGES, Story, lay_ground
from headwater.web.hosts.models import Installation

Chapter = Callable[[Story], None]
CHAPTERS: list[tuple[str, Chapter]] = []  # (from which stage on, what happens), in the order of a programme


def chapter(stage: str) -> Callable[[Chapter], Chapter]:
    """Register what happens from a stage on."""

    def register(happen: Chapter) -> Chapter:
        CHAPTERS.append((stage, happen))
        return happen

    return register


@transaction.atomic
def tell(*, stage: str, seed: int, today: date) -> Story:
    """The whole example up to a stage, in an empty database; the same seed tells the same story."""
    from headwater.web.demonstration import chapters  # noqa: F401

    if stage not in STAGES:
        raise ValueError(f"There is no stage {stage!r}. Choose one of: {', '.join(STAGES)}.")
    story = lay_ground(stage=stage, seed=seed, today=today)
    with scope(host=story.host):
        for reached, happen in CHAPTERS:
            if story.reached(reached):
                happen(story)
    Installation.objects.update_or_create(
        pk=1, defaults={"demonstration": True, "example_stage": stage, "example_seed": seed}
    )
    return story
