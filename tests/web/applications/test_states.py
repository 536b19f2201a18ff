"""The moves of an application: the legal ones work, every other raises."""

import pytest
from django_fsm import TransitionNotAllowed

from headwater.web.applications.models import Application
from headwater.web.applications.states import State

LEGAL = {
    "submit": {State.DRAFT: State.SUBMITTED},
    "offer_place": {State.SUBMITTED: State.ACCEPTED, State.WAITING: State.ACCEPTED},
    "put_on_waiting_list": {State.SUBMITTED: State.WAITING},
    "say_not_yet": {State.SUBMITTED: State.NOT_YET, State.WAITING: State.NOT_YET},
    "take_up": {State.ACCEPTED: State.JOINED},
    "decline": {State.ACCEPTED: State.DECLINED},
    "withdraw": {
        State.DRAFT: State.WITHDRAWN,
        State.SUBMITTED: State.WITHDRAWN,
        State.WAITING: State.WITHDRAWN,
    },
}


@pytest.mark.parametrize("move", LEGAL)
@pytest.mark.parametrize("start", list(State))
def test_a_move_works_from_its_own_states_and_raises_from_every_other(move, start):
    application = Application(state=start, host_id=None)
    if start in LEGAL[move]:
        getattr(application, move)()
        assert application.state == LEGAL[move][start]
    else:
        with pytest.raises(TransitionNotAllowed):
            getattr(application, move)()
        assert application.state == start
