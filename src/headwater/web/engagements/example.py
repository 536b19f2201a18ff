"""The example programme's pairs at work: agreements, sessions, goals, phases, an early ending, a quiet pair."""

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from headwater.web.engagements import actions
from headwater.web.engagements.actions.beginning import months_after
from headwater.web.engagements.models import Engagement, Session, StanceTag
from headwater.web.engagements.signing import third_parties
from headwater.web.programmes.models import Participant, Programme
from headwater.web.programmes.signals import reasons_to_wait

NEEDS = (
    "Fill the night rota without agency staff before the winter",
    "Bring the new domiciliary team and the old one to one way of planning visits",
    "Find out what the council's new framework asks of an organisation of our size",
    "Hand the day-to-day of the day centre to my deputy",
    "Set up a board that asks useful questions",
    "Decide whether to take on the second house",
)
AIMS = (
    "Say no sooner, and without a long letter",
    "Ask before I answer in team meetings",
    "Have the hard conversation in the week it is due",
    "Think about next year in working hours, not at night",
    "Let others chair, and stay quiet",
    "Trust my own judgement with the commissioner",
)
AVOIDED = (
    "I have not told the board how tired I am.",
    "My deputy and I do not trust each other, and everyone knows.",
    "We should close the Tuesday group, and I founded it.",
)
WORDS = (
    "Two people started this week",
    "We tried it once and it held",
    "Slow, but I no longer dread it",
    "The team took it up without me",
)
HOPES = (
    ("Someone who has closed a service before", "A look at how we plan night shifts"),
    ("Courage to say what I see", "Ten years of working with a council"),
    ("To think aloud without being watched", "A good ear, and a spare meeting room"),
)
GIVES = (
    ("To practise listening", "Fifteen years of rotas, and what went wrong with them"),
    ("To see another house from inside", "How we brought two teams together"),
    ("New eyes on my own board", "What I asked before taking on the second house"),
)
GAINED = (
    "I now ask my own team the questions you ask me.",
    "I have stopped answering on the way to the door.",
    "I brought your way of handing over home with me.",
)
THOUGHTS = (
    "I answered before she had finished. Next time I count to five.",
    "The quiet half hour did more than my plan for the day.",
)
STANCES = {
    "settle": (["asking"], ["sharing"], ["asking", "sharing"]),
    "immediate": (["sharing", "advising"], ["asking", "advising"], ["sharing"]),
    "developmental": (["asking"], ["asking"], ["asking", "sharing"]),
    "closing": (["asking"],),
}


def begin_all(
    programme: Programme, pairs: Iterable[tuple[Participant, Participant]], *, by: Any, on: date
) -> list[Engagement]:
    """An engagement for each pair that has none yet."""
    begun = []
    for partner, consultant in pairs:
        found = Engagement.objects.open().filter(partner=partner, consultant=consultant).first()
        begun.append(found or actions.begin(partner=partner, consultant=consultant, by=by, on=on))
    return begun


def run_months(
    programme: Programme, *, by: Any, rng: random.Random, today: date, share_done: float = 0.6
) -> list[Engagement]:
    """Let the pairs work for a share of the planned span, up to today.

    Among them: the first has gone quiet, the second ended early and well, the third asks for more and meets more
    outside the plan, the fourth has signed with the sponsor, the fifth did not always feel heard. A pair whose gate
    is still closed does not begin. Host and sponsor say whether power is fair.
    """
    began_on = today - timedelta(days=int(programme.span_months * 30.4 * share_done))
    engagements = list(
        Engagement.objects.filter(programme=programme)
        .open()
        .with_people()
        .order_by("partner__organisation__name", "id")
    )
    for place, engagement in enumerate(engagements):
        if any(
            reasons_to_wait(side, before="first_session")
            for side in (engagement.partner, engagement.consultant)
        ):
            continue
        _backdate(engagement, began_on)
        _agree(engagement, rng, three_way=place == 3)
        _goals(engagement, place)
        _exchange(engagement, place)
        _sessions(engagement, rng, today, share_done, quiet=place == 0)
        _reflect(engagement, place, today)
        _stories(engagement, place, by, today)
        _written_down_when_they_met(engagement)
    if engagements:
        for third in third_parties(engagements[0]):
            taps = {name: rng.choice([2, 2, 1]) for name in actions.POWER_TAPS}
            actions.give_power_pulse(programme, by=third.person, party=third.signs_for, **taps)
    return engagements


