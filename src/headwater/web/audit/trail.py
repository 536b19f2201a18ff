"""Writing and checking the event trail."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from headwater.web.audit.models import Event, TrailHead

CHAINED = (
    "number",
    "at",
    "person_id",
    "role",
    "action",
    "kind",
    "object_id",
    "about_id",
    "allowed",
    "rule",
    "reason",
)
READ_ONCE_WITHIN = timedelta(hours=1)


def record(
    action: str,
    *,
    by: Any = None,
    on: models.Model | None = None,
    host: Any = None,
    role: str = "",
    about: Any = None,
    allowed: bool = True,
    rule: str = "",
    reason: str = "",
) -> Event:
    """Add one line to the trail of a host.

    ``by`` is the person acting (None for the system), ``on`` the record acted on, ``about`` the person
    whose data it is. Nothing of the record's content is kept: its kind and opaque id only. Where even
    the existence of a record is confidential (``kept_from_host``), the line stands in the installation's
    trail, which no duty of the host reads (promises.md 4.3, rule 5).
    """
    host_id = getattr(host, "pk", host) or getattr(on, "host_id", None)
    if getattr(on, "kept_from_host", False):
        host_id = None
    with transaction.atomic():
        head, _ = TrailHead.objects.select_for_update().get_or_create(key=str(host_id or "installation"))
        event = Event(
            host_id=host_id,
            number=head.number + 1,
            at=timezone.now(),
            person_id=getattr(by, "pk", None),
            role=role,
            action=action,
            kind=on._meta.label if on is not None else "",
            object_id=str(on.pk) if on is not None else "",
            about_id=getattr(about, "pk", about),
            allowed=allowed,
            rule=rule[:200],
            reason=reason,
            previous=head.digest,
        )
        event.digest = digest(event)
        event.save(force_insert=True)
        head.number, head.digest = event.number, event.digest
        head.save()
    return event


def record_read(*, by: Any, on: models.Model, role: str = "", about: Any = None, rule: str = "") -> None:
    """Note that a person read a confidential record: one line an hour for each person and record."""
    seen = Event.objects.filter(
        person_id=by.pk,
        kind=on._meta.label,
        object_id=str(on.pk),
        action="view",
        at__gte=timezone.now() - READ_ONCE_WITHIN,
    )
    if not seen.exists():
        record("view", by=by, on=on, role=role, about=about, rule=rule)


def digest(event: Event) -> str:
    """The SHA-256 over an event's fields and the digest before it (64 hexadecimal digits)."""
    values = {name: _plain(getattr(event, name)) for name in CHAINED}
    text = json.dumps([event.previous, values], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def broken_places() -> Iterator[str]:
    """Each place where the trail is not what was written: a changed line, a missing one, a cut tail."""
    for head in TrailHead.objects.order_by("key"):
        host_id = None if head.key == "installation" else head.key
        yield from _broken_in(head, host_id)


def _broken_in(head: TrailHead, host_id: str | None) -> Iterator[str]:
    number, previous = 0, "0" * 64
    for event in Event.objects.filter(host_id=host_id).order_by("number").iterator():
        if event.number != number + 1:
            yield f"{head.key}: lines {number + 1} to {event.number - 1} are missing."
        if event.previous != previous and event.number == number + 1:
            yield f"{head.key}: line {event.number} does not follow from line {number}."
        if event.digest != digest(event):
            yield f"{head.key}: line {event.number} was changed after it was written."
        number, previous = event.number, event.digest
    if (number, previous) != (head.number, head.digest):
        yield f"{head.key}: the trail ends at line {number}, but {head.number} were written."
