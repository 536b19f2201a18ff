"""The states of an application and the moves between them: the one place where they are named.

draft → submitted → accepted (a place is offered) → joined or declined
                  → waiting → accepted or not yet
                  → not yet
A draft, a submitted and a waiting application can be withdrawn. What the coordinator intends is a
``Decision`` without a release date; it moves nothing until all decisions are released together.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from headwater.web.audit.privacy import Privacy


class State(models.TextChoices):
    """Where an application stands, in the words of the host's list."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Sent in")
    ACCEPTED = "accepted", _("Place offered")
    WAITING = "waiting", _("On the waiting list")
    NOT_YET = "not_yet", _("Not yet")
    JOINED = "joined", _("Place taken up")
    DECLINED = "declined", _("Place declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RELEASED = (State.ACCEPTED, State.WAITING, State.NOT_YET, State.JOINED, State.DECLINED)
READ_BY_PANEL = (State.SUBMITTED, *RELEASED)
HOLDS_A_PLACE = (State.ACCEPTED, State.JOINED)
CAN_BE_DECIDED = (State.SUBMITTED, State.WAITING)
CAN_BE_WITHDRAWN = (State.DRAFT, State.SUBMITTED, State.WAITING)


class Moves(models.Model):
    """The moves an application can make; any other raises TransitionNotAllowed."""

    state = FSMField(max_length=12, choices=State.choices, default=State.DRAFT, protected=True)

    privacy = Privacy(c3="state")

    class Meta:
        abstract = True

    @transition(field=state, source=State.DRAFT, target=State.SUBMITTED)
    def submit(self) -> None:
        pass

    @transition(field=state, source=CAN_BE_DECIDED, target=State.ACCEPTED)
    def offer_place(self) -> None:
        pass

    @transition(field=state, source=State.SUBMITTED, target=State.WAITING)
    def put_on_waiting_list(self) -> None:
        pass

    @transition(field=state, source=CAN_BE_DECIDED, target=State.NOT_YET)
    def say_not_yet(self) -> None:
        pass

    @transition(field=state, source=State.ACCEPTED, target=State.JOINED)
    def take_up(self) -> None:
        pass

    @transition(field=state, source=State.ACCEPTED, target=State.DECLINED)
    def decline(self) -> None:
        pass

    @transition(field=state, source=CAN_BE_WITHDRAWN, target=State.WITHDRAWN)
    def withdraw(self) -> None:
        pass