def _backdate(engagement: Engagement, began_on: date) -> None:
    """The example happens in the past: the one thing it sets without an action."""
    engagement.began_on = min(engagement.began_on, began_on)
    engagement.planned_end = months_after(engagement.began_on, engagement.programme.span_months)
    engagement.save()


def _agree(engagement: Engagement, rng: random.Random, *, three_way: bool) -> None:
    sponsors = [third for third in third_parties(engagement) if third.signs_for == "sponsor"]
    third = sponsors[0] if three_way and sponsors else None
    agreement = actions.propose_agreement(
        engagement,
        by=engagement.partner.person,
        travels=rng.choice(["turns", "nobody", "half_way"]),
        pays="programme",
        rhythm="month",
        own_words="We begin each time with five quiet minutes.",
        last_session=["look_back", "hand_on"],
        third=third,
    )
    actions.accept_agreement(agreement, by=engagement.consultant.person)
    if third is not None:
        actions.accept_agreement(agreement, by=third.person)
    engagement.refresh_from_db(fields=["version"])


def _exchange(engagement: Engagement, place: int) -> None:
    """Both say what they hope for and can offer; every third pair has still to."""
    if place % 3 == 2 and place != 2:
        return
    for side, words in ((engagement.partner, HOPES), (engagement.consultant, GIVES)):
        needs, offers = words[place % len(words)]
        actions.say_exchange(engagement, by=side.person, needs=needs, offers=offers)


def _reflect(engagement: Engagement, place: int, today: date) -> None:
    """Time to think on both sides, and a look back half way on the side of the one who helps."""
    actions.keep_reflection(
        engagement, by=engagement.partner.person, minutes=30 + 10 * (place % 4), text=THOUGHTS[1]
    )
    if place % 4 == 2:
        actions.keep_reflection(
            engagement, by=engagement.consultant.person, text=THOUGHTS[0], shown_to_supervisor=True
        )
        morning = datetime.combine(today + timedelta(days=9), time(8, 30))
        actions.keep_free(engagement, by=engagement.partner.person, starts_at=timezone.make_aware(morning))
    if place % 2:
        taps = {name: 2 - (place + at) % 2 for at, name in enumerate(actions.POWER_TAPS)}
        words = GAINED[place % len(GAINED)]
        actions.look_back(engagement, by=engagement.consultant.person, gained=2, gained_words=words, **taps)


def _written_down_when_they_met(engagement: Engagement) -> None:
    """Logs and tags stand on the evening of the day itself, not on the day the example is told."""
    for session in engagement.sessions.filter(logged_at__isnull=False):
        evening = timezone.make_aware(datetime.combine(session.day, time(20, 0)))
        Session.objects.filter(pk=session.pk).update(logged_at=evening)
        StanceTag.objects.filter(session=session).update(created_at=evening)


def _goals(engagement: Engagement, place: int) -> None:
    partner = engagement.partner.person
    actions.set_goal(engagement, by=partner, kind="pressing", text=NEEDS[place % len(NEEDS)])
    if place % 5 != 4:
        actions.set_goal(engagement, by=partner, kind="development", text=AIMS[place % len(AIMS)])
    if place % 4 == 1:
        actions.seal_avoided_issue(engagement, by=partner, text=AVOIDED[place % len(AVOIDED)])


