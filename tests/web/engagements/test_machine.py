"""Any sequence of moves through the pages, by either of a pair, host, sponsor or a stranger (issue: what shows it, 4).

Legal moves work; illegal ones change nothing. Beside the database stands a small model of what must be true.
"""

from collections import Counter
from datetime import timedelta

from django.contrib.messages import get_messages
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

from headwater.web.engagements.models import (
    Agreement,
    Ending,
    Engagement,
    ExtensionRequest,
    Goal,
    GoalProgress,
    Phase,
    PhaseMove,
    Pulse,
    Session,
)
from headwater.web.matching.models import MatchProposal, MatchRun
from tests.web.engagements.pairs import ungate

PAIR = ("partner", "consultant")
WHO = st.sampled_from([*PAIR, *PAIR, *PAIR, "second_partner"])
ANYONE = st.sampled_from([*PAIR, "coordinator", "funder", "coordinator", "funder"])
PLACE = st.integers(0, 5)
DAYS = st.sampled_from([0, 5, 20, 56, 70, -3])  # ago; the pair began 56 days ago
AHEAD = st.sampled_from([7, 7, 30, -1])
REASONS = st.sampled_from([reason.value for reason in Ending.Reason])
BY_HOST = ("person_left", "organisation_changed", "conflict")
LATE = 14  # before so many moves nobody asks to end, so that runs reach far
EXAMPLES, STEPS = 6, 24


