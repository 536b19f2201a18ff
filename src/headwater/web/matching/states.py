"""The states of a match run and of a proposal, and the moves between them: the one place where they are named.

A run: being worked out (a large one, in the background) → draft → published (both sides see their own pair)
→ put aside; a draft can be put aside too, and a published run goes back to draft while no letter has left and
nobody has answered. A proposal: draft → open → agreed, or declined, or lapsed (another pair took the place);
an agreed pair may part without fault.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from headwater.web.audit.privacy import Privacy


class RunState(models.TextChoices):
    """Where a run stands."""

    WORKING = "working", _("Being worked out")
    FAILED = "failed", _("Could not be worked out")
    DRAFT = "draft", _("Proposed, nobody told")
    PUBLISHED = "published", _("Published")
    ASIDE = "aside", _("Put aside")


class ProposalState(models.TextChoices):
    """Where a proposed pair stands."""

    DRAFT = "draft", _("Proposed, nobody told")
    OPEN = "open", _("Waits for answers")
    AGREED = "agreed", _("Agreed by both")
    DECLINED = "declined", _("Not taken up")
    LAPSED = "lapsed", _("Not open any more")
    PARTED = "parted", _("Parted without fault")


SETTLED = (ProposalState.OPEN, ProposalState.AGREED)


class RunMoves(models.Model):
    """The moves a run can make; any other raises TransitionNotAllowed."""

    state = FSMField(max_length=10, choices=RunState.choices, default=RunState.DRAFT, protected=True)

    privacy = Privacy(c2="state")

    class Meta:
        abstract = True

    @transition(field=state, source=RunState.WORKING, target=RunState.DRAFT)
    def be_ready(self) -> None:
        pass

    @transition(field=state, source=RunState.WORKING, target=RunState.FAILED)
    def fail(self) -> None:
        pass

    @transition(field=state, source=RunState.DRAFT, target=RunState.PUBLISHED)
    def publish(self) -> None:
        pass

    @transition(field=state, source=RunState.PUBLISHED, target=RunState.DRAFT)
    def take_back(self) -> None:
        pass

    @transition(field=state, source=RunState.DRAFT, target=RunState.ASIDE)
    def put_aside(self) -> None:
        pass

    @transition(field=state, source=RunState.ASIDE, target=RunState.DRAFT)
    def bring_back(self) -> None:
        pass


class ProposalMoves(models.Model):
    """The moves a proposal can make; any other raises TransitionNotAllowed."""

    state = FSMField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT, protected=True
    )

    privacy = Privacy(c3="state")

    class Meta:
        abstract = True

    @transition(field=state, source=ProposalState.DRAFT, target=ProposalState.OPEN)
    def open(self) -> None:
        pass

    @transition(field=state, source=ProposalState.OPEN, target=ProposalState.DRAFT)
    def take_back(self) -> None:
        pass

    @transition(field=state, source=ProposalState.OPEN, target=ProposalState.AGREED)
    def agree(self) -> None:
        pass

    @transition(field=state, source=ProposalState.OPEN, target=ProposalState.DECLINED)
    def decline(self) -> None:
        pass

    @transition(field=state, source=[ProposalState.DRAFT, ProposalState.OPEN], target=ProposalState.LAPSED)
    def lapse(self) -> None:
        pass

    @transition(field=state, source=ProposalState.AGREED, target=ProposalState.PARTED)
    def part(self) -> None:
        pass
