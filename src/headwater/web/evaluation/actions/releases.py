"""Making findings known: once for a pair of frozen waves, to each audience as much as it may see.

The engine protects every figure beside all that was ever released of the programme, and its audit has the last word:
what it does not pass is not released.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.engines.evaluation import audit, protect
from headwater.web.audit.trail import record
from headwater.web.evaluation.models import Release, ReleasedFigure, Wave
from headwater.web.evaluation.queries.counting import Finding, findings, sheets_of
from headwater.web.evaluation.queries.ledger import Ledger, counted_in
from headwater.web.evaluation.showing import (
    INSIDERS,
    LEAST_ANSWERED,
    Shown,
    rules,
    show_to_world,
    shown_of,
)
from headwater.web.programmes.models import Participant


class CannotRelease(Exception):
    """The findings cannot be released; the message says why."""


@transaction.atomic
def release_findings(*, before: Wave, after: Wave, by: Any) -> list[Release]:
    """Release every figure of two frozen waves to the circle and, coarser, to funders and the public."""
    _check(before, after, by)
    found = [finding for finding in findings(before, after) if finding.kind in ReleasedFigure.Kind.values]
    shown = _protected(found, after)
    base = {
        role: sorted({s.thread for w in (before, after) for s in sheets_of(w) if s.role == role})
        for role in Participant.Role.values
    }
    programme = after.programme
    floors = {
        Release.Audience.CIRCLE: max(programme.floor_host, LEAST_ANSWERED),
        Release.Audience.WORLD: max(programme.floor_public, LEAST_ANSWERED),
    }
    releases = []
    for audience, floor in floors.items():
        release = Release.objects.create(
            programme=programme, before=before, after=after, audience=audience, floor=floor, base=base, by=by
        )
        seen = shown if audience == "circle" else [show_to_world(each, floor) for each in shown]
        ReleasedFigure.objects.bulk_create(
            _figure(release, place, finding, each)
            for place, (finding, each) in enumerate(zip(found, seen, strict=True))
        )
        record("release", by=by, on=release)
        releases.append(release)
    _audit_all(after)
    return releases


def _protected(found: Sequence[Finding], after: Wave) -> list[Shown]:
    """What the circle may see of each finding: main outcomes are protected first, so that they are kept."""
    ledger = Ledger(after.programme, found)
    order = sorted(range(len(found)), key=lambda place: (not found[place].is_primary, place))
    tables = [ledger.table(found[place]) for place in order]
    made = protect(tables, rules(after.programme.floor_host), ledger.told("circle"))
    releases = dict(zip(order, made.releases, strict=True))
    return [shown_of(releases[place], finding.invited) for place, finding in enumerate(found)]


def _audit_all(after: Wave) -> None:
    """The last word: everything ever shown, to either audience, read together by three who pool their answers."""
    if not audit(Ledger(after.programme).told(), INSIDERS).safe:
        raise CannotRelease(
            _("Together with what was released before, this would tell on someone. Nothing was released.")
        )


def _check(before: Wave, after: Wave, by: Any) -> None:
    if before.programme_id != after.programme_id or before.kind == after.kind:
        raise CannotRelease(_("Choose two different waves of one programme."))
    if {before.state, after.state} != {Wave.State.FROZEN}:
        raise CannotRelease(_("Freeze both waves first, so that nothing can change under what was released."))
    if Release.objects.filter(before=before, after=after).exists():
        raise CannotRelease(_("These findings have been released. A release is never changed."))
    if any(not wave.readers.filter(person=by).exists() for wave in (before, after)):
        raise CannotRelease(
            _("Only an evaluator who was named to read both waves can release their findings.")
        )


def _figure(release: Release, place: int, finding: Finding, shown: Shown) -> ReleasedFigure:
    item = finding.item
    licence = release.after.questionnaire.licences[item.licence]
    return ReleasedFigure(
        release=release,
        place=place,
        number=finding.number,
        item=item.code,
        kind=finding.kind,
        role=finding.role,
        level=item.level,
        outcome=item.outcome,
        is_primary=finding.is_primary,
        label=dict(item.label),
        text=dict(item.text),
        counted_label=dict(item.counted_label),
        source=str(licence.get("source", ""))[:250],
        threshold=finding.threshold,
        started=finding.started,
        counted_in=counted_in((thread for thread, _said in finding.answers), release.base[finding.role]),
        **asdict(shown),
    )
