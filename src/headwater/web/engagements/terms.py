"""The words of an agreement, on one screen. "What goes to whom" is read off the policy, so that it cannot lie."""

from typing import Any

from django.utils.translation import gettext as _

from headwater.web.engagements.models import Engagement
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.roles import ROLES

Section = dict[str, Any]  # {"heading", "lines"}


def terms(engagement: Engagement) -> list[Section]:
    """Everything an agreement says besides the pair's own choices, in the programme's words."""
    sections = [_purpose(engagement), what_goes_to_whom(engagement), _limits(), _stopping(engagement)]
    if engagement.competition == Engagement.Competition.RESTRICTED:
        sections.insert(2, _barred_topics())
    return sections


def what_goes_to_whom(engagement: Engagement) -> Section:
    """Who can read what, a line for each kind of data, from the grants of the policy itself."""
    kinds = [
        (
            _("That you two work together, and the dates, length and number of your sessions"),
            {Permission.READ_ENGAGEMENT},
        ),
        (_("Your agreement, your goals and how far you have come"), {Permission.READ_GOALS}),
        (
            _("What each of you taps after a session, and what you have been avoiding"),
            {Permission.GIVE_PULSE, Permission.SEAL_ISSUE},
        ),
        (_("How the one who helps says they helped"), {Permission.READ_STANCE}),
    ]
    return {
        "heading": _("What goes to whom"),
        "lines": [f"{label}: {readers(engagement, *permissions)}." for label, permissions in kinds],
    }


def readers(engagement: Engagement, *permissions: Permission) -> str:
    """Those whom the policy lets read a kind of data of this engagement, named as the pair knows them."""
    names = [
        _duty_name(engagement, code)
        for code, role in ROLES.items()
        if any(grant.permission in permissions for grant in role.grants)
    ]
    if set(names) == {_duty_name(engagement, "partner"), _duty_name(engagement, "consultant")}:
        if Permission.GIVE_PULSE in permissions:
            return _(
                "only the one of you who wrote it, unless they show it; the programme sees counts of many"
            )
        return _("you two, and nobody else")
    return ", ".join(names)


def _duty_name(engagement: Engagement, code: str) -> str:
    programme = engagement.programme
    names = {
        "partner": _("the %(role)s") % {"role": programme.word("partner")},
        "consultant": _("the %(role)s") % {"role": programme.word("consultant")},
        "faculty": _("the %(role)s of the one who helps") % {"role": programme.word("supervisor")},
        "coordinator": _("the coordinator"),
    }
    return names.get(code) or str(ROLES[code].name).lower()


def _purpose(engagement: Engagement) -> Section:
    values = {
        "number": engagement.planned_sessions,
        "minutes": engagement.session_minutes,
        "floor": engagement.session_floor,
        "partner": engagement.programme.word("partner"),
        "consultant": engagement.programme.word("consultant"),
    }
    return {
        "heading": _("What we do together"),
        "lines": [
            _("We plan %(number)s sessions of about %(minutes)s minutes; %(floor)s is the fewest that help.")
            % values,
            _(
                "The %(partner)s decides what we talk about, and stays responsible for every decision. "
                "The %(consultant)s helps with thinking, and gains from it too."
            )
            % values,
            _("We plan the ending from the first session."),
        ],
    }


def _barred_topics() -> Section:
    return {
        "heading": _("What we never talk about"),
        "lines": [
            _(
                "Our organisations may compete. We never discuss prices, fees, bids, pay or plans for capacity."
            ),
            _(
                "We keep a note of the topics of each session. If talk strays, we stop, and either of us reports it."
            ),
        ],
    }


def _limits() -> Section:
    return {
        "heading": _("When something cannot stay between us"),
        "lines": [
            _("If someone may come to serious harm, or the law is broken, we tell those who must know."),
            _("Either of us can raise a concern with a named person outside this pair at any time."),
            _("Each of us may ask to see the data held about us; that can reach what the other wrote here."),
        ],
    }


def _stopping(engagement: Engagement) -> Section:
    return {
        "heading": _("How to stop"),
        "lines": [
            _("Either of us can end this at any time, without blame. The other is asked to confirm."),
            _(
                "After the end the %(partner)s keeps what was written; it closes to the %(consultant)s "
                "after 30 days."
            )
            % {
                "partner": engagement.programme.word("partner"),
                "consultant": engagement.programme.word("consultant"),
            },
        ],
    }
