"""Keep lists of whom to support, and compare what they might lead to. None of it decides or tells anybody anything."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.engines.cascade import CascadeError
from headwater.web.audit.trail import record
from headwater.web.cascade.queries import events_for
from headwater.web.organisations.models import Organisation
from headwater.web.planning.beliefs import beliefs, chart_of
from headwater.web.planning.ground import candidates_of, competitors, todays_list, worked_together
from headwater.web.planning.models import Comparison, Listed, SupportList
from headwater.web.planning.working import Question, Work, worked_out
from headwater.web.programmes.models import Programme

AT_ONCE = 60  # candidates a comparison is worked out for while one waits, in a few seconds
SEED = 2016


class CannotPlan(Exception):
    """Something about a plan is refused; the message may be shown."""


@transaction.atomic
def keep_list(
    support_list: SupportList,
    *,
    by: Any,
    organisations: Iterable[Organisation],
    name: str = "",
    note: str = "",
) -> SupportList:
    """Save a list by its name, with who is on it now."""
    chosen = list(organisations)
    if not chosen:
        raise CannotPlan(_("Choose at least one organisation."))
    support_list.name, support_list.note = name or support_list.name, note or support_list.note
    support_list.by = by
    try:
        with transaction.atomic():
            support_list.save()
    except IntegrityError:
        raise CannotPlan(_("There is a list of this name already. Give this one another.")) from None
    support_list.listed.all().delete()
    Listed.objects.bulk_create(Listed(support_list=support_list, organisation=one) for one in chosen)
    record("keep_support_list", by=by, on=support_list)
    return support_list


@transaction.atomic
def remove_list(support_list: SupportList, *, by: Any) -> None:
    """Take a list away. Comparisons made with it keep their figures."""
    record("remove_support_list", by=by, on=support_list)
    support_list.delete()


@transaction.atomic
def compare(
    programme: Programme,
    *,
    by: Any,
    name: str,
    horizon: int,
    k: int | None = None,
    budget: float | None = None,
    costs: dict[str, float] | None = None,
    floor_by: str = "",
    floor: float | None = None,
    lists: Sequence[SupportList] = (),
    apart: bool = True,
    suppose: float | None = None,
) -> Comparison:
    """Ask the engine to choose, and to run its list beside the plain ones and these: see `work_out` for the sum."""
    if k is None and budget is None:
        raise CannotPlan(_("Say how many to choose, or how much money there is, or both."))
    candidates = candidates_of(programme)
    if not any(one.may_be_chosen for one in candidates):
        raise CannotPlan(
            _("Nobody can be chosen: no organisation has asked for support that does not have it already.")
        )
    question = Question(
        horizon=horizon,
        k=k,
        budget=budget,
        costs=costs or {},
        floor_by=floor_by,
        floor=floor,
        lists={one.name: sorted({str(row.organisation_id) for row in one.listed.all()}) for one in lists},
        today=sorted(todays_list(programme)),
        apart=apart,
        suppose=suppose,
        seed=SEED,
    )
    comparison = Comparison.objects.create(programme=programme, name=name, question=asdict(question), by=by)
    record("compare_support", by=by, on=comparison)
    return comparison


def is_long(comparison: Comparison) -> bool:
    """Whether the sum takes longer than somebody should wait for a page."""
    return len(candidates_of(comparison.programme)) > AT_ONCE


def work_out(comparison: Comparison) -> Comparison:
    """Do the sum of a comparison and keep what came out, or why it could not be done."""
    programme = comparison.programme
    question = Question(**comparison.question)
    candidates = candidates_of(programme)
    travelled = events_for(programme)
    believed = beliefs(
        travelled, chart_of(candidates), seed=question.seed, as_of=timezone.localdate(comparison.created_at)
    )
    choosable = [one.pk for one in candidates if one.may_be_chosen]
    rivals = competitors(programme, choosable) if question.apart else []
    work = Work(question, candidates, worked_together(programme), rivals, believed)
    try:
        comparison.outcome = worked_out(work)
        comparison.state = Comparison.State.DONE
    except CascadeError as problem:
        comparison.outcome = {"problem": str(problem)}
        comparison.state = Comparison.State.REFUSED
    comparison.save(update_fields=["outcome", "state"])
    return comparison


def keep_from(comparison: Comparison, *, by: Any, row: int, name: str) -> SupportList:
    """Keep one of the lists compared under a name of its own."""
    lists = comparison.outcome.get("lists", [])
    if not 0 <= row < len(lists):
        raise CannotPlan(_("That list is not in this comparison."))
    wanted = lists[row]["organisations"]
    kept = Organisation.objects.filter(pk__in=wanted)
    made = SupportList(programme=comparison.programme, made=SupportList.Made.KEPT)
    return keep_list(made, by=by, organisations=kept, name=name, note=comparison.name)


@transaction.atomic
def remove_comparison(comparison: Comparison, *, by: Any) -> None:
    """Take a comparison away."""
    record("remove_comparison", by=by, on=comparison)
    comparison.delete()
