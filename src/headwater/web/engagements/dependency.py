"""Signs that help may be turning into reliance, each with how it was worked out (R57). Never a score.

They are read afresh from facts and from the consultant's own tags, and nothing is stored: when the facts change, the
sign goes. ``since`` is the day the facts were first such that it held without a break until today. The consultant sees
it from that day, their supervisor seven days later, and nobody else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headwater.web.engagements.models import Phase, Stance

FOR_THE_CONSULTANT_ALONE = timedelta(days=7)
WINDOW = timedelta(days=28)
LAST_TAGGED, OFTEN = 3, 2
EARLY = {Phase.SETTLE.value, Phase.IMMEDIATE.value}
ANSWERS = {Stance.ADVISING.value, Stance.DOING.value}


class SignalKind(StrEnum):
    """What a sign is about."""

    CONTACT = "contact"
    ADVICE = "advice"
    MORE = "more"
    NEEDED = "needed"


@dataclass(frozen=True)
class Met:
    """A session that was held: the day, the day it was written down, and whether it was one of those planned."""

    day: date
    known_on: date
    in_plan: bool


@dataclass(frozen=True)
class Tagged:
    """How the consultant says they helped in a session, in which phase, and the day they said so."""

    day: date
    known_on: date
    phase: str
    stances: frozenset[str]
    needed: bool


@dataclass(frozen=True)
class AskedForMore:
    """A request for more sessions; ``dropped_on`` is the day it was declined, if it was."""

    on: date
    dropped_on: date | None = None


@dataclass(frozen=True)
class Aim:
    """A goal of the leader's own thinking: in hand from a day until it was put aside, if it was."""

    set_on: date
    put_aside_on: date | None = None


@dataclass(frozen=True)
class History:
    """What is known of one engagement that a sign is read from."""

    met: tuple[Met, ...] = ()
    tagged: tuple[Tagged, ...] = ()
    asked: tuple[AskedForMore, ...] = ()
    aims: tuple[Aim, ...] = ()


@dataclass(frozen=True)
class DependencySignal:
    """One sign: what was noticed, how it was worked out, and a question to think about."""

    kind: SignalKind
    since: date
    what: str
    how: str
    question: str

    @property
    def opens_to_supervisor_on(self) -> date:
        return self.since + FOR_THE_CONSULTANT_ALONE


def dependency_signals(history: History, *, today: date) -> list[DependencySignal]:
    """Every sign that holds today, as the consultant sees it."""
    days = sorted(day for day in {*_turning_days(history), today} if day <= today)
    found = []
    for kind, (reading, what, question) in _KINDS.items():
        since = _since(reading, history, days)
        how = reading(history, today)
        if since is not None and how is not None:
            found.append(DependencySignal(kind, since, str(what()), how, str(question())))
    return found


def opened_to_supervisor(signals: Iterable[DependencySignal], *, today: date) -> list[DependencySignal]:
    """Those the consultant has had for seven days: all that their supervisor sees."""
    return [signal for signal in signals if signal.opens_to_supervisor_on <= today]


Reading = Callable[[History, date], str | None]


def _since(reading: Reading, history: History, days: list[date]) -> date | None:
    since = None
    for day in days:
        since = (since or day) if reading(history, day) is not None else None
    return since


def _turning_days(history: History) -> set[date]:
    """Days on which a sign can begin or go: something became known, or a stretch of four weeks passed."""
    days = {met.known_on for met in history.met} | {tagged.known_on for tagged in history.tagged}
    extra = [met.day for met in history.met if not met.in_plan]
    days |= {day + WINDOW * times for day in extra for times in (1, 2)}
    days |= {asked.on for asked in history.asked} | {aim.set_on for aim in history.aims}
    days |= {asked.dropped_on for asked in history.asked if asked.dropped_on}
    return days | {aim.put_aside_on for aim in history.aims if aim.put_aside_on}


def _contact(history: History, day: date) -> str | None:
    extra = [met.day for met in history.met if not met.in_plan and met.known_on <= day]
    now = sum(day - WINDOW < when <= day for when in extra)
    before = sum(day - 2 * WINDOW < when <= day - WINDOW for when in extra)
    if now < OFTEN or now <= before:
        return None
    return _("Meetings outside the plan: %(now)s in the last four weeks, %(before)s in the four before.") % {
        "now": now,
        "before": before,
    }


def _advice(history: History, day: date) -> str | None:
    known = [tagged for tagged in history.tagged if tagged.known_on <= day and tagged.stances]
    early, late = (
        [bool(tagged.stances & ANSWERS) for tagged in known if (tagged.phase in EARLY) is is_early]
        for is_early in (True, False)
    )
    if min(len(early), len(late)) < OFTEN or not any(late):
        return None
    if sum(late) * len(early) < sum(early) * len(late):
        return None
    return _(
        "Advising or doing was tagged in %(first)s of %(early)s sessions while settling in and on what was pressing, "
        "and in %(second)s of %(late)s since then."
    ) % {"first": sum(early), "early": len(early), "second": sum(late), "late": len(late)}


def _more(history: History, day: date) -> str | None:
    asked = [one for one in history.asked if one.on <= day and not (one.dropped_on and one.dropped_on <= day)]
    in_hand = [
        aim
        for aim in history.aims
        if aim.set_on <= day and not (aim.put_aside_on and aim.put_aside_on <= day)
    ]
    if not asked or in_hand:
        return None
    return _("More sessions were asked for on %(day)s; no goal of the leader's own thinking is in hand.") % {
        "day": date_format(max(one.on for one in asked), "j F Y")
    }


def _needed(history: History, day: date) -> str | None:
    known = sorted((tagged for tagged in history.tagged if tagged.known_on <= day), key=lambda one: one.day)
    last = known[-LAST_TAGGED:]
    ticked = sum(tagged.needed for tagged in last)
    if ticked < OFTEN:
        return None
    return _(
        "“Could not have decided without me” was ticked in %(ticked)s of the last %(last)s tagged sessions."
    ) % {
        "last": len(last),
        "ticked": ticked,
    }


_KINDS: dict[SignalKind, tuple[Reading, Callable[[], str], Callable[[], str]]] = {
    SignalKind.CONTACT: (
        _contact,
        lambda: _("More meetings outside the plan"),
        lambda: _("What would they lose by waiting for the next planned session, and what might they find?"),
    ),
    SignalKind.ADVICE: (
        _advice,
        lambda: _("Advice has not become less"),
        lambda: _("Which question could have stood in the place of the last answer given?"),
    ),
    SignalKind.MORE: (
        _more,
        lambda: _("More sessions, and no goal of their own thinking"),
        lambda: _("What should they be able to do alone when these sessions are over?"),
    ),
    SignalKind.NEEDED: (
        _needed,
        lambda: _("Decisions that wait for the one who helps"),
        lambda: _("What would have happened if nobody had been there to ask that week?"),
    ),
}
