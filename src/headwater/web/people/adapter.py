"""How allauth sends mail here: through the outbox, so that a page answers as fast for an unknown address as for a known one."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.dispatch import Signal

account_mail_ready = Signal()  # sent with to, subject, body; the outbox (a later app) takes it


class OutboxAdapter(DefaultAccountAdapter):
    """Sign-in codes and notices go to the outbox instead of straight to the mail server."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        context = {"request": self.request, "email": email} | context
        message = self.render_mail(template_prefix, email, context)
        transaction.on_commit(
            lambda: account_mail_ready.send(sender=None, to=email, subject=message.subject, body=message.body)
        )

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths of this site: never another address, whatever the Host header says."""
        return bool(url) and url.startswith("/") and not url.startswith(("//", "/\\"))
