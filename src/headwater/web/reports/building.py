"""Putting a report together for one audience: figures by role and level, charts, and the sentences between."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headwater.web.evaluation.models import ReleasedFigure
from headwater.web.programmes.models import Participant, Party, Programme
from headwater.web.reports import sentences
from headwater.web.reports.models import Report
from headwater.web.reports.numbers import Number, numbers_of
from headwater.web.reports.words import in_their_words
from headwater.web.ui import charts


@dataclass(frozen=True)
class Line:
    """One figure as it stands in the report."""

    figure: ReleasedFigure
    label: str
    finding: str
    response: str
    definition: str
    interval: str


@dataclass(frozen=True)
class LevelPart:
    """What changed for one role on one level (R69)."""

    level: str
    lines: list[Line]
    chart: SafeString | None
    intervals: SafeString | None


@dataclass(frozen=True)
class RolePart:
    """What changed for one role."""

    role: str
    people: str
    headline: str
    response_short: str
    response: str
    levels: list[LevelPart]
    asked_once: list[Line]
    less_well: list[Line]


@dataclass(frozen=True)
class Built:
    """A report ready for one audience."""

    report: Report
    programme: Programme
    audience: str
    facts: dict[str, Any]
    roles: list[RolePart]
    parties: dict[str, list[str]]
    all_withheld: bool
    words: dict[str, Any]
    numbers: list[Number]


def build(report: Report, audience: str) -> Built:
    """The report for an audience (``circle`` or ``world``), from released figures alone."""
    programme = report.programme
    ledger = report.ledger(audience)
    figures = list(ledger.figures.order_by("place")) if ledger else []
    roles = [
        _role([figure for figure in figures if figure.role == role], role, programme)
        for role in Participant.Role.values
    ]
    parties: dict[str, list[str]] = {}
    for party in Party.objects.filter(programme=programme):
        parties.setdefault(party.capacity, []).append(party.name)
    return Built(
        report=report,
        programme=programme,
        audience=audience,
        facts=report.first_page(audience),
        roles=[part for part in roles if part is not None],
        parties=parties,
        numbers=numbers_of(report.first_page(audience)),
        all_withheld=all(figure.form == ReleasedFigure.Form.WITHHELD for figure in figures),
        words=in_their_words(report, audience),
    )


def _role(figures: list[ReleasedFigure], role: str, programme: Programme) -> RolePart | None:
    if not figures:
        return None
    people = programme.word(role, "many")
    changes = [figure for figure in figures if figure.kind == ReleasedFigure.Kind.CHANGE]
    most_answered = max(changes or figures, key=lambda figure: (figure.answered_to, figure.answered_from))
    return RolePart(
        role=role,
        people=people,
        headline=sentences.headline(changes, people),
        response_short=sentences.answered_of_invited(most_answered),
        response=sentences.response(most_answered),
        levels=[
            _level([figure for figure in changes if figure.level == level], level)
            for level in ("individual", "organisation")
        ],
        asked_once=[_line(figure) for figure in figures if figure.kind == ReleasedFigure.Kind.SHARE],
        less_well=[_line(figure) for figure in sentences.went_less_well(changes)],
    )


def _level(figures: list[ReleasedFigure], level: str) -> LevelPart:
    shown = [figure for figure in figures if figure.form != ReleasedFigure.Form.WITHHELD]
    return LevelPart(level, [_line(figure) for figure in figures], _chart(shown), _intervals(shown))


def _line(figure: ReleasedFigure) -> Line:
    return Line(
        figure,
        sentences.label_of(figure),
        sentences.finding(figure),
        sentences.response(figure),
        sentences.definition(figure),
        sentences.interval(figure),
    )


def _chart(figures: list[ReleasedFigure]) -> SafeString | None:
    """Bars of how many got better on the main outcomes (all, where a level has none), where a number may be told."""
    drawn = [figure for figure in figures if figure.is_primary] or figures
    rows = [_stack(figure) for figure in drawn if figure.better is not None]
    return charts.stacks(_("How many got better"), rows) if rows else None


def _stack(figure: ReleasedFigure) -> charts.Stack:
    better = figure.better or 0
    label = sentences.label_of(figure)
    if figure.form == ReleasedFigure.Form.AT_LEAST:
        label = _("%(label)s (at least)") % {"label": label}
    elif figure.form == ReleasedFigure.Form.AT_MOST:
        label = _("%(label)s (at most)") % {"label": label}
    elif figure.form == ReleasedFigure.Form.ROUNDED:
        label = _("%(label)s (about)") % {"label": label}
    rest = figure.same if figure.same is not None else max(figure.answered_to - better, 0)
    return charts.Stack(label, better, rest, figure.worse or 0, sentences.finding(figure))


def _intervals(figures: list[ReleasedFigure]) -> SafeString | None:
    """Better minus worse with its interval, where all three counts are told."""
    rows = [
        charts.Interval(sentences.label_of(figure), figure.low, figure.value, figure.high)
        for figure in figures
        if figure.worse is not None and figure.low is not None
    ]
    return charts.intervals(_("Net share better, with 95% intervals"), rows) if rows else None
