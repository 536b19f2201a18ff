"""A cascade in the partner's organisation, and answers from its staff."""

from datetime import date

from headwater.web.cascade import actions
from headwater.web.cascade.models import StaffSheet

TODAY = date(2026, 11, 20)
YES = {"told": "yes", "explain": "yes", "used": "yes"}
NO = {"told": "no", "explain": "no", "used": "no"}


def started(cast, person=None, tiers=(("Managers", 4), ("Seniors", 10), ("Care workers", 40))):
    participant = cast.participant(person or cast.partner)
    return actions.start_cascade(
        participant,
        by=participant.person,
        sentence="We ask what a good day is",
        signs=["The person is asked first"],
        core=["Asked first", "The day follows it"],
        adaptable=["Who asks"],
        tiers=list(tiers),
        started_on=date(2026, 9, 1),
    )


def sheet_of(cascade, tier="Care workers", site=""):
    return StaffSheet.objects.get(tier__cascade=cascade, tier__name=tier, site=site)


def answer(sheet, *taps, lines=()):
    """One answer for each taps; the first ones with a line."""
    lines = list(lines)
    for one in taps:
        actions.take_answer(sheet, taps=one, line=lines.pop(0) if lines else "", today=TODAY)


def note(cascade, tier, kind, people, on, **more):
    """Something noted; where a tier in between is passed over it is said that they hear it at the same time."""
    more.setdefault("middle", "together")
    return actions.note_hand_over(
        cascade.tiers.get(name=tier),
        by=cascade.participant.person,
        kind=kind,
        people=people,
        on=on,
        today=TODAY,
        **more,
    )
