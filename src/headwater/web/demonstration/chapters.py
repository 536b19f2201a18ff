"""What happens in the example, in the order of a programme."""

from headwater.web.demonstration.ground import Story
from headwater.web.demonstration.tell import chapter
from headwater.web.programmes.models import Programme

STAGE_OF = {
    "applications": Programme.Stage.CALL,
    "selection": Programme.Stage.SELECTION,
    "matching": Programme.Stage.MATCHING,
    "running": Programme.Stage.RUNNING,
    "evaluation": Programme.Stage.EVALUATION,
    "alumni": Programme.Stage.ALUMNI,
}


@chapter("applications")
def settle_the_stage(story: Story) -> None:
    """The programme stands where the story ends."""
    story.programme.stage = STAGE_OF[story.stage]
    story.programme.save(update_fields=["stage"])
