"""Making findings known: once for a pair of frozen waves, to each audience as much as it may see."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.evaluation.models import Release, ReleasedFigure, Wave
from headwater.web.evaluation.queries import Finding, findings, sheets_of
from headwater.web.evaluation.showing import LEAST_ANSWERED, Shown, show_change, show_share, show_to_world
from headwater.web.programmes.models import Participant


class CannotRelease(Exception):
    """The findings cannot be released; the message says why."""


@transaction.atomic
def release_findings(*, before: Wave, after: Wave, by: Any) -> list[Release]:
    """Release every figure of two frozen waves to the circle and, coarser, to funders and the public."""
    _check(before, after, by)
    programme = after.programme
    floors = {
        Release.Audience.CIRCLE: max(programme.floor_host, LEAST_ANSWERED),
        Release.Audience.WORLD: max(programme.floor_public, LEAST_ANSWERED),
    }
    found = [(finding, _for_circle(finding, programme.floor_host)) for finding in findings(before, after)]
    base = {
        role: sorted({s.thread for w in (before, after) for s in sheets_of(w) if s.role == role})
        for role in Participant.Role.values
    }
    releases = []
    for audience, floor in floors.items():
        release = Release.objects.create(
            programme=programme, before=before, after=after, audience=audience, floor=floor, base=base, by=by
        )
        ReleasedFigure.objects.bulk_create(
            _figure(release, place, finding, shown if audience == "circle" else show_to_world(shown, floor))
            for place, (finding, shown) in enumerate(found)
        )
        record("release", by=by, on=release)
        releases.append(release)
    return releases


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


def _for_circle(finding: Finding, floor: int) -> Shown:
    if finding.counts is not None:
        return show_change(finding.counts, floor)
    return show_share(finding.count, finding.answered, finding.invited, floor)


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
        is_primary=finding.role in item.primary,
        label=dict(item.label),
        text=dict(item.text),
        counted_label=dict(item.counted_label),
        source=str(licence.get("source", ""))[:250],
        threshold=item.scale.threshold,
        started=finding.started,
        **asdict(shown),
    )
