"""The words of an agreement, on one screen. "What goes to whom" is read off the policy, so that it cannot lie."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headwater.web.engagements.models import Engagement
from headwater.web.hosts.permissions import DataKind
from headwater.web.hosts.permissions import Permission as P
from headwater.web.hosts.relations import Relation as R
from headwater.web.hosts.roles import EVERYONE, ROLES, Grant

OWN_ALONE = {DataKind.PRIVATE_NOTES, DataKind.REFLECTIONS}  # author only, whoever of the pair it is
Section = dict[str, Any]  # {"heading", "lines"}


def terms(engagement: Engagement, *, third: str = "") -> list[Section]:
    """Everything an agreement says besides the pair's own choices, in the programme's words.

    ``third`` is for whom a third signs, if one does ("host" or "sponsor").
    """
    return [
        _purpose(engagement),
        *_own_words_of(engagement),
        what_goes_to_whom(engagement, third=third),
        *_barred_topics(engagement),
        _limits(),
        _stopping(engagement),
    ]


def what_goes_to_whom(engagement: Engagement, *, third: str = "") -> Section:
    """Who can read what, a line for each kind of data, from the grants of the policy itself."""
    kinds = [
        (
            _("That you two work together, and the dates, length and number of your sessions"),
            P.READ_ENGAGEMENT,
        ),
        (_("Your agreement with what you add, your goals and how far you have come"), P.READ_GOALS),
        (_("Your goals, where there is danger of serious harm or the law asks"), P.READ_OPENED_GOALS),
        *_about_notes(engagement),
        (_("What each of you taps after a session and when you look back"), P.GIVE_PULSE),
        (_("What the one who seeks help has been avoiding"), P.SEAL_ISSUE),
        (_("Your own reflections"), P.KEEP_REFLECTIONS),
        (_("A reflection you choose to show"), P.READ_REFLECTION),
        (_("How the one who helps says they helped, and signs of reliance, a week later"), P.READ_STANCE),
    ]
    kinds.append((_("That the one who seeks help did not feel heard, if they tick it"), P.SUPERVISE))
    if third:
        kinds.append(
            (_("What the third signs: the choices and this text, never what you add"), P.SIGN_AGREEMENT)
        )
    lines = [f"{label}: {readers(engagement, permission)}." for label, permission in kinds]
    lines.append(_the_rest(engagement, {permission for _label, permission in kinds}))
    return {"heading": _("What goes to whom"), "lines": lines}


def _the_rest(engagement: Engagement, permissions: set[P]) -> str:
    """Every duty the policy gives none of it, by name."""
    names = [
        _duty_name(engagement, role.code)
        for role in ROLES.values()
        if not any(grant.permission in permissions for grant in role.grants)
    ]
    return _("None of it: %(names)s. Boards and employers have no way in. Published figures count many.") % {
        "names": ", ".join(names)
    }


def _about_notes(engagement: Engagement) -> list[tuple[str, P]]:
    """Notes are spoken of only where the programme has switched them on."""
    return [(_("Notes you keep for each other"), P.READ_NOTES)] if engagement.programme.shared_notes else []


def readers(engagement: Engagement, permission: P) -> str:
    """Those whom the policy lets read a kind of data of this engagement, named as the pair knows them."""
    roles = [*ROLES.values(), EVERYONE]
    grants = [(role, grant) for role in roles for grant in role.grants if grant.permission == permission]
    names = dict.fromkeys(_who(engagement, role.code, grant) for role, grant in grants)
    pair = {_duty_name(engagement, "partner"), _duty_name(engagement, "consultant")}
    if pair <= set(names) and permission.kind in OWN_ALONE:
        names = {_("only the one of you who wrote it"): None} | {
            name: None for name in names if name not in pair
        }
    elif set(names) == pair:
        return _("you two, and nobody else")
    return ", ".join(names)


def _who(engagement: Engagement, code: str, grant: Grant) -> str:
    """A duty in words, or the relation to the pair that the grant asks for."""
    relations = set(grant.relations)
    if R.OWN in relations:
        return _("only the one of you who wrote it")
    if R.SIGNS in relations:
        return _("the one of you three who signs as third")
    known = {R.PAIR, R.HELPS, R.SEEKS, R.RUNNING, R.IN_REACH, R.NOTES_ON, R.SUPERVISEE, R.SHOWN}
    besides = [str(name.value) for name in grant.relations if name not in known]
    name = _duty_name(engagement, "partner" if R.SEEKS in relations else code)
    return f"{name} ({', '.join(besides)})" if besides else name


def _duty_name(engagement: Engagement, code: str) -> str:
    programme = engagement.programme
    names = {
        "partner": _("the %(role)s") % {"role": programme.word("partner")},
        "consultant": _("the %(role)s") % {"role": programme.word("consultant")},
        "faculty": _("the %(role)s of the one who helps") % {"role": programme.word("supervisor")},
        "coordinator": _("the coordinator"),
    }
    return names.get(code) or str({**ROLES, EVERYONE.code: EVERYONE}[code].name).lower()


def _purpose(engagement: Engagement) -> Section:
    values = {
        "number": engagement.planned_sessions,
        "minutes": engagement.session_minutes,
        "floor": engagement.session_floor,
        "partner": engagement.programme.word("partner"),
        "consultant": engagement.programme.word("consultant"),
        "day": date_format(engagement.planned_end, "j F Y"),
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
            _("We plan the ending from the first session: about %(day)s.") % values,
        ],
    }


def _own_words_of(engagement: Engagement) -> list[Section]:
    """What the programme asks of every pair, if it says so."""
    lines = [line.strip() for line in engagement.programme.agreement_words.splitlines() if line.strip()]
    return [{"heading": str(engagement.programme), "lines": lines}] if lines else []


def _barred_topics(engagement: Engagement) -> list[Section]:
    if engagement.competition != Engagement.Competition.RESTRICTED:
        return []
    return [
        {
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
    ]


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
