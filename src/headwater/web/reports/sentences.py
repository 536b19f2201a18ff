"""Released figures in words. Every sentence is worked out from the figure, so that it cannot contradict it (R67)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from headwater.web.evaluation.models import ReleasedFigure
from headwater.web.evaluation.questionnaire import said

MOST, MORE_THAN_HALF, HALF_FROM = 0.8, 0.6, 0.4


def label_of(figure: ReleasedFigure) -> str:
    """What a figure is about, in the reader's language."""
    return said(figure.label, get_language() or "en")


def finding(figure: ReleasedFigure) -> str:
    """What was found, with as much of the count as may be told."""
    if figure.form == ReleasedFigure.Form.WITHHELD:
        return _("Too few answers to show")
    told = _quantity(figure)
    if figure.kind == ReleasedFigure.Kind.SHARE:
        return _("%(told)s %(what)s") % {
            "told": told,
            "what": said(figure.counted_label, get_language() or "en"),
        }
    return _("%(told)s better%(rest)s") % {"told": told, "rest": _rest(figure)}


def _quantity(figure: ReleasedFigure) -> str:
    values = {"count": figure.better, "of": figure.answered_to}
    if figure.form == ReleasedFigure.Form.EXACT:
        return _("%(count)s of %(of)s") % values
    if figure.answered_from == figure.answered_to:
        bound = (
            _("At least %(count)s of %(of)s")
            if figure.form == "at_least"
            else _("At most %(count)s of %(of)s")
        )
        return bound % values
    return {"at_least": _("Most"), "at_most": _("A few, or none")}.get(figure.form) or _in_words(figure)


def _in_words(figure: ReleasedFigure) -> str:
    whole = (figure.better or 0) + (figure.same or 0)
    part = (figure.better or 0) / whole if whole else 0
    about = {"count": figure.better}
    if part > MOST:
        return _("Most")
    if part >= MORE_THAN_HALF:
        return _("More than half (about %(count)s)") % about
    if part >= HALF_FROM:
        return _("About half (about %(count)s)") % about
    return _("Fewer than half (about %(count)s)") % about


def _rest(figure: ReleasedFigure) -> str:
    if figure.form == ReleasedFigure.Form.ROUNDED:
        return _("; about %(rest)s the same or worse") % {"rest": figure.same}
    if figure.form != ReleasedFigure.Form.EXACT:
        return ""
    if figure.worse is None:
        return _("; %(rest)s the same or worse") % {"rest": figure.same}
    return _("; %(same)s the same; %(worse)s worse") % {"same": figure.same, "worse": figure.worse}


def answered_of_invited(figure: ReleasedFigure) -> str:
    """Answered of invited, in a few figures."""
    return _("%(answered)s of %(invited)s") % {"answered": _answered(figure), "invited": figure.invited}


def _answered(figure: ReleasedFigure) -> str:
    low, high = figure.answered_from, figure.answered_to
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def response(figure: ReleasedFigure) -> str:
    """Answered of invited of started."""
    return _("%(answered)s answered of %(invited)s invited of %(started)s started") % {
        "answered": _answered(figure), "invited": figure.invited, "started": figure.started,
    }  # fmt: skip


def definition(figure: ReleasedFigure) -> str:
    """What exactly was asked and counted."""
    question = said(figure.text, get_language() or "en").rstrip(".")
    if figure.kind == ReleasedFigure.Kind.SHARE:
        return _("Asked once: “%(question)s”. Those who said they could not tell are not counted.") % {
            "question": question
        }
    if figure.threshold:
        counts = _("a change of more than %(points)s counts") % {"points": f"{figure.threshold:g}"}
    else:
        counts = _("any change counts")
    return _("Asked twice: “%(question)s”. Only those who answered both times are counted; %(counts)s.") % {
        "question": question, "counts": counts,
    }  # fmt: skip


