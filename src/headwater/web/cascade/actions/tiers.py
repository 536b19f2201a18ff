"""Whom a practice should reach: tiers, steps between them, sites and teams (R1, R3, R4, R8)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade.actions.errors import CannotPassOn
from headwater.web.cascade.models import Cascade, PaperTally, StaffAnswer, StaffSheet, Tier, Workplace
from headwater.web.cascade.release import LEAST

Row = tuple[str, str, Sequence[int]]  # site, team, how many of each tier


@transaction.atomic
def set_tiers(cascade: Cascade, *, by: Any, tiers: Sequence[tuple[str, int]]) -> list[Tier]:
    """The tiers as listed. One that is gone from the list goes, unless something is already known of it.

    Where sites are set, they say how many a tier has.
    """
    known = {tier.name: tier for tier in cascade.tiers.prefetch_related("workplaces")}
    kept = []
    for place, (name, staff) in enumerate(tiers):
        tier = known.pop(name, None) or Tier(cascade=cascade, name=name)
        at_sites = 0 if tier._state.adding else sum(one.staff for one in tier.workplaces.all())
        tier.place, tier.staff = place, at_sites or staff
        kept.append(tier)
    for gone in known.values():
        _remove(gone)
    for tier in kept:
        tier.save()
        _set_sheets(tier, {})
    record("set_tiers", by=by, on=cascade)
    return kept


@transaction.atomic
def set_workplaces(cascade: Cascade, *, by: Any, rows: Sequence[Row]) -> None:
    """The sites and teams as listed, each with how many of every tier work there.

    A workplace keeps what is known of it while its name stays. A site with fewer than twice the floor has no sheet of
    its own: its staff share one with those of the other small sites, so that no figure is ever about them alone.
    """
    tiers = list(cascade.tiers.prefetch_related("workplaces"))
    if any(len(counts) != len(tiers) for _site, _team, counts in rows):
        raise CannotPassOn(
            _("Give one number for each of the %(tiers)s tiers, nought where there is nobody.")
            % {"tiers": len(tiers)}
        )
    for place, tier in enumerate(tiers):
        listed = {(site, team): counts[place] for site, team, counts in rows if counts[place]}
        _set_workplaces(tier, listed)
    record("set_workplaces", by=by, on=cascade)


def _set_workplaces(tier: Tier, listed: dict[tuple[str, str], int]) -> None:
    known = {(one.site, one.team): one for one in tier.workplaces.all()}
    for key, gone in known.items():
        if key not in listed:
            gone.delete()
    for (site, team), staff in listed.items():
        workplace = known.get((site, team)) or Workplace(tier=tier, site=site, team=team)
        workplace.staff = staff
        workplace.save()
    if listed:
        tier.staff = sum(listed.values())
        tier.save(update_fields=["staff"])
    by_site: dict[str, int] = defaultdict(int)
    for (site, _team), staff in listed.items():
        by_site[site] += staff
    _set_sheets(tier, by_site)


def _set_sheets(tier: Tier, by_site: dict[str, int]) -> None:
    """One sheet for each site that is large enough, and one for everyone else; a sheet in use stays."""
    enough = 2 * max(tier.programme.floor_leader, LEAST)
    wanted = {site: staff for site, staff in by_site.items() if staff >= enough}
    rest = tier.staff - sum(wanted.values())
    if rest or not wanted:
        wanted[""] = rest
    sheets = {sheet.site: sheet for sheet in StaffSheet.objects.filter(tier=tier)}
    for site, sheet in sheets.items():
        if site not in wanted and not _in_use(sheet):
            sheet.delete()
    for site, staff in wanted.items():
        sheet = sheets.get(site) or StaffSheet(tier=tier, site=site)
        sheet.staff, sheet.together = staff, not site and len(wanted) > 1
        sheet.save()


def _in_use(sheet: StaffSheet) -> bool:
    return StaffAnswer.objects.filter(sheet=sheet).exists() or PaperTally.objects.filter(sheet=sheet).exists()


def _remove(tier: Tier) -> None:
    if tier.hand_overs.exists() or any(_in_use(sheet) for sheet in tier.sheets.all()):
        raise CannotPassOn(
            _("“%(tier)s” is in use, so it stays. Put it back on the list.") % {"tier": tier.name}
        )
    tier.delete()


@transaction.atomic
def plan_step(tier: Tier, *, by: Any, planned_for: date | None) -> Tier:
    """When the step to a tier is planned."""
    tier.planned_for = planned_for
    tier.save(update_fields=["planned_for"])
    record("plan_step", by=by, on=tier)
    return tier


@transaction.atomic
def open_step(tier: Tier, *, by: Any, because: str, today: date) -> Tier:
    """Open the step to a tier before its gate is met, and say why."""
    if tier.opened_on is not None:
        raise CannotPassOn(_("This step is open already."))
    if not because.strip():
        raise CannotPassOn(_("Say why it is opened now."))
    tier.opened_on, tier.opened_because = today, because.strip()
    tier.save(update_fields=["opened_on", "opened_because"])
    record("open_step", by=by, on=tier)
    return tier
