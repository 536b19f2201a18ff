"""Giving and ending duties."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from headwater.web.audit.trail import record
from headwater.web.hosts.models import Membership


@transaction.atomic
def give_role(*, person: Any, role: str, by: Any, programme: Any = None) -> Membership:
    """Give a person a duty in the host whose scope is open; a duty they already have is returned as it is."""
    membership, new = Membership.objects.get_or_create(
        person=person, role=role, programme=programme, ended_at=None
    )
    if new:
        record("role-change", by=by, on=membership, about=person, rule=role)
    person.__dict__.pop("_memberships", None)
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: Any) -> Membership:
    """End a duty now. What it allowed is closed with the next request, and every session of the person ends."""
    from allauth.usersessions.models import UserSession

    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    for session in UserSession.objects.filter(user=membership.person):
        session.end()
    record("revoke", by=by, on=membership, about=membership.person, rule=membership.role)
    return membership


@transaction.atomic
def invite(*, email: str, name: str, role: str, by: Any, programme: Any = None) -> Membership:
    """Give a duty to whoever has this e-mail address, making the account if there is none."""
    people = get_user_model().objects
    person = people.filter(email=email.lower()).first() or people.create_user(email=email, name=name)
    return give_role(person=person, role=role, by=by, programme=programme)
