"""The evaluator's exact view of what changed: charts, intervals, and what the missing answers could do to each figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headwater.engines.evaluation import change_bounds, net_change
from headwater.web.evaluation.queries import Finding
from headwater.web.evaluation.questionnaire import said
from headwater.web.ui import charts


@dataclass(frozen=True)
class ExactFinding:
    """A finding with the sentence on its bounds."""

    finding: Finding
    bounds: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.finding, name)


@dataclass(frozen=True)
class ExactRole:
    """All exact findings of one role, with their charts."""

    role: str
    findings: list[ExactFinding]
    key: SafeString
    chart: SafeString
    intervals: SafeString | None


def exact_by_role(found: Iterable[Finding]) -> list[ExactRole]:
    """The findings of each role that has any, ready to be shown to the evaluator."""
    by_role: dict[str, list[Finding]] = {}
    for finding in found:
        by_role.setdefault(finding.role, []).append(finding)
    return [_role(role, findings) for role, findings in by_role.items()]


def _role(role: str, findings: list[Finding]) -> ExactRole:
    language = get_language() or "en"
    changes = [
        charts.Change(said(f.item.label, language), f.counts.better, f.counts.same, f.counts.worse)
        for f in findings
        if f.counts is not None
    ]
    return ExactRole(
        role,
        [ExactFinding(finding, _bounds(finding)) for finding in findings],
        charts.key_of_changes(),
        charts.changes(_("Better, the same and worse, in people"), changes),
        _intervals(findings, language),
    )


def _intervals(findings: list[Finding], language: str) -> SafeString | None:
    rows = []
    for finding in findings:
        if finding.counts is None:
            continue
        net = net_change(finding.counts.better, finding.counts.same, finding.counts.worse)
        if net.has_interval:
            rows.append(charts.Interval(said(finding.item.label, language), net.low, net.value, net.high))
    return charts.intervals(_("Net share better, with 95% intervals"), rows) if rows else None


def _bounds(finding: Finding) -> str:
    if finding.counts is None:
        return "–"
    counts = finding.counts
    bounds = change_bounds(counts.better, counts.same, counts.worse, counts.missing)
    if not bounds.missing:
        return _("Nobody is missing.")
    if not bounds.above_zero:
        return _("Not more better than worse among those who answered.")
    if bounds.tipping is None:
        return _("Still more better than worse.")
    return _("%(tipping)s of the %(missing)s would undo it.") % {
        "tipping": bounds.tipping,
        "missing": bounds.missing,
    }
