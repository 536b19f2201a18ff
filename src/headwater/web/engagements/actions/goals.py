"""Goals of both kinds, progress in the partner's own numbers, and what was long avoided."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.engagements.actions.problems import CannotWorkTogether, own_side, running
from headwater.web.engagements.models import AvoidedIssue, Ending, Engagement, Goal, GoalProgress
from headwater.web.programmes.models import Participant


@transaction.atomic
def set_goal(engagement: Engagement, *, by: Any, kind: str, text: str) -> Goal:
    """Write down something the pair works on."""
    engagement = running(engagement)
    side = own_side(engagement, by)
    if not text.strip():
        raise CannotWorkTogether(_("Write the goal in a sentence."))
    return _set(engagement, side, kind, text, by)


@transaction.atomic
def reword_goal(goal: Goal, *, by: Any, text: str) -> Goal:
    """Put a goal into better words."""
    own_side(running(goal.engagement), by)
    if not text.strip():
        raise CannotWorkTogether(_("Write the goal in a sentence."))
    goal.text = text.strip()
    goal.version += 1
    goal.save()
    record("edit", by=by, on=goal)
    return goal


@transaction.atomic
def put_goal_aside(goal: Goal, *, by: Any) -> Goal:
    """Stop working on a goal; it stays readable for the pair."""
    own_side(running(goal.engagement), by)
    goal.put_aside_on = goal.put_aside_on or timezone.localdate()
    goal.version += 1
    goal.save()
    record("put-aside", by=by, on=goal)
    return goal


@transaction.atomic
def note_progress(goal: Goal, *, by: Any, value: int, word: str = "") -> GoalProgress:
    """The partner's own 0 to 10 on a goal, with a word on why."""
    engagement = running(goal.engagement)
    if engagement.partner.person_id != by.pk:
        raise CannotWorkTogether(_("Progress is in the words and numbers of the one whose goal it is."))
    if not 0 <= value <= 10:
        raise CannotWorkTogether(_("Choose a number from 0 to 10."))
    progress = GoalProgress.objects.create(goal=goal, value=value, word=word.strip(), on=timezone.localdate())
    record("progress", by=by, on=goal)
    return progress


@transaction.atomic
def seal_avoided_issue(
    engagement: Engagement, *, by: Any, text: str, shown_to_other: bool = False
) -> AvoidedIssue:
    """The partner writes down what they have been avoiding; theirs alone unless they show it to the other."""
    engagement = running(engagement)
    if engagement.partner.person_id != by.pk:
        raise CannotWorkTogether(_("This belongs to the one who seeks help."))
    issue = AvoidedIssue.objects.filter(engagement=engagement).first() or AvoidedIssue(
        engagement=engagement, participant=engagement.partner, version=0
    )
    issue.text, issue.shown_to_other = text.strip(), shown_to_other
    issue.version += 1
    issue.save()
    record("seal", by=by, on=issue, about=by)
    return issue


@transaction.atomic
def note_faced(issue: AvoidedIssue, *, by: Any, faced: str) -> AvoidedIssue:
    """Say at the end whether it was faced: yes, partly or not. What it was stays where it is (R65)."""
    if issue.participant.person_id != by.pk:
        raise CannotWorkTogether(_("Only the one who wrote it can say."))
    issue.faced = Ending.Faced(faced)
    issue.save()
    record("faced", by=by, on=issue, about=by)
    return issue


@transaction.atomic
def carry_over(engagement: Engagement, *, by: Any, goals: list[Goal]) -> list[Goal]:
    """The partner takes goals of their engagement before this one along; nothing else of it is shown to the other."""
    engagement = running(engagement)
    if engagement.partner.person_id != by.pk:
        raise CannotWorkTogether(_("What is carried over is for the one whose goals they are to say."))
    if any(goal.engagement_id != engagement.follows_id for goal in goals):
        raise CannotWorkTogether(_("Only goals of the engagement before this one can be carried over."))
    return [_set(engagement, engagement.partner, goal.kind, goal.text, by) for goal in goals]


def _set(engagement: Engagement, side: Participant, kind: str, text: str, by: Any) -> Goal:
    goal = Goal.objects.create(
        engagement=engagement,
        kind=Goal.Kind(kind),
        text=text.strip(),
        set_by=side,
        set_on=timezone.localdate(),
    )
    record("create", by=by, on=goal)
    return goal
