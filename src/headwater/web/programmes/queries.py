"""Which programme a person is looking at."""

from typing import Any

from headwater.web.hosts.models import Host
from headwater.web.hosts.policy import memberships
from headwater.web.programmes.models import Programme


def programmes_of(person: Any, host: Host) -> list[Programme]:
    """The programmes a person has a duty in, the newest first; all of the host's where the duty is for all."""
    duties = memberships(person, host)
    if any(duty.programme_id is None for duty in duties):
        return list(Programme.objects.order_by("-created_at"))
    return list(
        Programme.objects.filter(pk__in=[duty.programme_id for duty in duties]).order_by("-created_at")
    )
