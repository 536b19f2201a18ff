"""Bringing in registers, making one of two records, and taking that back."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.exchange.registers import Layout, Reading, RegisterError, read, sniff, stripped
from headwater.web.audit.trail import record
from headwater.web.organisations.models import Merge, Organisation, RegisterImport, Registration, Site
from headwater.web.organisations.plan import Change, keys_of, plan, site_values
from headwater.web.organisations.signals import LOW_RATINGS, organisations_changed, rating_fell

LARGEST_FILE = 25 * 1024 * 1024


class CannotImport(Exception):
    """The file cannot be brought in; the message says what to do."""


class CannotMerge(Exception):
    """The two records cannot be made one, or no longer be taken apart; the message says why."""


@transaction.atomic
def look_at_file(*, data: bytes, name: str, by: Any) -> RegisterImport:
    """Keep a file, without its personal columns, to look at before anything is changed."""
    if len(data) > LARGEST_FILE:
        raise CannotImport(_("The file is larger than 25 MB. Split it, or save it as CSV."))
    try:
        layout = sniff(data, name)
        content = stripped(data, layout)
        kept = sniff(content, "kept.csv")
    except RegisterError as problem:
        raise CannotImport(str(problem)) from problem
    looked = RegisterImport(
        file_name=name[:200], layout=layout.register.value, mapping=dict(kept.mapping), content=content, by=by
    )
    if not kept.needs_mapping:
        count(looked)
    looked.save()
    record("look", by=by, on=looked)
    return looked


def layout_of(register_import: RegisterImport) -> Layout:
    """How the kept file is read."""
    return sniff(bytes(register_import.content), "kept.csv")


def reading_of(register_import: RegisterImport) -> Reading:
    """The organisations of the kept file and the rows refused."""
    layout = layout_of(register_import)
    try:
        return read(
            bytes(register_import.content), layout, register_import.mapping if layout.needs_mapping else None
        )
    except RegisterError as problem:
        raise CannotImport(str(problem)) from problem


def count(register_import: RegisterImport) -> list[Change]:
    """What the file would change; its counts and refusals are kept on the record (not saved)."""
    reading = reading_of(register_import)
    changes = plan(reading.rows)
    kinds = [change.kind for change in changes]
    register_import.counts = {
        "rows": reading.total,
        "used": reading.used,
        "refused": len(reading.refused),
        **{kind: kinds.count(kind) for kind in ("added", "changed", "same")},
    }
    register_import.refusals = [
        {"row": refusal.row, "reason": refusal.reason, "what_to_do": refusal.what_to_do}
        for refusal in reading.refused
    ]
    return changes


@transaction.atomic
def choose_columns(register_import: RegisterImport, *, mapping: dict[str, str], by: Any) -> RegisterImport:
    """Say which column holds what, for a table of no known register."""
    register_import.mapping = {name: heading for name, heading in mapping.items() if heading}
    count(register_import)
    register_import.save()
    return register_import


@transaction.atomic
def apply_import(register_import: RegisterImport, *, by: Any) -> RegisterImport:
    """Bring the file in, all of it or nothing. The same file a second time changes nothing."""
    locked = RegisterImport.objects.select_for_update().get(pk=register_import.pk)
    if locked.state != RegisterImport.State.PREVIEWED:
        raise CannotImport(_("This file was dealt with already."))
    changes = count(locked)
    _add([change for change in changes if change.kind == "added"], source=locked.layout)
    _update([change for change in changes if change.kind == "changed"])
    locked.state, locked.applied_at, locked.by, locked.content = (
        RegisterImport.State.APPLIED,
        timezone.now(),
        by,
        b"",
    )
    locked.save()
    record("import", by=by, on=locked)
    changed = [change.organisation.pk for change in changes if change.kind == "changed"]
    organisations_changed.send(sender=RegisterImport, organisations=changed)
    return locked


def _add(changes: list[Change], *, source: str) -> None:
    made: dict[tuple[str, str], Organisation] = {}
    organisations, registrations, sites = [], [], []
    for change in changes:
        keys = [key for key in keys_of(change.row) if key not in made]
        body = next((made[key] for key in keys_of(change.row) if key in made), None)
        if body is None:
            body = Organisation(
                name=change.row.name[:250],
                legal_form=change.row.legal_form[:80],
                website=change.row.website[:300],
                source=source,
            )
            organisations.append(body)
        made |= dict.fromkeys(keys, body)
        registrations += [
            Registration(organisation=body, register=register, number=number) for register, number in keys
        ]
        sites += [_site(body, row, is_main=at == 0) for at, row in enumerate(change.new_sites)]
    Organisation.objects.bulk_create(organisations, batch_size=500)
    Registration.objects.bulk_create(registrations, batch_size=500)
    Site.objects.bulk_create(sites, batch_size=300)


def _site(body: Organisation, row: Any, *, is_main: bool) -> Site:
    site = Site(organisation=body, is_main=is_main, **site_values(row))
    site.find()
    return site


def _update(changes: list[Change]) -> None:
    new_sites, fell = [], []
    for change in changes:
        for name, (_before, after) in change.fields.items():
            setattr(change.organisation, name, after)
        if change.fields:
            change.organisation.version += 1
            change.organisation.save()
        for site, row in change.changed_sites:
            values = site_values(row)
            if _is_lower(site.rating, values.get("rating", "")):
                fell.append(change.organisation)
            for name, value in values.items():
                setattr(site, name, value)
            site.find()
            site.save()
        new_sites += [_site(change.organisation, row, is_main=False) for row in change.new_sites]
    Site.objects.bulk_create(new_sites, batch_size=300)
    if fell:
        rating_fell.send(sender=Site, organisations=fell)


def _is_lower(before: str, after: str) -> bool:
    return after.strip().lower() in LOW_RATINGS and after.strip().lower() != before.strip().lower()


@transaction.atomic
def discard_import(register_import: RegisterImport, *, by: Any) -> RegisterImport:
    """Leave a file out; nothing of it is kept but that it was looked at."""
    if register_import.state != RegisterImport.State.PREVIEWED:
        raise CannotImport(_("This file was dealt with already."))
    register_import.state, register_import.content = RegisterImport.State.DISCARDED, b""
    register_import.refusals = []
    register_import.save()
    record("discard", by=by, on=register_import)
    return register_import


def pointing_at_organisations() -> list[tuple[type[models.Model], str]]:
    """Every model and field that points at an organisation and moves with it in a merge."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Organisation._meta.related_objects
        if relation.related_model not in (Organisation, Merge)
    ]


