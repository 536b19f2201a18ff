"""Nearness against rivalry, drawn: what it costs in miles to keep rivals further apart (R30, R31)."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headwater.web.matching.models import MatchRun
from headwater.web.matching.queries import Bend, curve_of_run
from headwater.web.ui.curves import Point, curve


def rivalry_curve(run: MatchRun) -> SafeString:
    """The curve of a run; empty where keeping rivals apart changes nothing or no distance is known."""
    bends = [bend for bend in curve_of_run(run) if bend.miles is not None]
    known = [bend.apart_miles for bend in bends if bend.apart_miles is not None]
    end = max(known, default=0) * 1.25 or 1
    points = [_point(bend, end) for bend in bends]
    return curve(
        _("What keeping rivals apart costs in nearness"),
        points,
        across=_("Rivals at least so far apart, in miles"),
        up=_("Mean journey by road, in miles"),
    )


def _point(bend: Bend, end: float) -> Point:
    apart = _("no rivals") if bend.apart_miles is None else f"{bend.apart_miles:g}"
    miles = ngettext("%(n)s mile", "%(n)s miles", bend.miles) % {"n": bend.miles}
    return Point(end if bend.apart_miles is None else bend.apart_miles, bend.miles, apart, miles)
