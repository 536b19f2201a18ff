"""The one policy: who may do what with which record. Closed by default; a refusal looks like absence.

A view carries exactly one of ``requires`` or ``public``; a test over the URLconf fails otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from headwater.web.audit.privacy import DataClass, declared_classes
from headwater.web.audit.trail import record, record_read
from headwater.web.hosts.models import Host, Membership
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.relations import holds
from headwater.web.hosts.roles import EVERYONE, ROLES, Grant, Role
from headwater.web.writes.once import respond_once

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Decision:
    """Whether something is allowed, and by which role and rule."""

    allowed: bool
    role: str = ""
    rule: str = ""


REFUSED = Decision(False)


def decide(person: Any, permission: Permission, record_: models.Model | None, host: Host) -> Decision:
    """Whether a person may do something with a record of a host (or with the host itself)."""
    if not person.is_authenticated or (
        record_ is not None and getattr(record_, "host_id", host.pk) != host.pk
    ):
        return REFUSED
    for role, programme_id in duties(person, host):
        if not _covers(programme_id, record_):
            continue
        for grant in role.grants:
            if grant.permission == permission and _holds(grant, person, record_):
                return Decision(True, role.code, " & ".join(grant.relations))
    return REFUSED


def allowed(person: Any, permission: Permission, record_: models.Model | None, host: Host) -> bool:
    """Whether a person may do something: for a link or a button that only then is shown."""
    return decide(person, permission, record_, host).allowed


def duties(person: Any, host: Host) -> Iterator[tuple[type[Role], Any]]:
    """The roles a person has in a host, each with the programme it is limited to (None for all)."""
    for membership in memberships(person, host):
        if membership.role in ROLES:
            yield ROLES[membership.role], membership.programme_id
    yield EVERYONE, None


def memberships(person: Any, host: Host) -> list[Membership]:
    """A person's current duties in a host, read once for each request."""
    cache = person.__dict__.setdefault("_memberships", {})
    if host.pk not in cache:
        cache[host.pk] = list(
            Membership.objects.with_scope(host=host)
            .current()
            .filter(person=person)
            .order_by("created_at", "pk")
        )
    return cache[host.pk]


def has_role(person: Any, host: Host, *codes: str) -> bool:
    """Whether a person has one of these duties in a host now."""
    return any(membership.role in codes for membership in memberships(person, host))


def _covers(programme_id: Any, record_: models.Model | None) -> bool:
    if programme_id is None or record_ is None:
        return True
    if record_._meta.label == "programmes.Programme":
        return record_.pk == programme_id
    return getattr(record_, "programme_id", programme_id) == programme_id


def _holds(grant: Grant, person: Any, record_: models.Model | None) -> bool:
    return all(record_ is not None and holds(name, person, record_) for name in grant.relations)


def public(view: View) -> View:
    """A page that anyone may open, signed in or not."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return respond_once(request, lambda: view(request, *args, **kwargs))

    answer.policy = "public"
    return answer


def requires(
    permission: Permission, on: type[models.Model] | None = None, by: str = "pk"
) -> Callable[[View], View]:
    """A page for those the policy allows; everyone else finds nothing there (404).

    ``on`` names the model of the record in the address; ``by`` the field (and the name in the address)
    it is found by. The view receives the record in its place. A person who is not signed in is asked to
    sign in before anything is looked up. A read of confidential data (C3, C4) goes into the trail.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            kwargs.pop("host", None)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            host = getattr(request, "host", None)
            if host is None:
                raise Http404
            subject = _find(on, by, kwargs) if on is not None else None
            decision = decide(request.user, permission, subject, host)
            if not decision.allowed:
                record("deny", by=request.user, on=subject, host=host, allowed=False, rule=str(permission))
                raise Http404
            if host.require_mfa and not _has_second_factor(request.user):
                return redirect("mfa_index")
            request.decision = decision
            request.programme = _programme_of(subject)
            if subject is not None:
                _note_read(request, subject, decision)
                kwargs = {_argument(on): subject} | kwargs
            return respond_once(request, lambda: view(request, *args, **kwargs))

        answer.policy = permission
        answer.policy_on = on
        return answer

    return decorate


def _programme_of(subject: models.Model | None) -> Any:
    if subject is None or subject._meta.label == "programmes.Programme":
        return subject
    return getattr(subject, "programme", None)


def _argument(model: type[models.Model]) -> str:
    name = model.__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _find(model: type[models.Model], by: str, kwargs: dict[str, Any]) -> models.Model:
    value = kwargs.pop("programme" if by == "slug" and model.__name__ == "Programme" else by)
    try:
        return model.objects.get(**{by: value})
    except (model.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404 from error


def _has_second_factor(person: Any) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(person))


def _note_read(request: HttpRequest, subject: models.Model, decision: Decision) -> None:
    classes = declared_classes(type(subject)).values()
    if request.method == "GET" and max(classes, default=DataClass.C0) >= DataClass.C3:
        about = getattr(subject, "person_id", None)
        if about != request.user.pk:
            record_read(by=request.user, on=subject, role=decision.role, about=about, rule=str(decision.rule))


def matrix() -> list[dict[str, Any]]:
    """The whole policy as rows: role, data kind, permission, relations and states it needs."""
    rows = []
    for role in (EVERYONE, *ROLES.values()):
        for grant in role.grants:
            rows.append(
                {
                    "role": role.code,
                    "kind": str(grant.permission.kind),
                    "permission": str(grant.permission),
                    "where": [str(name) for name in grant.relations],
                }
            )
    return rows