def _sessions(
    engagement: Engagement, rng: random.Random, today: date, share_done: float, *, quiet: bool
) -> None:
    number = max(round(engagement.planned_sessions * share_done), 1)
    span = (today - engagement.began_on).days - (52 if quiet else rng.randint(3, 20))
    days = [
        engagement.began_on + timedelta(days=10 + (span - 10) * place // max(number - 1, 1))
        for place in range(number)
    ]
    sessions = []
    for at, day in enumerate(days):
        sessions.append(_session(engagement, day, rng, last=day == days[-1]))
        if at in (0, 2):
            _move_on(engagement, day)
    for goal in engagement.goals.all():
        actions.note_progress(
            goal, by=engagement.partner.person, value=rng.randint(3, 8), word=rng.choice(WORDS)
        )
    if not quiet and sessions:
        coming = timezone.make_aware(
            datetime.combine(today + timedelta(days=rng.randint(5, 20)), time(14, 0))
        )
        actions.plan_session(
            engagement,
            by=engagement.consultant.person,
            starts_at=coming,
            place="By video",
            agenda="As agreed",
        )


def _session(engagement: Engagement, day: date, rng: random.Random, *, last: bool) -> Session:
    sides = [engagement.partner.person, engagement.consultant.person]
    rng.shuffle(sides)
    logs, confirms = sides
    session = actions.log_session(
        engagement,
        by=logs,
        day=day,
        held=last or rng.random() > 0.1,
        minutes=rng.choice([60, 75, 90, 90]),
        mode=rng.choice(["video", "video", "in_person"]),
        topics_discussed="Handing over, rota, a hard conversation",
    )
    if not last:
        actions.confirm_session(session, by=confirms)
    if session.state == Session.State.HELD:
        _answers(engagement, session, rng)
    return session


def _answers(engagement: Engagement, session: Session, rng: random.Random) -> None:
    actions.tag_stance(
        session, by=engagement.consultant.person, stances=rng.choice(STANCES[session.phase or "settle"])
    )
    for person in (engagement.partner.person, engagement.consultant.person):
        if rng.random() < 0.8:
            taps = {name: rng.choice([2, 2, 2, 1]) for name in ("useful", "heard", "thinking")}
            actions.give_pulse(session, by=person, enough=rng.random() < 0.85, **taps)


def _move_on(engagement: Engagement, day: date) -> None:
    """The next phase, suggested by one and agreed by the other on a day they met."""
    actions.suggest_phase(engagement, by=engagement.consultant.person)
    actions.agree_phase(engagement, by=engagement.partner.person)
    move = engagement.phase_moves.last()
    move.agreed_on = day
    move.save()


def _stories(engagement: Engagement, place: int, by: Any, today: date) -> None:
    partner, consultant = engagement.partner.person, engagement.consultant.person
    if place == 1:
        actions.ask_to_end(
            engagement, by=partner, reason="enough", hand_over="The deputy carries the rota on."
        )
        actions.confirm_end(engagement, by=consultant)
        actions.look_back(
            engagement, by=partner, gained=2, faced="faced", without_help="Chair the hard meeting myself."
        )
    if place == 2:
        _leaning(engagement, today)
        actions.ask_for_extension(engagement, by=consultant, sessions=2)
    if place == 4:
        last = engagement.sessions.held().last()
        if last is not None:
            actions.give_pulse(last, by=partner, heard=0, tell_supervisor=True)


def _leaning(engagement: Engagement, today: date) -> None:
    """Two calls beside the plan, after which the one who helped saw that nothing was decided without them."""
    for ago in (16, 9):
        session = actions.log_session(
            engagement,
            by=engagement.consultant.person,
            day=today - timedelta(days=ago),
            minutes=25,
            mode="phone",
            in_plan=False,
            topics_discussed="Rota",
        )
        actions.tag_stance(session, by=engagement.consultant.person, stances=["advising"], needed=True)
