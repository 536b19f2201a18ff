"""What happens in the example, in the order of a programme. Each app tells its own part; here is when."""

from datetime import timedelta

from headwater.web.applications import example as applications
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
def leaders_apply(story: Story) -> None:
    """Everyone applies; in a call that is still open a few have not yet."""
    applicants = [
        applications.Applicant(
            story.people[example.leader], story.organisations[example.name], example.role, example.story
        )
        for example in story.examples
    ]
    if not story.reached("selection"):
        applicants = [item for at, item in enumerate(applicants) if at % 3 or item.story == "cast"]
    story.notes["applicants"] = applicants
    applications.apply_all(story.programme, applicants, story.rng, story.today)


@chapter("selection")
def the_panel_reads(story: Story) -> None:
    """Two read each application; where the panel is still at work one of them has not begun."""
    panel = story.duty("panel")
    readers = panel if story.reached("matching") else panel[:2]
    applications.review_all(story.programme, readers, story.rng, story.today)


@chapter("matching")
def decisions_are_made_and_told(story: Story) -> None:
    """Everyone hears why, and those who are offered a place take it up."""
    day = story.programme.decisions_by or story.today
    applications.decide_all(
        story.programme,
        story.duty("coordinator")[0],
        story.rng,
        min(day, story.today - timedelta(days=5)),
        story.notes["applicants"],
    )


@chapter("applications")
def settle_the_stage(story: Story) -> None:
    """The programme stands where the story ends."""
    story.programme.refresh_from_db()
    story.programme.stage = STAGE_OF[story.stage]
    story.programme.save(update_fields=["stage"])
