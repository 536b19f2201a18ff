"""What happens in the example, in the order of a programme. Each app tells its own part; here is when."""

from datetime import timedelta

from django.db.models import Count

from headwater.web.applications import example as applications
from headwater.web.cascade import example as cascade
from headwater.web.changes import example as changes
from headwater.web.coding import example as coding
from headwater.web.demonstration.ground import Story
from headwater.web.demonstration.tell import chapter
from headwater.web.engagements import example as engagements
from headwater.web.engagements.models import Engagement
from headwater.web.evaluation import example as evaluation
from headwater.web.funding import example as funding
from headwater.web.matching import example as matching
from headwater.web.messages.models import Letter
from headwater.web.network import example as network
from headwater.web.people.models import Person
from headwater.web.planning import example as planning
from headwater.web.preparation import example as preparation
from headwater.web.programmes.models import Programme
from headwater.web.reports import example as reports
from headwater.web.supervision import example as supervision

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


@chapter("matching")
def people_prepare(story: Story) -> None:
    """Workshop, training and readiness; one on each side is still on the way."""
    preparation.prepare_all(
        story.programme,
        by=story.duty("coordinator")[0],
        faculty=story.duty("faculty"),
        rng=story.rng,
        today=story.today,
    )


@chapter("matching")
def pairs_are_made(story: Story) -> None:
    """A proposal on the coordinator's desk; further on in the story it is published and answered."""
    matching.match_all(
        story.programme,
        story.duty("coordinator")[0],
        story.rng,
        story.today,
        answers=story.reached("running"),
    )


@chapter("running")
def pairs_work_together(story: Story) -> None:
    """The start questions are answered, then sessions, goals and supervision for a share of the months planned."""
    coordinator, evaluator = story.duty("coordinator")[0], story.duty("evaluator")[0]
    evaluation.tell_start(programme=story.programme, coordinator=coordinator, evaluator=evaluator)
    engagements.run_months(
        story.programme,
        by=coordinator,
        rng=story.rng,
        today=story.today,
        share_done=1.0 if story.reached("evaluation") else 0.6,
    )
    supervision.supervise_all(
        story.programme, by=coordinator, faculty=story.duty("faculty"), rng=story.rng, today=story.today
    )


@chapter("running")
def life_goes_on(story: Story) -> None:
    """A seat on a board, a merger: what changed around pairs, one decided and one that waits."""
    changes.tell(story.programme, coordinator=story.duty("coordinator")[0], today=story.today)


@chapter("running")
def the_cast_is_a_pair(story: Story) -> None:
    """Whoever looks around as one of a pair finds one that has met, with something still to do."""
    under_way = (
        Engagement.objects.filter(programme=story.programme).with_people().annotate(met=Count("sessions"))
    )
    pair = under_way.filter(state="running").order_by("-met", "partner__organisation__name", "pk").first()
    if pair is None:
        return
    Person.objects.filter(memberships__role__in=["partner", "consultant"]).update(cast="")
    for side, part in ((pair.partner, "Seeks help"), (pair.consultant, "Gives help")):
        side.person.cast = f"{part}: leads {side.organisation.name}"
        side.person.save(update_fields=["cast"])


@chapter("running")
def something_was_seen(story: Story) -> None:
    """Concerns are raised, heard and passed on; one thing was opened by two people, and those concerned were told."""
    hearers = story.duty("concern_lead")
    pairs = Engagement.objects.filter(programme=story.programme, state="running").with_people()
    reporters = [pair.partner.person for pair in pairs.order_by("partner__organisation__name", "pk")[:3]]
    if len(reporters) == 3:
        supervision.tell_concerns(
            story.programme,
            coordinator=story.duty("coordinator")[0],
            hearers=hearers,
            reporters=reporters,
            custodian=story.duty("custodian")[0],
        )


@chapter("running")
def practice_travels(story: Story) -> None:
    """A leader passes on in their own organisation what they found that works; staff answer and are answered."""
    cascade.tell(story.programme, story.rng, story.today)


@chapter("running")
def money_is_spent(story: Story) -> None:
    """Budget lines by source, so much of them spent."""
    funding.tell(
        programme=story.programme,
        coordinator=story.duty("coordinator")[0],
        funder=story.duty("funder")[0],
        spent=1.0 if story.reached("evaluation") else 0.5,
    )


@chapter("evaluation")
def people_are_asked_again(story: Story) -> None:
    """The end questions, with a quarter of each side missing; findings released, the report begun."""
    evaluator = story.duty("evaluator")[0]
    evaluation.tell_end(
        programme=story.programme,
        coordinator=story.duty("coordinator")[0],
        evaluator=evaluator,
        rng=story.rng,
    )
    coding.code_answers(
        programme=story.programme, evaluator=evaluator, coder=story.duty("coder")[0], item="helped"
    )
    coding.tell_stories(
        programme=story.programme,
        evaluator=evaluator,
        panel=story.duty("panel"),
        today=story.today,
        chosen=story.reached("alumni"),
    )
    if not story.reached("alumni"):
        reports.tell_draft(programme=story.programme, evaluator=evaluator)


@chapter("alumni")
def the_report_is_released(story: Story) -> None:
    """Everyone may read it, with the host's answer beside it."""
    reports.tell(
        programme=story.programme,
        evaluator=story.duty("evaluator")[0],
        coordinator=story.duty("coordinator")[0],
    )


@chapter("evaluation")
def leaders_know_whom_to_ring(story: Story) -> None:
    """Towards the end: whom leaders can turn to, before and now, and who agreed to be seen."""
    network.tell(story.programme, story.rng, story.today)


@chapter("alumni")
def some_help_on(story: Story) -> None:
    """Those who were helped say what comes next, and a second generation begins to help."""
    network.tell_afterwards(story.programme, story.duty("coordinator")[0], story.today)


@chapter("applications")
def letters_have_left(story: Story) -> None:
    """The letters of earlier days were looked at and sent; the last few still wait for the coordinator."""
    drafts = Letter.objects.filter(programme=story.programme, state=Letter.State.DRAFT).order_by(
        "created_at", "pk"
    )
    for letter in list(drafts)[:-3]:
        letter.approve(by=story.duty("coordinator")[0])
        letter.note_sent()
        letter.save()


@chapter("applications")
def settle_the_stage(story: Story) -> None:
    """The programme stands where the story ends."""
    story.programme.refresh_from_db()
    story.programme.stage = STAGE_OF[story.stage]
    story.programme.save(update_fields=["stage"])


@chapter("alumni")
def the_next_are_thought_of(story: Story) -> None:
    """Two lists of whom to support next, and what each might lead to."""
    planning.tell(story.programme, story.duty("coordinator")[0])
