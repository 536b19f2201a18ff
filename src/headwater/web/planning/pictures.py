"""The pictures of planning, made from figures that stand in a table beside each of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headwater.engines.cascade import Forecast
from headwater.web.planning.outlook import OwnOutlook
from headwater.web.planning.queries import Row
from headwater.web.ui.charts import Interval, intervals
from headwater.web.ui.outcomes import dots, fan, round_up

LEVELS = (50, 80, 90)


def side_by_side(rows: Sequence[Row]) -> SafeString:
    """People reached besides, list by list, with 90% bands."""
    wanted = [row for row in rows if row.organisations]
    most = max([row.more["high_90"] for row in wanted], default=1.0)
    low = min([row.more["low_90"] for row in wanted] + [0.0])
    drawn = [
        Interval(row.name, row.more["low_90"], row.more["median"], row.more["high_90"]) for row in wanted
    ]
    return intervals(
        _("People reached besides, and the band of nine in ten"),
        drawn,
        axis=(low, round_up(most)),
        percent=False,
    )


def fan_of_row(row: Row) -> SafeString:
    """How a list's reach may widen month by month."""
    bands = {level: tuple(row.figures["fan"][str(level)]) for level in LEVELS}
    return fan(
        _("People reached, month by month: %(name)s") % {"name": row.name}, row.figures["months"], bands
    )


def dots_of_row(row: Row) -> SafeString:
    """Twenty equally likely outcomes of a list."""
    twenty = row.figures["twenty"]
    title = _("Twenty equally likely outcomes: %(name)s") % {"name": row.name}
    return dots(title, twenty, most=max(twenty))


def fan_of(ahead: Forecast, title: str) -> SafeString:
    """A forecast as a fan."""
    bands = {level: (low.tolist(), high.tolist()) for level, (low, high) in ahead.fan.items()}
    return fan(title, middle_of(ahead), bands)


def middle_of(ahead: Forecast) -> list[float]:
    """The median of a forecast, month by month."""
    found: list[float] = np.median(ahead.reached, axis=0).tolist()
    return found


def dots_of(own: OwnOutlook) -> SafeString:
    """Twenty equally likely outcomes in one organisation, with a line at how many have it now."""
    title = _("Twenty equally likely outcomes in two years; the line is today")
    return dots(title, own.ahead.twenty, most=own.ahead.people, mark=own.now)


def sources_of(sources: Mapping[str, float]) -> list[tuple[str, int]]:
    """Where the doubt comes from, in per cent that add up."""
    words = {
        "parameters": _("What is not known about how much gets through"),
        "organisations": _("Organisations differ"),
        "chance": _("Plain chance"),
    }
    whole = {name: round(100 * sources[name]) for name in ("parameters", "organisations")}
    whole["chance"] = 100 - sum(whole.values()) if any(sources.values()) else 0
    return [(words[name], max(share, 0)) for name, share in whole.items()]


def months_of(fan_: dict[Any, Any], middle: Sequence[float], step: int = 3) -> list[dict[str, Any]]:
    """The table beside a fan: every third month, and the last."""
    last = len(middle) - 1
    return [
        {
            "month": month,
            "middle": middle[month],
            **{
                f"{end}_{level}": fan_[level][side][month]
                for level in LEVELS
                for side, end in enumerate(("low", "high"))
            },
        }
        for month in sorted({*range(0, last + 1, step), last})
    ]