def interval(figure: ReleasedFigure) -> str:
    """The 95% interval, where one may be told."""
    if figure.low is None or figure.high is None:
        return ""
    values = {"low": _percent(figure.low), "high": _percent(figure.high)}
    if figure.worse is None:
        return _("95%% interval of the share: %(low)s to %(high)s") % values
    return _("95%% interval of better minus worse: %(low)s to %(high)s") % values


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def more_than_half(figure: ReleasedFigure) -> bool | None:
    """Whether more than half got better (or said so), as far as the released figure tells; None where it does not."""
    if figure.form == ReleasedFigure.Form.WITHHELD:
        return None
    if figure.form == ReleasedFigure.Form.AT_MOST:
        return False
    if figure.form == ReleasedFigure.Form.AT_LEAST:
        return True
    better, rest = figure.better or 0, (figure.same or 0) + (figure.worse or 0)
    if figure.form == ReleasedFigure.Form.ROUNDED and better == rest:
        return None
    return better > rest


def headline(figures: Iterable[ReleasedFigure], people: str) -> str:
    """On how many main outcomes more than half of a role got better, counted from the figures themselves."""
    main = [figure for figure in figures if figure.is_primary]
    known = [more_than_half(figure) for figure in main]
    if all(figure.form == ReleasedFigure.Form.WITHHELD for figure in main):
        return _("Too few %(people)s answered twice to say what changed for them.") % {"people": people}
    values = {"people": people, "count": sum(verdict is True for verdict in known), "all": len(known)}
    if None in known:
        told = _(
            "More than half of the %(people)s who answered got better on at least %(count)s of %(all)s main outcomes."
        )
    else:
        told = _(
            "More than half of the %(people)s who answered got better on %(count)s of %(all)s main outcomes."
        )
    return told % values


def went_less_well(figures: Iterable[ReleasedFigure]) -> list[ReleasedFigure]:
    """The figures where half or fewer got better or three or more got worse: kept in every report (R72)."""
    return [
        figure
        for figure in figures
        if figure.kind == ReleasedFigure.Kind.CHANGE
        and (more_than_half(figure) is False or (figure.worse or 0) >= 3)
    ]


def route_name(way: Any) -> str:
    """How someone came to the programme."""
    return {
        "open_call": _("open call"),
        "referral": _("suggested by someone"),
        "funder": _("suggested by a funder"),
        "nomination": _("nominated"),
    }.get(way, _("other ways"))


TOGETHER = {
    "both_useful": gettext_lazy("Both found their latest session useful"),
    "both_gained": gettext_lazy("Both say they have gained something for themselves"),
    "fair_partner": gettext_lazy("Those who seek help have a fair say"),
    "fair_consultant": gettext_lazy("Those who give help have a fair say"),
    "fair_third": gettext_lazy("Host and sponsor say they have a fair say"),
    "heard": gettext_lazy("Those who seek help felt heard, rather than judged, in their latest session"),
    "faced": gettext_lazy("Faced what they had been avoiding"),
    "asks_first": gettext_lazy("In the first session the one who helped gave no answers"),
    "asks_latest": gettext_lazy("In the latest session the one who helped gave no answers"),
}


def together(figure: dict[str, Any]) -> str:
    """One sentence on what pairs say of working together: the words, then as much of the number as may be told."""
    low, high = figure["answered_from"], figure["answered_to"]
    answered = str(high) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    values = {"n": figure["better"], "answered": answered, "asked": figure["invited"]}
    told = {
        "exact": _("%(n)s of %(answered)s that answered; %(asked)s were asked."),
        "at_least": _("at least %(n)s of %(answered)s that answered; %(asked)s were asked."),
        "at_most": _("at most %(n)s of %(answered)s that answered; %(asked)s were asked."),
        "rounded": _("about %(n)s of %(answered)s that answered; %(asked)s were asked."),
    }
    if figure["better"] is None:
        told |= {
            "at_least": _("most of %(answered)s that answered; %(asked)s were asked."),
            "at_most": _("few of %(answered)s that answered; %(asked)s were asked."),
        }
    few = _("too few answers to say (%(answered)s of %(asked)s).")
    return f"{TOGETHER[figure['name']]}: {told.get(figure['form'], few) % values}"
