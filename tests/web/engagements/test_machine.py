"""Any sequence of moves by either of a pair, or by a stranger: legal ones work, illegal ones change nothing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.models import Ending, Engagement, Phase, PhaseMove, Session
from tests.web.engagements.pairs import proposed, ungate

WHO = st.sampled_from(["partner", "consultant", "partner", "consultant", "second_partner"])
LATE = 12  # before so many moves nobody asks to end, so that runs reach far
REASONS = st.sampled_from([reason.value for reason in Ending.Reason])


def machine(cast):
    class Pair(RuleBasedStateMachine):
        """Beside the database stands a small model of what must be true; the two may never differ."""

        def __init__(self):
            super().__init__()
            self.point = transaction.savepoint()
            self.engagement = proposed(cast)
            self.state, self.phase, self.planned = "proposed", 0, 6
            self.accepted, self.agreed = set(), False
            self.suggested = self.ending = self.asked = None
            self.moves = 0

        @initialize(agreed=st.sampled_from([True, True, False]))
        def begin(self, agreed):
            if agreed:
                self.write_agreement("partner")
                self.accept_agreement("consultant")

        def teardown(self):
            transaction.savepoint_rollback(self.point)

        @property
        def at_work(self):
            return self.state == "running" or (self.state == "closing" and self.agreed)

        def attempt(self, legal, act):
            """Do it; whether it worked must be whether it was legal."""
            self.moves += 1
            try:
                done = act()
            except CannotWorkTogether:
                assert not legal
                return None
            assert legal
            return done

        @rule(who=WHO)
        def write_agreement(self, who):
            legal = who != "second_partner" and self.state in ("proposed", "agreeing", "running")
            act = lambda: actions.propose_agreement(  # noqa: E731
                self.engagement, by=getattr(cast, who), travels="turns", pays="each", rhythm="month"
            )
            if self.attempt(legal, act):
                self.accepted = {who}
                self.state = "agreeing" if self.state == "proposed" else self.state

        @rule(who=WHO)
        def accept_agreement(self, who):
            latest = self.engagement.agreements.first()
            if latest is None:
                return
            legal = who != "second_partner" and self.state in ("proposed", "agreeing", "running")
            if self.attempt(legal, lambda: actions.accept_agreement(latest, by=getattr(cast, who))):
                self.accepted.add(who)
                if self.accepted == {"partner", "consultant"}:
                    self.state, self.agreed = "running", True

        @rule(who=WHO, days=st.integers(-3, 70), held=st.booleans())
        def log(self, who, days, held):
            legal = who != "second_partner" and self.at_work and 0 <= days <= 56
            day = timezone.localdate() - timedelta(days=days)
            self.attempt(
                legal, lambda: actions.log_session(self.engagement, by=getattr(cast, who), day=day, held=held)
            )

        @rule(who=WHO)
        def plan(self, who):
            legal = who != "second_partner" and self.at_work
            soon = timezone.now() + timedelta(days=7)
            self.attempt(
                legal, lambda: actions.plan_session(self.engagement, by=getattr(cast, who), starts_at=soon)
            )

        @rule(who=WHO, place=st.integers(0, 5))
        def confirm(self, who, place):
            sessions = list(Session.objects.filter(engagement=self.engagement).select_related("logged_by"))
            if not sessions:
                return
            session = sessions[place % len(sessions)]
            logged_by_other = session.is_logged and session.logged_by.role != who
            legal = who != "second_partner" and self.at_work and logged_by_other
            self.attempt(legal, lambda: actions.confirm_session(session, by=getattr(cast, who)))

        @rule(who=WHO, place=st.integers(0, 5))
        def take_back(self, who, place):
            sessions = list(Session.objects.filter(engagement=self.engagement).select_related("logged_by"))
            if not sessions:
                return
            session = sessions[place % len(sessions)]
            own = session.is_logged and session.logged_by.role == who and session.confirmed_at is None
            legal = who != "second_partner" and self.at_work and own
            self.attempt(legal, lambda: actions.take_back_log(session, by=getattr(cast, who)))

        @rule(who=WHO)
        def suggest(self, who):
            legal = who != "second_partner" and self.at_work and self.phase < 3
            if self.attempt(legal, lambda: actions.suggest_phase(self.engagement, by=getattr(cast, who))):
                self.suggested = self.suggested or who

        @rule(who=WHO)
        def agree(self, who):
            legal = who != "second_partner" and self.at_work and self.suggested not in (None, who)
            if self.attempt(legal, lambda: actions.agree_phase(self.engagement, by=getattr(cast, who))):
                self.phase, self.suggested = self.phase + 1, None

        @rule(who=WHO, number=st.integers(0, 13))
        def ask_for_more(self, who, number):
            legal = who != "second_partner" and self.at_work and self.asked is None and 1 <= number <= 12
            act = lambda: actions.ask_for_extension(self.engagement, by=getattr(cast, who), sessions=number)  # noqa: E731
            self.asked = self.attempt(legal, act) or self.asked

        @rule(granted=st.booleans())
        def answer(self, granted):
            if self.asked is None:
                return
            act = lambda: actions.answer_extension(self.asked, by=cast.coordinator, granted=granted)  # noqa: E731
            if self.attempt(self.at_work, act):
                self.planned += self.asked.sessions if granted else 0
                self.asked = None

        @precondition(lambda self: self.moves > LATE)
        @rule(who=WHO, reason=REASONS)
        def ask_to_end(self, who, reason):
            legal = who != "second_partner" and self.state not in ("closing", "ended")
            act = lambda: actions.ask_to_end(self.engagement, by=getattr(cast, who), reason=reason)  # noqa: E731
            if self.attempt(legal, act):
                self.state, self.ending = "closing", who

        @rule(who=WHO)
        def keep_going(self, who):
            legal = self.state == "closing" and self.ending == who
            if self.attempt(legal, lambda: actions.keep_going(self.engagement, by=getattr(cast, who))):
                self.state, self.ending = ("running" if self.agreed else "agreeing"), None

        @rule(who=WHO)
        def confirm_end(self, who):
            legal = who != "second_partner" and self.state == "closing" and self.ending != who
            if self.attempt(legal, lambda: actions.confirm_end(self.engagement, by=getattr(cast, who))):
                self.state = "ended"

        @precondition(lambda self: self.moves > LATE)
        @rule(reason=REASONS)
        def host_closes(self, reason):
            legal = self.state != "ended" and reason in ("person_left", "organisation_changed", "conflict")
            act = lambda: actions.close_for(self.engagement, by=cast.coordinator, reason=reason)  # noqa: E731
            if self.attempt(legal, act):
                self.state = "ended"

        @invariant()
        def the_database_says_the_same(self):
            found = Engagement.objects.get(pk=self.engagement.pk)
            assert (found.state, found.planned_sessions) == (self.state, self.planned)
            assert found.phase == list(Phase)[self.phase]

        @invariant()
        def no_confirmed_session_without_both(self):
            for session in Session.objects.filter(engagement=self.engagement, confirmed_at__isnull=False):
                assert {session.logged_by_id, session.confirmed_by_id} == {
                    self.engagement.partner_id, self.engagement.consultant_id,
                }  # fmt: skip

        @invariant()
        def no_end_without_a_reason_and_nothing_planned_after_it(self):
            ended = self.state == "ended"
            assert Engagement.objects.filter(ended_on__isnull=False).exists() is ended
            if ended:
                assert Ending.objects.get().reason in Ending.Reason.values
                assert Session.objects.filter(state="planned").count() == 0

        @invariant()
        def phases_are_in_order(self):
            agreed = PhaseMove.objects.filter(agreed_on__isnull=False).values_list("to", flat=True)
            assert list(agreed) == [phase.value for phase in Phase][1 : self.phase + 1]

    return Pair


def test_every_sequence_of_moves_keeps_the_promises_of_an_engagement(cast):
    ungate(cast)
    run_state_machine_as_test(
        machine(cast),
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
