"""Making, copying and opening a programme."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_scopes import scope

from headwater.web.audit.trail import record
from headwater.web.hosts.actions import give_role
from headwater.web.hosts.models import RESERVED, Host
from headwater.web.programmes.blueprints import blueprint
from headwater.web.programmes.checklist import open_steps
from headwater.web.programmes.models import ChecklistTick, Cohort, KeyDate, Party, Programme
from headwater.web.programmes.signals import programme_cloned

NOT_CLONED = {"id", "host", "created_at", "version", "slug", "name", "stage", "cloned_from"}
DATES = {"call_opens", "call_closes", "decisions_by", "starts", "ends"}


class CannotOpen(Exception):
    """The programme cannot open yet; the message names what is missing."""


@transaction.atomic
def make_programme(*, name: str, by: Any, template: str = "pilot", starting: date | None = None) -> Programme:
    """A new programme from a template, as a draft, in the host whose scope is open."""
    values = blueprint(template)
    key_dates = values.pop("key_dates", [])
    programme = Programme.objects.create(name=name, slug=free_slug(name), **values)
    Cohort.objects.create(programme=programme, name=_("First cohort"))
    Party.objects.create(programme=programme, name=programme.host.name, capacity=Party.Capacity.HOST)
    for key_date in key_dates if starting else []:
        KeyDate.objects.create(
            programme=programme,
            title=key_date["title"],
            day=starting + timedelta(days=key_date["after_days"]),
        )
    record("create", by=by, on=programme)
    return programme


def free_slug(name: str) -> str:
    """A short name for addresses that no programme of this host has yet."""
    base = slugify(name)[:50] or "programme"
    taken = set(Programme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)


@transaction.atomic
def clone_programme(programme: Programme, *, name: str, by: Any) -> Programme:
    """Run it again: a draft with every setting of a programme but its dates and people (R78)."""
    values = {
        field.attname: getattr(programme, field.attname)
        for field in Programme._meta.concrete_fields
        if field.name not in NOT_CLONED | DATES
    }
    copy = Programme.objects.create(name=name, slug=free_slug(name), cloned_from=programme, **values)
    Cohort.objects.create(programme=copy, name=_("First cohort"))
    for party in programme.parties.all():
        Party.objects.create(programme=copy, name=party.name, capacity=party.capacity)
    record("clone", by=by, on=copy)
    programme_cloned.send(sender=Programme, programme=programme, copy=copy, by=by)
    return copy


@transaction.atomic
def tick_step(programme: Programme, *, step: str, done: bool, by: Any) -> None:
    """Say that a step of the launch checklist is done, or not done after all."""
    if done:
        ChecklistTick.objects.get_or_create(programme=programme, step=step, defaults={"by": by})
    else:
        ChecklistTick.objects.filter(programme=programme, step=step).delete()


@transaction.atomic
def open_call(programme: Programme, *, by: Any) -> Programme:
    """Open the programme for applications; refused while a step of the launch checklist is open."""
    if programme.stage != Programme.Stage.DRAFT:
        raise CannotOpen(_("This programme is open already."))
    missing = open_steps(programme)
    if missing:
        raise CannotOpen(_("Not yet: %(steps)s.") % {"steps": "; ".join(str(step.title) for step in missing)})
    return move_to(programme, stage=Programme.Stage.CALL, by=by)


@transaction.atomic
def move_to(programme: Programme, *, stage: str, by: Any) -> Programme:
    """Move a programme to another stage of its life."""
    programme.stage = stage
    programme.version += 1
    programme.save(update_fields=["stage", "version"])
    record("stage", by=by, on=programme, rule=stage)
    return programme


@transaction.atomic
def make_host(*, name: str, coordinator_name: str, coordinator_email: str, programme_name: str) -> Host:
    """The first host of an installation, its first coordinator and a programme from the template "pilot"."""
    slug = slugify(name)[:50] or "host"
    host = Host.objects.create(
        name=name, slug=f"{slug}-host" if slug in RESERVED else slug, contact_email=coordinator_email
    )
    people = get_user_model().objects
    person = people.filter(email=coordinator_email.lower()).first() or people.create_user(
        email=coordinator_email, name=coordinator_name
    )
    with scope(host=host):
        give_role(person=person, role="coordinator", by=person)
        make_programme(name=programme_name, by=person)
    return host