@transaction.atomic
def merge(kept: Organisation, absorbed: Organisation, *, by: Any) -> Merge:
    """Two records that are one organisation become one; everything of the second moves to the first."""
    if kept.pk == absorbed.pk:
        raise CannotMerge(_("Choose two different records."))
    if kept.merged_into_id or absorbed.merged_into_id:
        raise CannotMerge(_("One of these was merged already. Look at the record it went into."))
    moved = {}
    for model, name in pointing_at_organisations():
        rows = model._base_manager.filter(**{name: absorbed})
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if ids:
            moved[f"{model._meta.label}.{name}"] = ids
            rows.update(**{name: kept})
    Site.objects.filter(pk__in=moved.get("organisations.Site.organisation", [])).update(is_main=False)
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    merged = Merge.objects.create(kept=kept, absorbed=absorbed, by=by, moved=moved)
    record("merge", by=by, on=merged)
    organisations_changed.send(sender=Merge, organisations=[kept.pk])
    return merged


@transaction.atomic
def undo_merge(merged: Merge, *, by: Any) -> Merge:
    """Take a merge back: what moved and still stands where it was put returns."""
    if merged.undone_at is not None:
        raise CannotMerge(_("This merge was taken back already."))
    for model, name in pointing_at_organisations():
        ids = merged.moved.get(f"{model._meta.label}.{name}", [])
        model._base_manager.filter(pk__in=ids, **{name: merged.kept}).update(**{name: merged.absorbed})
    _restore_main_site(merged.absorbed)
    merged.absorbed.merged_into = None
    merged.absorbed.save(update_fields=["merged_into"])
    merged.undone_at = timezone.now()
    merged.save()
    record("unmerge", by=by, on=merged)
    organisations_changed.send(sender=Merge, organisations=[merged.kept_id, merged.absorbed_id])
    return merged


def _restore_main_site(organisation: Organisation) -> None:
    first = organisation.sites.order_by("created_at", "pk").first()
    if first is not None:
        first.is_main = True
        first.save(update_fields=["is_main"])
