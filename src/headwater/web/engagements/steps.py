"""What waits for one of a pair, most urgent first: for their home page and the page of the pair."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.engagements.dose import dose_of
from headwater.web.engagements.models import Engagement, LookBack, Phase
from headwater.web.engagements.rules import moment_of
from headwater.web.hosts.home import NextStep
from headwater.web.hosts.links import href

LOOK_BACK_WITHIN = timedelta(days=28)


def steps_for(engagement: Engagement, person: Any) -> list[NextStep]:
    """The next steps of a person in an engagement read with ``with_open_ends``."""
    if engagement.state == Engagement.State.ENDED:
        return [*_about_looking_back(engagement)]
    name = engagement.other_side(person).person.first_name
    steps = [*_about_ending(engagement, person, name)]
    if not steps:
        steps += _about_agreement(engagement, person, name)
    if engagement.state == Engagement.State.RUNNING:
        steps += [*_about_sessions(engagement, name), *_about_goals(engagement, name)]
        steps += [*_about_both(engagement, name), *_about_looking_back(engagement)]
    return sorted(steps)


def _about_ending(engagement: Engagement, person: Any, name: str) -> Iterator[NextStep]:
    if engagement.state != Engagement.State.CLOSING:
        return
    url = href("engagements:end", engagement)
    if engagement.ending_asked_by == person.pk:
        text = _("You asked to end. %(name)s is asked to confirm.") % {"name": name}
        yield NextStep(60, _("Ending"), text, _("See the ending"), url)
    else:
        text = _("%(name)s would like to end. You are asked to confirm.") % {"name": name}
        yield NextStep(5, _("Confirm the ending"), text, _("Read and confirm"), url)


def _about_agreement(engagement: Engagement, person: Any, name: str) -> Iterator[NextStep]:
    url = href("engagements:agreement", engagement)
    if engagement.agreement_number is None:
        text = _("Say how you and %(name)s want to work together. It takes about three minutes.") % {
            "name": name
        }
        yield NextStep(10, _("Make your agreement"), text, _("Begin"), url)
        return
    is_partner = engagement.partner.person_id == person.pk
    own = engagement.partner_accepted if is_partner else engagement.consultant_accepted
    if own is None:
        text = _("%(name)s has written down how you work together.") % {"name": name}
        yield NextStep(10, _("Read and accept your agreement"), text, _("Read it"), url)


def _about_sessions(engagement: Engagement, name: str) -> Iterator[NextStep]:
    if engagement.session_to_confirm:
        text = _("%(name)s wrote down a session. Is it right?") % {"name": name}
        url = href("engagements:confirm", pk=engagement.session_to_confirm)
        yield NextStep(15, _("Confirm a session"), text, _("Look and confirm"), url)
    if engagement.session_to_log:
        text = _("You had a date with %(name)s. Did you meet?") % {"name": name}
        url = href("engagements:log_planned", pk=engagement.session_to_log)
        yield NextStep(18, _("Write down your session"), text, _("Log the session"), url)
    if engagement.session_to_pulse:
        text = _("Three taps, for you alone.")
        url = href("engagements:pulse", pk=engagement.session_to_pulse)
        yield NextStep(35, _("How was your last session?"), text, _("Answer"), url)
    dose = dose_of(engagement, today=timezone.localdate())
    if dose.next_day is None and not engagement.session_to_log and dose.held < dose.planned:
        yield _plan(engagement, name, early=dose.word_to_pair, weeks=dose.weeks_apart)


def _plan(engagement: Engagement, name: str, *, early: bool, weeks: int) -> NextStep:
    url = href("engagements:plan", engagement)
    text = _("You and %(name)s have no date yet.") % {"name": name}
    if early and weeks:
        text = _(
            "You and %(name)s have not met for %(weeks)s weeks. Even a short talk helps to keep the thread."
        ) % {"name": name, "weeks": weeks}
    return NextStep(20 if early else 30, _("Find your next date"), text, _("Plan a session"), url)


def _about_goals(engagement: Engagement, name: str) -> Iterator[NextStep]:
    url = href("engagements:add_goal", engagement)
    if engagement.phase_to_agree:
        text = _("%(name)s suggests to go on: %(phase)s.") % {
            "name": name,
            "phase": Phase(engagement.phase_to_agree).label,
        }
        yield NextStep(
            40,
            _("Go on to the next phase?"),
            text,
            _("Look"),
            href("engagements:together", engagement) + "#phases",
        )
    if not engagement.has_pressing and not engagement.has_development:
        text = _("What is pressing now, and what would you like to be able to do for yourself?")
        if not engagement.follows_id:
            yield NextStep(42, _("Say what you work on"), text, _("Write it down"), url)
    elif engagement.held >= engagement.programme.both_goals_by_session and not (
        engagement.has_pressing and engagement.has_development
    ):
        text = _("By now both kinds belong here: what the organisation needs, and your own thinking.")
        yield NextStep(41, _("Add the other kind of goal"), text, _("Write it down"), url)


def _about_both(engagement: Engagement, name: str) -> Iterator[NextStep]:
    if not engagement.said_exchange:
        text = _("Help goes both ways: say what you hope for, and what you can offer %(name)s.") % {
            "name": name
        }
        yield NextStep(
            43,
            _("What each of you gives and gains"),
            text,
            _("Say it"),
            href("engagements:exchange", engagement),
        )
    if engagement.review_at and engagement.held >= engagement.review_at:
        text = _("You said you would look at it again at session %(number)s. Does it still fit you both?") % {
            "number": engagement.review_at
        }
        url = href("engagements:agreement", engagement)
        yield NextStep(24, _("Look at your agreement again"), text, _("Look"), url)
    if engagement.follows_id and not engagement.has_pressing and not engagement.has_development:
        text = _("Goals from the time before can come with you; you choose which.")
        url = href("engagements:carry_over", engagement)
        yield NextStep(41, _("Take goals along"), text, _("Choose"), url)


def _about_looking_back(engagement: Engagement) -> Iterator[NextStep]:
    """Asked once half way, and once at the end (R51, R53, R64, R65)."""
    at_end = moment_of(engagement) == LookBack.Moment.END
    if engagement.state == Engagement.State.ENDED:
        due = timezone.localdate() <= engagement.ended_on + LOOK_BACK_WITHIN and bool(engagement.held)
    else:
        due = at_end or 2 * engagement.held >= engagement.planned_sessions > 0
    if due and not (engagement.looked_at_end if at_end else engagement.looked_half_way):
        text = _("A minute for yourself: what have you gained, and is it fair?")
        url = href("engagements:look_back", engagement)
        yield NextStep(44, _("Look back"), text, _("Look back"), url)
