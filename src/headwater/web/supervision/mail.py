"""Mails of concerns and openings: they say that something waits, and leave past the host's own letters."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from headwater.web.messages.models import AccountMail
from headwater.web.messages.tasks import send_waiting


def tell(person: Any, *, not_before: datetime | None = None) -> AccountMail:
    """A mail that says only that something waits. Its row is written with what it tells of, so neither is there alone."""
    with translation.override(person.language):
        text = render_to_string("supervision/letters/something_waits.txt", {"person": person})
    subject, _line, body = text.strip().partition("\n")
    mail = AccountMail.objects.create(
        to=person.email, subject=subject, body=body.strip() + "\n", not_before=not_before
    )
    later = not_before if not_before and not_before > timezone.now() else None
    task = send_waiting.using(run_after=later) if later else send_waiting
    transaction.on_commit(lambda: task.enqueue())
    return mail