def machine(cast, sign_in, fired):
    people = ("partner", "consultant", "second_partner", "second_consultant", "coordinator", "funder")
    clients = {name: sign_in(getattr(cast, name)) for name in people}
    sides = {name: cast.participant(getattr(cast, name)) for name in people[:4]}

    def post(who, address, **typed):
        """Send a form; whether the page took it."""
        clients[who].cookies.pop("messages", None)
        answer = clients[who].post(f"/care-network/{address}", typed)
        complaints = [one for one in get_messages(answer.wsgi_request) if one.level_tag == "error"]
        assert answer.status_code in (200, 302, 404)
        return answer.status_code == 302 and not complaints

    def say_yes(partner, consultant):
        """Both accept a proposal that is open to them; the second yes makes the pair, if both have a place."""
        number = MatchRun.objects.count() + 1
        run = MatchRun.objects.create(programme=cast.programme, number=number, version="test")
        proposal = MatchProposal.objects.create(
            run=run, programme=cast.programme, partner=sides[partner], consultant=sides[consultant],
            competition="clear", state="open", detail={"reasons": [], "facts": [], "topics": [], "parts": {}},
        )  # fmt: skip
        for who in (partner, consultant):
            post(who, f"matching/proposals/{proposal.pk}/answer/", accept="yes")
        return proposal

    class Pair(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.point = transaction.savepoint()
            say_yes("partner", "consultant")
            self.engagement = Engagement.objects.get(partner=sides["partner"])
            Engagement.objects.update(began_on=timezone.localdate() - timedelta(days=56))
            self.base = f"engagements/{self.engagement.pk}"
            self.state, self.phase, self.planned = "proposed", 0, 6
            self.accepted, self.third, self.agreed = set(), None, False
            self.suggested = self.ending = self.asked = None
            self.moves = 0

        def teardown(self):
            transaction.savepoint_rollback(self.point)

        @initialize(agreed=st.sampled_from([True, True, False]))
        def begin(self, agreed):
            if agreed:
                self.write_agreement("partner", third=False)
                self.accept_agreement("consultant")

        @property
        def at_work(self):
            return self.state == "running" or (self.state == "closing" and self.agreed)

        @property
        def open_to_agree(self):
            return self.state in ("proposed", "agreeing", "running")

        def facts(self):
            """Everything a move could change."""
            own = {"engagement": self.engagement}
            return [
                list(rows)
                for rows in (
                    Engagement.objects.order_by("pk").values_list(
                        "state", "phase", "planned_sessions", "partner"
                    ),
                    Agreement.objects.filter(**own).values_list(
                        "number", "partner_accepted_at", "consultant_accepted_at", "third_accepted_at"
                    ),
                    Session.objects.filter(**own).values_list(
                        "pk", "state", "day", "moves", "logged_by", "confirmed_by"
                    ),
                    PhaseMove.objects.filter(**own).values_list("to", "suggested_by", "agreed_by"),
                    ExtensionRequest.objects.filter(**own).values_list("sessions", "answer"),
                    Ending.objects.filter(**own).values_list("reason", "asked_by", "confirmed_by"),
                    Goal.objects.filter(**own).values_list("pk", "kind"),
                    [(Pulse.objects.count(), GoalProgress.objects.count())],
                )
            ]

        def attempt(self, name, legal, who, address, **typed):
            """Do it. A legal move is taken; an illegal one changes nothing."""
            self.moves += 1
            fired[name, legal] += 1
            before = None if legal else self.facts()
            taken = post(who, address, **typed)
            if legal:
                assert taken, (name, who, address, typed)
            else:
                assert self.facts() == before, (name, who, address, typed)
            return legal

        def session(self, place):
            sessions = list(Session.objects.filter(engagement=self.engagement).select_related("logged_by"))
            return sessions[place % len(sessions)] if sessions else None

        # the agreement

        @rule(who=WHO, third=st.booleans())
        def write_agreement(self, who, third):
            code = f"sponsor:{cast.funder.pk}" if third else ""
            legal = who in PAIR and self.open_to_agree
            if self.attempt(
                "write_agreement", legal, who, f"{self.base}/agreement/write/",
                travels="turns", pays="each", rhythm="month", third=code, last_session="hand_on",
            ):  # fmt: skip
                self.accepted, self.third = {who}, "funder" if third else None
                self.state = "agreeing" if self.state == "proposed" else self.state

        @precondition(lambda self: self.accepted)
        @rule(who=WHO)
        def accept_agreement(self, who):
            number = Agreement.objects.filter(engagement=self.engagement).first().number
            legal = who in PAIR and self.open_to_agree
            if self.attempt("accept_agreement", legal, who, f"{self.base}/agreement/accept/", number=number):
                self.sign(who)

        @precondition(lambda self: self.accepted)
        @rule(who=ANYONE)
        def sign_as_third(self, who):
            latest = Agreement.objects.filter(engagement=self.engagement).first()
            legal = who == self.third and self.open_to_agree
            if self.attempt("sign_as_third", legal, who, f"agreements/{latest.pk}/"):
                self.sign(who)

        def sign(self, who):
            self.accepted.add(who)
            if self.accepted >= {*PAIR, self.third or "partner"}:
                self.state, self.agreed = "running", True

        # sessions

        @rule(who=WHO, days=DAYS, held=st.booleans())
        def log(self, who, days, held):
            day = timezone.localdate() - timedelta(days=days)
            self.attempt(
                "log", who in PAIR and self.at_work and 0 <= days <= 56, who, f"{self.base}/log/",
                day=day.isoformat(), happened="yes" if held else "no", minutes=60, mode="video",
            )  # fmt: skip

        def when(self, days):
            return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

        @rule(who=WHO, ahead=AHEAD)
        def plan(self, who, ahead):
            self.attempt(
                "plan", who in PAIR and self.at_work and ahead > 0, who, f"{self.base}/plan/",
                starts_at=self.when(ahead), minutes=60, mode="video",
            )  # fmt: skip

        @rule(who=WHO, place=PLACE, ahead=AHEAD)
        def move(self, who, place, ahead):
            if session := self.session(place):
                legal = who in PAIR and self.at_work and session.state == "planned" and ahead > 0
                self.attempt(
                    "move", legal, who, f"sessions/{session.pk}/move/",
                    starts_at=self.when(ahead), minutes=60, mode="video",
                )  # fmt: skip

        @rule(who=WHO, place=PLACE)
        def cancel(self, who, place):
            if session := self.session(place):
                legal = who in PAIR and self.at_work and session.state == "planned"
                self.attempt("cancel", legal, who, f"sessions/{session.pk}/cancel/")

        @rule(who=WHO, place=PLACE)
        def log_planned(self, who, place):
            if session := self.session(place):
                legal = who in PAIR and self.at_work and session.state == "planned"
                self.attempt(
                    "log_planned", legal, who, f"sessions/{session.pk}/log/",
                    day=timezone.localdate().isoformat(), happened="yes", minutes=60, mode="phone",
                )  # fmt: skip

        @rule(who=WHO, place=PLACE)
        def confirm(self, who, place):
            if session := self.session(place):
                by_other = session.is_logged and session.logged_by.role != who
                legal = who in PAIR and self.at_work and by_other
                self.attempt("confirm", legal, who, f"sessions/{session.pk}/confirm/")

        @rule(who=WHO, place=PLACE, held=st.booleans())
        def correct(self, who, place, held):
            if session := self.session(place):
                self.attempt(
                    "correct", who in PAIR and self.at_work and session.is_logged, who,
                    f"sessions/{session.pk}/correct/", day=timezone.localdate().isoformat(),
                    happened="yes" if held else "no", minutes=45, mode="video",
                )  # fmt: skip

        @rule(who=WHO, place=PLACE)
        def take_back(self, who, place):
            if session := self.session(place):
                own = session.is_logged and session.logged_by.role == who and session.confirmed_at is None
                legal = who in PAIR and self.at_work and own
                self.attempt("take_back", legal, who, f"sessions/{session.pk}/take-back/")

        @rule(who=WHO, place=PLACE)
        def pulse(self, who, place):
            if session := self.session(place):
                legal = who in PAIR and session.state == "held"
                self.attempt("pulse", legal, who, f"sessions/{session.pk}/pulse/", useful=2)

        # goals and phases

        @rule(who=WHO, kind=st.sampled_from(["pressing", "development", "invented"]))
        def set_goal(self, who, kind):
            legal = who in PAIR and self.at_work and kind != "invented"
            self.attempt("set_goal", legal, who, f"{self.base}/goals/add/", kind=kind, text="Say no sooner")

        @rule(who=WHO, value=st.integers(0, 11))
        def note_progress(self, who, value):
            if goal := Goal.objects.filter(engagement=self.engagement).first():
                legal = who == "partner" and self.at_work and value <= 10
                self.attempt("note_progress", legal, who, f"goals/{goal.pk}/progress/", value=value)

        @rule(who=WHO)
        def suggest(self, who):
            legal = who in PAIR and self.at_work and self.phase < 3
            if self.attempt("suggest", legal, who, f"{self.base}/phase/suggest/"):
                self.suggested = self.suggested or who

        @rule(who=WHO)
        def agree(self, who):
            legal = who in PAIR and self.at_work and self.suggested not in (None, who)
            if self.attempt("agree", legal, who, f"{self.base}/phase/agree/"):
                self.phase, self.suggested = self.phase + 1, None

        # more sessions

        @rule(who=WHO, number=st.integers(0, 13))
        def ask_for_more(self, who, number):
            legal = who in PAIR and self.at_work and self.asked is None and 1 <= number <= 12
            if self.attempt("ask_for_more", legal, who, f"{self.base}/more/", sessions=number):
                self.asked = number

        @rule(who=ANYONE, granted=st.booleans())
        def answer(self, who, granted):
            if latest := ExtensionRequest.objects.filter(engagement=self.engagement).first():
                legal = who == "coordinator" and self.at_work and self.asked is not None
                said = "granted" if granted else "declined"
                if self.attempt("answer", legal, who, f"extensions/{latest.pk}/answer/", answer=said):
                    self.planned += self.asked if granted else 0
                    self.asked = None

        # endings

        @precondition(lambda self: self.moves > LATE)
        @rule(who=WHO, reason=REASONS, with_reason=st.sampled_from([True, True, False]))
        def ask_to_end(self, who, reason, with_reason):
            legal = who in PAIR and self.state not in ("closing", "ended") and with_reason
            typed = {"reason": reason} if with_reason else {}
            if self.attempt(
                "ask_to_end", legal, who, f"{self.base}/end/", hand_over="The deputy carries on.", **typed
            ):
                self.state, self.ending = "closing", who

        @precondition(lambda self: self.moves > LATE)
        @rule(who=WHO)
        def keep_going(self, who):
            legal = self.state == "closing" and self.ending == who
            if self.attempt("keep_going", legal, who, f"{self.base}/end/keep-going/"):
                self.state, self.ending = ("running" if self.agreed else "agreeing"), None

        @precondition(lambda self: self.moves > LATE)
        @rule(who=WHO)
        def confirm_end(self, who):
            legal = who in PAIR and self.state == "closing" and self.ending != who
            if self.attempt("confirm_end", legal, who, f"{self.base}/end/confirm/"):
                self.state = "ended"

        @precondition(lambda self: self.moves > 2 * LATE)
        @rule(who=ANYONE, reason=REASONS)
        def host_closes(self, who, reason):
            legal = who == "coordinator" and self.state != "ended" and reason in BY_HOST
            if self.attempt("host_closes", legal, who, f"{self.base}/close/", reason=reason):
                self.state = "ended"

        # other pairs

        @precondition(lambda self: self.moves > LATE)
        @rule(
            one=st.sampled_from(["partner", "second_partner"]),
            other=st.sampled_from(["consultant", "second_consultant"]),
        )
        def begin_with(self, one, other):
            """Both say yes to another proposal: a pair begins only where both have a place."""
            taken = Engagement.objects.open().values_list("partner__role", "partner", "consultant")
            busy = {pk for _role, *both in taken for pk in both}
            settled = MatchProposal.objects.filter(partner=sides[one], consultant=sides[other])
            if settled.filter(state__in=["open", "agreed"]).exists():
                return
            legal = not busy & {sides[one].pk, sides[other].pk}
            fired["begin_with", legal] += 1
            before = Engagement.objects.count()
            say_yes(one, other)
            assert Engagement.objects.count() - before == int(legal)

        # what is always so

        @invariant()
        def the_database_says_the_same(self):
            found = Engagement.objects.get(pk=self.engagement.pk)
            assert (found.state, found.planned_sessions) == (self.state, self.planned)
            assert found.phase == list(Phase)[self.phase]

        @invariant()
        def no_confirmed_session_without_both(self):
            both = {self.engagement.partner_id, self.engagement.consultant_id}
            confirmed = Session.objects.filter(engagement=self.engagement, confirmed_at__isnull=False)
            for logged_by, confirmed_by in confirmed.values_list("logged_by", "confirmed_by"):
                assert {logged_by, confirmed_by} == both

        @invariant()
        def no_end_without_a_reason_and_nothing_planned_after_it(self):
            ended = Engagement.objects.filter(state="ended").values_list("pk", flat=True)
            reasons = Ending.objects.filter(engagement__in=ended, confirmed_on__isnull=False)
            assert reasons.exclude(reason="").count() == len(ended)
            assert Session.objects.filter(engagement__in=ended, state="planned").count() == 0

        @invariant()
        def phases_are_in_order(self):
            agreed = PhaseMove.objects.filter(engagement=self.engagement, agreed_on__isnull=False)
            assert list(agreed.values_list("to", flat=True)) == [p.value for p in Phase][1 : self.phase + 1]

        @invariant()
        def capacity_is_never_exceeded(self):
            pairs = Engagement.objects.open().values_list("partner", "consultant")
            taken = Counter(pk for pair in pairs for pk in pair)
            assert all(taken[side.pk] <= side.capacity for side in sides.values())

    return Pair


# Each move once where it is legal and once where it is not: (rule, who or what, …), "@held" for such a session.
TOUR = """
log partner 0 yes / plan partner 7 / set_goal partner pressing / suggest partner / agree partner
ask_for_more partner 2 / ask_to_end second_partner planned yes / keep_going partner / confirm_end partner
host_closes funder person_left / begin_with partner second_consultant / write_agreement second_partner no
write_agreement partner yes / accept_agreement second_partner / sign_as_third coordinator
accept_agreement consultant / sign_as_third funder / plan partner 7 / move consultant @planned -1
move consultant @planned 30 / cancel second_partner @planned / cancel partner @planned / plan consultant 7
log_planned second_partner @planned / log_planned partner @planned / confirm partner @held
confirm consultant @held / take_back partner @held / pulse second_partner @held / pulse partner @held
correct second_partner @held no / correct consultant @held yes / confirm consultant @held
take_back partner @held / take_back consultant @held / log partner 5 yes / log partner 70 yes / log partner -3 yes
set_goal partner pressing / note_progress consultant 5 / note_progress partner 5 / note_progress partner 11
suggest partner / agree partner / agree consultant / agree consultant / suggest consultant / agree partner
suggest partner / agree consultant / suggest partner / ask_for_more partner 13 / ask_for_more partner 3
ask_for_more consultant 2 / answer funder yes / answer coordinator yes / answer coordinator no
ask_to_end partner planned no / ask_to_end partner planned yes / write_agreement partner no
ask_to_end consultant planned yes / keep_going consultant / keep_going partner / keep_going partner
ask_to_end consultant enough yes / confirm_end consultant / confirm_end partner / confirm_end partner
log partner 0 yes / plan partner 7 / suggest partner / host_closes coordinator person_left
begin_with partner second_consultant / begin_with second_partner second_consultant
"""
ANOTHER = "host_closes coordinator planned / host_closes coordinator person_left / log partner 0 yes"
SAID = {"yes": True, "no": False}


def travel(made, tour):
    """Take the moves of a tour one after the other, and look after each at what is always so."""
    pair = made()
    always = [member for member in vars(made).values() if hasattr(member, "hypothesis_stateful_invariant")]
    for step in tour.replace("\n", "/").strip("/").split("/"):
        name, *words = step.split()
        getattr(pair, name)(*(meant(pair, word) for word in words))
        for holds in always:
            holds(pair)
    pair.teardown()


def meant(pair, word):
    if word.startswith("@"):
        rows = Session.objects.filter(engagement=pair.engagement)
        return [session.state for session in rows].index(word[1:])
    return SAID[word] if word in SAID else int(word) if word.lstrip("-").isdigit() else word


def test_every_sequence_of_moves_through_the_pages_keeps_the_promises_of_an_engagement(cast, as_):
    ungate(cast)
    fired = Counter()
    made = machine(cast, as_, fired)
    travel(made, TOUR)
    travel(made, ANOTHER)
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    rules = {name for name, member in vars(made).items() if hasattr(member, "hypothesis_stateful_rule")}
    assert {name for name, legal in fired if legal} == {name for name, legal in fired if not legal} == rules
