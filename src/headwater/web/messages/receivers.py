"""Account mail (sign-in codes, notices) joins the outbox."""

from typing import Any

from django.dispatch import receiver

from headwater.web.messages.models import AccountMail
from headwater.web.messages.tasks import send_waiting
from headwater.web.people.adapter import account_mail_ready


@receiver(account_mail_ready)
def keep_account_mail(sender: Any, to: str, subject: str, body: str, **kwargs: Any) -> None:
    """Put a mail of the sign-in into the outbox and wake the worker."""
    AccountMail.objects.create(to=to, subject=subject[:200], body=body)
    send_waiting.enqueue()
