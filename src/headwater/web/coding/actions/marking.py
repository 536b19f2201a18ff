"""Coding: each coder apart, saved as they go, compared only when both have finished."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.engines.evaluation.words import draw, sample_size
from headwater.web.audit.trail import record
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.models import Answer, Coder, Coding, Mark, Segment, Settlement
from headwater.web.coding.queries.agreeing import differences, measure
from headwater.web.coding.queries.marking import suggestions_for, work_of
from headwater.web.coding.rules import CODER, is_independent_for
from headwater.web.evaluation.rules import EVALUATOR
from headwater.web.hosts.models import Membership
from headwater.web.messages.letters import draft_letter


def possible_coders(coding: Coding) -> list[Any]:
    """Who may be the second coder: a coder or evaluator of the programme who has no other duty in the host."""
    first = set(coding.coders.values_list("person", flat=True))
    duties = Membership.objects.current().filter(role__in=[CODER, EVALUATOR]).select_related("person")
    people = {
        duty.person_id: duty.person
        for duty in duties
        if duty.programme_id in (None, coding.programme_id) and duty.person_id not in first
    }
    return sorted(
        (person for person in people.values() if is_independent_for(person, coding)), key=lambda p: p.name
    )


@transaction.atomic
def begin(*, coding: Coding, second: Any, by: Any, seed: int | None = None) -> Coding:
    """Fix names, segments and codebook, and draw the sample that two code apart. ``second`` None: one coder, no measure."""
    coding = _locked(coding, Coding.State.PREPARING)
    if Answer.objects.filter(coding=coding, is_masked=False).exists():
        raise CannotCode(_("Some answers have not been read for names yet."))
    segments = list(Segment.objects.filter(answer__coding=coding).select_related("answer"))
    if not segments:
        raise CannotCode(_("There is nothing to code."))
    coding.seed = secrets.randbelow(2**31) if seed is None else seed
    if second is not None:
        if second not in possible_coders(coding):
            raise CannotCode(_("The second coder must have no other duty here and not be the first."))
        Coder.objects.create(coding=coding, person=second, place=2)
        _draw_sample(segments, coding.seed)
        draft_letter(
            to=second, kind="coding", template="coding/letters/coder.txt", programme=coding.programme,
            about=coding,
        )  # fmt: skip
        record("grant", by=by, on=coding, about=second)
    coding.begin()
    coding.save()
    record("begin-coding", by=by, on=coding)
    return coding


def _draw_sample(segments: list[Segment], seed: int) -> None:
    by_place = {f"{each.answer.number:05}.{each.number:03}": each.pk for each in segments}
    drawn = draw(by_place, sample_size(len(segments)), seed)
    Segment.objects.filter(pk__in=[by_place[place] for place in drawn]).update(in_sample=True)


@transaction.atomic
def mark_segments(*, coder: Coder, marks: Mapping[str, Sequence[str] | None], by: Any) -> list[Mark]:
    """Keep what a coder says of some segments: themes, none of them ([]), or nothing yet (None: taken back)."""
    if coder.person_id != by.pk:
        raise CannotCode(_("You can only code for yourself."))
    work = {str(segment.pk): segment for segment in work_of(coder)}
    if not set(marks) <= set(work):
        raise CannotCode(_("Those segments are not yours to code now."))
    codebook = coder.coding.codebooks.order_by("number").last()
    known = {theme["code"] for theme in codebook.themes}
    suggested = suggestions_for(coder)
    if any(not set(themes or ()) <= known for themes in marks.values()):
        raise CannotCode(_("That theme is not in the codebook."))
    coder.marks.filter(segment__in=list(marks)).delete()
    return Mark.objects.bulk_create(
        Mark(coder=coder, segment=work[pk], themes=sorted(set(themes)), codebook=codebook.number,
             suggested=[each.theme for each in suggested.get(work[pk].pk, ())])
        for pk, themes in marks.items()
        if themes is not None
    )  # fmt: skip


@transaction.atomic
def finish(*, coder: Coder, by: Any) -> Coding:
    """Say that one's own coding is done. When every coder has, the codings are compared and shown to both."""
    coding = _locked(coder.coding, Coding.State.CODING)
    if coder.person_id != by.pk:
        raise CannotCode(_("You can only code for yourself."))
    left = {segment.pk for segment in work_of(coder)} - set(coder.marks.values_list("segment", flat=True))
    if left:
        raise CannotCode(
            _("%(left)s segments are not coded yet. Where none of the themes fits, say so.")
            % {"left": len(left)}
        )
    Coder.objects.filter(pk=coder.pk).update(finished=True)
    if not coding.coders.filter(finished=False).exists():
        coding.agreement = measure(coding)
        coding.compare()
        coding.save()
    record("finish-coding", by=by, on=coding)
    return coding


@transaction.atomic
def settle_differences(
    *, coding: Coding, settled: Mapping[tuple[Any, str], tuple[bool, str]], by: Any
) -> list[Settlement]:
    """Say how differences stand after the two coders have talked: (segment, theme) to whether it holds, and why."""
    coding = _locked(coding, Coding.State.COMPARED)
    found = {(each.segment.pk, each.theme) for each in differences(coding)}
    if not set(settled) <= found:
        raise CannotCode(_("The coders did not differ there."))
    if not all(reason.strip() for _holds, reason in settled.values()):
        raise CannotCode(_("Say why it is settled so. The reason stays with it."))
    before = Settlement.objects.filter(segment__in=[segment for segment, _theme in settled])
    again = [each.pk for each in before if (each.segment_id, each.theme) in settled]
    Settlement.objects.filter(pk__in=again).delete()
    return Settlement.objects.bulk_create(
        Settlement(segment_id=segment, theme=theme, holds=holds, reason=reason.strip(), by=by)
        for (segment, theme), (holds, reason) in settled.items()
    )


@transaction.atomic
def settle(*, coding: Coding, by: Any) -> Coding:
    """Fix the coding for good, so that people can be counted."""
    coding = _locked(coding, Coding.State.COMPARED)
    if any(not each.is_settled for each in differences(coding)):
        raise CannotCode(_("Some differences between the coders are not settled yet."))
    first = coding.coders.get(place=1)
    done = set(first.marks.values_list("segment", flat=True))
    if Segment.objects.filter(answer__coding=coding).exclude(pk__in=done).exists():
        raise CannotCode(_("Some segments outside the sample are not coded yet."))
    coding.settle()
    coding.save()
    record("settle-coding", by=by, on=coding)
    return coding


def _locked(coding: Coding, state: str) -> Coding:
    found = Coding.objects.select_for_update().select_related("programme", "wave").get(pk=coding.pk)
    if found.state != state:
        raise CannotCode(
            _("This cannot be done now. The coding stands at: %(state)s.")
            % {"state": found.get_state_display()}
        )
    return found
